//! Parsing only what somebody reads.

use std::ops::Range;

use super::arena::{range, whole};
use super::chunk::Line;
use super::parse::{parse, read};
use super::{Chunk, Content, Document, Node, NodeId, Pair, Stream, documents};

/// How much of a document to parse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// All of it.
    Whole,
    /// `apiVersion`, `kind` and `metadata`.
    Header,
    /// Nothing: the stream does not mention the document.
    Nothing,
}

/// Parses the documents of a text as far as `choose` wants each.
///
/// `choose` is asked only about documents whose API version and kind are certain; others are
/// parsed whole. Ranges are those of the whole text.
pub fn parse_chosen(text: &str, mut choose: impl FnMut(&Chunk<'_>) -> Extent) -> Stream {
    if crosses(text) {
        return parse(text);
    }
    let mut stream = Stream::default();
    for chunk in documents(text) {
        let extent = if chunk.certain { choose(&chunk) } else { Extent::Whole };
        match extent {
            Extent::Nothing => {}
            Extent::Header if header(&mut stream, text, &chunk.range).is_some() => {}
            Extent::Whole | Extent::Header => read(&mut stream, text, chunk.range),
        }
    }
    stream
}

/// The parts of a text that can be read one by one, in order: its documents, or all of it where
/// one hangs on another.
pub fn parts(text: &str) -> Vec<Range<usize>> {
    if text.is_empty() || crosses(text) {
        return std::iter::once(0..text.len()).collect();
    }
    documents(text).map(|chunk| chunk.range).collect()
}

/// Parses one of the [`parts`] of a text. Ranges are those of the whole text.
pub fn parse_part(text: &str, part: Range<usize>) -> Stream {
    let mut stream = Stream::default();
    read(&mut stream, text, part);
    stream
}

/// Whether what stands before `---` or after `...` can belong to the next document.
fn crosses(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with('%')
        || text.contains("\n%")
        || text.contains("\n...")
}

/// Parses the lines of three keys; adds nothing if they do not stand on their own.
fn header(stream: &mut Stream, text: &str, part: &Range<usize>) -> Option<()> {
    let mark = stream.mark();
    let pairs = sections(text, part).into_iter().try_fold(Vec::new(), |mut pairs, section| {
        let before = stream.documents.len();
        read(stream, text, section);
        let [Document { root: Some(root), complete: true, .. }] = stream.documents[before..] else {
            return None;
        };
        pairs.extend_from_slice(stream.pairs(root));
        (stream.errors.len() == mark.errors).then_some(pairs)
    });
    let Some(root) = pairs.and_then(|pairs| join(stream, &pairs)) else {
        stream.rewind(mark);
        return None;
    };
    stream.documents.truncate(mark.documents);
    stream.documents.push(Document::header(range(part), root));
    Some(())
}

/// One map of pairs that were read apart.
fn join(stream: &mut Stream, pairs: &[Pair]) -> Option<NodeId> {
    let start = stream.node(pairs.first()?.key).range.start;
    let end = stream.node(pairs.last()?.value).range.end;
    let first = whole(stream.pairs.len());
    stream.pairs.extend_from_slice(pairs);
    let pairs = super::Range::new(first, whole(stream.pairs.len()));
    let id = NodeId(whole(stream.nodes.len()));
    let range = super::Range::new(start, end);
    let content = Content::Map { flow: false, pairs };
    stream.nodes.push(Node { range, content, tag: None, anchored: false });
    Some(id)
}

/// The stretches of a document that the three keys and their values take up.
fn sections(text: &str, part: &Range<usize>) -> Vec<Range<usize>> {
    let mut sections: Vec<Range<usize>> = Vec::new();
    let (mut wanted, mut seen) = (false, 0);
    let mut at = part.start;
    for line in text[part.clone()].split_inclusive('\n') {
        match Line::of(line.trim_start_matches('\u{feff}')) {
            Line::Key(key, _) => {
                wanted = matches!(key, "apiVersion" | "kind" | "metadata");
                seen += u32::from(wanted);
                if seen == 3 && !wanted {
                    break;
                }
            }
            Line::Marker(_) | Line::Other => wanted = false,
            Line::Inner | Line::Item => {}
        }
        let end = at + line.len();
        match sections.last_mut() {
            Some(last) if wanted && last.end == at => last.end = end,
            _ if wanted => sections.push(at..end),
            _ => {}
        }
        at = end;
    }
    sections
}
