//! One `statement` block.

use smol_str::SmolStr;

use super::{Statements, entry};
use crate::terraform::expression::Entries;
use crate::terraform::objects;
use crate::value::{Entry, Kind, Map, Origin, Rest, Segment, Sequence, Step, Value};

/// The statements of all blocks.
pub(super) fn all(blocks: &Value) -> Statements {
    match &blocks.kind {
        Kind::List(list) => {
            Statements { items: list.items.iter().map(one).collect(), rest: list.rest.clone() }
        }
        _ => Statements { items: Vec::new(), rest: Rest::open(blocks.why()) },
    }
}

fn one(block: &Value) -> Value {
    let Some(map) = block.as_map() else { return block.clone() };
    let mut entries: Vec<Entry> = Vec::new();
    let copied = [
        ("Sid", "sid", false),
        ("Effect", "effect", false),
        ("Action", "actions", false),
        ("NotAction", "not_actions", false),
        ("Resource", "resources", true),
        ("NotResource", "not_resources", true),
    ];
    for (key, name, variables) in copied {
        let found = map.entry(name).filter(|found| !found.value.is_null());
        match found {
            Some(found) if !is_empty(&found.value) => entries.push(Entry {
                key: key.into(),
                key_span: found.key_span,
                value: written(&found.value, variables),
            }),
            _ if key == "Effect" => {
                let default = block.origin.through(Step::Default, block.origin.span);
                entries.push(entry(key, Value::string("Allow", default)));
            }
            _ => {}
        }
    }
    for (key, name) in [("Principal", "principals"), ("NotPrincipal", "not_principals")] {
        entries.extend(map.entry(name).map(|found| principals(key, found)));
    }
    entries.extend(map.entry("condition").map(conditions));
    Value::open_map(entries, map.rest.clone(), block.origin.clone())
}

/// Whether nothing is written: an empty string or list.
fn is_empty(value: &Value) -> bool {
    match &value.kind {
        Kind::Text(text) => text.is_empty(),
        Kind::List(list) => list.items.is_empty() && list.rest.is_closed(),
        _ => false,
    }
}

/// A value as the provider writes it: a list of one is its item, and `&{` stands for `${`.
fn written(value: &Value, variables: bool) -> Value {
    match &value.kind {
        Kind::List(list) => {
            let item = |item: &Value| written(&item.along(&value.origin), variables);
            let mut items: Vec<Value> = list.items.iter().map(item).collect();
            if items.len() == 1 && list.rest.is_closed() {
                return items.remove(0);
            }
            let list = Sequence::List.of(items, list.rest.clone());
            Value::new(Kind::List(list.into()), value.origin.clone())
        }
        Kind::Text(text) if variables && text.contains("&{") => {
            Value::string(text.replace("&{", "${"), value.origin.clone())
        }
        Kind::Segments(segments) if variables => {
            let segment = |segment: &Segment| match segment {
                Segment::Literal { text, origin } => Segment::Literal {
                    text: text.replace("&{", "${").into(),
                    origin: origin.clone(),
                },
                Segment::Hole(_) => segment.clone(),
            };
            let segments = segments.iter().map(segment).collect();
            Value::segments(segments, value.origin.clone())
        }
        Kind::OneOf(choice) => {
            let each = choice.values.iter().map(|one| written(one, variables)).collect();
            objects::choice(each, choice.why.clone(), value.origin.clone())
        }
        _ => value.clone(),
    }
}

/// The blocks of a type: those that are seen, and whether there may be more.
fn blocks(found: &Entry) -> (Vec<(&Map, &Origin)>, Rest) {
    let Kind::List(list) = &found.value.kind else {
        return (Vec::new(), Rest::open(found.value.why()));
    };
    let map = |item: &'_ Value| item.as_map().is_some();
    let mut rest = list.rest.clone();
    if let Some(odd) = list.items.iter().find(|item| !map(item)) {
        rest = Rest::open(odd.why());
    }
    let seen = list.items.iter().filter_map(|item| Some((item.as_map()?, &item.origin)));
    (seen.collect(), rest)
}

/// `Principal`: identifiers by type.
fn principals(key: &str, found: &Entry) -> Entry {
    let (blocks, rest) = blocks(found);
    let mut types = Entries::default();
    for (block, origin) in &blocks {
        let kind = part(block, "type", origin);
        let named = part(block, "identifiers", origin);
        add(&mut types, &kind, named);
    }
    let any = rest.is_closed() && types.partial.is_empty();
    let value = match types.entries.as_slice() {
        [only] if any && only.key == "*" && written(&only.value, true).as_str() == Some("*") => {
            written(&only.value, true)
        }
        _ => finished(types, rest, found.value.origin.clone()),
    };
    Entry { key: key.into(), key_span: found.key_span, value }
}

/// `Condition`: values by test and variable.
fn conditions(found: &Entry) -> Entry {
    let (blocks, rest) = blocks(found);
    let mut tests: Vec<(Value, Entries)> = Vec::new();
    for (block, origin) in &blocks {
        let test = part(block, "test", origin);
        let variable = part(block, "variable", origin);
        let values = part(block, "values", origin);
        let same = |known: &&mut (Value, Entries)| objects::identical(&known.0, &test);
        if let Some((_, variables)) = tests.iter_mut().find(same) {
            add(variables, &variable, values);
        } else {
            let mut variables = Entries::default();
            add(&mut variables, &variable, values);
            tests.push((test, variables));
        }
    }
    let mut map = Entries::default();
    for (test, variables) in tests {
        let origin = test.origin.clone();
        let variables = finished(variables, Rest::Closed, origin);
        match test.as_str() {
            Some(name) => map.set(name.into(), test.origin.span, variables),
            None => map.partial.push((test, variables)),
        }
    }
    let value = map.value(rest, found.value.origin.clone());
    Entry { key: "Condition".into(), key_span: found.key_span, value }
}

fn part(block: &Map, name: &str, origin: &Origin) -> Value {
    match block.get(name) {
        crate::value::Lookup::Found(entry) => entry.value.clone(),
        crate::value::Lookup::Absent => Value::null(origin.clone()),
        crate::value::Lookup::Unknown(why) => Value::unknown(why, origin.clone()),
    }
}

/// Adds values under a key: to those that it has already.
fn add(entries: &mut Entries, key: &Value, values: Value) {
    let known = if let Some(name) = key.as_str() {
        entries.entries.iter_mut().find(|it| it.key == name).map(|it| &mut it.value)
    } else {
        let same = |it: &&mut (Value, Value)| objects::identical(&it.0, key);
        entries.partial.iter_mut().find(same).map(|(_, value)| value)
    };
    match (known, key.as_str()) {
        (Some(known), _) => *known = joined(known, &values),
        (None, Some(name)) => entries.set(SmolStr::from(name), key.origin.span, values),
        (None, None) => entries.partial.push((key.clone(), values)),
    }
}

fn joined(one: &Value, two: &Value) -> Value {
    let (Kind::List(first), Kind::List(second)) = (&one.kind, &two.kind) else {
        let why = objects::unknown_in(one).or_else(|| objects::unknown_in(two));
        let why = why.unwrap_or(crate::value::Why::Invalid);
        return Value::unknown(why, one.origin.clone());
    };
    let items = first.items.iter().chain(&second.items).cloned().collect();
    let rest = crate::terraform::blocks::sum(&first.rest, &second.rest);
    Value::new(Kind::List(Sequence::List.of(items, rest).into()), one.origin.clone())
}

/// The finished map, its values as the provider writes them.
fn finished(mut entries: Entries, rest: Rest, origin: Origin) -> Value {
    for entry in &mut entries.entries {
        entry.value = written(&entry.value, true);
    }
    for (_, value) in &mut entries.partial {
        *value = written(value, true);
    }
    entries.value(rest, origin)
}
