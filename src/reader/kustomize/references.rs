//! Names that objects call each other by, after a kustomization has changed them.
//!
//! Source: the default `nameReference` configuration of kustomize 5.5, as far as the kinds are
//! Kubernetes' own.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::resource::{DEFAULT, Id, Resource};
use super::tree::{self, Change, Missing, put};
use crate::model::Workload;
use crate::value::{Value, Why};

/// What a pod's specification names: the kind, and the path of the name.
const OF_PODS: [(&str, &str); 15] = [
    ("ServiceAccount", "serviceAccountName"),
    ("ConfigMap", "volumes.configMap.name"),
    ("ConfigMap", "containers.env.valueFrom.configMapKeyRef.name"),
    ("ConfigMap", "initContainers.env.valueFrom.configMapKeyRef.name"),
    ("ConfigMap", "containers.envFrom.configMapRef.name"),
    ("ConfigMap", "initContainers.envFrom.configMapRef.name"),
    ("ConfigMap", "volumes.projected.sources.configMap.name"),
    ("Secret", "volumes.secret.secretName"),
    ("Secret", "containers.env.valueFrom.secretKeyRef.name"),
    ("Secret", "initContainers.env.valueFrom.secretKeyRef.name"),
    ("Secret", "containers.envFrom.secretRef.name"),
    ("Secret", "initContainers.envFrom.secretRef.name"),
    ("Secret", "imagePullSecrets.name"),
    ("Secret", "volumes.projected.sources.secret.name"),
    ("PersistentVolumeClaim", "volumes.persistentVolumeClaim.claimName"),
];

/// What other objects name: their kind, the kind that is named, and the path of the name.
const OF_OTHERS: [(&str, &str, &str); 21] = [
    ("HorizontalPodAutoscaler", "Deployment", "spec.scaleTargetRef.name"),
    ("HorizontalPodAutoscaler", "StatefulSet", "spec.scaleTargetRef.name"),
    ("HorizontalPodAutoscaler", "ReplicaSet", "spec.scaleTargetRef.name"),
    ("HorizontalPodAutoscaler", "ReplicationController", "spec.scaleTargetRef.name"),
    ("StatefulSet", "Service", "spec.serviceName"),
    ("StatefulSet", "StorageClass", "spec.volumeClaimTemplates.spec.storageClassName"),
    ("PersistentVolumeClaim", "StorageClass", "spec.storageClassName"),
    ("PersistentVolume", "StorageClass", "spec.storageClassName"),
    ("PersistentVolumeClaim", "PersistentVolume", "spec.volumeName"),
    ("ServiceAccount", "Secret", "imagePullSecrets.name"),
    ("Ingress", "Service", "spec.rules.http.paths.backend.service.name"),
    ("Ingress", "Service", "spec.rules.http.paths.backend.serviceName"),
    ("Ingress", "Service", "spec.defaultBackend.service.name"),
    ("Ingress", "Service", "spec.backend.serviceName"),
    ("Ingress", "Secret", "spec.tls.secretName"),
    ("Ingress", "IngressClass", "spec.ingressClassName"),
    ("APIService", "Service", "spec.service.name"),
    ("RoleBinding", "Role", "roleRef.name"),
    ("RoleBinding", "ClusterRole", "roleRef.name"),
    ("ClusterRoleBinding", "ClusterRole", "roleRef.name"),
    ("ValidatingAdmissionPolicyBinding", "ValidatingAdmissionPolicy", "spec.policyName"),
];

/// Who can be named, by kind and former name.
struct Named {
    all: BTreeMap<(SmolStr, SmolStr), Vec<Candidate>>,
}

/// Somebody who had a name.
struct Candidate {
    first: Id,
    now: Id,
    name: Value,
    namespace: Option<Value>,
    cluster_wide: bool,
    affixes: Vec<SmolStr>,
}

/// Gives all references the names that their objects have now.
pub(super) fn mend(resources: &mut [Resource], why: &Why) {
    if resources.iter().all(|it| it.before.len() == 1 && !it.hashed) {
        return;
    }
    let named = Named::of(resources);
    for resource in resources {
        let kind = resource.kind().to_owned();
        let mut mend = |target: &str, path: &str| {
            let keys: Vec<&str> = path.split('.').collect();
            let of = &*resource;
            let mut change = |name: Option<&Value>| {
                name.and_then(|name| named.renamed(target, name, of, why))
                    .map_or(Change::Keep, Change::Set)
            };
            resource.body = tree::with(&of.body, &keys, Missing::Leave, &mut change);
        };
        if let Some(template) = Workload::template_path(&kind) {
            let pod =
                if template.is_empty() { "spec".to_owned() } else { format!("{template}.spec") };
            for (target, path) in OF_PODS {
                mend(target, &format!("{pod}.{path}"));
            }
            mend("PriorityClass", &format!("{pod}.priorityClassName"));
        }
        for (_, target, path) in OF_OTHERS.iter().filter(|(of, ..)| *of == kind) {
            mend(target, path);
        }
        if matches!(kind.as_str(), "RoleBinding" | "ClusterRoleBinding") {
            let mut change = |subject: Option<&Value>| {
                subject.and_then(|it| named.subject(it)).map_or(Change::Keep, Change::Set)
            };
            resource.change(&["subjects"], Missing::Leave, &mut change);
        }
    }
}

impl Named {
    fn of(resources: &[Resource]) -> Self {
        let mut all: BTreeMap<(SmolStr, SmolStr), Vec<Candidate>> = BTreeMap::new();
        for resource in resources {
            let metadata = |key| tree::at(&resource.body, &["metadata", key]).cloned();
            let (Some(first), Some(name)) = (resource.before.first(), metadata("name")) else {
                continue;
            };
            let known = |id: Id| id.name.and_then(|name| name.known());
            let mut names: Vec<SmolStr> = resource.ids().filter_map(known).collect();
            names.sort();
            names.dedup();
            for former in names {
                let candidate = Candidate {
                    first: first.clone(),
                    now: resource.id(),
                    name: name.clone(),
                    namespace: metadata("namespace"),
                    cluster_wide: resource.is_cluster_wide(),
                    affixes: resource.affixes.clone(),
                };
                all.entry((resource.kind().into(), former)).or_default().push(candidate);
            }
        }
        Self { all }
    }

    fn called(&self, kind: &str, name: &str) -> &[Candidate] {
        self.all.get(&(kind.into(), name.into())).map(Vec::as_slice).unwrap_or_default()
    }

    /// The name that a reference has to have now, if it is another one.
    fn renamed(&self, kind: &str, name: &Value, from: &Resource, why: &Why) -> Option<Value> {
        let former = name.as_str()?;
        let near = |it: &&Candidate| {
            it.cluster_wide
                || from.is_cluster_wide()
                || from.before.first().is_some_and(|own| same_namespace(own, &it.first))
        };
        let mut found: Vec<&Candidate> = self.called(kind, former).iter().filter(near).collect();
        if found.len() > 1 {
            let alike = |it: &&Candidate| it.affixes == from.affixes;
            if found.iter().any(alike) {
                found.retain(alike);
            }
        }
        let first = found.first()?;
        let same = |it: &&Candidate| match (&it.now.name, &first.now.name) {
            (Some(one), Some(two)) => one.same_as(two).must(),
            _ => false,
        };
        if found.len() > 1 && !found.iter().all(same) {
            return Some(Value::unknown(why.clone(), name.origin.clone()));
        }
        Some(Value::new(first.name.kind.clone(), name.origin.clone()))
    }

    /// A subject of a role binding under the name and namespace that its account has now.
    fn subject(&self, subject: &Value) -> Option<Value> {
        if tree::text(subject, &["kind"]) != Some("ServiceAccount") {
            return None;
        }
        let name = subject.entry("name")?;
        let namespace = subject.get("namespace").and_then(Value::text);
        let wanted = Id { name: None, namespace };
        let meant = |it: &&Candidate| {
            same_namespace(&it.first, &wanted) || same_namespace(&it.now, &wanted)
        };
        let mut found = self.called("ServiceAccount", name.value.as_str()?).iter().filter(meant);
        let candidate = found.next().filter(|_| found.next().is_none())?;
        let new = Value::new(candidate.name.kind.clone(), name.value.origin.clone());
        let subject = put(subject, "name", name.key_span, new);
        Some(match &candidate.namespace {
            Some(namespace) => put(&subject, "namespace", name.key_span, namespace.clone()),
            None => subject,
        })
    }
}

/// Whether two namespaces are the same; one that is not written is `default`.
fn same_namespace(one: &Id, two: &Id) -> bool {
    match (&one.namespace, &two.namespace) {
        (None, None) => true,
        (Some(one), Some(two)) => one.same_as(two).must(),
        (Some(one), None) | (None, Some(one)) => one.equals(DEFAULT).must(),
    }
}
