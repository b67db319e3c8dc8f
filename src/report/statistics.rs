//! How many findings each rule has.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Serialize;

use super::json::print;
use super::plural::{count, grouped};
use super::wrap::append;
use super::{Look, Report, preview};
use crate::finding::FixClass;
use crate::rule::Severity;

/// The findings of one rule that are equally bad.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Row {
    /// The name of the rule.
    pub rule: &'static str,
    /// Its category.
    pub category: &'static str,
    /// How bad they are.
    pub severity: Severity,
    /// How many.
    pub count: usize,
    /// How many can be fixed, by the class of the least dangerous fix.
    pub fixable: Fixable,
}

/// Findings with a fix that can be made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Fixable {
    /// Anyone may apply it.
    pub safe: usize,
    /// Someone has to read it first.
    #[serde(rename = "unsafe")]
    pub needs_review: usize,
}

/// The findings of each rule: the worst first, of these the most frequent, of these by name.
pub fn rows(report: &Report<'_>) -> Vec<Row> {
    let mut rows: BTreeMap<(&str, Severity), Row> = BTreeMap::new();
    let findings = &report.outcome.findings;
    for (reported, class) in findings.iter().zip(preview::classes(report)) {
        let (rule, severity) = (reported.rule, reported.severity);
        let (category, fixable) = (rule.category, Fixable::default());
        let new = || Row { rule: rule.name, category, severity, count: 0, fixable };
        let row = rows.entry((rule.name, severity)).or_insert_with(new);
        row.count += 1;
        match class {
            Some(FixClass::Safe) => row.fixable.safe += 1,
            Some(FixClass::Unsafe) => row.fixable.needs_review += 1,
            _ => {}
        }
    }
    let mut rows: Vec<Row> = rows.into_values().collect();
    rows.sort_by_key(|row| (Reverse(row.severity), Reverse(row.count), row.rule));
    rows
}

/// Renders a line a rule, and the sum; nothing where nothing was found and only findings count.
pub fn text(report: &Report<'_>, look: Look, quiet: bool) -> String {
    let rows = rows(report);
    let counts: Vec<String> = rows.iter().map(|row| grouped(row.count)).collect();
    let digits = counts.iter().map(String::len).max().unwrap_or(1);
    let names = rows.iter().map(|row| row.rule.len()).max().unwrap_or(0);
    let mut out = String::new();
    for (row, count) in rows.iter().zip(&counts) {
        let severity = look.severity(row.severity, &format!("{:<7}", row.severity.name()));
        let fixable = row.fixable.words();
        let line = format!("{count:>digits$}  {severity}  {:<names$}  {fixable}", row.rule);
        append(&mut out, format_args!("{}\n", line.trim_end()));
    }
    if !quiet {
        let all = count(report.outcome.findings.len(), "finding");
        let rules: std::collections::BTreeSet<&str> = rows.iter().map(|row| row.rule).collect();
        append(&mut out, format_args!("{all} of {}\n", count(rules.len(), "rule")));
    }
    out
}

/// Renders an array of rows.
pub fn json(report: &Report<'_>) -> String {
    print(&rows(report))
}

impl Fixable {
    fn words(self) -> String {
        let number = |count: usize, words: &str| {
            (count > 0).then(|| format!("{} fixable{words}", grouped(count)))
        };
        let parts = [number(self.safe, ""), number(self.needs_review, " once read")];
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    }
}
