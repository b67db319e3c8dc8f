//! What EKS add-ons make of what they are given.

use super::written;
use crate::data::charts;
use crate::field::{Dialect, Field, Object, Row, Tool};
use crate::lower::kubernetes;
use crate::model::{Component, ComponentKind, Facts, ROLE_ANNOTATION};
use crate::source::Span;
use crate::value::{Entry, Lookup, Origin, Truth, Value};

/// The role that an add-on is given for its service account.
const ROLE: Row<Value> =
    Row { eksctl: "serviceAccountRoleARN", resource: "service_account_role_arn", ..Row::EMPTY };

/// What an add-on is told besides, as JSON or YAML.
const CONFIGURATION: Row<Value> =
    Row { eksctl: "configurationValues", resource: "configuration_values", ..Row::EMPTY };

/// A setting of an add-on: modules take add-ons as the resource does.
fn setting(object: &Object, row: &Row<Value>) -> Field<Value> {
    match object.tool() {
        Tool::Eksctl => object.at(row.eksctl),
        Tool::Terraform | Tool::Kubernetes => object.at(row.resource),
    }
}

/// What an add-on is told: values, or a text that holds some.
pub fn configuration(component: &Component) -> Option<Value> {
    matches!(component.kind, ComponentKind::Addon(_)).then_some(())?;
    setting(&component.object, &CONFIGURATION).known().cloned()
}

/// Adds what an add-on makes, as far as some rule reads it; `values` are what it is told.
pub fn of_addon(component: &Component, values: Option<&Value>, facts: &mut Facts) {
    let ComponentKind::Addon(name) = &component.kind else { return };
    if component.object.existence == Truth::False {
        return;
    }
    account(&component.object, name, facts);
    if let Some(values) = values.filter(|_| name == "coredns") {
        budget(&component.object, values, facts);
    }
}

/// The service account of an add-on that is given a role.
fn account(addon: &Object, name: &str, facts: &mut Facts) {
    let Some(account) = charts::account_of_addon(name) else { return };
    let role = setting(addon, &ROLE);
    let Some(value) = role.known() else { return };
    let origin = role.anchor.origin.clone();
    let annotation = Entry {
        key: ROLE_ANNOTATION.into(),
        key_span: role.anchor.key(),
        value: Value::new(value.kind.clone(), origin.clone()),
    };
    let here = addon.anchor().origin;
    let text = |text: &str| Value::string(text, here.clone());
    let entries = vec![
        written("name", text(account.name), &here),
        written("namespace", text(account.namespace), &here),
        written("annotations", Value::map(vec![annotation], origin.clone()), &origin),
    ];
    let made = made(addon, entries, Vec::new(), (role.anchor.key(), &here));
    kubernetes::add(made, "v1", "ServiceAccount", facts);
    if let Some(account) = facts.service_accounts.last_mut() {
        account.is_packaged = true;
    }
}

/// The disruption budget of the DNS servers.
///
/// Source: `aws eks describe-addon-configuration --addon-name coredns`, `podDisruptionBudget`.
fn budget(addon: &Object, values: &Value, facts: &mut Facts) {
    let Some(map) = values.as_map() else { return };
    let Lookup::Found(entry) = map.get("podDisruptionBudget") else { return };
    let Some(budget) = entry.value.as_map() else { return };
    if budget.entry("enabled").is_some_and(|it| it.value.as_bool() != Some(true)) {
        return;
    }
    let here = addon.anchor().origin;
    let text = |text: &str| Value::string(text, here.clone());
    let labels = Value::map(vec![written("k8s-app", text("kube-dns"), &here)], here.clone());
    let selector = Value::map(vec![written("matchLabels", labels, &here)], here.clone());
    let mut spec: Vec<Entry> = budget.entries.clone();
    spec.retain(|it| it.key != "enabled");
    spec.push(written("selector", selector, &here));
    let spec = Value::map(spec, entry.value.origin.clone());
    let metadata = vec![
        written("name", text("coredns"), &here),
        written("namespace", text("kube-system"), &here),
    ];
    let spec = written("spec", spec, &entry.value.origin);
    let made = made(addon, metadata, vec![spec], (entry.key_span, &here));
    kubernetes::add(made, "policy/v1", "PodDisruptionBudget", facts);
}

/// An object of the API that an add-on makes; people know it by the add-on.
fn made(
    addon: &Object,
    metadata: Vec<Entry>,
    others: Vec<Entry>,
    (header, here): (Span, &Origin),
) -> Object {
    let metadata = written("metadata", Value::map(metadata, here.clone()), here);
    let entries = std::iter::once(metadata).chain(others).collect();
    let body = Value::map(entries, here.clone());
    Object { body, dialect: Dialect::Kubernetes, fallback: None, header, ..addon.clone() }
}
