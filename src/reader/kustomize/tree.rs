//! Changing parts of a value: what is not touched keeps its place.

use crate::source::Span;
use crate::value::{Entry, Kind, List, Map, Origin, Value};

/// What becomes of the value at the end of a path.
pub(super) enum Change {
    /// It stays, or stays away.
    Keep,
    /// It is this.
    Set(Value),
}

/// What to do where a path ends in nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Missing {
    /// Nothing.
    Leave,
    /// Maps are made on the way, as if they stood here.
    Create(Span),
}

/// A value with what stands at `path` changed; every item of a list on the way is walked into, and
/// an item at its end is changed by itself.
///
/// `change` is given what stands there: nothing only with [`Missing::Create`].
pub(super) fn with(
    value: &Value,
    path: &[&str],
    missing: Missing,
    change: &mut dyn FnMut(Option<&Value>) -> Change,
) -> Value {
    if let Kind::List(list) = &value.kind {
        let items = list.items.iter().map(|item| with(item, path, missing, change)).collect();
        return like(value, Kind::List(List { items, ..(**list).clone() }.into()));
    }
    let Some((key, rest)) = path.split_first() else {
        return match change(Some(value)) {
            Change::Keep => value.clone(),
            Change::Set(new) => new,
        };
    };
    let Kind::Map(map) = &value.kind else { return value.clone() };
    let inner = match (map.entry(key), missing) {
        (Some(entry), Missing::Create(span)) if entry.value.is_null() && !rest.is_empty() => {
            with(&empty(map, span), rest, missing, change)
        }
        (Some(entry), _) => with(&entry.value, rest, missing, change),
        (None, Missing::Create(span)) if rest.is_empty() => match change(None) {
            Change::Set(new) => return put(value, key, span, new),
            Change::Keep => return value.clone(),
        },
        (None, Missing::Create(span)) => with(&empty(map, span), rest, missing, change),
        (None, Missing::Leave) => return value.clone(),
    };
    let span = match missing {
        Missing::Create(span) => span,
        Missing::Leave => value.origin.span,
    };
    put(value, key, span, inner)
}

/// A map that stands nowhere yet; as open as the one that it becomes part of.
fn empty(around: &Map, span: Span) -> Value {
    Value::open_map(Vec::new(), around.rest.clone(), Origin::new(span))
}

/// A map with an entry set; one that is there keeps the place of its key.
pub(super) fn put(value: &Value, key: &str, key_span: Span, new: Value) -> Value {
    let Kind::Map(map) = &value.kind else { return value.clone() };
    let mut map = Map::clone(map);
    match map.entries.iter_mut().find(|entry| entry.key == key) {
        Some(entry) => entry.value = new,
        None => map.entries.push(Entry { key: key.into(), key_span, value: new }),
    }
    like(value, Kind::Map(map.into()))
}

/// A map without an entry.
pub(super) fn without(value: &Value, key: &str) -> Value {
    let Kind::Map(map) = &value.kind else { return value.clone() };
    let mut map = Map::clone(map);
    map.entries.retain(|entry| entry.key != key);
    like(value, Kind::Map(map.into()))
}

/// A list with other items.
pub(super) fn with_items(value: &Value, items: Vec<Value>) -> Value {
    match &value.kind {
        Kind::List(list) => like(value, Kind::List(List { items, ..(**list).clone() }.into())),
        _ => value.clone(),
    }
}

/// Something else in the place of a value.
pub(super) fn like(value: &Value, kind: Kind) -> Value {
    Value::new(kind, value.origin.clone())
}

/// What stands at a path of maps.
pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

/// The known text at a path of maps.
pub(super) fn text<'a>(value: &'a Value, path: &[&str]) -> Option<&'a str> {
    at(value, path)?.as_str()
}

/// The items of a list at a key; none where there is no list.
pub(super) fn items<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value.get(key).and_then(Value::as_list).map(|list| list.items.as_slice()).unwrap_or_default()
}
