//! What Kubernetes objects say of AWS identities: annotations and environment variables.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::field::{Anchor, Field, Found, Located, Object};
use crate::model::{Facts, RoleAnnotation, Variable, Workload};
use crate::syntax::edit::Slot;
use crate::value::{Entry, Text, Value};

/// Adds the annotations of an object and of its pod template that name a role, or nearly do.
pub(super) fn annotations(object: &Object, kind: &str, facts: &mut Facts) {
    let mut add = |path: &str, kind: &str| {
        let annotations = object.at::<Value>(path);
        let map = annotations.known().and_then(Value::as_map);
        let entries = map.map(|map| map.entries.as_slice()).unwrap_or_default();
        let meant = entries.iter().filter(|entry| RoleAnnotation::is_meant(&entry.key));
        facts.role_annotations.extend(meant.map(|entry| annotation(object, kind, path, entry)));
    };
    if kind == "ServiceAccount" {
        return add("metadata.annotations", kind);
    }
    match Workload::template_path(kind) {
        Some("") => add("metadata.annotations", kind),
        Some(template) => {
            add("metadata.annotations", kind);
            add(&format!("{template}.metadata.annotations"), kind);
        }
        None => {}
    }
}

fn annotation(object: &Object, kind: &str, path: &str, entry: &Entry) -> RoleAnnotation {
    let found = Found::Value(entry.value.clone());
    let mut anchor = Anchor::at(entry.value.origin.clone(), format!("{path}[{}]", entry.key));
    anchor.slot = Slot::Present { value: entry.value.origin.span, key: Some(entry.key_span) };
    RoleAnnotation {
        object: object.clone(),
        kind: kind.into(),
        name: entry.key.clone(),
        value: Field::new(Located::one(found, anchor), &[]),
    }
}

/// Every environment variable of a workload's containers.
pub(super) fn variables(workload: &Workload) -> Vec<Variable> {
    let template = Workload::template_path(&workload.kind).unwrap_or("");
    let separator = if template.is_empty() { "" } else { "." };
    let account = workload.account();
    let mut variables = Vec::new();
    // The provider for Terraform writes one block a container.
    for list in ["containers", "initContainers", "container", "initContainer"] {
        let field = workload.object.at::<Value>(&format!("{template}{separator}spec.{list}"));
        for container in field.known().map(many).unwrap_or_default() {
            let name = container.get("name").and_then(Value::as_str).unwrap_or("?");
            let env = container.get("env").map(many).unwrap_or_default();
            let names = env.iter().filter_map(|it| it.get("name")?.as_str().map(SmolStr::from));
            let siblings: Arc<[SmolStr]> = names.collect();
            for body in env {
                let part = Object { body: body.clone(), ..workload.object.clone() };
                variables.push(Variable {
                    kind: workload.kind.clone(),
                    namespace: workload.namespace.clone(),
                    account: account.clone(),
                    container: name.into(),
                    siblings: Arc::clone(&siblings),
                    name: part.at::<Text>("name"),
                    value: part.at::<Text>("value"),
                    object: part,
                });
            }
        }
    }
    variables
}

/// The items of a list, or what is written as the only one.
fn many(value: &Value) -> &[Value] {
    match value.as_list() {
        Some(list) => &list.items,
        None if value.as_map().is_some() => std::slice::from_ref(value),
        None => &[],
    }
}
