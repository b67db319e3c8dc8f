//! `ekslint completions`: a script that completes command lines.

use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser};
use clap::{Arg, Args, Command, CommandFactory};
use clap_complete::{Shell, generate};

use super::console::{Console, Stop};
use super::{known_rules, output};
use crate::report::wrap::append;

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
    let mut command = with_words(super::Cli::command());
    generate(arguments.shell, &mut command, "ekslint", &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if arguments.shell == Shell::Fish {
        script.push_str(&for_fish(&command));
    }
    console.print(&script).map(|()| ExitCode::SUCCESS)
}

/// The command with the words that arguments begin with whose values are more than one of a list.
fn with_words(command: Command) -> Command {
    let rules: Vec<&str> = known_rules().iter().map(|rule| rule.name).collect();
    let formats: Vec<&str> = output::names().collect();
    let known = [
        ("check", "outputs", &formats),
        ("check", "select", &rules),
        ("check", "ignore", &rules),
        ("explain", "name", &rules),
        ("why", "rule", &rules),
    ];
    known.into_iter().fold(command, |command, (name, argument, words)| {
        let one = |it: Arg| {
            let words = PossibleValuesParser::new(words.iter().copied());
            if it.get_id() == argument { it.value_parser(words) } else { it }
        };
        // `mut_arg` would put it last, where it may not stand.
        command.mut_subcommand(name, |it| it.mut_args(one))
    })
}

/// What `clap_complete` leaves out for fish: the words of arguments that are no options.
fn for_fish(command: &Command) -> String {
    let mut out = String::new();
    for it in command.get_subcommands().filter(|it| !it.is_hide_set()) {
        let values = it.get_positionals().next().map(Arg::get_possible_values);
        let words: Vec<_> = values.iter().flatten().map(PossibleValue::get_name).collect();
        if !words.is_empty() {
            let (name, words) = (it.get_name(), words.join(" "));
            let condition = format_args!("__fish_ekslint_using_subcommand {name}");
            append(
                &mut out,
                format_args!("complete -c ekslint -n \"{condition}\" -f -a \"{words}\"\n"),
            );
        }
    }
    out
}
