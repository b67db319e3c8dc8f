//! Standard output and standard error, and what each can show.

use std::fmt;
use std::io::{self, ErrorKind, IsTerminal, Write};
use std::process::ExitCode;

use super::terminal::{self, TerminalArguments};
use crate::report::Look;
use crate::report::sanitise::clean;
use crate::rule::Severity;

/// Where a command prints.
pub(super) struct Console<'a> {
    out: Box<dyn Write + 'a>,
    err: Box<dyn Write + 'a>,
    /// What standard output can show.
    pub(super) look: Look,
    /// What standard error can show.
    pub(super) err_look: Look,
    /// Whether standard output is a terminal.
    pub(super) terminal: bool,
    /// Whether someone watches standard error.
    pub(super) watched: bool,
}

/// Why a command ends early.
#[derive(Debug)]
pub(super) enum Stop {
    /// Nobody reads standard output any more; no reason to complain.
    ClosedPipe,
    /// The job could not be done.
    Failed(String),
}

impl Stop {
    pub(super) fn because(reason: &impl fmt::Display) -> Self {
        Self::Failed(reason.to_string())
    }
}

impl Console<'_> {
    /// The streams of this process.
    pub(super) fn of_process() -> Self {
        let arguments = TerminalArguments::default();
        Self {
            out: Box::new(io::stdout()),
            err: Box::new(io::stderr()),
            look: terminal::look(arguments, io::stdout().is_terminal()),
            err_look: terminal::look(arguments, io::stderr().is_terminal()),
            terminal: io::stdout().is_terminal(),
            watched: io::stderr().is_terminal(),
        }
    }

    /// Takes the options about terminals into account.
    pub(super) fn dress(&mut self, arguments: TerminalArguments) {
        self.look = terminal::look(arguments, io::stdout().is_terminal());
        self.err_look = terminal::look(arguments, io::stderr().is_terminal());
    }

    /// Prints to standard output.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Stop> {
        let written = self.out.write_all(text.as_bytes()).and_then(|()| self.out.flush());
        written.map_err(|error| match error.kind() {
            ErrorKind::BrokenPipe => Stop::ClosedPipe,
            _ => Stop::Failed(format!("standard output cannot be written: {error}")),
        })
    }

    /// Prints a report to standard error, because standard output is for something else.
    pub(super) fn aside(&mut self, text: &str) {
        self.err.write_all(text.as_bytes()).and_then(|()| self.err.flush()).ok();
    }

    /// Prints a line to standard error; there is nobody to tell if that fails.
    pub(super) fn remark(&mut self, text: &str) {
        writeln!(self.err, "{}", clean(text)).ok();
    }

    /// Prints a complaint to standard error.
    pub(super) fn complain(&mut self, severity: Severity, text: &str) {
        let name = self.err_look.severity(severity, severity.name());
        writeln!(self.err, "{name}: {}", clean(text)).ok();
    }

    /// Prints what clap has to say: help, the version, or what is wrong with the arguments.
    pub(super) fn usage(&mut self, error: &clap::Error) -> ExitCode {
        let (text, look) =
            (error.render(), if error.use_stderr() { self.err_look } else { self.look });
        let text = if look.color { text.ansi().to_string() } else { text.to_string() };
        let stream = if error.use_stderr() { &mut self.err } else { &mut self.out };
        stream.write_all(text.as_bytes()).and_then(|()| stream.flush()).ok();
        u8::try_from(error.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from)
    }

    /// The exit code of a command that ended early.
    pub(super) fn stop(&mut self, stop: &Stop) -> ExitCode {
        match stop {
            Stop::ClosedPipe => ExitCode::SUCCESS,
            Stop::Failed(reason) => {
                self.complain(Severity::Error, reason);
                ExitCode::from(2)
            }
        }
    }
}
