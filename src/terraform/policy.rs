//! `aws_iam_policy_document`: the document that the provider writes, with every part where it
//! stands in the block.

mod statement;

use smol_str::SmolStr;

use super::directory::Declaration;
use super::evaluation::Evaluation;
use super::instances::Instance;
use super::memo::Symbol;
use crate::value::{Entry, Format, Kind, Origin, Rest, Sequence, Step, Truth, Value, Why};

/// Statements in order, and whether there may be more.
struct Statements {
    items: Vec<Value>,
    rest: Rest,
}

impl Evaluation<'_> {
    /// What `.json` of a policy document is.
    pub(super) fn policy(&self, declaration: &Declaration, instance: &Instance) -> Value {
        let symbol = Symbol::Policy(declaration.number, instance.number);
        self.remember(symbol, || self.write_policy(declaration, instance))
    }

    fn write_policy(&self, declaration: &Declaration, instance: &Instance) -> Value {
        let origin = Origin::new(declaration.header);
        let attribute = |name: &str| {
            let value = self.attribute(declaration, instance, name);
            value.filter(|value| !value.is_null())
        };
        let none = || Value::list(Vec::new(), origin.clone());
        let own = attribute("statement").unwrap_or_else(none);
        let before = documents(["source_json", "source_policy_documents"].map(attribute));
        let after = documents(["override_json", "override_policy_documents"].map(attribute));
        let version = attribute("version").unwrap_or_else(|| {
            let default = origin.through(Step::Default, origin.span);
            Value::string("2012-10-17", default)
        });
        let id = attribute("policy_id");
        let root = self.every(&own, &origin, |own| {
            let mut all = Statements { items: Vec::new(), rest: Rest::Closed };
            for document in &before {
                all.merge_document(document);
            }
            all.merge(&statement::all(own));
            for document in &after {
                all.merge_document(document);
            }
            let list = Sequence::List.of(all.items, all.rest);
            let list = Value::new(Kind::List(list.into()), own.origin.clone());
            let mut entries = vec![entry("Version", version.clone())];
            entries.extend(id.clone().map(|id| entry("Id", id)));
            entries.push(entry("Statement", list));
            Value::map(entries, origin.clone())
        });
        Value::document(Format::Json, root, origin)
    }
}

fn entry(key: &str, value: Value) -> Entry {
    Entry { key: key.into(), key_span: value.origin.span, value }
}

/// The documents of an argument that is one and an argument that lists several.
fn documents([one, several]: [Option<Value>; 2]) -> Vec<Value> {
    let mut all: Vec<Value> = one.into_iter().collect();
    let Some(several) = several else { return all };
    match &several.kind {
        Kind::List(list) => {
            all.extend(list.items.iter().filter(|item| !item.is_null()).cloned());
            if let Rest::Open { why, .. } = &list.rest {
                all.push(Value::unknown(why.clone(), several.origin.clone()));
            }
        }
        _ => all.push(Value::unknown(several.why(), several.origin.clone())),
    }
    all
}

/// The statements of a document; one on its own counts as a list.
fn statements_of(document: &Value) -> Statements {
    let unseen = |why: Why| Statements { items: Vec::new(), rest: Rest::open(why) };
    let root = match &document.kind {
        Kind::Document(document) => document.root.clone(),
        Kind::Text(text) if text.is_empty() => {
            return Statements { items: Vec::new(), rest: Rest::Closed };
        }
        Kind::Text(text) => match serde_json::from_str(text) {
            Ok(json) => Value::from_json(&json, &document.origin),
            Err(_) => return unseen(Why::Error("the policy is not valid JSON".into())),
        },
        _ => return unseen(document.why()),
    };
    match root.get("Statement") {
        Some(Value { kind: Kind::List(list), .. }) => {
            Statements { items: list.items.clone(), rest: list.rest.clone() }
        }
        Some(only @ Value { kind: Kind::Map(_), .. }) => {
            Statements { items: vec![only.clone()], rest: Rest::Closed }
        }
        Some(other) => unseen(other.why()),
        None if root.as_map().is_some_and(crate::value::Map::is_closed) => {
            Statements { items: Vec::new(), rest: Rest::Closed }
        }
        None => unseen(root.why()),
    }
}

impl Statements {
    fn merge_document(&mut self, document: &Value) {
        self.merge(&statements_of(document));
    }

    /// Adds statements; one with the Sid of another takes its place.
    fn merge(&mut self, later: &Self) {
        if let Rest::Open { why, .. } = &later.rest {
            // An unseen statement may take the place of any that has a Sid.
            self.items.retain(|item| sid(item).is_some_and(|sid| sid.is_empty()));
            self.rest = Rest::open(why.clone());
        }
        for item in &later.items {
            let equal = |known: &Value| same_sid(known, item);
            if let Some(at) = self.items.iter().position(|known| equal(known).must()) {
                self.items[at] = item.clone();
                continue;
            }
            let unclear = self.items.iter().position(|known| equal(known) == Truth::Unknown);
            if unclear.is_some() {
                self.items.retain(|known| equal(known) == Truth::False);
                self.rest = Rest::open(Why::NotEvaluated("a Sid that is not known"));
            }
            self.items.push(item.clone());
        }
    }
}

/// The Sid of a statement, empty if it has none; nothing where it is not known.
fn sid(statement: &Value) -> Option<SmolStr> {
    let map = statement.as_map()?;
    match map.get("Sid") {
        crate::value::Lookup::Found(entry) => entry.value.as_str().map(SmolStr::from),
        crate::value::Lookup::Absent => Some(SmolStr::default()),
        crate::value::Lookup::Unknown(_) => None,
    }
}

fn same_sid(one: &Value, two: &Value) -> Truth {
    match (sid(one), sid(two)) {
        (Some(one), Some(two)) => (!one.is_empty() && one == two).into(),
        (Some(known), None) | (None, Some(known)) if known.is_empty() => Truth::False,
        _ => Truth::Unknown,
    }
}
