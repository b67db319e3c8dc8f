//! What the files leave open, filled in from a plan.
//!
//! The files say what the next plan will hold, so nothing that they decide is taken from an older
//! one: a plan only fills holes, and a value that it fills stands where the hole is written.

use crate::source::Span;
use crate::terraform::objects::{identical, is_known};
use crate::value::{Document, Entry, Format, Kind, List, Map, Mode, Origin, Rest, Sequence, Value};

/// A value of the files with its holes filled from the plan; each part stands where the files
/// have it, or what made it.
pub fn filled(value: &Value, planned: &Value) -> Value {
    if is_known(value) {
        return value.clone();
    }
    let origin = value.origin.clone();
    match (&value.kind, &planned.kind) {
        (_, Kind::Unknown(_)) => value.clone(),
        (Kind::Unknown(_) | Kind::OneOf(_), _) => placed(planned, &origin),
        // What names a resource of the files joins with it, which its id would not.
        (Kind::Reference(reference), _) if reference.mode != Mode::Managed => {
            placed(planned, &origin)
        }
        // A text with places of its own inside, such as a policy, says more than the whole of it.
        (Kind::Segments(_), Kind::Text(text)) if !text.contains(['{', '\n']) => {
            placed(planned, &origin)
        }
        (Kind::List(list), Kind::List(all)) => {
            Value::new(Kind::List(filled_list(list, all, &origin).into()), origin)
        }
        (Kind::Map(map), Kind::Map(all)) => {
            Value::new(Kind::Map(filled_map(map, all, &origin).into()), origin)
        }
        (Kind::Document(document), Kind::Text(text)) if document.format == Format::Json => {
            let Ok(json) = serde_json::from_str(text) else { return value.clone() };
            let root = filled(&document.root, &Value::from_json(&json, &origin));
            Value::new(Kind::Document(Document { format: Format::Json, root }.into()), origin)
        }
        _ => value.clone(),
    }
}

fn filled_list(list: &List, all: &List, origin: &Origin) -> List {
    let fits = |(one, planned): (&Value, &Value)| agrees(one, planned);
    let same = list.items.len() == all.items.len() && list.items.iter().zip(&all.items).all(fits);
    let closed = |items| List { items, sequence: list.sequence, rest: Rest::Closed };
    if list.rest.is_closed() {
        let pairs = || list.items.iter().zip(&all.items);
        return match (same, unordered(list, all)) {
            (true, _) => closed(pairs().map(|(one, planned)| filled(one, planned)).collect()),
            (false, Some(items)) => closed(items),
            (false, None) => list.clone(),
        };
    }
    let known = |planned: &Value| {
        let seen = list.items.iter().find(|item| equal(item, planned)).cloned();
        seen.unwrap_or_else(|| placed(planned, origin))
    };
    closed(all.items.iter().map(known).collect())
}

/// The items of a list that the provider keeps in another order, where those that are not known are
/// what is left of the plan's.
fn unordered(list: &List, all: &List) -> Option<Vec<Value>> {
    let mut left: Vec<&Value> = all.items.iter().collect();
    for item in list.items.iter().filter(|item| is_known(item)) {
        left.remove(left.iter().position(|planned| equal(item, planned))?);
    }
    let holes = list.items.iter().filter(|item| !is_known(item));
    let whole = |item: &Value| {
        matches!(
            item.kind,
            Kind::Unknown(_) | Kind::Reference(_) | Kind::OneOf(_) | Kind::Segments(_)
        )
    };
    if holes.clone().count() != left.len() || !holes.clone().all(whole) {
        return None;
    }
    let mut left = left.into_iter();
    let fill = |item: &Value| {
        if is_known(item) { Some(item.clone()) } else { Some(filled(item, left.next()?)) }
    };
    list.items.iter().map(fill).collect()
}

fn filled_map(map: &Map, all: &Map, origin: &Origin) -> Map {
    let fill = |entry: &Entry| {
        let planned = all.entry(&entry.key).map(|it| &it.value);
        let value = planned.map_or_else(|| entry.value.clone(), |it| filled(&entry.value, it));
        Entry { value, ..entry.clone() }
    };
    let mut entries: Vec<Entry> = map.entries.iter().map(fill).collect();
    if map.is_closed() {
        return Map { entries, ..map.clone() };
    }
    let unseen = all.entries.iter().filter(|it| map.entry(&it.key).is_none());
    entries.extend(unseen.filter(|it| !it.value.is_null()).map(|it| Entry {
        key: it.key.clone(),
        key_span: origin.span,
        value: placed(&it.value, origin),
    }));
    Map { mapping: map.mapping, entries, partial: Vec::new(), rest: Rest::Closed }
}

/// A value of a plan, all of it at one place.
pub fn placed(planned: &Value, origin: &Origin) -> Value {
    let span: Span = origin.span;
    let kind = match &planned.kind {
        Kind::List(list) => {
            let items = list.items.iter().map(|item| placed(item, origin)).collect();
            Kind::List(Sequence::Tuple.of(items, list.rest.clone()).into())
        }
        Kind::Map(map) => {
            let entry = |it: &Entry| Entry {
                key: it.key.clone(),
                key_span: span,
                value: placed(&it.value, origin),
            };
            let entries = map.entries.iter().map(entry).collect();
            Kind::Map(Map { entries, ..(**map).clone() }.into())
        }
        other => other.clone(),
    };
    Value::new(kind, origin.clone())
}

/// Whether no known part of a value contradicts the plan.
pub(super) fn agrees(value: &Value, planned: &Value) -> bool {
    match (&value.kind, &planned.kind) {
        (_, Kind::Unknown(_))
        | (Kind::Unknown(_) | Kind::Reference(_) | Kind::Segments(_) | Kind::OneOf(_), _)
        | (Kind::Document(_), Kind::Text(_)) => true,
        (Kind::List(list), Kind::List(all)) => {
            let pairs = list.items.iter().zip(&all.items);
            let counted = list.items.len() == all.items.len() || !list.rest.is_closed();
            counted && (!list.rest.is_closed() || pairs.clone().all(|(one, two)| agrees(one, two)))
        }
        (Kind::Map(map), Kind::Map(all)) => map.entries.iter().all(|entry| {
            let planned = all.entry(&entry.key);
            planned.map_or(entry.value.is_null(), |it| agrees(&entry.value, &it.value))
        }),
        _ => equal(value, planned),
    }
}

/// Whether two known values are equal; a provider writes numbers and truths as text where it likes.
fn equal(one: &Value, planned: &Value) -> bool {
    let text = |value: &Value| match &value.kind {
        Kind::Bool(flag) => Some(flag.to_string()),
        Kind::Number(number) => Some(number.to_string()),
        Kind::Text(text) => Some(text.to_string()),
        _ => None,
    };
    match (text(one), text(planned)) {
        (Some(one), Some(planned)) => one == planned,
        _ => identical(one, planned),
    }
}
