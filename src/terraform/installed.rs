//! Values that copies of remote modules wrote, led back to what their callers can edit.

use super::evaluation::Evaluation;
use super::modules::Modules;
use crate::source::Span;
use crate::value::{Choice, Document, Entry, Kind, List, Map, Origin, Segment, Value};

impl Evaluation<'_> {
    /// The declaration to point at for a block of this module: its own header, or that of the
    /// innermost call that someone can edit.
    pub fn editable_header(&self, header: Span) -> Span {
        let mut here = &self.here;
        let mut header = header;
        while let Some(call) = here.call.as_ref().filter(|_| here.directory.installed) {
            header = call.declaration.header;
            here = &call.caller;
        }
        header
    }

    /// A value of which every part stands where someone can edit it: what an installed module
    /// wrote stands where it was read, or at `header`.
    pub fn editable(&self, value: Value, header: Span) -> Value {
        if self.session.modules.is_some_and(Modules::has_installed) {
            self.led_back(&value, header)
        } else {
            value
        }
    }

    fn led_back(&self, value: &Value, fallback: Span) -> Value {
        let origin = self.origin_for_editing(&value.origin, fallback);
        let part = |part: &Value| self.led_back(part, origin.span);
        let kind = match &value.kind {
            Kind::List(list) => {
                let items = list.items.iter().map(part).collect();
                Kind::List(List { items, rest: list.rest.clone(), ..**list }.into())
            }
            Kind::Map(map) => {
                let entry = |entry: &Entry| Entry {
                    key: entry.key.clone(),
                    key_span: self.span_for_editing(entry.key_span).unwrap_or(origin.span),
                    value: part(&entry.value),
                };
                let entries = map.entries.iter().map(entry).collect();
                let partial = map.partial.iter().map(|(key, it)| (part(key), part(it))).collect();
                let (mapping, rest) = (map.mapping, map.rest.clone());
                Kind::Map(Map { mapping, entries, partial, rest }.into())
            }
            Kind::Segments(segments) => Kind::Segments(
                segments
                    .iter()
                    .map(|segment| match segment {
                        Segment::Literal { text, origin: own } => Segment::Literal {
                            text: text.clone(),
                            origin: self.origin_for_editing(own, origin.span),
                        },
                        Segment::Hole(hole) => Segment::Hole(part(hole)),
                    })
                    .collect(),
            ),
            Kind::OneOf(choice) => {
                let values = choice.values.iter().map(part).collect();
                Kind::OneOf(Choice { values, why: choice.why.clone() }.into())
            }
            Kind::Document(it) => {
                Kind::Document(Document { format: it.format, root: part(&it.root) }.into())
            }
            other => other.clone(),
        };
        Value { kind, origin }
    }

    /// The innermost place on the way of a value that someone can edit, with the way from there on.
    fn origin_for_editing(&self, origin: &Origin, fallback: Span) -> Origin {
        if self.span_for_editing(origin.span).is_some() {
            return origin.clone();
        }
        let steps: Vec<_> = origin.steps().collect();
        let at = steps.iter().rposition(|via| self.span_for_editing(via.span).is_some());
        let Some(at) = at else { return Origin::new(fallback) };
        let outer = steps[..at].iter().rev();
        let start = Origin::new(steps[at].span);
        outer.fold(start, |origin, via| origin.through(via.step.clone(), via.span))
    }

    fn span_for_editing(&self, span: Span) -> Option<Span> {
        let installed = self.session.modules.is_some_and(|it| it.is_installed(span.text));
        (!installed).then_some(span)
    }
}
