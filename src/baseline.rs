//! Findings that were there before, and do not count.
//!
//! A team that begins on an old repository writes them down once (`--update-baseline`) and is told
//! of new ones from then on. Findings are known by their [fingerprint](crate::fingerprint), as often
//! as they were written down: of three where two are known, one is new.
//!
//! A file that cannot be read to its end is never known: it hides other findings, and a team that
//! does not see it any more would believe itself checked.

mod compare;
mod file;

pub use compare::{Compared, Standing};
pub use file::BaselineError;

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::engine::Reported;
use crate::fingerprint::{Fingerprint, address, path_of};
use crate::source::{Root, Texts};

/// The name that a baseline gets unless the user says otherwise, at the root of the project; a file
/// of this name is used without being named.
pub const FILE_NAME: &str = "ekslint-baseline.json";

/// Characters of a message that are kept for those who review the file.
const MESSAGE: usize = 120;

/// What a run is compared with.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// The findings that are known.
    pub baseline: Baseline,
    /// Their file.
    pub path: PathBuf,
    /// What to call it.
    pub name: String,
    /// Whether everything that is found is to be written there.
    pub update: bool,
}

/// Findings that are known, each with how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    entries: BTreeMap<Entry, usize>,
}

/// One finding as the file shows it, in the order of the file: all of it is for people but the
/// fingerprint.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    /// The file it was found in, relative to the root of the project, with `/`.
    pub path: String,
    /// The name of the rule.
    pub rule: String,
    /// What it is about.
    pub subject: String,
    /// What is wrong, cut off where it is long.
    pub message: String,
    /// What it is known by.
    pub fingerprint: String,
}

impl Entry {
    /// A finding as the file shows it.
    fn of(reported: &Reported, texts: &Texts, root: &Root) -> Self {
        let message = &reported.finding.message;
        let cut = message.char_indices().nth(MESSAGE).map(|(at, _)| format!("{}…", &message[..at]));
        Self {
            path: root.relative(path_of(&reported.finding, texts)).into_owned(),
            rule: reported.rule.name.to_owned(),
            subject: address(reported, texts, root).into_owned(),
            message: cut.unwrap_or_else(|| message.clone()),
            fingerprint: Fingerprint::identity(reported, texts, root).to_string(),
        }
    }
}

impl Baseline {
    /// How many findings are known.
    pub fn len(&self) -> usize {
        self.entries.values().sum()
    }

    /// Whether none is known.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn add(&mut self, entry: Entry, count: usize) {
        *self.entries.entry(entry).or_default() += count;
    }

    /// Adds a line of a file: one that is there twice, as two sides of a merge may have it, is known
    /// as often as it says itself.
    fn merge(&mut self, entry: Entry, count: usize) {
        let known = self.entries.entry(entry).or_default();
        *known = count.max(*known);
    }
}
