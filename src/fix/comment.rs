//! Edits of comments, whatever the language around them.

use super::layout::{leads, line_end, lines};
use super::{Splice, Splices, refuse};
use crate::source::Span;
use crate::syntax::Range;
use crate::syntax::edit::Change;

/// What to change in a text for an edit of bytes of a comment.
pub(super) fn splices(content: &str, part: Span, change: &Change) -> Splices {
    let range = Range::new(part.start, part.end);
    match change {
        Change::Text(text) if text.contains('\n') => refuse("a comment stays on its line"),
        Change::Text(text) => Ok(vec![Splice::new(range, text.as_str())]),
        Change::Remove => Ok(vec![Splice::new(removed(content, range), "")]),
        _ => refuse("a comment holds no value"),
    }
}

fn removed(content: &str, range: Range) -> Range {
    let behind = &content[range.end as usize..line_end(content, range.end) as usize];
    if leads(content, range.start) && behind.trim().is_empty() {
        return lines(content, range);
    }
    let before = content[..range.start as usize].trim_end_matches([' ', '\t']).len();
    Range::new(super::layout::offset(before), range.end)
}
