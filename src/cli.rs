//! The command line: one file a subcommand.
//!
//! Exit codes are the same in every format: 0 clean, 1 findings at or above `--fail-on`, 2 the job
//! could not be done. With `--fix` the findings that are left decide, with `--diff` whether anything
//! would be fixed. The environment is read here alone.

mod add_ignore;
mod check;
mod clock;
mod completions;
mod configuration;
mod console;
mod counted;
mod environment;
mod expand;
mod explain;
mod fixing;
mod init;
mod input;
mod inspect;
mod judging;
mod man;
mod markdown;
mod output;
mod progress;
mod replace;
mod rules;
mod running;
mod terminal;
mod variables;
mod watch;
mod why;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use crate::rule::Meta;
use console::Console;
use terminal::TerminalArguments;

/// Finds what will break, leak or stop scaling in Amazon EKS configuration.
///
/// Reads eksctl files, Terraform and Kubernetes manifests as one cluster. Works offline, changes
/// nothing unless asked to, and stays silent about what the files do not decide.
#[derive(Debug, Parser)]
#[command(name = "ekslint", version, max_term_width = 80, arg_required_else_help = true)]
#[command(disable_help_subcommand = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    terminal: TerminalArguments,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Check files and directories.
    Check(check::Arguments),
    /// Say what a rule finds, why it matters and how to fix it.
    Explain(explain::Arguments),
    /// List all rules.
    Rules(rules::Arguments),
    /// Show what was understood, without judging it.
    Inspect(inspect::Arguments),
    /// Say what one rule finds about one subject, and on what that hangs.
    Why(why::Arguments),
    /// Write an ekslint.toml to start from, with what was understood.
    Init(init::Arguments),
    /// Show the configuration that holds, and where each part of it was said.
    Config(configuration::Arguments),
    /// Print the JSON Schema of a format.
    Schema {
        /// The format.
        #[arg(value_enum)]
        format: Schema,
    },
    /// Print a completion script for a shell.
    Completions(completions::Arguments),
    /// Write the manual pages into a folder.
    #[command(hide = true)]
    Man(man::Arguments),
    /// Print the version.
    Version,
}

/// A format with a published schema.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Schema {
    /// `ekslint check --output json`.
    Report,
    /// A line of `ekslint check --output jsonl`.
    Lines,
    /// `ekslint inspect --output json`.
    Inspection,
    /// `ekslint.toml`.
    Config,
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    run(std::env::args_os(), &mut Console::of_process())
}

/// Runs a command line; everything it has to say goes to the console.
fn run(arguments: impl IntoIterator<Item = OsString>, console: &mut Console<'_>) -> ExitCode {
    let arguments = match expand::expand(arguments) {
        Ok(arguments) => arguments,
        Err(reason) => return console.stop(&console::Stop::Failed(reason)),
    };
    let cli = match parse(arguments) {
        Ok(cli) => cli,
        Err(error) => return console.usage(&error),
    };
    console.dress(cli.terminal);
    let done = match cli.command {
        Command::Check(arguments) => check::run(&arguments, console),
        Command::Explain(arguments) => explain::run(&arguments, console),
        Command::Rules(arguments) => rules::run(&arguments, console),
        Command::Inspect(arguments) => inspect::run(&arguments, console),
        Command::Schema { format: Schema::Report } => {
            console.print(&crate::report::json::schema()).map(|()| ExitCode::SUCCESS)
        }
        Command::Schema { format: Schema::Lines } => {
            console.print(&crate::report::json::lines_schema()).map(|()| ExitCode::SUCCESS)
        }
        Command::Schema { format: Schema::Inspection } => {
            console.print(&inspect::schema()).map(|()| ExitCode::SUCCESS)
        }
        Command::Schema { format: Schema::Config } => console
            .print(&crate::report::json::print(&crate::config::schema()))
            .map(|()| ExitCode::SUCCESS),
        Command::Why(arguments) => why::run(&arguments, console),
        Command::Init(arguments) => init::run(&arguments, console),
        Command::Config(arguments) => configuration::run(&arguments, console),
        Command::Completions(arguments) => completions::run(&arguments, console),
        Command::Man(arguments) => man::run(&arguments),
        Command::Version => {
            let version = concat!("ekslint ", env!("CARGO_PKG_VERSION"), "\n");
            console.print(version).map(|()| ExitCode::SUCCESS)
        }
    };
    done.unwrap_or_else(|stop| console.stop(&stop))
}

/// Reads a command line.
fn parse(arguments: impl IntoIterator<Item = OsString>) -> Result<Cli, clap::Error> {
    let mut command = environment::without_empty(Cli::command());
    let matches = command.try_get_matches_from_mut(arguments);
    matches
        .and_then(|matches| Cli::from_arg_matches(&matches))
        .map_err(|error| environment::blamed(error, &command).format(&mut command))
}

/// What the pages of all rules say about them.
fn known_rules() -> Vec<&'static Meta> {
    crate::rules::RULES.iter().map(|rule| &rule.meta).collect()
}
