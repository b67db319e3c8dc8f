//! The content of a scalar as a text of its own, mapped piece by piece to where it is written.

use std::ops::Range;

use crate::source::{Piece, Span, TextId, Texts};
use crate::syntax::yaml::{Content, NodeId, Stream, Style};

mod block;
mod flow;

/// A stretch of the content and the bytes it comes from, both relative.
type Match = (Range<usize>, Range<usize>);

/// Derives a text from the content of a scalar, to parse what is written inside it.
///
/// `stream` is what `text` was parsed to; none for anything but a scalar.
pub fn content(texts: &Texts, stream: &Stream, text: TextId, node: NodeId) -> Option<TextId> {
    let source = texts.text(text).content();
    let scalar = matches!(stream.node(node).content, Content::Scalar { .. });
    let derive = || {
        let pieces = pieces(stream, source, text, node);
        texts.derive(stream.scalar(node, source), pieces)
    };
    scalar.then(derive)
}

/// What each stretch of a scalar's content was made from.
pub(super) fn pieces(stream: &Stream, source: &str, text: TextId, id: NodeId) -> Vec<Piece> {
    let node = stream.node(id);
    let content = stream.scalar(id, source);
    let Content::Scalar { style, decoded } = &node.content else { return Vec::new() };
    let quotes = usize::from(matches!(style, Style::Single | Style::Double));
    let range = node.range.indices();
    let inner = range.start + quotes..range.end - quotes.min(range.len() / 2);
    let matches = match (decoded, style) {
        (None, _) => Some(vec![(0..content.len(), 0..content.len())]),
        (_, Style::Literal) => block::literal(&source[inner.start..], inner.len(), content),
        (_, Style::Folded) => block::folded(&source[inner.clone()], content),
        (_, style) => flow::matches(&source[inner.clone()], content, *style),
    };
    let whole = || vec![(0..content.len(), 0..inner.len())];
    let piece = |(made, from): Match| Piece {
        start: offset(made.start),
        end: offset(made.end),
        host: Some(Span::new(
            text,
            offset(inner.start + from.start),
            offset(inner.start + from.end),
        )),
    };
    matches.unwrap_or_else(whole).into_iter().map(piece).collect()
}

/// The bytes that a part of the content was copied from, if it was.
pub(super) fn exact(pieces: &[Piece], part: &Range<usize>) -> Option<Span> {
    let (start, end) = (offset(part.start), offset(part.end));
    let touched = pieces.partition_point(|piece| piece.end <= start);
    let touched = pieces.get(touched..pieces.partition_point(|piece| piece.start < end))?;
    let (first, last) = (*touched.first()?, *touched.last()?);
    let place = |piece: Piece, at: u32| {
        let host = piece.host.filter(|host| host.len() == piece.end - piece.start)?;
        Some(host.start + at - piece.start)
    };
    let text = first.host?.text;
    Some(Span::new(text, place(first, start.max(first.start))?, place(last, end.min(last.end))?))
}

fn offset(number: usize) -> u32 {
    u32::try_from(number).expect("texts are under 4 GiB")
}
