//! Labels and annotations that a kustomization puts on its objects.
//!
//! Source: kubectl.docs.kubernetes.io, "labels", "commonLabels" and "commonAnnotations"; the fields
//! are those of the default configuration of kustomize 5.5.

use super::resource::Resource;
use super::settings::Settings;
use super::transform::at;
use super::tree::{self, Change, Missing, items, put};
use crate::model::Workload;
use crate::value::{Entry, Value};

/// Puts on all labels and annotations.
pub(super) fn add(settings: &Settings, resources: &mut [Resource]) {
    for item in items(&settings.body, "labels") {
        let Some(pairs) = item.entry("pairs") else { continue };
        let is = |key: &str| item.get(key).and_then(Value::as_bool) == Some(true);
        let (selectors, templates) = (is("includeSelectors"), is("includeTemplates"));
        for resource in resources.iter_mut() {
            put_on(resource, pairs, selectors || templates, selectors);
            for field in items(item, "fields") {
                own_field(resource, pairs, field);
            }
        }
    }
    if let Some(pairs) = settings.entry("commonLabels") {
        for resource in resources.iter_mut() {
            put_on(resource, pairs, true, true);
        }
    }
    if let Some(pairs) = settings.entry("commonAnnotations") {
        for resource in resources {
            let kind = resource.kind().to_owned();
            set(resource, "metadata.annotations", pairs, true);
            for path in templates(&kind) {
                set(resource, &format!("{path}.metadata.annotations"), pairs, true);
            }
        }
    }
}

/// Puts labels on an object, and on what it is told to include.
fn put_on(resource: &mut Resource, pairs: &Entry, with_templates: bool, with_selectors: bool) {
    let kind = resource.kind().to_owned();
    set(resource, "metadata.labels", pairs, true);
    if with_templates {
        for path in templates(&kind) {
            set(resource, &format!("{path}.metadata.labels"), pairs, true);
        }
    }
    if with_selectors {
        for (path, create) in selectors(&kind) {
            set(resource, path, pairs, create);
        }
    }
}

/// Puts labels where a kustomization says itself: only fields of all kinds are followed.
fn own_field(resource: &mut Resource, pairs: &Entry, field: &Value) {
    let kind = tree::text(field, &["kind"]).unwrap_or_default();
    let (Some(path), true) =
        (tree::text(field, &["path"]), kind.is_empty() || kind == resource.kind())
    else {
        return;
    };
    let create = field.get("create").and_then(Value::as_bool) == Some(true);
    set(resource, &path.replace('/', "."), pairs, create);
}

/// The templates of a kind that labels and annotations go to.
fn templates(kind: &str) -> Vec<&'static str> {
    let template = Workload::template_path(kind).filter(|path| !path.is_empty());
    let job = (kind == "CronJob").then_some("spec.jobTemplate");
    template.into_iter().chain(job).collect()
}

/// The selectors of a kind, and whether one is made where there is none.
fn selectors(kind: &str) -> Vec<(&'static str, bool)> {
    const NEAR: [&str; 5] = [
        "spec.template.spec.affinity.podAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm.labelSelector.matchLabels",
        "spec.template.spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution.labelSelector.matchLabels",
        "spec.template.spec.affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.podAffinityTerm.labelSelector.matchLabels",
        "spec.template.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.labelSelector.matchLabels",
        "spec.template.spec.topologySpreadConstraints.labelSelector.matchLabels",
    ];
    let near = || NEAR.iter().map(|path| (*path, false));
    match kind {
        "Service" | "ReplicationController" => vec![("spec.selector", true)],
        "Deployment" => near().chain([("spec.selector.matchLabels", true)]).collect(),
        "StatefulSet" => near()
            .chain([
                ("spec.selector.matchLabels", true),
                ("spec.volumeClaimTemplates.metadata.labels", true),
            ])
            .collect(),
        "ReplicaSet" | "DaemonSet" => vec![("spec.selector.matchLabels", true)],
        "Job" | "PodDisruptionBudget" => vec![("spec.selector.matchLabels", false)],
        "CronJob" => vec![("spec.jobTemplate.spec.selector.matchLabels", false)],
        "NetworkPolicy" => vec![
            ("spec.podSelector.matchLabels", false),
            ("spec.ingress.from.podSelector.matchLabels", false),
            ("spec.egress.to.podSelector.matchLabels", false),
        ],
        _ => Vec::new(),
    }
}

/// Sets pairs in the map at a path.
fn set(resource: &mut Resource, path: &str, pairs: &Entry, create: bool) {
    let Some(map) = pairs.value.as_map() else { return };
    let keys: Vec<&str> = path.split('.').collect();
    let with_all = |labels: Value| {
        map.entries
            .iter()
            .fold(labels, |labels, pair| put(&labels, &pair.key, pair.key_span, pair.value.clone()))
    };
    let mut change = |labels: Option<&Value>| match labels {
        Some(labels) if labels.as_map().is_some() => Change::Set(with_all(labels.clone())),
        Some(labels) if !labels.is_null() => Change::Keep,
        _ => Change::Set(Value::map(map.entries.clone(), pairs.value.origin.clone())),
    };
    let missing = if create { at(pairs) } else { Missing::Leave };
    resource.change(&keys, missing, &mut change);
}
