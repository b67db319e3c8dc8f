//! IAM policies: one view over every way to write one.

use smol_str::SmolStr;

use crate::field::{Anchor, Field, Found, Items, Listing, Located, State, watch};
use crate::value::{Entry, Kind, Lookup, Map, Mapping, Rest, Text, Truth, Value, Why};

/// A policy, as far as it is known.
#[derive(Clone, Debug)]
pub struct Policy {
    /// Its statements.
    pub statements: Vec<Statement>,
    /// Whether there may be more, and why.
    pub rest: Rest,
}

/// One statement.
#[derive(Clone, Debug)]
pub struct Statement {
    /// The whole statement.
    pub body: Value,
    /// `Allow` or `Deny`.
    pub effect: Field<SmolStr>,
    /// What it admits, such as `sts:AssumeRoleWithWebIdentity`.
    pub actions: Listing<Text>,
    /// The federated principals: ARNs of identity providers.
    pub federated: Listing<Text>,
    /// The services that may assume the role, such as `pods.eks.amazonaws.com`.
    pub services: Listing<Text>,
    /// Its conditions.
    pub conditions: Vec<Condition>,
    /// Why there may be more conditions, if there may.
    pub more_conditions: Option<Why>,
}

/// One key of one operator in a condition block.
#[derive(Clone, Debug)]
pub struct Condition {
    /// The operator, such as `StringEquals`.
    pub operator: SmolStr,
    /// Where the operator stands.
    pub operator_anchor: Anchor,
    /// The key, such as `oidc.eks…:sub`; often only its end is known.
    pub key: Text,
    /// The values that it is compared with.
    pub values: Listing<Text>,
}

impl Policy {
    /// Reads a policy from its root, as JSON spells it.
    ///
    /// A value that is no map gives a policy of which nothing is known.
    pub fn of(root: &Value) -> Self {
        let Some(map) = root.as_map() else { return Self::unknown(root.why()) };
        match map.get("Statement") {
            Lookup::Found(entry) => Self::of_statements(&entry.value),
            Lookup::Absent => Self { statements: Vec::new(), rest: Rest::Closed },
            Lookup::Unknown(why) => Self::unknown(why),
        }
    }

    /// A policy of which nothing is known.
    pub fn unknown(why: Why) -> Self {
        Self { statements: Vec::new(), rest: Rest::open(why) }
    }

    /// Whether it may have statements that are not seen; leaves word of why, at `path`.
    pub fn unseen(&self, path: &str) -> Truth {
        match &self.rest {
            Rest::Closed => Truth::False,
            Rest::Open { why, .. } => {
                watch::note(&path.into(), why.clone());
                Truth::Unknown
            }
        }
    }

    fn of_statements(value: &Value) -> Self {
        match &value.kind {
            Kind::List(list) => {
                let known = list.items.iter().filter(|item| item.as_map().is_some());
                let statements: Vec<_> = known.map(Statement::of).collect();
                let rest = match list.items.iter().find(|item| item.as_map().is_none()) {
                    Some(odd) => Rest::open(odd.why()),
                    None => list.rest.clone(),
                };
                Self { statements, rest }
            }
            Kind::Map(_) => Self { statements: vec![Statement::of(value)], rest: Rest::Closed },
            _ => Self::unknown(value.why()),
        }
    }
}

impl Statement {
    fn of(body: &Value) -> Self {
        let empty = Map {
            mapping: Mapping::Object,
            entries: Vec::new(),
            partial: Vec::new(),
            rest: Rest::Closed,
        };
        let map = body.as_map().unwrap_or(&empty);
        let conditions = map.entry("Condition");
        let principal = |kind| map.entry("Principal").and_then(|entry| entry.value.entry(kind));
        let (federated, services) = (principal("Federated"), principal("Service"));
        Self {
            effect: effect(map, body),
            actions: one_or_many(map.entry("Action").map(|it| &it.value), body, "Action"),
            federated: one_or_many(federated.map(|it| &it.value), body, "Principal.Federated"),
            services: one_or_many(services.map(|it| &it.value), body, "Principal.Service"),
            conditions: conditions.map(|entry| conditions_of(&entry.value)).unwrap_or_default(),
            more_conditions: map.why_open().or_else(|| unseen(&conditions?.value)),
            body: body.clone(),
        }
    }
}

fn effect(map: &Map, body: &Value) -> Field<SmolStr> {
    let anchor = |value: &Value| Anchor::at(value.origin.clone(), "Effect");
    match map.get("Effect") {
        Lookup::Found(entry) => {
            let state = match entry.value.as_str() {
                Some(text) => State::Written(text.into()),
                None => State::Unknown(entry.value.why()),
            };
            Field { state, anchor: anchor(&entry.value) }
        }
        Lookup::Absent => Field { state: State::Absent, anchor: anchor(body) },
        Lookup::Unknown(why) => Field { state: State::Unknown(why), anchor: anchor(body) },
    }
}

/// Why conditions may hold more operators, or an operator more keys, than are seen.
fn unseen(conditions: &Value) -> Option<Why> {
    let Some(operators) = conditions.as_map() else { return Some(conditions.why()) };
    let keys = |it: &Entry| match it.value.as_map() {
        Some(keys) => keys.rest.why().cloned(),
        None => Some(it.value.why()),
    };
    operators.why_open().or_else(|| operators.entries.iter().find_map(keys))
}

/// Every key of every operator.
fn conditions_of(value: &Value) -> Vec<Condition> {
    let operators = value.as_map().map(|map| map.entries.as_slice()).unwrap_or_default();
    let mut conditions = Vec::new();
    for operator in operators {
        let Some(keys) = operator.value.as_map() else { continue };
        let origin = crate::value::Origin::new(operator.key_span);
        let anchor = Anchor::at(origin, format!("Condition.{}", operator.key));
        let mut push = |key: Text, value: &Value| {
            let path = format!("Condition.{}.{}", operator.key, key.display());
            conditions.push(Condition {
                operator: operator.key.clone(),
                operator_anchor: anchor.clone(),
                key,
                values: one_or_many(Some(value), value, &path),
            });
        };
        for entry in &keys.entries {
            let origin = crate::value::Origin::new(entry.key_span);
            let key = Value::string(entry.key.clone(), origin);
            push(Text::of(&key).expect("a string is text"), &entry.value);
        }
        for (key, value) in &keys.partial {
            if let Some(key) = key.text() {
                push(key, value);
            }
        }
    }
    conditions
}

/// A list that may be written as its only item.
fn one_or_many(value: Option<&Value>, parent: &Value, path: &str) -> Listing<Text> {
    let anchor = |value: &Value| Anchor::at(value.origin.clone(), path);
    let Some(value) = value else {
        return Listing::new(Located::one(Found::Absent, anchor(parent)), &[]);
    };
    match &value.kind {
        Kind::List(_) | Kind::Unknown(_) | Kind::OneOf(_) => {
            let found = value.alternatives().iter().cloned().map(Found::Value).collect();
            Listing::new(Located { found, anchor: anchor(value), why: Some(value.why()) }, &[])
        }
        _ => {
            let state = match value.text() {
                Some(text) => State::Written(text),
                None => State::Unknown(value.why()),
            };
            let items =
                Items { items: vec![Field { state, anchor: anchor(value) }], rest: Rest::Closed };
            Listing {
                alternatives: vec![items],
                anchor: anchor(value),
                unwritten: false,
                why: None,
            }
        }
    }
}
