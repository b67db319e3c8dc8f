//! Places as reports name them: a file, and lines and columns in it.

use crate::source::{Place, Position, Span, Text, Texts};

/// A place in a file.
#[derive(Clone, Copy, Debug)]
pub(super) struct Located<'a> {
    /// The file's path, as it was found.
    pub(super) path: &'a str,
    /// The file.
    pub(super) text: &'a Text,
    /// Its bytes that are meant.
    pub(super) span: Span,
    /// Where they start.
    pub(super) start: Position,
    /// Where they end; exclusive.
    pub(super) end: Position,
}

/// Finds the file that a place stands for; none for what stands in no file.
pub(super) fn located(texts: &Texts, place: Place) -> Option<Located<'_>> {
    let nowhere = Span::NOWHERE.text;
    if place.span.text == nowhere {
        return None;
    }
    let span = texts.locate(place);
    if span.text == nowhere {
        return None;
    }
    let text = texts.text(span.text);
    let path = text.file()?;
    // A part of a scalar was mapped byte by byte: a report must not fail where it was off.
    let content = text.content();
    let byte = |at: usize| u32::try_from(at).expect("texts are under 4 GiB");
    let start = byte(content.floor_char_boundary(span.start as usize));
    let end = byte(content.ceil_char_boundary((span.end as usize).min(content.len()))).max(start);
    let span = Span::new(span.text, start, end);
    let (start, end) = (text.position(span.start), text.position(span.end));
    Some(Located { path, text, span, start, end })
}

impl Located<'_> {
    /// `path:line:column`, harmless to print.
    pub(super) fn name(&self) -> String {
        let path = super::sanitise::clean(self.path);
        format!("{path}:{}:{}", self.start.line, self.start.column)
    }

    /// The line that the place starts on, counted from 0.
    pub(super) fn first_line(&self) -> usize {
        self.start.line as usize - 1
    }

    /// The last line that the place has a byte of, counted from 0.
    pub(super) fn last_line(&self) -> usize {
        // A block's span often ends at the start of the line after it.
        let ends_before = self.end.column == 1 && self.end.line > self.start.line;
        self.end.line as usize - 1 - usize::from(ends_before)
    }
}
