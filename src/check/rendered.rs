//! Mistakes in what a tool rendered.

use std::collections::BTreeMap;

use crate::engine::Outcome;
use crate::source::{TextId, Texts};

/// Says of every finding in a rendered text which of its lines is meant: the place is that of the
/// object it was made from. Nothing there can be edited.
pub(super) fn tell(
    outcome: &mut Outcome,
    rendered: &BTreeMap<TextId, &'static str>,
    texts: &Texts,
) {
    for reported in &mut outcome.findings {
        let finding = &mut reported.finding;
        let span = finding.primary.place.span;
        let Some(tool) = rendered.get(&span.text) else { continue };
        let text = texts.text(span.text).content();
        let start = (span.start as usize).min(text.len());
        let before = text.get(..start).and_then(|it| it.rfind('\n')).map_or(0, |at| at + 1);
        let line = text.get(before..).and_then(|it| it.lines().next()).unwrap_or("").trim();
        finding.notes.push(format!("`{tool}` gives `{line}` here"));
        finding.fixes.clear();
    }
}
