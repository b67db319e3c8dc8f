//! An object that a kustomization changes, as far as it may be concluded from.

use crate::source::Span;
use crate::value::{Entry, Kind, Map, Origin, Rest, Value, Why};

/// What is left of an object: its body only where it is not patched, its name and namespace only
/// where they stay.
pub(super) fn opened(
    map: &Map,
    patched: Option<&Why>,
    renamed: Option<&Why>,
    moved: Option<&Why>,
) -> Option<Value> {
    let why = patched.or(renamed).or(moved)?;
    let body = match patched {
        Some(why) => only(map, &["apiVersion", "kind", "metadata"], why.clone()),
        None => map.clone(),
    };
    let mut keep = Vec::new();
    keep.extend(renamed.is_none().then_some("name"));
    keep.extend(moved.is_none().then_some("namespace"));
    // What asks for the namespace hears of the kustomization that gives it.
    let said = renamed.filter(|_| moved.is_none()).or(moved).unwrap_or(why);
    let entries = body.entries.iter().map(|entry| match entry.key.as_str() {
        "metadata" => Entry { value: metadata(&entry.value, &keep, said), ..entry.clone() },
        _ => entry.clone(),
    });
    let body = Map { entries: entries.collect(), ..body };
    Some(Value::new(Kind::Map(body.into()), origin(map)))
}

/// The metadata of a changed object: open, with the entries that stay.
fn metadata(value: &Value, keep: &[&str], why: &Why) -> Value {
    let Some(map) = value.as_map() else { return value.clone() };
    Value::new(Kind::Map(only(map, keep, why.clone()).into()), value.origin.clone())
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
