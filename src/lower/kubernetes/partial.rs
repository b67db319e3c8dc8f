//! Objects that are only a part of one: patches that somebody applies to an object elsewhere.
//!
//! A patch looks like an object, but the API server would refuse it as one: it lacks what every
//! object of its kind has to have, or holds a directive for merging. Nothing follows from what it
//! leaves out, and its API version only says which object it is for.

use crate::model::Workload;
use crate::value::{Kind, Lookup, Value, Why};

/// What the API server refuses objects of a kind without.
///
/// Source: Kubernetes API reference, fields that are "required", and the validation of the kinds.
const REQUIRED: [(&str, &[&str]); 16] = [
    ("APIService", &["spec"]),
    ("ClusterRoleBinding", &["roleRef"]),
    ("CronJob", &["spec.schedule", "spec.jobTemplate"]),
    ("CustomResourceDefinition", &["spec.group", "spec.names"]),
    ("DaemonSet", &["spec.selector"]),
    ("Deployment", &["spec.selector"]),
    ("HorizontalPodAutoscaler", &["spec.scaleTargetRef", "spec.maxReplicas"]),
    ("Ingress", &["spec"]),
    ("NetworkPolicy", &["spec"]),
    ("PersistentVolumeClaim", &["spec"]),
    ("PodSecurityPolicy", &["spec"]),
    ("PriorityClass", &["value"]),
    ("ReplicaSet", &["spec.selector"]),
    ("RoleBinding", &["roleRef"]),
    ("StatefulSet", &["spec.selector"]),
    ("StorageClass", &["provisioner"]),
];

/// Keys that direct a strategic merge.
///
/// Source: kubernetes/community, "Strategic Merge Patch".
const DIRECTIVES: [&str; 2] = ["$patch", "$retainKeys"];

/// Whether a body of a kind is certainly no whole object.
pub(super) fn is_partial(body: &Value, api_version: &str, kind: &str) -> bool {
    let required = REQUIRED.iter().find(|(name, _)| *name == kind).map(|(_, paths)| *paths);
    // A selector was filled in before `apps/v1`.
    let is_filled_in = |path: &str| path == "spec.selector" && api_version != "apps/v1";
    required.into_iter().flatten().any(|path| !is_filled_in(path) && lacks(body, path))
        || kind.ends_with("WebhookConfiguration") && calls_nobody(body)
        || Workload::template_path(kind).is_some_and(|path| lacks_an_image(body, path))
        || has_directive(body)
}

/// The same body with room for more in every map and every list.
pub(super) fn opened(body: &Value) -> Value {
    body.opened(&Why::Elsewhere("the object that this is a patch of".into()))
}

/// Whether a path is certainly not written.
fn lacks(body: &Value, path: &str) -> bool {
    let mut value = body.clone();
    for key in path.split('.') {
        let Some(map) = value.as_map() else { return false };
        value = match map.get(key) {
            Lookup::Found(entry) => entry.value.clone(),
            Lookup::Absent => return true,
            Lookup::Unknown(_) => return false,
        };
    }
    value.is_null()
}

/// Whether a configuration of webhooks has none, or one that says not whom it calls.
fn calls_nobody(body: &Value) -> bool {
    let hooks = body.get("webhooks").and_then(Value::as_list);
    lacks(body, "webhooks")
        || hooks.is_some_and(|list| list.items.iter().any(|hook| lacks(hook, "clientConfig")))
}

/// Whether a container is there that says not what it runs, or there are none.
fn lacks_an_image(body: &Value, template: &str) -> bool {
    let path = if template.is_empty() { "spec".to_owned() } else { format!("{template}.spec") };
    let spec = path.split('.').try_fold(body, |value, key| value.get(key));
    let containers = spec.and_then(|it| it.get("containers")).and_then(Value::as_list);
    lacks(body, &format!("{path}.containers"))
        || containers.is_some_and(|list| list.items.iter().any(|it| lacks(it, "image")))
}

fn has_directive(value: &Value) -> bool {
    match &value.kind {
        Kind::Map(map) => map
            .entries
            .iter()
            .any(|it| DIRECTIVES.contains(&it.key.as_str()) || has_directive(&it.value)),
        Kind::List(list) => list.items.iter().any(has_directive),
        _ => false,
    }
}
