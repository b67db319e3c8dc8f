//! The `ekslint` command.

use std::process::ExitCode;

fn main() -> ExitCode {
    ekslint::cli::main()
}
