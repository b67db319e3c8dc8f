//! What a change leaves behind can be read.
//!
//! All changes of one part of a text that do not touch each other are tried at once, and in halves
//! where that leaves other errors than before: a thousand good ones cost one reading, and a bad one
//! among them ten more.

use std::collections::BTreeMap;

use super::language::Language;
use super::parsed::{Part, Parts};
use super::{CannotEdit, Change, Splice, refuse, spliced};
use crate::source::TextId;
use crate::syntax::Range;

/// Refuses those changes that leave more errors behind than they found.
pub(super) fn verify(parts: &Parts<'_>, changes: &mut [Result<Change, CannotEdit>]) {
    let mut groups: BTreeMap<(TextId, Range), BTreeMap<Vec<Splice>, Vec<usize>>> = BTreeMap::new();
    for (index, change) in changes.iter().enumerate() {
        let Ok(Change { text, splices }) = change else { continue };
        let part = parts.around(*text, hull(splices)).range;
        groups.entry((*text, part)).or_default().entry(splices.clone()).or_default().push(index);
    }
    for ((text, range), same) in &groups {
        let trial = Trial::new(parts, *text, *range);
        let different: Vec<&[Splice]> = same.keys().map(Vec::as_slice).collect();
        let mut verdicts = vec![Ok(()); different.len()];
        for layer in layers(&different) {
            trial.judge(&different, &layer, &mut verdicts);
        }
        for (verdict, indices) in verdicts.into_iter().zip(same.values()) {
            for index in indices {
                if let Err(error) = verdict {
                    changes[*index] = Err(error);
                }
            }
        }
    }
}

/// Refuses a change of a whole text that leaves more errors behind than it found.
pub(super) fn of_text(
    language: Language,
    content: &str,
    splices: &[Splice],
) -> Result<(), CannotEdit> {
    let trial = Trial { language, content, start: 0, errors: language.errors(content) };
    trial.verdict(trial.errors_after(&splices.iter().collect::<Vec<_>>()))
}

/// From the first byte that is changed to the last.
fn hull(splices: &[Splice]) -> Range {
    let start = splices.iter().map(|it| it.range.start).min().unwrap_or(0);
    let end = splices.iter().map(|it| it.range.end).max().unwrap_or(0);
    Range::new(start, end)
}

/// Groups of changes that lie one behind the other.
fn layers(changes: &[&[Splice]]) -> Vec<Vec<usize>> {
    let mut order: Vec<usize> = (0..changes.len()).collect();
    order.sort_by_key(|index| hull(changes[*index]));
    let mut layers: Vec<(u32, Vec<usize>)> = Vec::new();
    for index in order {
        let hull = hull(changes[index]);
        match layers.iter_mut().find(|(end, _)| *end <= hull.start) {
            Some((end, layer)) => {
                *end = hull.end;
                layer.push(index);
            }
            None => layers.push((hull.end, vec![index])),
        }
    }
    layers.into_iter().map(|(_, layer)| layer).collect()
}

/// One part of a text, in which changes are tried.
struct Trial<'a> {
    language: Language,
    content: &'a str,
    /// Where the part starts in its text.
    start: usize,
    /// How many errors it has as it is.
    errors: usize,
}

impl<'a> Trial<'a> {
    fn new(parts: &Parts<'a>, text: TextId, range: Range) -> Self {
        let part: &Part = &parts.around(text, range);
        let text = parts.texts.text(text);
        Self {
            language: Language::of(text),
            content: &text.content()[part.range.indices()],
            start: part.range.start as usize,
            errors: part.parsed.errors(),
        }
    }

    /// Tries the changes of `tried`, indices of `changes`, at once.
    fn judge(
        &self,
        changes: &[&[Splice]],
        tried: &[usize],
        verdicts: &mut [Result<(), CannotEdit>],
    ) {
        let all: Vec<&Splice> = tried.iter().flat_map(|index| changes[*index]).collect();
        let after = self.errors_after(&all);
        if let [only] = tried {
            verdicts[*only] = self.verdict(after);
        } else if after != Some(self.errors) {
            let (left, right) = tried.split_at(tried.len() / 2);
            self.judge(changes, left, verdicts);
            self.judge(changes, right, verdicts);
        }
    }

    /// What is said of a change that leaves so many errors.
    fn verdict(&self, after: Option<usize>) -> Result<(), CannotEdit> {
        match after {
            None => refuse("parts of the change overlap"),
            Some(after) if after > self.errors => refuse("the text could not be read afterwards"),
            Some(_) => Ok(()),
        }
    }

    /// How many errors the part has with these changes; none if they overlap.
    fn errors_after(&self, splices: &[&Splice]) -> Option<usize> {
        let moved = splices.iter().map(|it| {
            let range = it.range.indices();
            (range.start - self.start..range.end - self.start, &*it.content)
        });
        let after = spliced(self.content, &moved.collect::<Vec<_>>()).ok()?;
        Some(self.language.errors(&after))
    }
}
