//! The documents of a stream, each as a string of its own.

use std::ops::Range;

use super::{derived, is_hole, whole};
use crate::source::{Span, TextId, Texts};
use crate::value::{Origin, Segment, Value};

/// What stands between two documents.
const SEPARATOR: &str = "\n---";

/// The documents of a stream of YAML that a string holds, each as the string that it is written as,
/// without those that hold nothing; none where the value is no string.
///
/// Documents are told apart as kubectl does: by lines that begin with `---`.
pub fn split(string: &Value, texts: &Texts) -> Option<Vec<Value>> {
    let (id, holes) = derived(string, texts)?;
    let content = texts.text(id).content();
    let one = |range: Range<usize>| {
        let part = content.get(range.clone())?;
        let start = range.start + (part.len() - part.trim_start().len());
        let end = start + part.trim().len();
        says_something(&content[start..end])
            .then(|| document((id, content), start..end, &holes, &string.origin))
    };
    Some(ranges(content).into_iter().filter_map(one).collect())
}

/// The ranges of documents, without the lines between them.
fn ranges(content: &str) -> Vec<Range<usize>> {
    let (mut ranges, mut start) = (Vec::new(), 0);
    while let Some(at) = content[start..].find(SEPARATOR).map(|at| start + at) {
        ranges.push(start..at);
        let behind = at + SEPARATOR.len();
        start = content[behind..].find('\n').map_or(content.len(), |end| behind + end);
    }
    ranges.push(start..content.len());
    ranges
}

/// Whether a document is more than comments and markers.
fn says_something(document: &str) -> bool {
    let mut lines = document.lines().map(str::trim);
    lines.any(|line| !line.is_empty() && !line.starts_with('#') && line != "---")
}

/// A part of a text, with what its characters for holes stand for.
fn document(
    (id, content): (TextId, &str),
    range: Range<usize>,
    holes: &[Value],
    way: &Origin,
) -> Value {
    let origin = |part: Range<usize>| {
        Origin::new(Span::new(id, whole(part.start), whole(part.end))).along(way)
    };
    let mut segments = Vec::new();
    let literal = |part: Range<usize>, segments: &mut Vec<Segment>| {
        let text = content[part.clone()].into();
        segments.push(Segment::Literal { text, origin: origin(part) });
    };
    let mut start = range.start;
    let marks = content[range.clone()].char_indices().filter(|(_, letter)| is_hole(*letter));
    for (at, letter) in marks {
        let at = range.start + at;
        literal(start..at, &mut segments);
        let number = u32::from(letter) - super::FIRST_HOLE;
        segments.extend(holes.get(number as usize).cloned().map(Segment::Hole));
        start = at + letter.len_utf8();
    }
    literal(start..range.end, &mut segments);
    Value::segments(segments, origin(range))
}
