//! Maps, with their merge keys.

use super::entries::Entries;
use super::{Place, Placeholders, Reader, scalar};
use crate::syntax::yaml::{Content, NodeId, Pair, Stream, Style};
use crate::value::{Entry, Kind, Map, Rest, Step, Value, Why};

impl Reader<'_> {
    pub(super) fn map(&mut self, id: NodeId, place: Place) -> Value {
        if let Some(template) = self.template(id) {
            return template;
        }
        let mut entries = Entries::new(self.rest(id));
        let stream = self.stream;
        for pair in stream.pairs(id).iter().copied() {
            if is_merge(stream, self.source, pair.key) {
                self.merge(pair, &mut entries);
            } else {
                self.entry(pair, place, &mut entries);
            }
        }
        for whole in self.openings.more(id) {
            let Some(map) = whole.as_map() else { continue };
            for entry in &map.entries {
                entries.set(Entry { value: entry.value.along(&whole.origin), ..entry.clone() });
            }
            for (name, value) in &map.partial {
                entries.set_partial(name.clone(), value.along(&whole.origin));
            }
            entries.open(map.rest.clone());
        }
        Value::new(Kind::Map(entries.finish().into()), self.origin(id))
    }

    fn entry(&mut self, pair: Pair, place: Place, entries: &mut Entries) {
        let name = self.read(pair.key, place);
        let key_span = self.span(pair.key);
        if let Some(key) = scalar::key(&name.kind) {
            let value = self.read(pair.value, self.place_of(&key, place));
            entries.set(Entry { key, key_span, value });
            return;
        }
        let value = self.read(pair.value, place);
        let refused = matches!(name.kind, Kind::Null | Kind::List(_) | Kind::Map(_));
        let name = if refused { Value::unknown(Why::Invalid, name.origin) } else { name };
        entries.set_partial(name, value);
    }

    fn place_of(&self, key: &str, place: Place) -> Place {
        let container = self.options.placeholders == Placeholders::Kubernetes;
        let expanded = container && matches!(key, "command" | "args" | "env");
        Place { expanded: place.expanded || expanded }
    }

    fn merge(&mut self, pair: Pair, entries: &mut Entries) {
        let value = self.read(pair.value, Place::default());
        let span = self.span(pair.key);
        match &value.kind {
            Kind::Map(map) => add(map, &value, span, entries),
            // The first map of a list wins, so it is merged last.
            Kind::List(list) => {
                list.items.iter().rev().for_each(|item| match &item.kind {
                    Kind::Map(map) => {
                        add(map, &item.along(&value.origin), span, entries);
                    }
                    _ => entries.open(Rest::open(reason(item))),
                });
                entries.open(list.rest.clone());
            }
            _ => entries.open(Rest::open(reason(&value))),
        }
    }
}

fn add(map: &Map, whole: &Value, span: crate::source::Span, entries: &mut Entries) {
    let brought = |value: &Value| value.along(&whole.origin).through(Step::Merge, span);
    for entry in &map.entries {
        entries.merge(Entry { value: brought(&entry.value), ..entry.clone() });
    }
    for (name, value) in &map.partial {
        entries.set_partial(name.clone(), brought(value));
    }
    entries.open(map.rest.clone());
}

/// Why the content of something that is merged is not known.
fn reason(value: &Value) -> Why {
    match &value.kind {
        Kind::Unknown(why) => why.clone(),
        _ => Why::Invalid,
    }
}

/// Whether a key is `<<` without quotes.
pub(super) fn is_merge(stream: &Stream, source: &str, key: NodeId) -> bool {
    let node = stream.node(key);
    let plain = matches!(node.content, Content::Scalar { style: Style::Plain, .. });
    let tag = node.tag.as_deref();
    plain && tag.is_none_or(|tag| tag == "!!merge") && stream.scalar(key, source) == "<<"
}
