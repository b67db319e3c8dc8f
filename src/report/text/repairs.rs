//! What was fixed, and what could be.

use super::TextOptions;
use crate::report::plural::count;
use crate::report::sanitise::clean;
use crate::report::wrap::append;
use crate::report::{Repair, Report, preview};

/// What was mended before the findings were counted.
pub(super) fn fixed(report: &Report<'_>, options: &TextOptions) -> Option<Vec<String>> {
    let repairs = report.summary.repairs.as_ref()?;
    let (all, files) = (repairs.fixed.len(), repairs.files().len());
    let mut text = match all {
        0 => "nothing".to_owned(),
        _ => format!("{} in {}", count(all, "finding"), count(files, "file")),
    };
    let refused = repairs.refused.len();
    if refused > 0 {
        let what = count(refused, "fix");
        append(&mut text, format_args!("; {what} taken back, as said above"));
    }
    if repairs.waiting > 0 {
        let what = count(repairs.waiting, "fix");
        append(&mut text, format_args!("; {what} for the next run"));
    }
    let one = |it: &Repair| {
        clean(&format!("{}: {} ({})", it.paths.join(", "), it.title, it.rule.name)).into_owned()
    };
    let listed = repairs.fixed.iter().filter(|_| options.verbose).map(one);
    Some(std::iter::once(text).chain(listed).collect())
}

/// `2 with --fix, 3 more with --fix --unsafe-fixes`.
pub(super) fn fixable(report: &Report<'_>) -> Option<Vec<String>> {
    let [safe, needs_review] = preview::fixable(report);
    let text = match (safe, needs_review) {
        (0, 0) => return None,
        (safe, 0) => format!("{safe} with --fix"),
        (0, needs_review) => format!("{needs_review} with --fix --unsafe-fixes; read them first"),
        (safe, more) => format!("{safe} with --fix, {more} more with --unsafe-fixes as well"),
    };
    Some(vec![text])
}
