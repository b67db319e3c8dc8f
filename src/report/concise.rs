//! One line a finding, for `grep`, editors' error formats and problem matchers.

use super::Report;
use super::place::located;
use super::sanitise::{clean, clean_start};
use super::wrap::append;

/// Renders `path:line:column: severity[rule] message` for every finding, in the order of files.
pub fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for reported in &report.outcome.findings {
        if let Some(place) = located(report.texts, reported.finding.primary.place) {
            let (line, column) = (place.start.line, place.start.column);
            append(&mut out, format_args!("{}:{line}:{column}: ", clean_start(place.path)));
        }
        let (severity, rule) = (reported.severity.name(), reported.rule.name);
        append(&mut out, format_args!("{severity}[{rule}] {}\n", clean(&reported.finding.message)));
    }
    out
}
