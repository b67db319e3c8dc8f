//! How rules are set, for which paths.

use crate::rule::{Level, Meta, Pattern};
use crate::source::{Paths, Span};

/// Every level that was set, the later and the more exact one wins.
#[derive(Clone, Debug, Default)]
pub struct Levels {
    entries: Vec<Entry>,
}

/// One level.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) pattern: Pattern,
    /// The pattern as it was written.
    pub(super) written: String,
    pub(super) level: Level,
    /// Where it holds; none for everywhere.
    pub(super) paths: Option<Paths>,
    pub(super) place: Span,
}

impl Levels {
    /// Adds the levels of one table; within it, exact names win over groups.
    pub(super) fn add(&mut self, mut table: Vec<Entry>) {
        table.sort_by_key(|entry| entry.pattern.is_exact());
        self.entries.extend(table);
    }

    /// The level of a rule for a file, if one was set.
    pub fn at(&self, rule: &Meta, path: &str) -> Option<Level> {
        let holds = |entry: &&Entry| {
            entry.paths.as_ref().is_none_or(|paths| paths.contain(path))
                && entry.pattern.matches(rule)
        };
        self.entries.iter().rev().find(holds).map(|entry| entry.level)
    }

    /// The level of a rule where no override holds, with the place it is written at.
    pub fn general(&self, rule: &Meta) -> Option<(Level, Span)> {
        let general = self.entries.iter().rev().filter(|entry| entry.paths.is_none());
        let mut holding = general.filter(|entry| entry.pattern.matches(rule));
        holding.next().map(|entry| (entry.level, entry.place))
    }

    /// The level that an override gives a rule in a file, if that is the level which holds there,
    /// with the place it is written at.
    pub fn overridden(&self, rule: &Meta, path: &str) -> Option<(Level, Span)> {
        let holds = |entry: &&Entry| {
            entry.paths.as_ref().is_none_or(|paths| paths.contain(path))
                && entry.pattern.matches(rule)
        };
        let entry = self.entries.iter().rev().find(holds)?;
        entry.paths.is_some().then_some((entry.level, entry.place))
    }

    /// Whether some path wants a rule that others do not.
    pub fn wants_somewhere(&self, rule: &Meta) -> bool {
        let of_rule = self.entries.iter().filter(|entry| entry.pattern.matches(rule));
        of_rule.filter(|entry| entry.paths.is_some()).any(|entry| entry.level != Level::Off)
    }

    /// Every level as it is written, in order.
    pub(super) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}
