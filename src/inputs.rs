//! What the user says about the world that the files describe: clusters, environments, what is
//! complete, what may be assumed. No rule is named here; that is the configuration's other half.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::data::versions::Minor;
use crate::source::{Paths, Root, Span};
use crate::value::Value;

/// Everything that was said about the world.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// What the paths of the world are relative to.
    pub root: Root,
    /// Clusters, and what belongs to them.
    pub clusters: Vec<KnownCluster>,
    /// Environments, in the order in which they are written: the first that matches counts.
    pub environments: Vec<Environment>,
    /// Kinds of objects of which the files hold all there are, in every cluster.
    pub closed: BTreeSet<SmolStr>,
    /// Values for variables that nothing else sets.
    pub variables: BTreeMap<SmolStr, Value>,
    /// What holds of the AWS accounts, wherever an environment does not say otherwise.
    pub accounts: Accounts,
    /// The version that every older cluster is judged as if it had.
    pub target: Option<Minor>,
}

/// What is said of AWS accounts, which no file can show.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Accounts {
    /// The identifiers of all accounts that the files are about, twelve digits each; empty if nothing
    /// is said.
    pub ids: BTreeSet<SmolStr>,
    /// Whether EBS encryption by default is on, so that every new volume is encrypted.
    pub encrypt_volumes: Option<bool>,
}

/// A cluster that the user knows more of than the files say.
#[derive(Clone, Debug, Default)]
pub struct KnownCluster {
    /// Its name.
    pub name: SmolStr,
    /// Where its name is written.
    pub named: Option<Span>,
    /// What is deployed to it, or declares it.
    pub paths: Paths,
    /// Where its paths are written.
    pub place: Option<Span>,
    /// Its Kubernetes version, and where that is said.
    pub version: Option<(Minor, Span)>,
    /// All the ways in which its pods run; empty if nothing is said.
    pub compute: BTreeSet<Compute>,
    /// Add-ons and controllers that the platform installs, though the files do not show it.
    pub provides: BTreeSet<SmolStr>,
    /// Kinds of objects of which its paths hold all there are.
    pub closed: BTreeSet<SmolStr>,
}

/// Add-ons and controllers that people install into clusters, as they are called.
pub const PROVIDED: [&str; 14] = [
    "aws-ebs-csi-driver",
    "aws-efs-csi-driver",
    "aws-fsx-csi-driver",
    "aws-load-balancer-controller",
    "aws-mountpoint-s3-csi-driver",
    "cert-manager",
    "cluster-autoscaler",
    "coredns",
    "eks-pod-identity-agent",
    "external-dns",
    "karpenter",
    "kube-proxy",
    "metrics-server",
    "vpc-cni",
];

/// One environment.
#[derive(Clone, Debug, Default)]
pub struct Environment {
    /// Its name.
    pub name: SmolStr,
    /// What it is for.
    pub class: Option<Class>,
    /// What belongs to it.
    pub paths: Paths,
    /// Files of variables, relative to the root, that Terraform is run with.
    pub var_files: Vec<String>,
    /// The Terraform workspace that it is.
    pub workspace: Option<SmolStr>,
    /// What holds of its AWS accounts.
    pub accounts: Accounts,
}

/// What an environment is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Class {
    /// Nobody but developers would miss it.
    Dev,
    /// A rehearsal of production.
    Staging,
    /// Users depend on it.
    Prod,
}

/// Where the pods of a cluster can run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Compute {
    /// EKS Auto Mode.
    Auto,
    /// Managed node groups.
    Managed,
    /// Self-managed node groups.
    SelfManaged,
    /// Karpenter node pools.
    Karpenter,
    /// Fargate profiles.
    Fargate,
    /// Hybrid nodes.
    Hybrid,
}

impl Class {
    /// Every class.
    pub const ALL: [Self; 3] = [Self::Dev, Self::Staging, Self::Prod];

    /// The name in the configuration.
    pub fn name(self) -> &'static str {
        match self {
            Self::Dev => "dev",
            Self::Staging => "staging",
            Self::Prod => "prod",
        }
    }
}

impl Compute {
    /// Every way.
    pub const ALL: [Self; 6] = [
        Self::Auto,
        Self::Managed,
        Self::SelfManaged,
        Self::Karpenter,
        Self::Fargate,
        Self::Hybrid,
    ];

    /// What people call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "Auto Mode",
            Self::Managed => "managed node groups",
            Self::SelfManaged => "self-managed node groups",
            Self::Karpenter => "Karpenter",
            Self::Fargate => "Fargate",
            Self::Hybrid => "hybrid nodes",
        }
    }

    /// Whether it scales by node groups, as the Cluster Autoscaler does.
    pub fn has_node_groups(self) -> bool {
        matches!(self, Self::Managed | Self::SelfManaged)
    }

    /// The name in the configuration.
    pub fn key(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Managed => "managed",
            Self::SelfManaged => "self-managed",
            Self::Karpenter => "karpenter",
            Self::Fargate => "fargate",
            Self::Hybrid => "hybrid",
        }
    }
}

impl World {
    /// The clusters that a path of the run belongs to: those whose paths name it most exactly, so
    /// that several of them contradict each other.
    pub fn clusters_at(&self, path: &str) -> Vec<&KnownCluster> {
        self.clusters_named(&self.root.relative(path))
    }

    /// The same for a path that is relative to the root.
    pub fn clusters_named(&self, path: &str) -> Vec<&KnownCluster> {
        let named = self.clusters.iter().filter_map(|it| Some((it.paths.exactness(path)?, it)));
        let named: Vec<_> = named.collect();
        let most = named.iter().map(|(exactness, _)| *exactness).max();
        let best = named.into_iter().filter(|(exactness, _)| Some(*exactness) == most);
        best.map(|(_, cluster)| cluster).collect()
    }

    /// The cluster of a name.
    pub fn cluster_named(&self, name: &str) -> Option<&KnownCluster> {
        self.clusters.iter().find(|cluster| cluster.name == name)
    }

    /// The environment that a path of the run belongs to.
    pub fn environment_at(&self, path: &str) -> Option<&Environment> {
        let path = self.root.relative(path);
        self.environments.iter().find(|environment| environment.paths.contain(&path))
    }
}
