//! `aws_iam_policy_document`, as the policy that AWS sees.
//!
//! Every value keeps the place where it is written. Where source or override documents are not known
//! the list of statements is open: nothing may be concluded from what it lacks.

use smol_str::SmolStr;

use super::directory::Declaration;
use super::evaluation::Evaluation;
use super::instances::Instance;
use super::memo::Symbol;
use crate::value::{Entry, Format, Kind, List, Lookup, Map, Origin, Rest, Value, Why};

impl Evaluation<'_> {
    /// The JSON document that a data source of policies gives.
    pub(super) fn policy(&self, declaration: &Declaration, instance: &Instance) -> Value {
        let symbol = Symbol::Policy(declaration.number, instance.number);
        self.remember(symbol, || {
            let body = self.body(declaration, instance);
            let origin = Origin::new(declaration.header);
            Value::document(Format::Json, document(&body, &origin), origin)
        })
    }
}

/// The policy of a data source's body.
fn document(body: &Value, origin: &Origin) -> Value {
    let mut statements = Vec::new();
    let mut rest = Rest::Closed;
    for key in ["source_policy_documents", "source_json"] {
        sources(body, key, &mut statements, &mut rest);
    }
    if let Some(list) = body.get("statement").and_then(Value::as_list) {
        statements.extend(list.items.iter().map(statement));
        if !list.rest.is_closed() {
            rest = list.rest.clone();
        }
    }
    for key in ["override_policy_documents", "override_json"] {
        if body.get(key).is_some_and(|value| !value.is_null()) {
            rest = Rest::open(Why::NotEvaluated("override_policy_documents"));
        }
    }
    let version = Value::string("2012-10-17", origin.clone());
    let statements = Value::open_list(statements, rest, origin.clone());
    let entries = [("Version", version), ("Statement", statements)];
    Value::map(entries.map(|(key, value)| entry(key, value)).into(), origin.clone())
}

/// Adds the statements of the documents that are merged in first.
fn sources(body: &Value, key: &str, statements: &mut Vec<Value>, rest: &mut Rest) {
    let Some(value) = body.get(key).filter(|value| !value.is_null()) else { return };
    let one = std::slice::from_ref(value);
    let (items, open) = match &value.kind {
        Kind::List(list) => (list.items.as_slice(), !list.rest.is_closed()),
        _ => (one, false),
    };
    for item in items {
        let root = match &item.kind {
            Kind::Document(document) => document.root.get("Statement").and_then(Value::as_list),
            _ => None,
        };
        match root {
            Some(list) if list.rest.is_closed() => statements.extend(list.items.iter().cloned()),
            _ => *rest = Rest::open(item.why()),
        }
    }
    if open {
        *rest = Rest::open(value.why());
    }
}

/// One `statement` block, as JSON spells it.
fn statement(block: &Value) -> Value {
    let Some(map) = block.as_map() else { return block.clone() };
    let mut entries = Vec::new();
    for (name, key) in [
        ("sid", "Sid"),
        ("effect", "Effect"),
        ("actions", "Action"),
        ("not_actions", "NotAction"),
        ("resources", "Resource"),
        ("not_resources", "NotResource"),
    ] {
        match map.get(name) {
            Lookup::Found(found) if !found.value.is_null() => {
                entries.push(Entry { key: key.into(), ..found.clone() });
            }
            _ if name == "effect" => {
                entries.push(entry(key, Value::string("Allow", block.origin.clone())));
            }
            _ => {}
        }
    }
    for (name, key) in [("principals", "Principal"), ("not_principals", "NotPrincipal")] {
        entries.extend(map.entry(name).map(|found| Entry { key: key.into(), ..principals(found) }));
    }
    entries.extend(map.entry("condition").map(|found| conditions(found)));
    let kind = Kind::Map(Map { entries, partial: Vec::new(), rest: map.rest.clone() }.into());
    Value::new(kind, block.origin.clone())
}

/// The blocks of a type: the seen ones, and whether there may be more.
fn blocks(found: &Entry) -> (&[Value], Rest) {
    match found.value.as_list() {
        Some(list) => (&list.items, list.rest.clone()),
        None => (&[], Rest::open(found.value.why())),
    }
}

/// Principals by their type.
fn principals(found: &Entry) -> Entry {
    let (items, rest) = blocks(found);
    let mut map = Map { entries: Vec::new(), partial: Vec::new(), rest };
    for block in items {
        let (Some(kind), Some(identifiers)) = (block.get("type"), block.entry("identifiers"))
        else {
            continue;
        };
        match kind.as_str() {
            Some(kind) => push(&mut map, kind.into(), identifiers),
            None => map.rest = Rest::open(kind.why()),
        }
    }
    Entry { value: Value::new(Kind::Map(map.into()), found.value.origin.clone()), ..found.clone() }
}

/// Conditions by operator, then by variable.
fn conditions(found: &Entry) -> Entry {
    let (items, rest) = blocks(found);
    let mut operators = Map { entries: Vec::new(), partial: Vec::new(), rest };
    for block in items {
        let (Some(test), Some(variable), Some(values)) =
            (block.entry("test"), block.get("variable"), block.entry("values"))
        else {
            continue;
        };
        let Some(operator) = test.value.as_str() else {
            operators.rest = Rest::open(test.value.why());
            continue;
        };
        let span = test.value.origin.span;
        let index = operators.entries.iter().position(|entry| entry.key == operator);
        let index = index.unwrap_or_else(|| {
            let empty = Value::map(Vec::new(), block.origin.clone());
            operators.entries.push(Entry { key: operator.into(), key_span: span, value: empty });
            operators.entries.len() - 1
        });
        let slot = &mut operators.entries[index].value;
        let mut keys = slot.as_map().cloned().unwrap_or_else(|| Map {
            entries: Vec::new(),
            partial: Vec::new(),
            rest: Rest::Closed,
        });
        match variable.as_str() {
            Some(key) => push(
                &mut keys,
                key.into(),
                &Entry { key_span: variable.origin.span, ..values.clone() },
            ),
            None => keys.partial.push((variable.clone(), values.value.clone())),
        }
        *slot = Value::new(Kind::Map(keys.into()), slot.origin.clone());
    }
    let value = Value::new(Kind::Map(operators.into()), found.value.origin.clone());
    Entry { key: "Condition".into(), value, ..found.clone() }
}

/// Adds values under a key, to those that are there.
fn push(map: &mut Map, key: SmolStr, found: &Entry) {
    let Some(known) = map.entries.iter_mut().find(|entry| entry.key == key) else {
        map.entries.push(Entry { key, ..found.clone() });
        return;
    };
    let both = match (known.value.as_list(), found.value.as_list()) {
        (Some(one), Some(two)) => {
            let items = one.items.iter().chain(&two.items).cloned().collect();
            let rest = if one.rest.is_closed() { two.rest.clone() } else { one.rest.clone() };
            Kind::List(List { items, rest, ..one.clone() }.into())
        }
        _ => Kind::Unknown(found.value.why()),
    };
    known.value = Value::new(both, known.value.origin.clone());
}

fn entry(key: &str, value: Value) -> Entry {
    Entry { key: key.into(), key_span: value.origin.span, value }
}
