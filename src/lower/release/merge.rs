//! Values over values, as Helm lays them.

use smol_str::SmolStr;

use crate::source::Span;
use crate::value::{Entry, Kind, Map, Origin, Rest, Value, Why};

/// What values come to with others laid over them: maps are joined, all else is replaced.
///
/// Source: helm.sh, "Values Files"; `null` takes a key away.
pub fn merged(under: &Value, over: &Value) -> Value {
    match (&under.kind, &over.kind) {
        (Kind::Document(document), _) => merged(&document.root, over),
        (_, Kind::Document(document)) => merged(under, &document.root),
        (Kind::Map(below), Kind::Map(above)) => joined(below, above, &over.origin),
        (Kind::Unknown(_) | Kind::OneOf(_) | Kind::Reference(_), Kind::Map(above)) => {
            let below = Map { entries: Vec::new(), ..opened(above, under.why()) };
            joined(&below, above, &over.origin)
        }
        (_, Kind::Unknown(_) | Kind::OneOf(_) | Kind::Reference(_)) if is_nested(under) => {
            Value::unknown(over.why(), over.origin.clone())
        }
        _ => over.clone(),
    }
}

/// Whether what is laid over a value may leave a part of it.
fn is_nested(value: &Value) -> bool {
    matches!(value.kind, Kind::Map(_) | Kind::Unknown(_) | Kind::OneOf(_))
}

fn joined(below: &Map, above: &Map, origin: &Origin) -> Value {
    let mut map = above.clone();
    for entry in &mut map.entries {
        let under = below.entry(&entry.key);
        let under = under.map(|it| it.value.clone()).or_else(|| {
            let why = below.why_open()?;
            Some(Value::unknown(why, entry.value.origin.clone()))
        });
        if let Some(under) = under {
            entry.value = merged(&under, &entry.value);
        }
    }
    let kept = below.entries.iter().filter(|entry| above.entry(&entry.key).is_none());
    map.entries.extend(kept.map(|entry| match above.why_open() {
        Some(why) => {
            let value = Value::unknown(why, entry.value.origin.clone());
            Entry { value, ..entry.clone() }
        }
        None => entry.clone(),
    }));
    map.partial.extend(below.partial.iter().cloned());
    if map.rest.is_closed() {
        map.rest = below.rest.clone();
    }
    Value::new(Kind::Map(map.into()), origin.clone())
}

fn opened(map: &Map, why: Why) -> Map {
    Map { rest: Rest::open(why), ..map.clone() }
}

/// One setting as values: `serviceAccount.annotations.eks\.amazonaws\.com/role-arn` nests three maps.
/// What is set inside a list leaves all of the list unknown.
///
/// Source: helm.sh, "The Format and Limitations of --set".
pub fn setting(path: &str, value: &Value, (key, is_string): (Span, bool)) -> Value {
    let typed = if is_string { value.clone() } else { scalar(value) };
    let mut keys = keys(path);
    let mut made = typed;
    if let Some(at) = keys.iter().position(|(_, indexed)| *indexed) {
        keys.truncate(at + 1);
        made = Value::unknown(Why::NotEvaluated("an item of a list"), value.origin.clone());
    }
    keys.into_iter().rev().fold(made, |value, (name, _)| {
        let origin = value.origin.clone();
        Value::map(vec![Entry { key: name, key_span: key, value }], origin)
    })
}

/// The keys of a path, each with whether an index stands behind it.
fn keys(path: &str) -> Vec<(SmolStr, bool)> {
    let (mut keys, mut key, mut characters) = (Vec::new(), String::new(), path.chars());
    let mut add = |key: &mut String| {
        let (name, indexed) = key.split_once('[').map_or((key.as_str(), false), |it| (it.0, true));
        keys.push((name.into(), indexed));
        key.clear();
    };
    while let Some(character) = characters.next() {
        match character {
            '\\' => key.extend(characters.next()),
            '.' => add(&mut key),
            other => key.push(other),
        }
    }
    add(&mut key);
    keys
}

/// What Helm makes of a string that it may take for something else: a number has no leading zero.
fn scalar(value: &Value) -> Value {
    let origin = value.origin.clone();
    match value.as_str() {
        Some("true") => Value::bool(true, origin),
        Some("false") => Value::bool(false, origin),
        Some("null") => Value::null(origin),
        Some(text) if text.starts_with('{') => {
            Value::unknown(Why::NotEvaluated("a list in a setting"), origin)
        }
        Some(text) if text == "0" || !text.starts_with(['0', '+']) => {
            text.parse().map_or_else(|_| value.clone(), |number| Value::integer(number, origin))
        }
        _ => value.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::{merged, setting};
    use crate::source::{Span, Texts};
    use crate::value::{Origin, Value, Why};

    fn value(texts: &Texts, yaml: &str) -> Value {
        let id = texts.add_file("values.yaml", yaml);
        let stream = crate::syntax::yaml::parse(texts.text(id).content());
        let marks = crate::document::Placeholders::All;
        crate::document::root(texts, &stream, id, &stream.documents[0], marks).unwrap()
    }

    #[test]
    fn maps_are_joined_and_all_else_is_replaced() {
        let texts = Texts::default();
        let under = value(&texts, "a: {one: 1, two: 2}\nb: [1, 2]\nc: old\n");
        let both = merged(&under, &value(&texts, "a: {two: 3}\nb: [4]\nc: null\n"));
        let at = |key: &str| both.get("a").and_then(|it| it.get(key)).and_then(Value::as_integer);
        assert_eq!((at("one"), at("two")), (Some(1), Some(3)));
        assert_eq!(both.get("b").and_then(Value::as_list).map(|it| it.items.len()), Some(1));
        assert!(both.get("c").is_some_and(Value::is_null));
    }

    #[test]
    fn what_is_not_known_leaves_only_what_is_laid_over_it() {
        let texts = Texts::default();
        let known = value(&texts, "a: {x: 1}\n");
        let unknown = Value::unknown(Why::NotEvaluated("a test"), known.origin.clone());
        let over = merged(&unknown, &known);
        let inner = over.get("a").and_then(Value::as_map).unwrap();
        assert!(inner.entry("x").is_some() && !inner.is_closed());
        assert!(merged(&known, &unknown).as_map().is_none());
    }

    #[test]
    fn settings_are_split_at_dots_that_nothing_escapes() {
        let origin = Origin::new(Span::new(Texts::default().add_file("a", ""), 0, 0));
        let text = |text: &str| Value::string(text, origin.clone());
        let key = origin.span;
        let nested = setting(r"a.eks\.amazonaws\.com/role-arn", &text("x"), (key, false));
        let inner = nested.get("a").and_then(|it| it.get("eks.amazonaws.com/role-arn"));
        assert_eq!(inner.and_then(Value::as_str), Some("x"));
        let on = setting("create", &text("true"), (key, false));
        assert_eq!(on.get("create").and_then(Value::as_bool), Some(true));
        let kind = |text: &Value, is_string| setting("n", text, (key, is_string)).get("n").cloned();
        let number = |text: &Value| kind(text, false).and_then(|it| it.as_integer());
        assert_eq!((number(&text("5")), number(&text("05"))), (Some(5), None));
        assert!(kind(&text("5"), true).is_some_and(|it| it.as_str() == Some("5")));
        let kept = setting("create", &text("true"), (key, true));
        assert_eq!(kept.get("create").and_then(Value::as_str), Some("true"));
        let item = setting("list[0].name", &text("x"), (key, false));
        assert!(item.get("list").is_some_and(|it| it.as_map().is_none()));
    }
}
