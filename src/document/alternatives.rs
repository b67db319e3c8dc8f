//! One value for what several readings of a template say.

use smol_str::SmolStr;

use crate::value::{Entry, Kind, List, Map, Rest, Value, Why};

/// The value that may be any of `values`, which were read at the same place: what they have in
/// common is known, and what only some have is one of several.
///
/// Entries of maps vary one by one, so the result may be more than any of the values were; items
/// of lists that not all have are not kept.
pub fn joined(values: &[Value], why: &Why) -> Option<Value> {
    let (first, rest) = values.split_first()?;
    if rest.is_empty() {
        return Some(first.clone());
    }
    let maps: Vec<&Map> = values.iter().filter_map(Value::as_map).collect();
    if maps.len() == values.len() {
        return Some(Value::new(Kind::Map(map(&maps, first, why).into()), first.origin.clone()));
    }
    let lists: Vec<&List> = values.iter().filter_map(Value::as_list).collect();
    if lists.len() == values.len() {
        return Some(Value::new(Kind::List(list(&lists, why).into()), first.origin.clone()));
    }
    Some(of_kinds(values, why))
}

/// One of several values: structures of one kind are joined first, so that few are left.
fn of_kinds(values: &[Value], why: &Why) -> Value {
    let part = |wanted: fn(&Value) -> bool| {
        let part: Vec<Value> = values.iter().filter(|it| wanted(it)).cloned().collect();
        joined(&part, why)
    };
    let mut different: Vec<Value> = Vec::new();
    if values.iter().any(|it| it.as_map().is_some() || it.as_list().is_some()) {
        different.extend(part(|it| it.as_map().is_some()));
        different.extend(part(|it| it.as_list().is_some()));
    }
    for value in values.iter().filter(|it| it.as_map().is_none() && it.as_list().is_none()) {
        if !different.iter().any(|it| same(it, value)) {
            different.push(value.clone());
        }
    }
    // Anchors are those of the first: what is written comes before what is not.
    different.sort_by_key(Value::is_null);
    let origin = different.first().map_or_else(|| values[0].origin.clone(), |it| it.origin.clone());
    Value::one_of(different, why.clone(), origin)
}

fn map(maps: &[&Map], whole: &Value, why: &Why) -> Map {
    let mut keys: Vec<&SmolStr> = Vec::new();
    for entry in maps.iter().flat_map(|map| &map.entries) {
        if !keys.contains(&&entry.key) {
            keys.push(&entry.key);
        }
    }
    let entry = |key: &SmolStr| {
        let first = maps.iter().find_map(|map| map.entry(key))?;
        let value = |map: &&Map| match map.entry(key) {
            Some(entry) => entry.value.clone(),
            None if map.is_closed() => Value::null(whole.origin.clone()),
            None => {
                let why = map.why_open().unwrap_or_else(|| why.clone());
                Value::unknown(why, first.value.origin.clone())
            }
        };
        let values: Vec<Value> = maps.iter().map(value).collect();
        Some(Entry { value: joined(&values, why)?, ..first.clone() })
    };
    let mut partial: Vec<(Value, Value)> = Vec::new();
    for (name, value) in maps.iter().flat_map(|map| &map.partial) {
        if !partial.iter().any(|(it, _)| it.origin.span == name.origin.span) {
            partial.push((name.clone(), value.clone()));
        }
    }
    let open = maps.iter().find(|map| !map.rest.is_closed());
    Map {
        mapping: crate::value::Mapping::Object,
        entries: keys.into_iter().filter_map(entry).collect(),
        partial,
        rest: open.map_or(Rest::Closed, |map| map.rest.clone()),
    }
}

fn list(lists: &[&List], why: &Why) -> List {
    let first = lists.first().map(|list| list.items.as_slice()).unwrap_or_default();
    let place = |item: &Value| item.origin.span;
    let one = |item: &Value| {
        let find = |list: &&List| {
            list.items.iter().find(|it| place(it).start == place(item).start).cloned()
        };
        let all: Option<Vec<Value>> = lists.iter().map(find).collect();
        joined(&all?, why)
    };
    let items: Vec<Value> = first.iter().filter_map(one).collect();
    let whole = lists.iter().all(|list| list.rest.is_closed() && list.items.len() == items.len());
    let rest = if whole { Rest::Closed } else { Rest::open(why.clone()) };
    List { sequence: crate::value::Sequence::Tuple, items, rest }
}

/// Whether two scalars are known to be the same, or are unknown at the same place.
fn same(one: &Value, two: &Value) -> bool {
    let place = one.origin.span == two.origin.span;
    match (&one.kind, &two.kind) {
        (Kind::Unknown(_), Kind::Unknown(_))
        | (Kind::Segments(_), Kind::Segments(_))
        | (Kind::OneOf(_), Kind::OneOf(_)) => place,
        _ => super::entries::same(one, two),
    }
}

/// The same value, of which every collection may hold more.
pub fn opened(value: &Value, why: &Why) -> Value {
    let kind = match &value.kind {
        Kind::Map(map) => {
            let inner = |entry: &Entry| Entry { value: opened(&entry.value, why), ..entry.clone() };
            let entries = map.entries.iter().map(inner).collect();
            Kind::Map(Map { entries, rest: Rest::open(why.clone()), ..(**map).clone() }.into())
        }
        Kind::List(list) => {
            let items = list.items.iter().map(|item| opened(item, why)).collect();
            Kind::List(List { items, rest: Rest::open(why.clone()), ..(**list).clone() }.into())
        }
        other => other.clone(),
    };
    Value::new(kind, value.origin.clone())
}
