//! `ekslint completions`: a script that completes command lines.

use std::process::ExitCode;

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use super::console::{Console, Stop};

/// Arguments of `ekslint completions`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

/// Prints the script.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let mut script = Vec::new();
    generate(arguments.shell, &mut super::Cli::command(), "ekslint", &mut script);
    console.print(&String::from_utf8_lossy(&script)).map(|()| ExitCode::SUCCESS)
}
