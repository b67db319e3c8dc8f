//! What helps with values everywhere: what is known of them, and whether they are the same.

use smol_str::SmolStr;

use crate::value::{Kind, List, Map, Origin, Rest, Segment, Sequence, Truth, Value, Why};

/// A value of more parts than this is not followed.
const PARTS: usize = 200_000;

/// More items or entries than this are not followed.
pub(super) const COLLECTION: usize = 16_384;

/// Longer strings are not followed.
pub(super) const STRING: usize = 1 << 20;

/// Whether every part of a value is known.
pub(super) fn is_known(value: &Value) -> bool {
    match &value.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => true,
        Kind::List(list) => list.rest.is_closed() && list.items.iter().all(is_known),
        Kind::Map(map) => map.is_closed() && map.entries.iter().all(|entry| is_known(&entry.value)),
        Kind::Document(document) => is_known(&document.root),
        Kind::Segments(_) | Kind::Reference(_) | Kind::OneOf(_) | Kind::Unknown(_) => false,
    }
}

/// Why some part of a value is not known, if one is not.
pub(super) fn unknown_in(value: &Value) -> Option<Why> {
    let open = |rest: &Rest| match rest {
        Rest::Open { why, .. } => Some(why.clone()),
        Rest::Closed => None,
    };
    match &value.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => None,
        Kind::List(list) => list.items.iter().find_map(unknown_in).or_else(|| open(&list.rest)),
        Kind::Map(map) => {
            let entries = map.entries.iter().find_map(|entry| unknown_in(&entry.value));
            let partial = || map.partial.iter().find_map(|(key, _)| unknown_in(key));
            entries.or_else(partial).or_else(|| open(&map.rest))
        }
        Kind::Document(document) => unknown_in(&document.root),
        Kind::Segments(_) | Kind::Reference(_) | Kind::OneOf(_) | Kind::Unknown(_) => {
            Some(value.why())
        }
    }
}

/// Whether a value is an error that Terraform must stop at.
pub(super) fn is_error(value: &Value) -> bool {
    matches!(&value.kind, Kind::Unknown(Why::Error(_)))
}

/// Keeps values within the limits.
pub(super) fn capped(value: Value) -> Value {
    let limit = match &value.kind {
        Kind::Text(text) if text.len() > STRING => "a string of more than 1 MiB",
        Kind::List(list) if list.items.len() > COLLECTION => "more than 16,384 items",
        Kind::Map(map) if map.entries.len() > COLLECTION => "more than 16,384 entries",
        Kind::List(_) | Kind::Map(_) | Kind::Segments(_) if !fits(&value) => "a value too large",
        _ => return value,
    };
    Value::unknown(Why::Limit(limit), value.origin)
}

/// Whether a value has few enough parts to be walked; shared parts count each time.
fn fits(value: &Value) -> bool {
    let mut left = PARTS;
    let mut open = vec![value];
    while let Some(next) = open.pop() {
        let Some(fewer) = left.checked_sub(1) else { return false };
        left = fewer;
        match &next.kind {
            Kind::List(list) => open.extend(&list.items),
            Kind::Map(map) => {
                open.extend(map.entries.iter().map(|entry| &entry.value));
                open.extend(map.partial.iter().flat_map(|(key, value)| [key, value]));
            }
            Kind::OneOf(choice) => open.extend(&choice.values),
            Kind::Document(document) => open.push(&document.root),
            Kind::Segments(segments) => open.extend(segments.iter().filter_map(hole)),
            _ => {}
        }
    }
    true
}

fn hole(segment: &Segment) -> Option<&Value> {
    match segment {
        Segment::Hole(value) => Some(value),
        Segment::Literal { .. } => None,
    }
}

/// One of two values; one of them, where they are the same or the other is an error.
pub(super) fn either(one: Value, two: Value, why: Why, origin: Origin) -> Value {
    choice(vec![one, two], why, origin)
}

/// One of several values: the same ones count once, and errors only where there is nothing else,
/// because Terraform would stop there. Which of them it is hangs on `why`.
pub(super) fn choice(values: Vec<Value>, why: Why, origin: Origin) -> Value {
    let fine = values.iter().any(|value| !is_error(value));
    let mut kept: Vec<Value> = Vec::new();
    for value in values.iter().flat_map(Value::alternatives) {
        let wanted = !fine || !is_error(value);
        if wanted && !kept.iter().any(|known| identical(known, value)) {
            kept.push(value.clone());
        }
    }
    if kept.is_empty() {
        return values
            .into_iter()
            .next()
            .unwrap_or_else(|| Value::unknown(Why::NotEvaluated("nothing"), origin));
    }
    Value::one_of(kept, why, origin)
}

/// Whether two values denote one and the same value, whatever is not known.
pub(super) fn identical(one: &Value, two: &Value) -> bool {
    match (&one.kind, &two.kind) {
        (Kind::Null, Kind::Null) => true,
        (Kind::Bool(one), Kind::Bool(two)) => one == two,
        (Kind::Number(one), Kind::Number(two)) => one == two,
        (Kind::Text(one), Kind::Text(two)) => one == two,
        (Kind::List(one), Kind::List(two)) => identical_lists(one, two),
        (Kind::Map(one), Kind::Map(two)) => {
            one.is_closed()
                && two.is_closed()
                && one.entries.len() == two.entries.len()
                && one.entries.iter().all(|entry| {
                    two.entry(&entry.key).is_some_and(|it| identical(&entry.value, &it.value))
                })
        }
        (Kind::Segments(_), Kind::Segments(_)) => {
            let texts = one.text().zip(two.text());
            texts.is_some_and(|(one, two)| one.same_as(&two).must())
        }
        (Kind::Document(one), Kind::Document(two)) => {
            one.format == two.format && identical(&one.root, &two.root)
        }
        _ => one.same_reference(two),
    }
}

fn identical_lists(one: &List, two: &List) -> bool {
    one.sequence == two.sequence
        && one.rest.is_closed()
        && two.rest.is_closed()
        && one.items.len() == two.items.len()
        && one.items.iter().zip(&two.items).all(|(one, two)| identical(one, two))
}

/// A list whose items may be counted and numbered: a set of which items are unknown may be
/// smaller, and in any order.
pub(super) fn ordered(list: &List) -> List {
    let rest = if list.sequence != Sequence::Set || list.items.len() < 2 {
        list.rest.clone()
    } else {
        order(list)
    };
    let known = rest.is_closed() || list.sequence != Sequence::Set;
    let keep = |item: &&Value| known || is_known(item);
    let items = list.items.iter().filter(keep).cloned().collect();
    Sequence::List.of(items, rest)
}

/// What may be missing or out of order once a set is read in order.
fn order(list: &List) -> Rest {
    let unknown: Vec<&Value> = list.items.iter().filter(|item| !is_known(item)).collect();
    match (unknown.first(), &list.rest) {
        (_, Rest::Open { .. }) => list.rest.clone(),
        (Some(item), Rest::Closed) => Rest::Open {
            at_least: u32::from(unknown.len() == list.items.len()),
            at_most: u32::try_from(unknown.len()).ok(),
            why: item.why(),
        },
        (None, Rest::Closed) => Rest::Closed,
    }
}

impl Sequence {
    /// A list of this kind.
    pub(super) fn of(self, items: Vec<Value>, rest: Rest) -> List {
        List { sequence: self, items, rest }
    }
}

/// The entries of a map in Terraform's order.
pub(super) fn sorted(map: &Map) -> Vec<&crate::value::Entry> {
    let mut entries: Vec<&crate::value::Entry> = map.entries.iter().collect();
    entries.sort_by(|one, two| one.key.cmp(&two.key));
    entries
}

/// Whether a value is null, where that can be told.
pub(super) fn is_null(value: &Value) -> Truth {
    match &value.kind {
        Kind::Null => Truth::True,
        Kind::OneOf(choice) => Truth::agree(choice.values.iter().map(is_null)),
        Kind::Reference(reference) if reference.is_whole() => Truth::False,
        Kind::Reference(_) | Kind::Unknown(_) => Truth::Unknown,
        _ => Truth::False,
    }
}

/// The text of a reason, where an address is wanted.
pub(super) fn reason(value: &Value) -> Why {
    unknown_in(value).unwrap_or_else(|| value.why())
}

/// A key for messages.
pub(super) fn quoted(key: &str) -> SmolStr {
    smol_str::format_smolstr!("`{key}`")
}
