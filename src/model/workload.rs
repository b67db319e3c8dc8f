//! What runs pods: deployments and the like.

use smol_str::SmolStr;

use crate::field::{Field, Object, State};
use crate::value::{Text, Value, Why};

/// A workload: `Deployment`, `StatefulSet`, `DaemonSet`, `ReplicaSet`, `Job`, `CronJob`, `Pod`.
#[derive(Clone, Debug)]
pub struct Workload {
    /// Its settings.
    pub object: Object,
    /// The kind in the Kubernetes API.
    pub kind: SmolStr,
    /// The name.
    pub name: Field<Text>,
    /// The namespace, if it is written.
    pub namespace: Field<Text>,
}

/// One annotation on a pod template.
#[derive(Clone, Debug)]
pub struct PodAnnotation {
    /// The workload that it belongs to.
    pub object: Object,
    /// The kind of the workload.
    pub kind: SmolStr,
    /// The name of the annotation.
    pub name: SmolStr,
    /// What it says.
    pub value: Field<Text>,
}

impl Workload {
    /// Where the pod template lies in a workload of a kind; empty for a pod itself.
    pub fn template_path(kind: &str) -> Option<&'static str> {
        match kind {
            "Deployment"
            | "StatefulSet"
            | "DaemonSet"
            | "ReplicaSet"
            | "Job"
            | "ReplicationController" => Some("spec.template"),
            "CronJob" => Some("spec.jobTemplate.spec.template"),
            "Pod" => Some(""),
            _ => None,
        }
    }

    /// ``Deployment `api` ``: what people call it.
    pub fn called(&self) -> String {
        format!("{} `{}`", self.kind, self.object.called(&self.name))
    }

    /// The number of pods; 1 in the API where it is not written, unless something scales it.
    ///
    /// A `DaemonSet` has one for each node, and a `Job` or `CronJob` those that are left to run.
    pub fn replicas(&self) -> Field<i64> {
        let mut replicas = self.object.at("spec.replicas");
        match self.kind.as_str() {
            "DaemonSet" => {
                replicas.state = State::Unknown(Why::SetBy("the number of nodes".into()));
            }
            "Job" | "CronJob" => replicas.state = State::Unknown(Why::SetBy("the job".into())),
            _ if replicas.is_unwritten() => replicas.state = State::Default(1),
            _ => {}
        }
        replicas
    }

    /// The service account that its pods run as, as far as it is written; `default` in the API.
    pub fn account(&self) -> Field<Text> {
        let template = Self::template_path(&self.kind).unwrap_or("");
        let separator = if template.is_empty() { "" } else { "." };
        let at = |name: &str| self.object.at::<Text>(&format!("{template}{separator}spec.{name}"));
        let account = at("serviceAccountName");
        // The old name of the same setting still works.
        let old = at("serviceAccount");
        if account.is_unwritten() && !old.is_unwritten() { old } else { account }
    }

    /// Whether its containers have images: what has none is a patch of something else.
    pub fn is_whole(&self) -> bool {
        let template = Self::template_path(&self.kind).unwrap_or("");
        let separator = if template.is_empty() { "" } else { "." };
        let containers =
            self.object.list_at::<Value>(&format!("{template}{separator}spec.containers"));
        let mut seen = containers.seen().filter_map(Field::known);
        seen.any(|it| it.get("image").is_some())
    }

    /// The labels of its pods.
    pub fn pod_labels(&self) -> Field<Value> {
        let template = Self::template_path(&self.kind).unwrap_or("");
        let separator = if template.is_empty() { "" } else { "." };
        self.object.at(&format!("{template}{separator}metadata.labels"))
    }
}
