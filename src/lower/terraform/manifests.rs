//! Manifests that resources hold: `kubectl_manifest` as text, `kubernetes_manifest` as an object.
//!
//! What they hold is lowered as any other manifest is, at the place where it is written: in the
//! resource, or in the file that the resource reads.

use smol_str::SmolStr;

use super::resources::Made;
use crate::document::{Placeholders, parsed};
use crate::field::{Dialect, Object, Subject, Tool};
use crate::lower::kubernetes::{self, typed};
use crate::lower::note_fault;
use crate::model::Facts;
use crate::source::{Span, Texts};
use crate::value::{Kind, Value};

/// Adds what the manifests declare that resources hold.
pub(super) fn add(made: &impl Made, texts: &Texts, facts: &mut Facts) {
    for object in made.objects() {
        let arguments = ["yaml_body", "manifest"].into_iter();
        let held = arguments.filter_map(|it| object.body.get(it)).find(|it| !it.is_null());
        let Some(held) = held else { continue };
        // What lies in a file of its own is told by whoever reads that.
        if !is_own_file(texts.path(held.origin.span)) && object.existence.may() {
            note_fault(held, Tool::Terraform, texts, facts);
        }
        let Some(body) = document(held, texts) else { continue };
        for body in items(body) {
            one(object.clone(), body, texts, facts);
        }
    }
}

/// The objects of a list, or the only one.
fn items(body: Value) -> Vec<Value> {
    let is_list = body.get("kind").and_then(Value::as_str).is_some_and(|it| it.ends_with("List"));
    match body.get("items").and_then(Value::as_list).filter(|_| is_list) {
        Some(list) => list.items.clone(),
        None => vec![body],
    }
}

/// Adds what one manifest declares.
fn one(resource: Object, body: Value, texts: &Texts, facts: &mut Facts) {
    let text = |key: &str| body.get(key).and_then(Value::as_str).map(SmolStr::from);
    let (Some(api_version), Some(kind)) = (text("apiVersion"), text("kind")) else { return };
    let object = held_by(resource, body, (&api_version, &kind), texts);
    let object = if is_own_file(texts.path(object.header)) {
        facts.applied.push(texts.in_file(object.body.origin.span));
        by_its_name(object, (&api_version, &kind), texts)
    } else {
        object
    };
    kubernetes::declare(object, &api_version, &kind, facts);
}

/// The object that an argument holds; of several documents, the provider takes the first.
fn document(held: &Value, texts: &Texts) -> Option<Value> {
    match &held.kind {
        Kind::Map(_) => Some(held.clone()),
        Kind::Document(document) => Some(document.root.along(&held.origin)),
        Kind::Text(_) | Kind::Segments(_) => parsed(held, texts, Placeholders::Kubernetes),
        _ => None,
    }
}

/// A resource as the object that it holds.
fn held_by(
    resource: Object,
    body: Value,
    (api_version, kind): (&str, &str),
    texts: &Texts,
) -> Object {
    let other = resource.body.get("override_namespace").filter(|it| !it.is_null());
    let header = header_of(&body, texts).unwrap_or(resource.header);
    let body = if is_in_namespace(api_version, kind) || other.is_some() {
        typed::in_namespace(&body, other)
    } else {
        body
    };
    // Keys of documents that the provider splits are whole documents.
    let instance = resource.instance.clone();
    let instance = if instance.contains("\\n") { SmolStr::default() } else { instance };
    Object { header, instance, dialect: Dialect::Kubernetes, body, ..resource }
}

/// An object that is written out in a file of its own goes by its own name, so that all who apply
/// the file speak of one object; where the file is a template, it goes by the address of the resource.
fn by_its_name(object: Object, (api_version, kind): (&str, &str), texts: &Texts) -> Object {
    if texts.editable(object.body.origin.span).is_none() {
        return object;
    }
    let name = kubernetes::name_of(&object.body, api_version, kind);
    let subject = Subject { tool: Tool::Kubernetes, name };
    Object { subject, instance: SmolStr::default(), module: SmolStr::default(), ..object }
}

/// Whether a file is none of Terraform's.
fn is_own_file(path: &str) -> bool {
    let ours = [".tf", ".tofu", ".tfvars", ".tf.json", ".tofu.json", ".tfvars.json"];
    !path.is_empty() && !ours.iter().any(|end| path.ends_with(end))
}

/// Where an object begins for its reader: what says its kind.
fn header_of(body: &Value, texts: &Texts) -> Option<Span> {
    let entry = body.entry("kind")?;
    let (key, value) = (entry.key_span, entry.value.origin.span);
    let beside = key.text == value.text && key.start <= value.start;
    let header = if beside { Span::new(key.text, key.start, value.end) } else { key };
    (!texts.path(header).is_empty()).then_some(header)
}

/// Whether objects of a kind that rules read live in namespaces.
fn is_in_namespace(api_version: &str, kind: &str) -> bool {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    let namespaced = matches!(group, "" | "apps" | "batch" | "policy" | "autoscaling" | "keda.sh");
    namespaced && !matches!(kind, "PersistentVolume" | "Namespace" | "Node" | "PodSecurityPolicy")
}
