//! What a run found, for people and programs: one file an output format.

pub mod commands;
pub mod concise;
pub mod diff;
pub(crate) mod entry;
#[cfg(test)]
pub(crate) mod fixture;
pub mod gitlab;
pub mod json;
pub mod junit;
pub(crate) mod look;
pub mod markdown;
mod place;
pub(crate) mod plural;
mod preview;
pub mod rdjson;
mod repairs;
pub mod sanitise;
pub mod sarif;
mod spot;
pub mod statistics;
pub mod text;
mod words;
pub(crate) mod wrap;

pub use look::Look;
pub use repairs::{Repair, Repairs};

use std::time::Duration;

use crate::baseline::Standing;
use crate::engine::Outcome;
use crate::source::{Place, Root, Texts};

/// `path:line:column` of a place, harmless to print; none for what stands in no file.
pub(crate) fn place_name(texts: &Texts, place: Place) -> Option<String> {
    place::located(texts, place).map(|place| place.name())
}

/// Everything that a report is made of.
#[derive(Debug)]
pub struct Report<'a> {
    /// The texts that spans point into.
    pub texts: &'a Texts,
    /// Findings and undecided verdicts.
    pub outcome: &'a Outcome,
    /// What was read and understood.
    pub summary: &'a Summary,
}

/// A line of the configuration, and how many verdicts wait for it alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The line, as in `assume.variables.region = …`.
    pub line: String,
    /// The undecided verdicts whose every reason it takes away.
    pub decides: usize,
}

/// What was read and understood, and what was not.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    /// Files whose content was checked.
    pub files_checked: usize,
    /// What was understood, such as `(3, "cluster")`, in the order to print; zeros are left out.
    pub understood: Vec<(usize, &'static str)>,
    /// What was not checked, with what to do about it.
    pub not_checked: Vec<NotChecked>,
    /// The date that dated rules were judged at, as `2026-11-20`.
    pub as_of: String,
    /// The version that every older cluster was judged as if it had, such as `1.35`.
    pub target: Option<String>,
    /// Days between the date of the tables and `as_of`, if the tables are older.
    pub tables_age_days: i64,
    /// What the user could tell to have more decided, the most useful first.
    pub offers: Vec<Offer>,
    /// How many findings a stricter preset would add: `(preset, count)`.
    pub stricter: Vec<(&'static str, usize)>,
    /// What fingerprints are relative to.
    pub root: Root,
    /// How the findings compare with those that are known, if there is a baseline.
    pub baseline: Option<Standing>,
    /// The commit whose changes the run was asked about, as the user named it.
    pub since: Option<String>,
    /// Whether the run was asked about files that were named alone, though it read all.
    pub files_alone: bool,
    /// What was mended before the findings were counted; none without `--fix`.
    pub repairs: Option<Repairs>,
    /// What the process will exit with; none where it is no command that checks.
    pub exit_code: Option<u8>,
    /// How long the run took.
    pub elapsed: Duration,
}

/// Something that was seen and not checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotChecked {
    /// How many.
    pub count: usize,
    /// What, in the singular, such as `Helm template`.
    pub what: &'static str,
    /// What to do about it.
    pub remedy: String,
    /// The first few, as paths or addresses.
    pub examples: Vec<String>,
}
