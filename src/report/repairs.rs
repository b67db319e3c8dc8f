//! What `--fix` changed, for the reports.

use crate::rule::{Meta, Severity};

/// What fixes were applied, and which could not be.
#[derive(Clone, Debug, Default)]
pub struct Repairs {
    /// Findings that are mended, in the order in which that was done.
    pub fixed: Vec<Repair>,
    /// Fixes that were tried and do not do what they say: nothing of them was written.
    pub refused: Vec<(Repair, String)>,
    /// Fixes that have to wait for the next run, because others change the same bytes.
    pub waiting: usize,
}

/// A finding and the fix of it.
#[derive(Clone, Debug)]
pub struct Repair {
    /// The rule that fired.
    pub rule: &'static Meta,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What the fix does, in the imperative.
    pub title: String,
    /// The files that it changes, sorted.
    pub paths: Vec<String>,
}

impl Repairs {
    /// The files that changed, sorted.
    pub fn files(&self) -> Vec<&str> {
        let mut all: Vec<&str> =
            self.fixed.iter().flat_map(|it| &it.paths).map(String::as_str).collect();
        all.sort_unstable();
        all.dedup();
        all
    }
}
