//! Variables of the environment that stand for options.

use clap::builder::{Resettable, StyledStr};
use clap::error::{ContextKind, ContextValue};
use clap::{Arg, Command, Error};

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

/// The error with the variable that it comes from, where nobody wrote the option.
pub(super) fn blamed(mut error: Error, command: &Command) -> Error {
    let value = match error.get(ContextKind::InvalidValue) {
        Some(ContextValue::String(value)) if !value.is_empty() => value.clone(),
        _ => return error,
    };
    let inner = command.get_subcommands().flat_map(Command::get_arguments);
    let names = command.get_arguments().chain(inner).filter_map(Arg::get_env);
    let says = |name: &&std::ffi::OsStr| std::env::var_os(name).is_some_and(|it| *it == *value);
    let blamed = names.into_iter().find(says);
    if let Some(name) = blamed.map(|it| it.to_string_lossy().into_owned()) {
        let tip = StyledStr::from(format!("the variable `{name}` of the environment says so"));
        error.insert(ContextKind::Suggested, ContextValue::StyledStrs(vec![tip]));
    }
    error
}
