//! `==`, in three values.

use crate::terraform::functions::rendered;
use crate::terraform::objects::{is_known, is_null};
use crate::value::{Kind, List, Map, Mapping, Sequence, Truth, Value};

/// Whether two values are equal as Terraform compares: by type and content.
pub(in crate::terraform) fn same(one: &Value, two: &Value) -> Truth {
    if one.alternatives().len() > 1 || two.alternatives().len() > 1 {
        let pairs = one.alternatives().iter();
        return Truth::agree(
            pairs.flat_map(|one| two.alternatives().iter().map(move |two| same(one, two))),
        );
    }
    if one.same_reference(two) {
        return Truth::True;
    }
    // Documents whose text is known are that text.
    for (document, other) in [(one, two), (two, one)] {
        if let Some(text) = rendered(document) {
            return same(&Value::string(text, document.origin.clone()), other);
        }
    }
    let nulls = (is_null(one), is_null(two));
    match nulls {
        (Truth::True, other) | (other, Truth::True) => return other,
        _ => {}
    }
    match (&one.kind, &two.kind) {
        (Kind::Bool(one), Kind::Bool(two)) => (one == two).into(),
        (Kind::Number(one), Kind::Number(two)) => (one == two).into(),
        (Kind::Text(_) | Kind::Segments(_), Kind::Text(_) | Kind::Segments(_)) => texts(one, two),
        (Kind::Unknown(_) | Kind::Reference(_), _)
        | (_, Kind::Unknown(_) | Kind::Reference(_))
        | (Kind::Document(_), Kind::Text(_) | Kind::Segments(_) | Kind::Document(_))
        | (Kind::Text(_) | Kind::Segments(_), Kind::Document(_)) => Truth::Unknown,
        (Kind::List(one), Kind::List(two)) => lists(one, two),
        (Kind::Map(one), Kind::Map(two)) => maps(one, two),
        _ => Truth::False,
    }
}

fn texts(one: &Value, two: &Value) -> Truth {
    match (one.text(), two.text()) {
        (Some(one), Some(two)) => one.same_as(&two),
        _ => Truth::Unknown,
    }
}

/// Lists are equal only if their types are.
fn lists(one: &List, two: &List) -> Truth {
    if !one.rest.is_closed() || !two.rest.is_closed() {
        return Truth::Unknown;
    }
    if one.sequence != two.sequence {
        return Truth::False;
    }
    if one.sequence == Sequence::Set {
        return sets(one, two);
    }
    if one.items.len() != two.items.len() {
        return Truth::False;
    }
    if one.items.is_empty() && one.sequence == Sequence::List {
        // The type of the items is not kept.
        return Truth::Unknown;
    }
    Truth::all(one.items.iter().zip(&two.items).map(|(one, two)| same(one, two)))
}

/// Sets of which everything is known have equal items in one order.
fn sets(one: &List, two: &List) -> Truth {
    let known = |set: &List| set.items.iter().all(is_known);
    if !known(one) || !known(two) || (one.items.is_empty() && two.items.is_empty()) {
        return Truth::Unknown;
    }
    if one.items.len() != two.items.len() {
        return Truth::False;
    }
    let within = |one: &List, two: &List| {
        Truth::all(
            one.items.iter().map(|it| Truth::any(two.items.iter().map(|other| same(it, other)))),
        )
    };
    within(one, two) & within(two, one)
}

/// Maps are equal only if their types are; an object is never equal to a map.
fn maps(one: &Map, two: &Map) -> Truth {
    if !one.is_closed() || !two.is_closed() {
        return Truth::Unknown;
    }
    let within = |one: &Map, two: &Map| one.entries.iter().all(|it| two.entry(&it.key).is_some());
    if one.mapping != two.mapping || !within(one, two) || !within(two, one) {
        return Truth::False;
    }
    if one.entries.is_empty() && one.mapping == Mapping::Map {
        return Truth::Unknown;
    }
    Truth::all(one.entries.iter().map(|entry| {
        two.entry(&entry.key).map_or(Truth::False, |other| same(&entry.value, &other.value))
    }))
}
