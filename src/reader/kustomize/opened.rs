//! An object that a kustomization changes, as far as it may be concluded from.

use crate::source::Span;
use crate::value::{Entry, Kind, Map, Origin, Rest, Value, Why};

/// What is left of an object: its body only where it is not patched; its name and namespace are not
/// known where they change.
pub(super) fn opened(
    map: &Map,
    patched: Option<&Why>,
    renamed: Option<&Why>,
    moved: Option<&Why>,
) -> Option<Value> {
    patched.or(renamed).or(moved)?;
    let body = match patched {
        Some(why) => only(map, &["apiVersion", "kind", "metadata"], why.clone()),
        None => map.clone(),
    };
    let metadata = |value: &Value| {
        let mut metadata = value.as_map().cloned()?;
        if let Some(why) = patched {
            metadata = only(&metadata, &["name", "namespace"], why.clone());
        }
        replace(&mut metadata, "name", renamed);
        replace(&mut metadata, "namespace", moved);
        Some(Value::new(Kind::Map(metadata.into()), value.origin.clone()))
    };
    let entries = body.entries.iter().map(|entry| match entry.key.as_str() {
        "metadata" => {
            let value = metadata(&entry.value).unwrap_or_else(|| entry.value.clone());
            Entry { value, ..entry.clone() }
        }
        _ => entry.clone(),
    });
    let body = Map { entries: entries.collect(), ..body };
    Some(Value::new(Kind::Map(body.into()), origin(map)))
}

/// Puts a kustomization's unknown value in the place of a written one, or adds it.
fn replace(map: &mut Map, key: &str, why: Option<&Why>) {
    let Some(why) = why else { return };
    let whole = origin(map);
    let unknown = |origin: Origin| Value::unknown(why.clone(), origin);
    if let Some(entry) = map.entries.iter_mut().find(|entry| entry.key == key) {
        entry.value = unknown(entry.value.origin.clone());
        return;
    }
    let (value, key_span) = (unknown(whole.clone()), whole.span);
    map.entries.push(Entry { key: key.into(), key_span, value });
}

/// Some entries of a map, and word that others may be there.
fn only(map: &Map, keys: &[&str], why: Why) -> Map {
    let entries = map.entries.iter().filter(|entry| keys.contains(&entry.key.as_str()));
    Map {
        mapping: map.mapping,
        entries: entries.cloned().collect(),
        partial: Vec::new(),
        rest: Rest::open(why),
    }
}

/// The origin of a rebuilt map: its first key, which is all that is pointed at.
fn origin(map: &Map) -> Origin {
    Origin::new(map.entries.first().map_or(Span::NOWHERE, |entry| entry.key_span))
}
