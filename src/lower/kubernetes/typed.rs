//! Typed `kubernetes_*` resources of Terraform, in the shape of the Kubernetes API.
//!
//! The provider spells the API's names in snake case and writes objects as blocks. Maps whose keys
//! are the user's own (labels, annotations ...) keep them. Every value keeps its place.

mod shape;

use crate::value::{Entry, Kind, Map, Origin, Value, Why};

/// The API version and kind of a resource type; none for types that no rule reads.
pub(in crate::lower) fn api_of(resource: &str) -> Option<(&'static str, &'static str)> {
    let name = resource.strip_prefix("kubernetes_")?;
    let name =
        ["_v1", "_v2", "_v2beta2"].iter().find_map(|end| name.strip_suffix(end)).unwrap_or(name);
    Some(match name {
        "service_account" => ("v1", "ServiceAccount"),
        "config_map" => ("v1", "ConfigMap"),
        "secret" => ("v1", "Secret"),
        "persistent_volume" => ("v1", "PersistentVolume"),
        "persistent_volume_claim" => ("v1", "PersistentVolumeClaim"),
        "service" => ("v1", "Service"),
        "ingress" => ("networking.k8s.io/v1", "Ingress"),
        "pod" => ("v1", "Pod"),
        "replication_controller" => ("v1", "ReplicationController"),
        "pod_disruption_budget" => ("policy/v1", "PodDisruptionBudget"),
        "horizontal_pod_autoscaler" => ("autoscaling/v2", "HorizontalPodAutoscaler"),
        "deployment" => ("apps/v1", "Deployment"),
        "stateful_set" => ("apps/v1", "StatefulSet"),
        "daemonset" | "daemon_set" => ("apps/v1", "DaemonSet"),
        "job" => ("batch/v1", "Job"),
        "cron_job" => ("batch/v1", "CronJob"),
        "csi_driver" => ("storage.k8s.io/v1", "CSIDriver"),
        "certificate_signing_request" => ("certificates.k8s.io/v1", "CertificateSigningRequest"),
        "pod_security_policy" | "pod_security_policy_v1beta1" => {
            ("policy/v1beta1", "PodSecurityPolicy")
        }
        _ => return None,
    })
}

/// The API version in which the provider writes a resource type whose name says nothing of it, where
/// that is one with an end; empty for all others.
///
/// Source: hashicorp/terraform-provider-kubernetes, `kubernetes/resource_kubernetes_*.go`.
pub(in crate::lower) fn served_as(resource: &str) -> &'static str {
    match resource {
        "kubernetes_pod_disruption_budget"
        | "kubernetes_pod_security_policy"
        | "kubernetes_pod_security_policy_v1beta1" => "policy/v1beta1",
        "kubernetes_cron_job" => "batch/v1beta1",
        "kubernetes_ingress" => "extensions/v1beta1",
        "kubernetes_csi_driver" => "storage.k8s.io/v1beta1",
        "kubernetes_certificate_signing_request" => "certificates.k8s.io/v1beta1",
        "kubernetes_horizontal_pod_autoscaler_v2beta2" => "autoscaling/v2beta2",
        _ => "",
    }
}

/// The body of a resource as the API shapes it; the namespace is `default` where it is not written.
pub(in crate::lower) fn shaped(body: &Value) -> Value {
    in_namespace(&shape::converted(body), None)
}

/// A body in the namespace that is given instead of what it says, or else in `default` where it says
/// none.
pub(in crate::lower) fn in_namespace(body: &Value, given: Option<&Value>) -> Value {
    let Some(map) = body.as_map() else { return body.clone() };
    let entries = map.entries.iter().map(|entry| match entry.key.as_str() {
        "metadata" => Entry { value: with_namespace(&entry.value, given), ..entry.clone() },
        _ => entry.clone(),
    });
    let map = Map { entries: entries.collect(), ..map.clone() };
    Value::new(Kind::Map(map.into()), body.origin.clone())
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

fn with_namespace(metadata: &Value, given: Option<&Value>) -> Value {
    let Some(map) = metadata.as_map() else { return metadata.clone() };
    let written = map.entry("namespace").is_some() || !map.is_closed();
    if written && given.is_none() {
        return metadata.clone();
    }
    let default = || Value::string("default", Origin::new(metadata.origin.span));
    let value = given.cloned().unwrap_or_else(default);
    let mut map = map.clone();
    map.entries.retain(|entry| entry.key != "namespace");
    map.entries.push(Entry { key: "namespace".into(), key_span: value.origin.span, value });
    Value::new(Kind::Map(map.into()), metadata.origin.clone())
}
