//! From edits in terms of meaning to edits of bytes.
//!
//! An [`Edit`] names a slot and what should stand there. Here the text that the slot lies in is
//! parsed again, what should stand there is written in that language and in the style of its
//! neighbours, and, where that text is part of another (a policy in a heredoc, JSON in a block
//! scalar), encoded once for every text around it. Everything else stays as it is, byte for byte.
//! What cannot be done without guessing is refused, and so is what would not parse afterwards.
//! Edits are resolved many at a time, so that each text is parsed once for all of them.

mod batch;
mod comment;
mod exceptions;
mod hcl;
mod language;
mod layers;
mod layout;
mod parsed;
mod series;
#[cfg(test)]
mod tests;
mod verify;
mod yaml;

use std::fmt;

use crate::source::{Span, TextId, Texts, is_installed, is_plan};
use crate::syntax::Range;
use crate::syntax::edit::{Edit, Slot};
use crate::syntax::template;
pub use batch::{Candidate, candidates, compatible};
pub use exceptions::{Exceptions, Rewritten, exceptions};
use language::Language;
use parsed::{Parsed, Parts};

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
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
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

/// What to change in one text.
struct Change {
    text: TextId,
    splices: Vec<Splice>,
}

type Splices = Result<Vec<Splice>, CannotEdit>;

/// Refuses an edit.
fn refuse<T>(reason: &'static str) -> Result<T, CannotEdit> {
    Err(CannotEdit { reason })
}

/// The bytes to change for one edit, sorted.
pub fn resolve(texts: &Texts, edit: &Edit) -> Result<Vec<TextEdit>, CannotEdit> {
    resolve_all(texts, &[edit]).pop().unwrap_or_else(|| refuse("there is nothing to change"))
}

/// For each edit the bytes to change, sorted. Each stands for itself: two of them may change the
/// same bytes.
pub fn resolve_all(texts: &Texts, edits: &[&Edit]) -> Vec<Result<Vec<TextEdit>, CannotEdit>> {
    let parts = Parts::new(texts);
    let mut changes: Vec<_> = edits.iter().map(|edit| change(&parts, edit)).collect();
    // What lies in a text inside of another has to be readable in both.
    let derived = |it: &Change| texts.text(it.text).file().is_none();
    if changes.iter().flatten().any(derived) {
        verify::verify(&parts, &mut changes);
    }
    let mut changes: Vec<_> = changes.into_iter().map(|it| in_file(&parts, it?)).collect();
    verify::verify(&parts, &mut changes);
    changes.into_iter().map(|it| it.map(text_edits)).collect()
}

/// What to change in the text that the slot lies in.
fn change(parts: &Parts<'_>, edit: &Edit) -> Result<Change, CannotEdit> {
    let span = match &edit.slot {
        Slot::Present { value, .. } | Slot::Comment(value) => *value,
        Slot::Missing { parent, .. } => *parent,
    };
    let content = parts.texts.text(span.text).content();
    let part = parts.around(span.text, Range::new(span.start, span.end));
    let splices = match &part.parsed {
        Parsed::Template(_) => return refuse("the place lies in a template"),
        _ if matches!(edit.slot, Slot::Comment(_)) => {
            comment::splices(content, span, &edit.change)?
        }
        Parsed::Hcl(file) => hcl::splices(content, file, edit)?,
        Parsed::Yaml(parsed) => yaml::splices(content, parsed, edit)?,
    };
    match Language::of(parts.texts.text(span.text)) {
        Language::Chart => keep_actions(content, &splices)?,
        // A template may have no line for actions alone; what cannot be read as one is none.
        Language::Yaml if template::scan(content).is_ok() => keep_actions(content, &splices)?,
        Language::Yaml | Language::Hcl | Language::Template => {}
    }
    Ok(Change { text: span.text, splices })
}

/// Refuses changes of what the actions of a template write.
fn keep_actions(content: &str, splices: &[Splice]) -> Result<(), CannotEdit> {
    let Ok(template) = template::scan(content) else { return refuse("the template is not read") };
    let touches = |splice: &Splice| {
        let (start, end) = (splice.range.start, splice.range.end);
        template.actions.iter().any(|it| start < it.range.end && it.range.start < end)
    };
    if splices.iter().any(touches) {
        return refuse("an action of the template writes a part of it");
    }
    Ok(())
}

/// The same change in the file that the text is a part of.
fn in_file(parts: &Parts<'_>, change: Change) -> Result<Change, CannotEdit> {
    let mut change = layers::outward(parts, change)?;
    let path = parts.texts.text(change.text).file();
    if path.is_some_and(|path| path.starts_with("--") || is_installed(path)) {
        return refuse("the text is no file of this repository");
    }
    if is_plan(parts.texts.text(change.text).content()) {
        return refuse("the text is a plan, which Terraform writes");
    }
    if parts.has_carriage_returns(change.text) {
        for splice in &mut change.splices {
            splice.content = layout::with_carriage_returns(&splice.content);
        }
    }
    Ok(change)
}

fn text_edits(change: Change) -> Vec<TextEdit> {
    let Change { text, mut splices } = change;
    splices.sort_by_key(|splice| splice.range);
    let edits =
        splices.into_iter().map(|it| TextEdit { span: it.range.of(text), content: it.content });
    edits.collect()
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
