//! Annotations and labels, whose names hold dots and so are no paths.

use super::{Anchor, Field, Object, State};
use crate::syntax::edit::{Key, Slot};
use crate::value::{Entry, Kind, Lookup, Text, Value};

impl Object {
    /// The annotation `name` of the map at `path`, such as `metadata.annotations`.
    pub fn annotation(&self, path: &str, name: &str) -> Field<Text> {
        let all = self.at::<Value>(path);
        let called = format!("{path}[{name}]");
        let missing = |mut anchor: Anchor| {
            if let Slot::Missing { keys, .. } = &mut anchor.slot {
                keys.push(Key::Name(name.into()));
            }
            Field {
                state: State::Absent,
                anchor: Anchor { path: called.as_str().into(), ..anchor },
            }
        };
        let Some(map) = all.known().and_then(Value::as_map) else {
            return match all.why() {
                Some(why) => Field { state: State::Unknown(why), anchor: all.anchor },
                None => missing(all.anchor),
            };
        };
        match map.get(name) {
            Lookup::Found(entry) => written(entry, called),
            Lookup::Absent => {
                let slot = Slot::Missing { parent: all.anchor.origin.span, keys: Vec::new() };
                missing(Anchor { slot, ..all.anchor })
            }
            Lookup::Unknown(why) => Field { state: State::Unknown(why), anchor: all.anchor },
        }
    }
}

fn written(entry: &Entry, path: String) -> Field<Text> {
    let mut anchor = Anchor::at(entry.value.origin.clone(), path);
    anchor.slot = Slot::Present { value: entry.value.origin.span, key: Some(entry.key_span) };
    let state = entry.value.text().map_or(State::Absent, |text| match &entry.value.kind {
        Kind::Unknown(why) => State::Unknown(why.clone()),
        _ => State::Written(text),
    });
    Field { state, anchor }
}
