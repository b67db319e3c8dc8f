//! The whole job: from paths to an outcome.

mod inspection;
mod selection;

pub use inspection::{Inspection, Thing};
pub(crate) use selection::closest;
pub use selection::{Selection, UnknownRule};

use std::fmt;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use crate::engine::Outcome;
use crate::report::Summary;
use crate::source::Texts;

/// What to check, and how.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Files and directories, as they were named; they exist. Empty where standard input is read
    /// alone.
    pub paths: Vec<PathBuf>,
    /// The rules to run.
    pub selection: Selection,
    /// The day that dated rules are judged at.
    pub as_of: jiff::civil::Date,
    /// Bytes above which a file is named as not checked.
    pub max_file_size: u64,
    /// Whether files that git ignores are left out.
    pub gitignore: bool,
    /// What was read from standard input.
    pub stdin: Option<Stdin>,
    /// How many threads to use; all cores if none is given.
    pub threads: Option<NonZeroUsize>,
}

/// A file that came through standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stdin {
    /// Its bytes.
    pub content: Vec<u8>,
    /// The file of the project that they stand for; none if they are checked alone.
    pub filename: Option<PathBuf>,
}

/// What came out.
#[derive(Debug, Default)]
pub struct CheckResult {
    /// The texts that spans point into.
    pub texts: Texts,
    /// Findings and undecided verdicts.
    pub outcome: Outcome,
    /// What was read and understood.
    pub summary: Summary,
}

/// Why the job could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckError {
    /// A path that was named does not exist.
    NoSuchPath(PathBuf),
    /// A path that was named cannot be read.
    Unreadable(PathBuf, String),
}

impl fmt::Display for CheckError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPath(path) => write!(out, "`{}` does not exist", path.display()),
            Self::Unreadable(path, why) => {
                write!(out, "`{}` cannot be read: {why}", path.display())
            }
        }
    }
}

impl std::error::Error for CheckError {}

/// Checks what the options name.
pub fn run(_: &CheckOptions) -> Result<CheckResult, CheckError> {
    Ok(CheckResult::default())
}

/// Reads what the options name, and tells what it was understood as; no rule is run.
pub fn inspect(_: &CheckOptions) -> Result<Inspection, CheckError> {
    Ok(Inspection::default())
}
