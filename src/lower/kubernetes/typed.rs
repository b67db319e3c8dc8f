//! Typed `kubernetes_*` resources of Terraform, in the shape of the Kubernetes API.
//!
//! The provider spells the API's names in snake case and writes objects as blocks. Maps whose keys
//! are the user's own (labels, annotations ...) keep them. Every value keeps its place.

use smol_str::SmolStr;

use crate::value::{Entry, Kind, List, Map, Origin, Rest, Value, Why};

/// The API version and kind of a resource type; none for types that no rule reads.
pub(in crate::lower) fn api_of(resource: &str) -> Option<(&'static str, &'static str)> {
    let name = resource.strip_prefix("kubernetes_")?;
    let name =
        ["_v1", "_v2", "_v2beta2"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    Some(match name {
        "service_account" => ("v1", "ServiceAccount"),
        "persistent_volume" => ("v1", "PersistentVolume"),
        "persistent_volume_claim" => ("v1", "PersistentVolumeClaim"),
        "service" => ("v1", "Service"),
        "ingress" => ("networking.k8s.io/v1", "Ingress"),
        "pod" => ("v1", "Pod"),
        "pod_disruption_budget" => ("policy/v1", "PodDisruptionBudget"),
        "horizontal_pod_autoscaler" => ("autoscaling/v2", "HorizontalPodAutoscaler"),
        "deployment" => ("apps/v1", "Deployment"),
        "stateful_set" => ("apps/v1", "StatefulSet"),
        "daemonset" | "daemon_set" => ("apps/v1", "DaemonSet"),
        "job" => ("batch/v1", "Job"),
        "cron_job" => ("batch/v1", "CronJob"),
        _ => return None,
    })
}

/// The API version in which the provider writes a resource type whose name says nothing of it, where
/// that is one with an end; empty for all others.
///
/// Source: hashicorp/terraform-provider-kubernetes, `kubernetes/resource_kubernetes_*.go`.
pub(in crate::lower) fn served_as(resource: &str) -> &'static str {
    match resource {
        "kubernetes_pod_disruption_budget" => "policy/v1beta1",
        "kubernetes_cron_job" => "batch/v1beta1",
        "kubernetes_horizontal_pod_autoscaler_v2beta2" => "autoscaling/v2beta2",
        _ => "",
    }
}

/// Keys whose values are maps with keys of the user's own.
const OWN_KEYS: [&str; 6] =
    ["labels", "annotations", "match_labels", "node_selector", "data", "string_data"];

/// Blocks that the provider names after one of them, and the API after the list that they are.
const LISTS: [(&str, &str); 4] = [
    ("container", "containers"),
    ("init_container", "initContainers"),
    ("volume", "volumes"),
    ("volume_claim_template", "volumeClaimTemplates"),
];

/// The body of a resource as the API shapes it; the namespace is `default` where it is not written.
pub(in crate::lower) fn shaped(body: &Value) -> Value {
    let shaped = converted(body);
    let Some(map) = shaped.as_map() else { return shaped };
    let entries = map.entries.iter().map(|entry| match entry.key.as_str() {
        "metadata" => Entry { value: with_namespace(&entry.value), ..entry.clone() },
        _ => entry.clone(),
    });
    let map = Map { entries: entries.collect(), ..map.clone() };
    Value::new(Kind::Map(map.into()), shaped.origin.clone())
}

/// The body of a workload whose number of pods is set by somebody else.
pub(in crate::lower) fn with_unknown_replicas(body: &Value, why: &Why) -> Value {
    let Some(map) = body.as_map() else { return body.clone() };
    let entries = map.entries.iter().map(|entry| match entry.key.as_str() {
        "spec" => Entry { value: replaced(&entry.value, why), ..entry.clone() },
        _ => entry.clone(),
    });
    let map = Map { entries: entries.collect(), ..map.clone() };
    Value::new(Kind::Map(map.into()), body.origin.clone())
}

fn replaced(spec: &Value, why: &Why) -> Value {
    let Some(map) = spec.as_map() else { return spec.clone() };
    let mut map = map.clone();
    let written = map.entry("replicas").map(|entry| entry.value.origin.clone());
    map.entries.retain(|entry| entry.key != "replicas");
    let origin = written.unwrap_or_else(|| spec.origin.clone());
    let (key_span, value) = (origin.span, Value::unknown(why.clone(), origin));
    map.entries.push(Entry { key: "replicas".into(), key_span, value });
    Value::new(Kind::Map(map.into()), spec.origin.clone())
}

fn converted(value: &Value) -> Value {
    let kind = match &value.kind {
        Kind::Map(map) => Kind::Map(converted_map(map).into()),
        // A nested block is a list of one map; the API has the map itself.
        Kind::List(list) => match (list.items.as_slice(), &list.rest) {
            ([only], Rest::Closed) if only.as_map().is_some() => {
                return converted(only).along(&value.origin);
            }
            _ => {
                let items = list.items.iter().map(converted).collect();
                Kind::List(List { items, ..(**list).clone() }.into())
            }
        },
        _ => return value.clone(),
    };
    Value::new(kind, value.origin.clone())
}

/// Blocks that stay a list, however many there are.
fn converted_list(value: &Value) -> Value {
    let Kind::List(list) = &value.kind else { return converted(value) };
    let items = list.items.iter().map(converted).collect();
    Value::new(Kind::List(List { items, ..(**list).clone() }.into()), value.origin.clone())
}

fn converted_map(map: &Map) -> Map {
    let entry = |entry: &Entry| {
        let own = OWN_KEYS.contains(&entry.key.as_str());
        let list = LISTS.iter().find(|(block, _)| *block == entry.key);
        let value = match (own, list) {
            (true, _) => entry.value.clone(),
            (_, Some(_)) => converted_list(&entry.value),
            _ => converted(&entry.value),
        };
        let key = list.map_or_else(|| camel(&entry.key), |(_, name)| (*name).into());
        Entry { key, key_span: entry.key_span, value }
    };
    Map { entries: map.entries.iter().map(entry).collect(), ..map.clone() }
}

fn with_namespace(metadata: &Value) -> Value {
    let Some(map) = metadata.as_map() else { return metadata.clone() };
    if map.entry("namespace").is_some() || !map.is_closed() {
        return metadata.clone();
    }
    let origin = Origin::new(metadata.origin.span);
    let namespace = Value::string("default", origin);
    let mut map = map.clone();
    map.entries.push(Entry {
        key: "namespace".into(),
        key_span: metadata.origin.span,
        value: namespace,
    });
    Value::new(Kind::Map(map.into()), metadata.origin.clone())
}

/// `max_unavailable` as `maxUnavailable`.
fn camel(name: &str) -> SmolStr {
    let mut parts = name.split('_');
    let first = parts.next().unwrap_or("").to_owned();
    let rest = parts.map(|part| {
        let mut letters = part.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_ascii_uppercase().to_string() + letters.as_str()
        })
    });
    rest.fold(first, |name, part| name + &part).into()
}

#[cfg(test)]
mod tests {
    use super::camel;

    #[test]
    fn names_are_the_api_s() {
        assert_eq!(camel("max_unavailable"), "maxUnavailable");
        assert_eq!(camel("spec"), "spec");
        assert_eq!(camel("storage_class_name"), "storageClassName");
    }
}
