//! The report for people: findings drawn in their source, and a summary that fits one glance.
//!
//! The order of the parts and what each may take is chosen so that the report on a big old
//! repository fits two screens: the worst causes in full, the rest as a table, then the summary.
//! This format is not an interface; programs read the JSON report.

mod chain;
mod choice;
mod drawing;
mod finding;
#[cfg(test)]
mod fuzz;
mod plan;
mod repairs;
mod row;
mod segment;
mod summary;
mod table;
#[cfg(test)]
mod tests;
mod window;

use super::Report;
use super::look::Look;
use crate::engine::Reported;
use crate::finding::Hop;
use crate::source::Texts;

/// What the text report shows.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Clone, Copy, Debug, Default)]
pub struct TextOptions {
    /// What the stream can show.
    pub look: Look,
    /// Every finding in full, in the order of files.
    pub all: bool,
    /// The undecided verdicts as well.
    pub undecided: bool,
    /// Findings alone, without the summary.
    pub quiet: bool,
    /// What to do about everything that was not checked, and the subject of every finding.
    pub verbose: bool,
}

/// One finding drawn in its source.
pub fn drawn(texts: &Texts, reported: &Reported, look: Look) -> String {
    finding::draw(texts, &[reported], (look, false)).concat()
}

/// The links between a pod and its credentials, `indent` columns from the left.
pub(crate) fn links(texts: &Texts, chain: &[Hop], indent: usize, look: Look) -> Vec<String> {
    chain::links(texts, chain, indent, look)
}

/// Renders the text report.
pub fn render(report: &Report<'_>, options: &TextOptions) -> String {
    let look = options.look;
    let findings = &report.outcome.findings;
    let subjects = options.verbose;
    let draw = |findings: &[&Reported]| finding::draw(report.texts, findings, (look, subjects));
    let choice = choice::Choice::new(findings, options.all, draw);
    let mut out = choice.drawings.clone();
    out.push_str(&table::rest(report, &choice.rest, look));
    if options.undecided {
        out.push_str(&table::undecided(report, look));
    }
    if !options.quiet {
        out.push_str(&summary::render(report, &choice, options));
    }
    out
}
