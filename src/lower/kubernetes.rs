//! From Kubernetes objects to facts: views over the tree as the API shapes it.

mod delivery;
mod dependencies;
mod generators;
mod identity;
mod mentions;
mod partial;
mod releases;
mod template;
pub(super) mod typed;

use std::sync::Arc;

pub use generators::looks_elsewhere;
pub use mentions::{Wanted, in_text as words_of};
pub use template::{Templated, lower_template};

use smol_str::SmolStr;

use super::{header_of, object};
use crate::field::{Anchor, Field, Object, State, Tool};
use crate::model::{
    AUDIENCE_ANNOTATION, ApiUse, Autoscaler, Budget, Claim, Component, ComponentKind, Facts,
    Ingress, LaunchTemplate, PodAnnotation, ROLE_ANNOTATION, Service, ServiceAccount, StorageClass,
    Volume, Workload,
};
use crate::value::Value;

/// Adds what one object declares; the items of a `List` are objects of their own. One that is only a
/// part of an object uses no API version, and nothing follows from what it leaves out.
///
/// `change` gives an object as something else makes it, where that is so; it keeps the name under
/// which it was written. What is made several times says which time this is.
pub fn lower(
    body: &Value,
    change: &mut dyn FnMut(&Value) -> Option<Value>,
    (scope, instance): (&Arc<str>, &str),
    facts: &mut Facts,
) {
    let text = |key: &str| body.get(key).and_then(Value::as_str).unwrap_or("");
    let (api_version, kind) = (text("apiVersion"), text("kind"));
    if kind == "List" || (kind.ends_with("List") && body.get("items").is_some()) {
        let items = body.get("items").and_then(Value::as_list);
        for item in items.into_iter().flat_map(|list| &list.items) {
            lower(item, change, (scope, instance), facts);
        }
        return;
    }
    let mut object = object(
        Tool::Kubernetes,
        name_of(body, api_version, kind),
        change(body).unwrap_or_else(|| body.clone()),
        header_of(body),
        scope,
    );
    object.instance = instance.into();
    if partial::is_partial(&object.body, api_version, kind) {
        object.body = partial::opened(&object.body);
        return add(object, api_version, kind, facts);
    }
    declare(object, api_version, kind, facts);
}

/// Adds what an object declares that says itself of which API version and kind it is.
pub(super) fn declare(object: Object, api_version: &str, kind: &str, facts: &mut Facts) {
    facts.api_uses.extend(ApiUse::of(&object, api_version, kind));
    add(object, api_version, kind, facts);
}

/// Adds what an object of a kind declares.
pub(super) fn add(object: Object, api_version: &str, kind: &str, facts: &mut Facts) {
    let group = api_version.split_once('/').map_or("", |(group, _)| group);
    mentions::note(&object.body, (group, kind), &mut facts.mentions);
    identity::annotations(&object, kind, facts);
    facts.dependencies.extend(dependencies::of(&object, (group, kind)));
    match (group, kind) {
        ("", "ServiceAccount") => facts.service_accounts.push(service_account(object)),
        ("storage.k8s.io", "StorageClass") => facts.storage_classes.push(StorageClass { object }),
        ("", "PersistentVolumeClaim") => facts.claims.push(claim(object)),
        ("", "PersistentVolume") => facts.volumes.push(Volume { object }),
        ("", "Service") => facts.services.push(Service { object }),
        ("networking.k8s.io" | "extensions", "Ingress") => facts.ingresses.push(Ingress { object }),
        ("elbv2.k8s.aws", "IngressClassParams") => ingress_parameters(&object, facts),
        ("policy", "PodDisruptionBudget") => {
            let namespace = object.at("metadata.namespace");
            facts.budgets.push(Budget { object, namespace });
        }
        ("autoscaling", "HorizontalPodAutoscaler") | ("keda.sh", "ScaledObject") => {
            facts.autoscalers.push(autoscaler(object));
        }
        ("crd.k8s.amazonaws.com", "ENIConfig") => eni(&object, facts),
        ("karpenter.sh", "NodePool" | "Provisioner") => {
            let kind = ComponentKind::Karpenter;
            facts.components.push(Component { kind, object, cluster: None });
        }
        ("karpenter.k8s.aws", "EC2NodeClass" | "AWSNodeTemplate") => {
            facts.node_classes.push(LaunchTemplate { object, group: None });
        }
        ("argoproj.io", "Application" | "ApplicationSet") => applications(&object, kind, facts),
        ("helm.toolkit.fluxcd.io", "HelmRelease") => {
            facts.releases.push(releases::helm_release(&object));
        }
        ("kustomize.toolkit.fluxcd.io", "Kustomization") => {
            facts.deliveries.extend(delivery::kustomization(&object));
        }
        ("" | "apps" | "batch" | "extensions", kind) if Workload::template_path(kind).is_some() => {
            workload(object, kind, facts);
        }
        _ => {}
    }
}

/// What the Applications apply and install that an object of Argo CD is or makes.
fn applications(object: &Object, kind: &str, facts: &mut Facts) {
    for body in generators::applications(&object.body, kind) {
        facts.deliveries.extend(delivery::of_application(object, &body));
        facts.releases.extend(releases::application(object, &body));
    }
}

/// `apps/v1/Deployment/payments/api`: what people call an object; parts that are not written are
/// left out.
pub(super) fn name_of(body: &Value, api_version: &str, kind: &str) -> SmolStr {
    let metadata = body.get("metadata");
    let part = |key: &str| {
        let value = metadata.and_then(|it| it.get(key))?;
        value.text().map(|text| text.display())
    };
    let name = part("name").or_else(|| part("generateName")).unwrap_or_else(|| "?".to_owned());
    let parts =
        [Some(api_version.to_owned()), Some(kind.to_owned()), part("namespace"), Some(name)];
    parts.into_iter().flatten().collect::<Vec<_>>().join("/").into()
}

/// A configuration of interfaces has no effect until custom networking is on.
fn eni(object: &Object, facts: &mut Facts) {
    facts.custom_networking.places.insert(object.header);
}

fn ingress_parameters(object: &Object, facts: &mut Facts) {
    facts.ingress_parameters |= Ingress::is_shaped_by(object);
}

fn service_account(object: Object) -> ServiceAccount {
    let name = object.at("metadata.name");
    let namespace = object.at("metadata.namespace");
    let role_arn = object.annotation("metadata.annotations", ROLE_ANNOTATION);
    let audience = object.annotation("metadata.annotations", AUDIENCE_ANNOTATION);
    ServiceAccount { object, name, namespace, role_arn, audience, is_packaged: false }
}

fn claim(object: Object) -> Claim {
    let namespace = object.at::<SmolStr>("metadata.namespace").known().cloned();
    Claim { object, namespace }
}

fn autoscaler(object: Object) -> Autoscaler {
    let mut target_kind = object.at::<SmolStr>("spec.scaleTargetRef.kind");
    if target_kind.is_unwritten() {
        target_kind.state = State::Default("Deployment".into());
    }
    let target_name = object.at("spec.scaleTargetRef.name");
    let namespace = object.at("metadata.namespace");
    Autoscaler { object, target_kind, target_name, namespace }
}

fn workload(object: Object, kind: &str, facts: &mut Facts) {
    let template = Workload::template_path(kind).unwrap_or("");
    facts.pod_annotations.extend(pod_annotations(&object, kind, template));
    if kind == "StatefulSet" {
        facts.claims.extend(claim_templates(&object));
    }
    let (name, namespace) = (object.at("metadata.name"), object.at("metadata.namespace"));
    let workload = Workload { object, kind: kind.into(), name, namespace };
    facts.variables.extend(identity::variables(&workload));
    facts.dependencies.extend(dependencies::images(&workload));
    facts.workloads.push(workload);
}

/// The annotations of a pod template, one by one.
fn pod_annotations(object: &Object, kind: &str, template: &str) -> Vec<PodAnnotation> {
    let path = if template.is_empty() {
        "metadata.annotations".to_owned()
    } else {
        format!("{template}.metadata.annotations")
    };
    let annotations = object.at::<Value>(&path);
    let map = annotations.known().and_then(Value::as_map);
    let entries = map.map(|map| map.entries.as_slice()).unwrap_or_default();
    let one = |entry: &crate::value::Entry| {
        let found = crate::field::Found::Value(entry.value.clone());
        let mut anchor = Anchor::at(entry.value.origin.clone(), format!("{path}[{}]", entry.key));
        anchor.slot = crate::syntax::edit::Slot::Present {
            value: entry.value.origin.span,
            key: Some(entry.key_span),
        };
        PodAnnotation {
            object: object.clone(),
            kind: kind.into(),
            name: entry.key.clone(),
            value: Field::new(crate::field::Located::one(found, anchor), &[]),
        }
    };
    entries.iter().map(one).collect()
}

/// The claims that a `StatefulSet` makes for each of its pods.
fn claim_templates(object: &Object) -> Vec<Claim> {
    let list = object.list_at::<Value>("spec.volumeClaimTemplates");
    let namespace = object.at::<SmolStr>("metadata.namespace").known().cloned();
    let one = |field: &Field<Value>| {
        let body = field.known()?;
        let header = body.get("metadata").and_then(|it| it.get("name")).unwrap_or(body).origin.span;
        let part = Object { body: body.clone(), header, ..object.clone() };
        Some(Claim { object: part, namespace: namespace.clone() })
    };
    list.seen().filter_map(one).collect()
}
