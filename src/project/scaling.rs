//! What sets the number of pods, and what takes their nodes away.

use super::drain::targets;
use super::{Project, is_near, namespace};
use crate::field::Object;
use crate::model::{Autoscaler, ComponentKind, Release, Workload};
use crate::value::{Text, Truth};

/// The flag by which the Cluster Autoscaler keeps nodes whose pods have data on their disks.
const LOCAL_STORAGE: &str = "skip-nodes-with-local-storage";

/// The kinds of workloads that are read, and the API groups that have them.
const SCALED: [&str; 4] = ["Deployment", "StatefulSet", "ReplicaSet", "ReplicationController"];

/// A Cluster Autoscaler, and whether it keeps nodes whose pods have data on their disks.
#[derive(Clone, Debug)]
pub struct ClusterAutoscaler<'a> {
    /// What installs it.
    pub object: &'a Object,
    /// Whether it keeps such nodes, as it does by default.
    pub keeps_local_storage: Truth,
}

impl Project {
    /// The Cluster Autoscalers that are seen where a workload is deployed.
    pub fn cluster_autoscalers(&self, object: &Object) -> Vec<ClusterAutoscaler<'_>> {
        let Some(scope) = self.scope_of(object) else { return Vec::new() };
        let mut found = Vec::new();
        for unit in self.linked(scope) {
            let workloads = unit.facts.workloads.iter().filter(|it| is_autoscaler(it));
            found.extend(workloads.map(|it| ClusterAutoscaler {
                object: &it.object,
                keeps_local_storage: !it.is_called_with(LOCAL_STORAGE, "false"),
            }));
            let releases = unit.facts.releases.iter().filter(|it| is_release(it));
            found.extend(releases.map(|it| ClusterAutoscaler {
                object: &it.object,
                keeps_local_storage: !it.is_set(&["extraArgs", LOCAL_STORAGE], "false"),
            }));
        }
        found
    }

    /// Whether nodes are also made by something that the Cluster Autoscaler has no part in, where a
    /// workload is deployed: Karpenter or EKS Auto Mode.
    pub fn has_other_nodes(&self, object: &Object) -> bool {
        let Some(scope) = self.scope_of(object) else { return false };
        self.linked(scope).any(|unit| {
            let facts = &unit.facts;
            facts.components.iter().any(|it| it.kind == ComponentKind::Karpenter)
                || facts.clusters.iter().any(|it| it.auto_mode().is(|on| *on).may())
        })
    }

    /// Whether an autoscaler finds the workload that it names: false only where the files hold all
    /// workloads of its kind.
    pub fn is_target_declared(&self, autoscaler: &Autoscaler) -> Option<Truth> {
        let kind = autoscaler.target_kind.known().filter(|it| SCALED.contains(&it.as_str()))?;
        let all = self.all_of(&autoscaler.object, kind, |facts| &facts.workloads)?;
        Some(Truth::any(all.into_iter().map(|workload| targets(autoscaler, workload))))
    }

    /// The workload that an autoscaler must have meant where it names none that is deployed with it:
    /// one of the same name and another kind, or one of nearly the same name that the autoscaler's own
    /// name repeats. Nobody else scales it.
    pub fn mistaken_target(&self, autoscaler: &Autoscaler) -> Option<&Workload> {
        let unit = self.index_of(&autoscaler.object.scope)?;
        let scope = &self.units[unit].scope;
        let near =
            || self.links.near(unit, scope).into_iter().map(|index| &self.units[index].facts);
        let all = self.links.around(unit, scope).into_iter().map(|index| &self.units[index].facts);
        if all.flat_map(|facts| &facts.workloads).any(|it| targets(autoscaler, it).may()) {
            return None;
        }
        let mut meant = near().flat_map(|facts| &facts.workloads).filter(|workload| {
            let reach = namespace::Reach::Together;
            SCALED.contains(&workload.kind.as_str())
                && workload.object.existence.must()
                && namespace::same(&autoscaler.namespace, &workload.namespace, reach).must()
                && is_meant(autoscaler, workload)
        });
        let (first, second) = (meant.next()?, meant.next());
        let mut others = near().flat_map(|facts| &facts.autoscalers);
        let taken = others.any(|other| targets(other, first).may());
        (second.is_none() && !taken).then_some(first)
    }
}

/// Whether an autoscaler that names no workload has a slip in its name or kind alone.
fn is_meant(autoscaler: &Autoscaler, workload: &Workload) -> bool {
    let known = |text: Option<&Text>| text.and_then(Text::known);
    let named = known(autoscaler.target_name.known());
    let (Some(named), Some(name)) = (named, known(workload.name.known())) else { return false };
    let Some(kind) = autoscaler.target_kind.known() else { return false };
    if named == name {
        return *kind != workload.kind && SCALED.contains(&kind.as_str());
    }
    let own = known(autoscaler.object.at::<Text>("metadata.name").known()).unwrap_or_default();
    let repeated =
        own == name || own.strip_prefix(name.as_str()).is_some_and(|it| it.starts_with('-'));
    *kind == workload.kind && is_near(&named, &name) && repeated
}

/// Whether a workload runs the Cluster Autoscaler.
fn is_autoscaler(workload: &Workload) -> bool {
    let name = |image: &str| image.rsplit('/').next() == Some("cluster-autoscaler");
    workload.object.existence.must() && workload.images().iter().any(|image| name(image))
}

/// Whether a release is that of the chart of the Cluster Autoscaler, whose flags are `extraArgs`.
fn is_release(release: &Release) -> bool {
    let own = release.chart_name().is_some_and(|chart| chart == "cluster-autoscaler");
    own && release.object.existence.must()
}
