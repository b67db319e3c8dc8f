//! From edits in terms of meaning to edits of bytes.
//!
//! An [`Edit`] names a slot and what should stand there. Here the text that the slot lies in is
//! parsed again, what should stand there is written in that language and in the style of its
//! neighbours, and, where that text is part of another (a policy in a heredoc, JSON in a block
//! scalar), encoded once for every text around it. Everything else stays as it is, byte for byte.
//! What cannot be done without guessing is refused, and so is what would not parse afterwards.

mod comment;
mod exceptions;
mod hcl;
mod language;
mod layers;
mod layout;
mod series;
#[cfg(test)]
mod tests;
mod yaml;

use std::fmt;

use crate::source::{Span, Texts, is_installed};
use crate::syntax::Range;
use crate::syntax::edit::{Edit, Slot};
pub use exceptions::{Exceptions, Rewritten, exceptions};
use language::Language;

/// Bytes of a file and what stands there afterwards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextEdit {
    /// The bytes that are replaced, in a file; empty where something is inserted.
    pub span: Span,
    /// What stands there afterwards.
    pub content: String,
}

/// Why an edit is left to a human.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CannotEdit {
    /// The reason, in lower case and without a full stop.
    pub reason: &'static str,
}

/// Two edits that change the same bytes, by their place in the list that was given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overlap {
    /// The edit that starts first.
    pub first: usize,
    /// The edit that starts before the first one ends.
    pub second: usize,
}

/// A change of one text, not yet of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Splice {
    range: Range,
    content: String,
}

impl Splice {
    fn new(range: Range, content: impl Into<String>) -> Self {
        Self { range, content: content.into() }
    }

    fn insert(at: u32, content: impl Into<String>) -> Self {
        Self::new(Range::new(at, at), content)
    }
}

type Splices = Result<Vec<Splice>, CannotEdit>;

/// Refuses an edit.
fn refuse<T>(reason: &'static str) -> Result<T, CannotEdit> {
    Err(CannotEdit { reason })
}

/// The bytes to change for one edit, sorted.
pub fn resolve(texts: &Texts, edit: &Edit) -> Result<Vec<TextEdit>, CannotEdit> {
    let span = match &edit.slot {
        Slot::Present { value, .. } | Slot::Comment(value) => *value,
        Slot::Missing { parent, .. } => *parent,
    };
    let text = texts.text(span.text);
    let splices = match Language::of(text) {
        Language::Hcl | Language::Yaml if matches!(edit.slot, Slot::Comment(_)) => {
            comment::splices(text.content(), span, &edit.change)?
        }
        Language::Hcl => hcl::splices(text.content(), edit)?,
        Language::Yaml => yaml::splices(text.content(), edit)?,
        Language::Template => return refuse("the place lies in a template"),
    };
    verify(Language::of(text), text.content(), &splices)?;
    let (file, mut splices) = layers::outward(texts, span.text, splices)?;
    let host = texts.text(file);
    if host.file().is_some_and(|path| path.starts_with("--") || is_installed(path)) {
        return refuse("the text is no file of this repository");
    }
    for splice in &mut splices {
        splice.content = layout::with_line_ends_of(host.content(), &splice.content);
    }
    verify(Language::of(host), host.content(), &splices)?;
    splices.sort_by_key(|splice| splice.range);
    let edits =
        splices.into_iter().map(|it| TextEdit { span: it.range.of(file), content: it.content });
    Ok(edits.collect())
}

/// Refuses what leaves more errors behind than it found.
fn verify(language: Language, content: &str, splices: &[Splice]) -> Result<(), CannotEdit> {
    let changes: Vec<_> = splices.iter().map(|it| (it.range.indices(), &*it.content)).collect();
    let Ok(after) = spliced(content, &changes) else {
        return refuse("parts of the change overlap");
    };
    if language.errors(&after) > language.errors(content) {
        return refuse("the text could not be read afterwards");
    }
    Ok(())
}

/// The content of a file after edits of it: all of them or none.
pub fn apply(content: &str, edits: &[TextEdit]) -> Result<String, Overlap> {
    let changes: Vec<_> = edits.iter().map(|edit| (edit.span.range(), &*edit.content)).collect();
    spliced(content, &changes)
}

fn spliced(content: &str, changes: &[(std::ops::Range<usize>, &str)]) -> Result<String, Overlap> {
    let mut order: Vec<usize> = (0..changes.len()).collect();
    // Insertions at one place keep their order.
    order.sort_by_key(|at| (changes[*at].0.start, changes[*at].0.end));
    for pair in order.windows(2) {
        if changes[pair[1]].0.start < changes[pair[0]].0.end {
            return Err(Overlap { first: pair[0], second: pair[1] });
        }
    }
    let mut after = String::with_capacity(content.len());
    let mut at = 0;
    for change in order {
        let (range, put) = &changes[change];
        after.push_str(content.get(at..range.start).unwrap_or(""));
        after.push_str(put);
        at = range.end;
    }
    after.push_str(content.get(at..).unwrap_or(""));
    Ok(after)
}

impl fmt::Display for CannotEdit {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.reason)
    }
}

impl std::error::Error for CannotEdit {}

impl fmt::Display for Overlap {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "edits {} and {} change the same bytes", self.first, self.second)
    }
}

impl std::error::Error for Overlap {}
