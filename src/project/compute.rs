//! Where the pods of a cluster run.

use std::collections::BTreeSet;

use super::Project;
use crate::inputs::Compute;
use crate::model::{Cluster, Component, ComponentKind, NodeGroupKind};
use crate::source::Place;

/// One thing that runs pods of a cluster.
#[derive(Clone, Debug)]
pub struct Runner {
    /// The way in which it does.
    pub compute: Compute,
    /// What it is called; empty for what has no name of its own.
    pub name: String,
    /// Where it is declared, or switched on; none where the user says it.
    pub place: Option<Place>,
}

impl Project {
    /// Every way in which pods of a cluster are seen to run; others may exist that are not seen,
    /// unless the user told all of them.
    pub fn compute_of(&self, cluster: &Cluster) -> BTreeSet<Compute> {
        let said = self.said_about(cluster).map(|said| said.compute.clone()).unwrap_or_default();
        if !said.is_empty() {
            return said;
        }
        self.seen_runners(cluster).into_iter().map(|it| it.compute).collect()
    }

    /// Everything that is seen to run pods of a cluster, and the ways that the user tells of which
    /// nothing is seen.
    pub fn runners_of(&self, cluster: &Cluster) -> Vec<Runner> {
        let mut runners = self.seen_runners(cluster);
        let said = self.said_about(cluster).map(|said| said.compute.clone()).unwrap_or_default();
        let unseen = said.into_iter().filter(|way| runners.iter().all(|it| it.compute != *way));
        let unseen: Vec<_> = unseen.collect();
        let told = |compute| Runner { compute, name: String::new(), place: None };
        runners.extend(unseen.into_iter().map(told));
        runners.sort_by_key(|it| it.compute);
        runners
    }

    fn seen_runners(&self, cluster: &Cluster) -> Vec<Runner> {
        let auto = cluster.auto_mode();
        let (compute, name) = (Compute::Auto, String::new());
        let place = Some(auto.anchor.place());
        let mut seen: Vec<_> = auto
            .is(|on| *on)
            .must()
            .then_some(Runner { compute, name, place })
            .into_iter()
            .collect();
        let unit = self.index_of(&cluster.object.scope);
        let pools = unit.map(|index| self.pools(index)).unwrap_or_default();
        seen.extend(pools.iter().filter(|pool| pool.is_of(cluster)).map(|pool| Runner {
            compute: match pool.group.kind {
                NodeGroupKind::Managed => Compute::Managed,
                NodeGroupKind::SelfManaged => Compute::SelfManaged,
            },
            name: pool.group.object.called(&pool.group.name()),
            place: Some(pool.group.object.header.into()),
        }));
        seen.extend(self.components_of(cluster).filter_map(|component| {
            let compute = match component.kind {
                ComponentKind::Fargate => Compute::Fargate,
                ComponentKind::Karpenter => Compute::Karpenter,
                ComponentKind::Hybrid => Compute::Hybrid,
                ComponentKind::Addon(_)
                | ComponentKind::UnnamedAddon(_)
                | ComponentKind::Release(_) => return None,
            };
            let name = component.object.written_name().to_owned();
            Some(Runner { compute, name, place: Some(component.object.header.into()) })
        }));
        seen
    }

    /// The components of a cluster: those declared in it, and those of linked scopes where it is the
    /// only cluster.
    pub(super) fn components_of<'a>(
        &'a self,
        cluster: &'a Cluster,
    ) -> impl Iterator<Item = &'a Component> {
        let scope = self.scope_of(&cluster.object);
        let units = scope.into_iter().flat_map(|scope| self.linked(scope));
        units.flat_map(move |unit| {
            let own = unit.scope.key() == cluster.object.scope;
            let alone = unit.facts.clusters.len() <= 1;
            unit.facts.components.iter().filter(move |component| match component.cluster {
                Some(index) => {
                    let of = unit.facts.clusters.get(index).map(|it| it.object.address());
                    own && of == Some(cluster.object.address())
                }
                None => alone,
            })
        })
    }
}
