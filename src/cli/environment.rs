//! Variables of the environment that stand for options.

use clap::builder::Resettable;
use clap::{Arg, Command};

/// The command in which an empty variable stands for nothing.
///
/// Pipelines set a variable for every input that they have, and those that nobody gave are empty.
pub(super) fn without_empty(command: Command) -> Command {
    command.mut_args(without_empty_variable).mut_subcommands(without_empty)
}

fn without_empty_variable(argument: Arg) -> Arg {
    let value = argument.get_env().and_then(std::env::var_os);
    if value.is_some_and(|it| it.is_empty()) { argument.env(Resettable::Reset) } else { argument }
}
