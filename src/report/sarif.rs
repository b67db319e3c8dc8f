//! SARIF 2.1.0, for code scanning of GitHub, the SARIF tab of Azure and editors.
//!
//! Columns count Unicode code points, and say so; paths are relative to `SRCROOT`, the root of the
//! repository. GitHub knows an alert by `primaryLocationLineHash`, so that is computed as its upload
//! does, and shows what is suppressed as open: [`render`] leaves that out, [`render_all`] has it.
//! Limits are those of `docs.github.com`, "SARIF support for code scanning".

mod build;
mod document;
mod line_hash;
mod message;
mod rules;
#[cfg(test)]
mod tests;

use super::Report;
use super::json::print;

/// Renders the findings that count; the log ends with a line end.
pub fn render(report: &Report<'_>) -> String {
    print(&build::log(report, false))
}

/// The same with the findings that do not count, each with who says so, and with what is new since
/// the baseline.
pub fn render_all(report: &Report<'_>) -> String {
    print(&build::log(report, true))
}
