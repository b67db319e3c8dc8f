//! Scalars: typed, or texts with holes.

use std::ops::Range;

use smol_str::SmolStr;

use super::content::pieces;
use super::{Place, Placeholders, Reader, TEMPLATE, placeholder, scalar};
use crate::source::Span;
use crate::syntax::template::is_hole;
use crate::syntax::yaml::{Content, NodeId, Style};
use crate::value::{Kind, Origin, Segment, Value, Why};

impl Reader<'_> {
    pub(super) fn scalar(&self, id: NodeId, place: Place) -> Value {
        if self.openings.is_hidden(id) {
            return Value::unknown(Why::Placeholder(TEMPLATE.into()), self.origin(id));
        }
        if let Some(value) = self.openings.written(id) {
            return value.clone();
        }
        let text = self.stream.scalar(id, self.source);
        let holes = placeholder::find(text, self.options.placeholders, place.expanded);
        if !holes.is_empty()
            && let Some(value) = self.filled(id, place)
        {
            return value;
        }
        match holes.as_slice() {
            [] => Value::new(self.kind(id), self.origin(id)),
            [all] if *all == (0..text.len()) => {
                let why = Why::Placeholder(self.placeholder(text, self.span(id)));
                Value::unknown(why, self.origin(id))
            }
            holes => Value::segments(self.segments(id, text, holes), self.origin(id)),
        }
    }

    /// The type and value of a scalar without placeholders.
    pub(super) fn kind(&self, id: NodeId) -> Kind {
        let node = self.stream.node(id);
        let text = self.stream.scalar(id, self.source);
        let quoted = !matches!(node.content, Content::Scalar { style: Style::Plain, .. });
        match node.tag.as_deref() {
            None if quoted => Kind::Text(text.into()),
            None => scalar::plain(text),
            Some(tag) => scalar::tagged(tag, text, scalar::plain(text)),
        }
    }

    fn segments(&self, id: NodeId, text: &str, holes: &[Range<usize>]) -> Vec<Segment> {
        let pieces = pieces(self.stream, self.source, self.text, id);
        let origin = |part: &Range<usize>| {
            let exact = super::content::exact(&pieces, part);
            Origin::new(exact.unwrap_or_else(|| self.span(id)))
        };
        let mut segments = Vec::with_capacity(holes.len() * 2 + 1);
        let literal = |part: Range<usize>, segments: &mut Vec<Segment>| {
            let origin = origin(&part);
            segments.push(Segment::Literal { text: text[part].into(), origin });
        };
        let mut at = 0;
        for hole in holes {
            literal(at..hole.start, &mut segments);
            let exact = super::content::exact(&pieces, hole);
            let span = exact.unwrap_or_else(|| self.span(id));
            let why = Why::Placeholder(self.placeholder(&text[hole.clone()], span));
            segments.push(Segment::Hole(Value::unknown(why, Origin::new(span))));
            at = hole.end;
        }
        literal(at..text.len(), &mut segments);
        segments
    }

    /// What is filled in at a place: holes as the actions that are written there.
    fn placeholder(&self, found: &str, span: Span) -> SmolStr {
        let written = self.written.get(span.range());
        match written.filter(|_| found.contains(is_hole)) {
            Some(action) => action.trim_matches(['"', '\'']).into(),
            None => found.into(),
        }
    }

    /// A template's `{{ x }}` without quotes, which YAML reads as maps in maps.
    pub(super) fn template(&self, id: NodeId) -> Option<Value> {
        let span: Span = self.span(id);
        let source = &self.source[span.range()];
        let template = self.options.placeholders != Placeholders::Literal
            && source.starts_with("{{")
            && source.ends_with("}}");
        template.then(|| Value::unknown(Why::Placeholder(source.into()), Origin::new(span)))
    }
}
