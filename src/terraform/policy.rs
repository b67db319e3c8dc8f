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
        let own_id = attribute("policy_id");
        let others = || before.iter().chain(&after);
        let version = others().fold(version, |version, it| newer(version, root_of(it)));
        let ids = before.iter().map(|it| part(it, "Id")).chain([own_id]);
        let ids = ids.chain(after.iter().map(|it| part(it, "Id"))).flatten();
        let id = ids.filter(|id| id.as_str() != Some("")).last();
        let root = self.every(&own, &origin, |own| {
            let all = match merged(&before, &statement::all(own), &after) {
                Ok(all) => all,
                Err(sid) => {
                    return self.error(format!("the Sid `{sid}` is not unique"), origin.clone());
                }
            };
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

/// The statements of all documents; or a Sid that is there twice, where the provider refuses that:
/// among the statements of the block, and among the documents that come before them.
fn merged(before: &[Value], own: &Statements, after: &[Value]) -> Result<Statements, SmolStr> {
    let mut all = Statements { items: Vec::new(), rest: Rest::Closed };
    let mut again = own.repeated();
    for document in before {
        let statements = statements_of(document);
        again = again.or_else(|| all.shared(&statements));
        all.merge(&statements);
    }
    if let Some(sid) = again {
        return Err(sid);
    }
    all.merge(own);
    for document in after {
        all.merge(&statements_of(document));
    }
    Ok(all)
}

/// The part of a document at the top; none where it has none, or is not known.
fn part(document: &Value, key: &str) -> Option<Value> {
    root_of(document).and_then(|root| root.get(key).cloned())
}

/// The newer of two versions: a document that is merged in can only raise it.
fn newer(version: Value, document: Option<Value>) -> Value {
    let Some(document) = document else { return version };
    match (document.get("Version"), version.as_str()) {
        (Some(other), Some(own)) => match other.as_str() {
            Some(other_version) if other_version <= own => version,
            _ => other.clone(),
        },
        _ => version,
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

/// The structure of a document, if it is known.
fn root_of(document: &Value) -> Option<Value> {
    match &document.kind {
        Kind::Document(document) => Some(document.root.clone()),
        Kind::Text(text) => {
            let json = serde_json::from_str(text).ok()?;
            Some(Value::from_json(&json, &document.origin))
        }
        _ => None,
    }
}

/// The statements of a document; one on its own counts as a list.
fn statements_of(document: &Value) -> Statements {
    let unseen = |why: Why| Statements { items: Vec::new(), rest: Rest::open(why) };
    let root = match (root_of(document), &document.kind) {
        (Some(root), _) => root,
        (None, Kind::Text(text)) if text.is_empty() => {
            return Statements { items: Vec::new(), rest: Rest::Closed };
        }
        (None, Kind::Text(_)) => return unseen(Why::Error("the policy is not valid JSON".into())),
        (None, _) => return unseen(document.why()),
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
    /// A Sid that two of the statements have.
    fn repeated(&self) -> Option<SmolStr> {
        let same = |(at, one): (usize, &Value)| {
            let later = self.items.get(at + 1..).unwrap_or_default();
            later.iter().any(|two| same_sid(one, two).must()).then(|| sid(one))?
        };
        self.items.iter().enumerate().find_map(same)
    }

    /// A Sid that these statements and others have: the provider refuses it in sources.
    fn shared(&self, others: &Self) -> Option<SmolStr> {
        let both = |one: &Value| others.items.iter().any(|two| same_sid(one, two).must());
        self.items.iter().find(|one| both(one)).and_then(sid)
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
