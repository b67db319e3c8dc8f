//! Whether a value stands for another: the meaning of what is not known.

use crate::terraform::functions::rendered;
use crate::terraform::objects::identical;
use crate::value::{Kind, List, Lookup, Map, Rest, Sequence, Value};

/// Whether a known value is among those that another one stands for.
pub(super) fn admits(set: &Value, known: &Value) -> bool {
    match (&set.kind, &known.kind) {
        (Kind::Unknown(_) | Kind::Reference(_), _) | (_, Kind::Unknown(_)) => true,
        (Kind::OneOf(choice), _) => choice.values.iter().any(|one| admits(one, known)),
        (_, Kind::OneOf(choice)) => choice.values.iter().any(|one| admits(set, one)),
        (Kind::Segments(_), Kind::Text(text)) => {
            set.text().is_some_and(|pattern| pattern.equals(text).may())
        }
        (Kind::List(set), Kind::List(known)) => admits_list(set, known),
        (Kind::Map(set), Kind::Map(known)) => admits_map(set, known),
        (Kind::Document(set), Kind::Document(known)) => admits(&set.root, &known.root),
        (Kind::Document(document), Kind::Text(text)) => {
            if let Some(rendered) = rendered(set) {
                return rendered == *text;
            }
            let json = serde_json::from_str(text).or_else(|_| serde_yaml::from_str(text));
            json.is_ok_and(|json| admits(&document.root, &Value::from_json(&json, &known.origin)))
        }
        // A number or boolean may turn out to be a string, by what it is chosen or listed with.
        _ => identical(set, known) || scalar(set).is_some_and(|text| Some(text) == scalar(known)),
    }
}

fn scalar(value: &Value) -> Option<String> {
    let scalar = matches!(value.kind, Kind::Bool(_) | Kind::Number(_) | Kind::Text(_));
    value.text().filter(|_| scalar)?.known().map(String::from)
}

fn admits_list(set: &List, known: &List) -> bool {
    let (seen, there) = (&set.items, &known.items);
    let all_there = seen.iter().all(|item| there.iter().any(|known| admits(item, known)));
    if set.sequence == Sequence::Set && set.rest.is_closed() {
        return all_there && there.iter().all(|known| seen.iter().any(|item| admits(item, known)));
    }
    match &set.rest {
        Rest::Closed => {
            seen.len() == there.len() && seen.iter().zip(there).all(|(one, two)| admits(one, two))
        }
        Rest::Open { at_least, at_most, .. } => {
            let more = there.len().checked_sub(seen.len());
            let bounds = |more: usize| {
                more >= *at_least as usize && at_most.is_none_or(|most| more <= most as usize)
            };
            all_there && more.is_some_and(bounds)
        }
    }
}

fn admits_map(set: &Map, known: &Map) -> bool {
    let there = known.entries.iter().all(|entry| match set.get(&entry.key) {
        Lookup::Found(seen) => admits(&seen.value, &entry.value),
        Lookup::Absent => false,
        Lookup::Unknown(_) => true,
    });
    there && set.entries.iter().all(|entry| known.entry(&entry.key).is_some())
}
