//! Who provides what the pods of a cluster need.

use smol_str::SmolStr;

use super::Project;
use crate::model::{Cluster, ComponentKind};
use crate::source::Place;

/// Something that a cluster's pods need from somebody, and who is seen to provide it.
#[derive(Clone, Debug)]
pub struct Provision {
    /// What is provided, such as `EBS volumes`.
    pub service: &'static str,
    /// Who provides it.
    pub provider: Provider,
    /// Where that is declared; none where the user says it.
    pub place: Option<Place>,
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
    /// Karpenter: its controller, or a node pool of it.
    Karpenter,
    /// A workload among the manifests.
    Workload(SmolStr),
    /// Somebody else, as the user says, by the name of what they install.
    Platform(SmolStr),
}

/// A service that people look for.
struct Service {
    name: &'static str,
    /// The add-ons and charts that provide it.
    providers: &'static [&'static str],
    /// Whether Auto Mode does.
    ///
    /// Source: EKS user guide, "Automate cluster infrastructure with EKS Auto Mode".
    auto: bool,
    /// Whether nearly every cluster wants it, so that its absence is worth a word.
    expected: bool,
}

const fn service(
    name: &'static str,
    providers: &'static [&'static str],
    (auto, expected): (bool, bool),
) -> Service {
    Service { name, providers, auto, expected }
}

/// The services, in the order to tell them.
const SERVICES: [Service; 11] = [
    service("pod network", &["vpc-cni", "aws-vpc-cni", "cilium"], (true, true)),
    service("service proxy", &["kube-proxy"], (true, false)),
    service("cluster DNS", &["coredns"], (true, true)),
    service("EBS volumes", &["aws-ebs-csi-driver"], (true, true)),
    service("EFS volumes", &["aws-efs-csi-driver"], (false, false)),
    service("load balancers", &["aws-load-balancer-controller"], (true, true)),
    service(SCALING, &["cluster-autoscaler"], (true, true)),
    service("Pod Identity agent", &["eks-pod-identity-agent"], (true, true)),
    service("metrics", &["metrics-server"], (false, false)),
    service("DNS records", &["external-dns"], (false, false)),
    service("certificates", &["cert-manager"], (false, false)),
];

/// What makes and removes nodes.
const SCALING: &str = "node scaling";

impl Project {
    /// Everyone who is seen to provide something to a cluster, in the order of what they provide.
    pub fn provisions_of(&self, cluster: &Cluster) -> Vec<Provision> {
        SERVICES.iter().flat_map(|service| self.providers_of(cluster, service)).collect()
    }

    /// What nearly every cluster wants, and nobody is seen to provide.
    pub fn unprovided(&self, cluster: &Cluster) -> Vec<&'static str> {
        let expected = SERVICES.iter().filter(|service| service.expected);
        let missing = expected.filter(|service| self.providers_of(cluster, service).is_empty());
        missing.map(|service| service.name).collect()
    }

    fn providers_of(&self, cluster: &Cluster, service: &Service) -> Vec<Provision> {
        let provision = |provider, place| Provision { service: service.name, provider, place };
        let mut found = Vec::new();
        let auto = cluster.auto_mode();
        if service.auto && auto.is(|on| *on).must() {
            found.push(provision(Provider::AutoMode, Some(auto.anchor.place())));
        }
        for component in self.components_of(cluster) {
            let named = |name: &SmolStr| service.providers.contains(&name.as_str());
            let provider = match &component.kind {
                ComponentKind::Addon(name) if named(name) => Provider::Addon(name.clone()),
                ComponentKind::Release(name) if named(name) => Provider::Release(name.clone()),
                ComponentKind::Karpenter if service.name == SCALING => Provider::Karpenter,
                _ => continue,
            };
            found.push(provision(provider, Some(component.object.header.into())));
        }
        if service.name == SCALING {
            let seen = self.cluster_autoscalers(&cluster.object);
            let new =
                seen.iter().map(|it| (it.object.written_name(), Place::from(it.object.header)));
            let new = new.filter(|(_, place)| found.iter().all(|it| it.place != Some(*place)));
            let new: Vec<_> = new
                .map(|(name, place)| provision(Provider::Workload(name.into()), Some(place)))
                .collect();
            found.extend(new);
        }
        if found.is_empty() {
            let said = self.said_about(cluster).map(|said| said.provides.iter());
            let said = said.into_iter().flatten();
            let said = said.filter(|it| service.providers.contains(&it.as_str()));
            found.extend(said.map(|it| provision(Provider::Platform(it.clone()), None)));
        }
        found
    }
}

impl std::fmt::Display for Provider {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::AutoMode => out.write_str("EKS Auto Mode"),
            Self::Addon(name) => write!(out, "add-on {name}"),
            Self::Release(name) => write!(out, "Helm release {name}"),
            Self::Karpenter => out.write_str("Karpenter"),
            Self::Workload(name) => write!(out, "workload {name}"),
            Self::Platform(name) => write!(out, "{name}, which the platform provides"),
        }
    }
}
