//! JSON patches: operations one after the other (RFC 6902).

use super::tree::{put, with_items, without};
use crate::source::Span;
use crate::value::{Kind, Lookup, Value};

/// Why a patch is not applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Its path is not there, so that building stops.
    NoPath,
    /// A `test` does not hold, so that building stops.
    Test,
    /// It is no operation of RFC 6902.
    Malformed,
    /// What it changes is not known here.
    Unknown,
}

impl Refusal {
    /// For people.
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::NoPath => "a JSON patch names a path that is not there",
            Self::Test => "a test of a JSON patch does not hold",
            Self::Malformed => "a JSON patch has an operation that is none",
            Self::Unknown => "a JSON patch changes what is not known here",
        }
    }
}

/// Applies operations to an object.
pub(super) fn applied(object: &Value, operations: &[Value]) -> Result<Value, Refusal> {
    operations.iter().try_fold(object.clone(), |object, operation| one(&object, operation))
}

/// Whether a value is a list of operations.
pub(super) fn is_patch(value: &Value) -> bool {
    value.as_list().is_some_and(|list| list.items.iter().any(|it| it.get("op").is_some()))
}

fn one(object: &Value, operation: &Value) -> Result<Value, Refusal> {
    let pointer = |key: &str| {
        let path = operation.get(key).and_then(Value::as_str).ok_or(Refusal::Malformed)?;
        keys(path).ok_or(Refusal::Malformed)
    };
    let value = || operation.get("value").cloned();
    let given = || value().unwrap_or_else(|| Value::null(operation.origin.clone()));
    let path = pointer("path")?;
    let span = operation.entry("value").map_or(operation.origin.span, |entry| entry.key_span);
    match operation.get("op").and_then(Value::as_str) {
        Some("add") => edited(object, &path, &Edit::Add(given(), span)),
        Some("replace") => edited(object, &path, &Edit::Replace(given())),
        Some("remove") => edited(object, &path, &Edit::Remove),
        Some("test") => match (found(object, &path), value()) {
            (Ok(one), Some(two)) if equal(one, &two) => Ok(object.clone()),
            (Err(Refusal::Unknown), _) => Err(Refusal::Unknown),
            _ => Err(Refusal::Test),
        },
        Some("copy") => {
            let value = found(object, &pointer("from")?)?.clone();
            edited(object, &path, &Edit::Add(value, span))
        }
        Some("move") => {
            let from = pointer("from")?;
            let value = found(object, &from)?.clone();
            edited(&edited(object, &from, &Edit::Remove)?, &path, &Edit::Add(value, span))
        }
        _ => Err(Refusal::Malformed),
    }
}

/// The keys of a JSON pointer.
fn keys(pointer: &str) -> Option<Vec<String>> {
    let plain = |key: &str| key.replace("~1", "/").replace("~0", "~");
    match pointer {
        "" => Some(Vec::new()),
        _ => Some(pointer.strip_prefix('/')?.split('/').map(plain).collect()),
    }
}

enum Edit {
    Add(Value, Span),
    Replace(Value),
    Remove,
}

fn edited(value: &Value, path: &[String], edit: &Edit) -> Result<Value, Refusal> {
    let Some((key, rest)) = path.split_first() else {
        return match edit {
            Edit::Add(new, _) | Edit::Replace(new) => Ok(new.clone()),
            Edit::Remove => Err(Refusal::NoPath),
        };
    };
    match &value.kind {
        Kind::Map(map) => match (map.get(key), rest, edit) {
            (Lookup::Found(entry), [_, ..], _) => {
                Ok(put(value, key, entry.key_span, edited(&entry.value, rest, edit)?))
            }
            (Lookup::Found(entry), [], Edit::Add(new, _) | Edit::Replace(new)) => {
                Ok(put(value, key, entry.key_span, new.clone()))
            }
            (Lookup::Found(_), [], Edit::Remove) => Ok(without(value, key)),
            (_, [], Edit::Add(new, span)) => Ok(put(value, key, *span, new.clone())),
            (Lookup::Unknown(_), ..) => Err(Refusal::Unknown),
            (Lookup::Absent, ..) => Err(Refusal::NoPath),
        },
        Kind::List(list) => {
            let items = in_list((&list.items, list.rest.is_closed()), (key, rest), edit)?;
            Ok(with_items(value, items))
        }
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => Err(Refusal::NoPath),
        _ => Err(Refusal::Unknown),
    }
}

fn in_list(
    (items, closed): (&[Value], bool),
    (key, rest): (&str, &[String]),
    edit: &Edit,
) -> Result<Vec<Value>, Refusal> {
    if !closed {
        return Err(Refusal::Unknown);
    }
    let mut items = items.to_vec();
    if let ("-", [], Edit::Add(new, _)) = (key, rest, edit) {
        items.push(new.clone());
        return Ok(items);
    }
    let index: usize = key.parse().map_err(|_| Refusal::NoPath)?;
    match (rest, edit) {
        ([], Edit::Add(new, _)) if index <= items.len() => items.insert(index, new.clone()),
        ([], Edit::Remove) if index < items.len() => drop(items.remove(index)),
        ([], Edit::Replace(new)) => {
            *items.get_mut(index).ok_or(Refusal::NoPath)? = new.clone();
        }
        ([_, ..], _) => {
            let item = items.get_mut(index).ok_or(Refusal::NoPath)?;
            *item = edited(item, rest, edit)?;
        }
        _ => return Err(Refusal::NoPath),
    }
    Ok(items)
}

fn found<'a>(value: &'a Value, path: &[String]) -> Result<&'a Value, Refusal> {
    path.iter().try_fold(value, |value, key| match &value.kind {
        Kind::Map(map) => match map.get(key) {
            Lookup::Found(entry) => Ok(&entry.value),
            Lookup::Absent => Err(Refusal::NoPath),
            Lookup::Unknown(_) => Err(Refusal::Unknown),
        },
        Kind::List(list) => {
            let index: usize = key.parse().map_err(|_| Refusal::NoPath)?;
            list.items.get(index).ok_or(Refusal::NoPath)
        }
        _ => Err(Refusal::NoPath),
    })
}

/// Whether two values are known to be equal.
fn equal(one: &Value, two: &Value) -> bool {
    match (&one.kind, &two.kind) {
        (Kind::Map(one), Kind::Map(two)) => {
            let same = |entry: &crate::value::Entry| {
                two.entry(&entry.key).is_some_and(|other| equal(&entry.value, &other.value))
            };
            one.is_closed()
                && two.is_closed()
                && one.entries.len() == two.entries.len()
                && one.entries.iter().all(same)
        }
        (Kind::List(one), Kind::List(two)) => {
            one.items.len() == two.items.len()
                && one.items.iter().zip(&two.items).all(|(one, two)| equal(one, two))
        }
        (Kind::Null, Kind::Null) => true,
        (Kind::Text(one), Kind::Text(two)) => one == two,
        (Kind::Bool(one), Kind::Bool(two)) => one == two,
        (Kind::Number(one), Kind::Number(two)) => one.to_string() == two.to_string(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Refusal, applied, keys};
    use crate::source::Span;
    use crate::value::{Origin, Value};

    fn value(json: &serde_json::Value) -> Value {
        Value::from_json(json, &Origin::new(Span::NOWHERE))
    }

    fn result(operation: &serde_json::Value) -> Result<Value, Refusal> {
        let object = serde_json::json!({"spec": {"replicas": 1, "args": ["a"]}});
        applied(&value(&object), &[value(operation)])
    }

    #[test]
    fn what_kustomize_stops_at_is_refused() {
        let refused = |operation: serde_json::Value| result(&operation).err();
        let cases = [
            (r#"{"op": "replace", "path": "/spec/paused", "value": true}"#, Refusal::NoPath),
            (r#"{"op": "remove", "path": "/spec/args/1"}"#, Refusal::NoPath),
            (r#"{"op": "add", "path": "/status/phase", "value": 1}"#, Refusal::NoPath),
            (r#"{"op": "add", "path": "/spec/args/2", "value": "b"}"#, Refusal::NoPath),
            (r#"{"op": "test", "path": "/spec/replicas", "value": 2}"#, Refusal::Test),
            (r#"{"op": "merge", "path": "/spec"}"#, Refusal::Malformed),
            (r#"{"op": "remove", "path": "spec"}"#, Refusal::Malformed),
        ];
        for (operation, expected) in cases {
            let operation = serde_json::from_str(operation).expect("it is JSON");
            assert_eq!(refused(operation), Some(expected));
        }
    }

    #[test]
    fn a_part_that_is_moved_is_no_longer_where_it_was() {
        let moved =
            serde_json::json!({"op": "move", "from": "/spec/args", "path": "/spec/command"});
        let object = result(&moved).expect("it can be applied");
        let spec = object.get("spec").expect("it is still there");
        assert!(spec.get("args").is_none() && spec.get("command").is_some());
    }

    #[test]
    fn slashes_and_tildes_of_keys_are_escaped() {
        assert_eq!(keys("/a~1b/c~0d"), Some(vec!["a/b".to_owned(), "c~d".to_owned()]));
        assert_eq!(keys("/~01"), Some(vec!["~1".to_owned()]));
    }
}
