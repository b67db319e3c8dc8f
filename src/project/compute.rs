//! Where the pods of a cluster run, and who provides what they need.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::Project;
use crate::inputs::Compute;
use crate::model::{Cluster, Component, ComponentKind, NodeGroupKind};

/// Something that a cluster's pods need from somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Service {
    /// EBS volumes.
    Storage,
    /// Load balancers for services and ingresses.
    LoadBalancing,
    /// Names.
    Dns,
    /// Credentials of AWS.
    Identity,
}

/// Who provides a service.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provider {
    /// EKS Auto Mode.
    AutoMode,
    /// An EKS add-on.
    Addon(SmolStr),
    /// A Helm release.
    Release(SmolStr),
    /// Somebody else, as the user says, by the name of what they install.
    Platform(SmolStr),
}

impl Service {
    /// The add-ons and charts that provide it.
    fn providers(self) -> &'static [&'static str] {
        match self {
            Self::Storage => &["aws-ebs-csi-driver"],
            Self::LoadBalancing => &["aws-load-balancer-controller"],
            Self::Dns => &["coredns"],
            Self::Identity => &["eks-pod-identity-agent"],
        }
    }
}

impl Project {
    /// Every way in which pods of a cluster are seen to run; others may exist that are not seen,
    /// unless the user told all of them.
    pub fn compute_of(&self, cluster: &Cluster) -> BTreeSet<Compute> {
        let said = self.said_about(cluster).map(|said| said.compute.clone()).unwrap_or_default();
        if !said.is_empty() {
            return said;
        }
        let mut seen = BTreeSet::new();
        if cluster.auto_mode().is(|on| *on).must() {
            seen.insert(Compute::Auto);
        }
        let unit = self.index_of(&cluster.object.scope);
        let pools = unit.map(|index| self.pools(index)).unwrap_or_default();
        for pool in pools.iter().filter(|pool| pool.is_of(cluster)) {
            seen.insert(match pool.group.kind {
                NodeGroupKind::Managed => Compute::Managed,
                NodeGroupKind::SelfManaged => Compute::SelfManaged,
            });
        }
        for component in self.components_of(cluster) {
            match component.kind {
                ComponentKind::Fargate => seen.insert(Compute::Fargate),
                ComponentKind::Karpenter => seen.insert(Compute::Karpenter),
                ComponentKind::Hybrid => seen.insert(Compute::Hybrid),
                ComponentKind::Addon(_)
                | ComponentKind::UnnamedAddon(_)
                | ComponentKind::Release(_) => false,
            };
        }
        seen
    }

    /// Who is seen to provide a service to a cluster.
    pub fn provider_of(&self, cluster: &Cluster, service: Service) -> Option<Provider> {
        let auto = cluster.auto_mode().is(|on| *on).must();
        if auto && service != Service::Identity {
            return Some(Provider::AutoMode);
        }
        let seen = self.components_of(cluster).find_map(|component| match &component.kind {
            ComponentKind::Addon(name) if service.providers().contains(&name.as_str()) => {
                Some(Provider::Addon(name.clone()))
            }
            ComponentKind::Release(name) if service.providers().contains(&name.as_str()) => {
                Some(Provider::Release(name.clone()))
            }
            _ => None,
        });
        seen.or_else(|| {
            let mut said = self.said_about(cluster)?.provides.iter();
            said.find(|it| service.providers().contains(&it.as_str()))
                .map(|it| Provider::Platform(it.clone()))
        })
    }

    /// The components of a cluster: those declared in it, and those of linked scopes where it is the
    /// only cluster.
    fn components_of<'a>(&'a self, cluster: &'a Cluster) -> impl Iterator<Item = &'a Component> {
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

impl std::fmt::Display for Provider {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AutoMode => out.write_str("EKS Auto Mode"),
            Self::Addon(name) => write!(out, "add-on {name}"),
            Self::Release(name) => write!(out, "Helm release {name}"),
            Self::Platform(name) => write!(out, "{name}, which the platform provides"),
        }
    }
}
