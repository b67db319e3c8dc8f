//! The JSON report in lines, for logs and for programs that read while it is written.

use schemars::JsonSchema;
use serde::Serialize;

use super::counts::Summary;
use super::document::{Diagnostic, Document, Fixed, Problem, Tool, Undecided};

/// One line; types may be added.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(tag = "type", rename_all = "lowercase")]
pub(super) enum Line {
    /// What all other lines need to be understood; the first line.
    Header(Header),
    /// A finding; its `suppression` says why it does not count, if so.
    Diagnostic(Box<Diagnostic>),
    /// A finding that `--fix` mended.
    Fixed(Fixed),
    /// Something that could not be read at all.
    Error(Problem),
    /// A verdict that the files do not decide.
    Undecided(Undecided),
    /// Counts; the last line.
    Summary(Box<Summary>),
}

/// What all other lines need to be understood.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Header {
    /// `1.x`; within version 1, fields are only added.
    #[schemars(regex(pattern = r"^1\.[0-9]+$"))]
    format_version: &'static str,
    /// What made the report.
    tool: Tool,
    /// What paths are relative to.
    root: String,
    /// What columns count; always `unicode-code-points`.
    column_unit: &'static str,
}

/// The lines of a report.
pub(super) fn lines(document: Document) -> Vec<Line> {
    let Document { format_version, tool, root, column_unit, .. } = document;
    let findings = document.diagnostics.into_iter().chain(document.suppressed);
    let header = Header { format_version, tool, root, column_unit };
    std::iter::once(Line::Header(header))
        .chain(findings.map(|it| Line::Diagnostic(Box::new(it))))
        .chain(document.fixed.into_iter().map(Line::Fixed))
        .chain(document.errors.into_iter().map(Line::Error))
        .chain(document.undecided.into_iter().map(Line::Undecided))
        .chain([Line::Summary(Box::new(document.summary))])
        .collect()
}
