//! Facts: what is declared, whatever it is written in.
//!
//! Cloud facts read their settings through the rows of their file; Kubernetes facts are views over
//! the tree as the API shapes it. Nothing here has an opinion.

mod admission;
mod ami;
mod annotation;
mod api_use;
mod applied;
mod argument;
mod association;
mod budget;
mod bundle;
mod cluster;
mod component;
mod delivery;
mod dependency;
mod launch_template;
mod load_balancer_controller;
mod network;
mod node_group;
mod notice;
mod pod;
mod policy;
mod provider;
mod release;
mod role;
mod role_policies;
mod routing;
mod scope;
mod service_account;
mod spoken;
mod storage;
mod traffic;
mod user_data;
mod variable;
mod web_identity;
mod workload;

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::source::Span;

pub use ami::AmiFamily;
pub use annotation::{ArnDefect, RoleAnnotation};
pub use api_use::ApiUse;
pub use argument::{Argument, Missing};
pub use association::Association;
pub use budget::{Amount, Autoscaler, Budget};
pub use bundle::Bundle;
pub use cluster::Cluster;
pub use component::{Component, ComponentKind};
pub use delivery::{Delivery, Destination};
pub use dependency::{Dependency, DependencyKind};
pub use launch_template::{LaunchTemplate, NodeVolume};
pub use load_balancer_controller::LoadBalancerController;
pub use network::{Network, Subnet, SubnetRole};
pub use node_group::{LAUNCH_TEMPLATE_PATHS, NodeGroup, NodeGroupKind};
pub use notice::{Notice, NoticeKind};
pub use pod::LocalVolume;
pub use policy::{Condition, Policy, Statement};
pub use provider::{AUDIENCE, IdentityProvider, Issuer, begins_with_scheme, is_eks_issuer};
pub use release::{ChartSource, Layer, Release};
pub use role::{Role, TrustSubject};
pub use role_policies::{AttachedPolicy, ManagedPolicy};
pub use routing::{Identity, NetworkPart, NetworkPartKind, Route};
pub use scope::{Scope, ScopeKind};
pub use service_account::ServiceAccount;
pub use spoken::Spoken;
pub use storage::{Claim, StorageClass, Volume};
pub use traffic::{Ingress, Scheme, Service};
pub use user_data::UserData;
pub use variable::Variable;
pub use web_identity::WEB_IDENTITY;
pub use workload::{PodAnnotation, Workload};

pub(crate) use admission::is_of_names;
pub(crate) use budget::selects;
pub(crate) use provider::own_issuer;
pub(crate) use role::account_of;
pub(crate) use service_account::{AUDIENCE_ANNOTATION, ROLE_ANNOTATION};

/// Everything that one unit declares.
#[derive(Debug, Default)]
pub struct Facts {
    /// EKS clusters.
    pub clusters: Vec<Cluster>,
    /// Node groups of any kind.
    pub node_groups: Vec<NodeGroup>,
    /// What Karpenter starts nodes with.
    pub node_classes: Vec<LaunchTemplate>,
    /// What is installed beside node groups: add-ons, releases, Fargate profiles, Karpenter.
    pub components: Vec<Component>,
    /// Subnets.
    pub subnets: Vec<Subnet>,
    /// VPCs whose module makes the subnets.
    pub networks: Vec<Network>,
    /// What else VPCs are made of.
    pub network_parts: Vec<NetworkPart>,
    /// IAM roles.
    pub roles: Vec<Role>,
    /// What attaches policies to roles.
    pub attached_policies: Vec<AttachedPolicy>,
    /// Policies to be attached.
    pub managed_policies: Vec<ManagedPolicy>,
    /// Service accounts.
    pub service_accounts: Vec<ServiceAccount>,
    /// Identity providers of IAM.
    pub providers: Vec<IdentityProvider>,
    /// Associations of EKS Pod Identity.
    pub associations: Vec<Association>,
    /// Annotations that name a role, or nearly do.
    pub role_annotations: Vec<RoleAnnotation>,
    /// Environment variables of containers.
    pub variables: Vec<Variable>,
    /// Words in objects that may name a service account: in custom resources, arguments and data. Of
    /// documents that nobody reads as objects only the names of accounts that ask for a role.
    pub mentions: BTreeSet<SmolStr>,
    /// Storage classes.
    pub storage_classes: Vec<StorageClass>,
    /// Claims for volumes, also those of templates.
    pub claims: Vec<Claim>,
    /// Volumes that were made beforehand.
    pub volumes: Vec<Volume>,
    /// What runs pods.
    pub workloads: Vec<Workload>,
    /// Annotations on pod templates.
    pub pod_annotations: Vec<PodAnnotation>,
    /// Disruption budgets.
    pub budgets: Vec<Budget>,
    /// Horizontal autoscalers and what else sets replicas.
    pub autoscalers: Vec<Autoscaler>,
    /// Services.
    pub services: Vec<Service>,
    /// Ingresses.
    pub ingresses: Vec<Ingress>,
    /// What Argo CD and Flux apply.
    pub deliveries: Vec<Delivery>,
    /// Charts that are installed.
    pub releases: Vec<Release>,
    /// What kustomizations deploy together.
    pub bundles: Vec<Bundle>,
    /// Arguments of Terraform resources that are given a whole object.
    pub arguments: Vec<Argument>,
    /// Objects in API versions that Kubernetes stops serving.
    pub api_uses: Vec<ApiUse>,
    /// Documents in files of their own that this scope applies, whoever else finds them there.
    pub applied: Vec<Span>,
    /// The name of the cluster that this scope's objects are applied to, where the scope says it.
    pub target: Option<SmolStr>,
    /// What is taken from others: images, charts, and services by their APIs.
    pub dependencies: Vec<Dependency>,
    /// Custom networking of the VPC CNI: pods take their addresses elsewhere than nodes do.
    pub custom_networking: Spoken,
    /// Prefix delegation of the VPC CNI: a node takes addresses by the block.
    pub prefix_delegation: Spoken,
    /// Whether parameters of a class of ingresses name subnets or a scheme.
    pub ingress_parameters: bool,
    /// Module instances that were not entered, because there are too many.
    pub over_limit: Vec<SmolStr>,
    /// What calls of modules install and that is not read: the call and its input.
    pub packaged: Vec<SmolStr>,
    /// The files of texts that are made of unknown parts and no YAML without them.
    pub unreadable: Vec<SmolStr>,
    /// What the reader noticed.
    pub notices: Vec<Notice>,
}

impl Facts {
    /// Adds the facts of another part of the same scope.
    pub fn append(&mut self, other: Self) {
        self.clusters.extend(other.clusters);
        self.node_groups.extend(other.node_groups);
        self.node_classes.extend(other.node_classes);
        self.components.extend(other.components);
        self.subnets.extend(other.subnets);
        self.networks.extend(other.networks);
        self.network_parts.extend(other.network_parts);
        self.roles.extend(other.roles);
        self.attached_policies.extend(other.attached_policies);
        self.managed_policies.extend(other.managed_policies);
        self.service_accounts.extend(other.service_accounts);
        self.providers.extend(other.providers);
        self.associations.extend(other.associations);
        self.role_annotations.extend(other.role_annotations);
        self.variables.extend(other.variables);
        self.mentions.extend(other.mentions);
        self.storage_classes.extend(other.storage_classes);
        self.claims.extend(other.claims);
        self.volumes.extend(other.volumes);
        self.workloads.extend(other.workloads);
        self.pod_annotations.extend(other.pod_annotations);
        self.budgets.extend(other.budgets);
        self.autoscalers.extend(other.autoscalers);
        self.services.extend(other.services);
        self.ingresses.extend(other.ingresses);
        self.deliveries.extend(other.deliveries);
        self.releases.extend(other.releases);
        self.bundles.extend(other.bundles);
        self.arguments.extend(other.arguments);
        self.api_uses.extend(other.api_uses);
        self.applied.extend(other.applied);
        self.target = self.target.take().or(other.target);
        self.dependencies.extend(other.dependencies);
        self.custom_networking.append(other.custom_networking);
        self.prefix_delegation.append(other.prefix_delegation);
        self.ingress_parameters |= other.ingress_parameters;
        self.over_limit.extend(other.over_limit);
        self.packaged.extend(other.packaged);
        self.unreadable.extend(other.unreadable);
        self.notices.extend(other.notices);
    }

    /// Whether nothing is declared and nothing was noticed.
    pub fn is_empty(&self) -> bool {
        self.clusters.is_empty()
            && self.node_groups.is_empty()
            && self.node_classes.is_empty()
            && self.components.is_empty()
            && self.subnets.is_empty()
            && self.networks.is_empty()
            && self.network_parts.is_empty()
            && self.roles.is_empty()
            && self.attached_policies.is_empty()
            && self.managed_policies.is_empty()
            && self.service_accounts.is_empty()
            && self.providers.is_empty()
            && self.associations.is_empty()
            && self.mentions.is_empty()
            && self.storage_classes.is_empty()
            && self.claims.is_empty()
            && self.volumes.is_empty()
            && self.workloads.is_empty()
            && self.budgets.is_empty()
            && self.autoscalers.is_empty()
            && self.services.is_empty()
            && self.ingresses.is_empty()
            && self.deliveries.is_empty()
            && self.releases.is_empty()
            && self.bundles.is_empty()
            && self.arguments.is_empty()
            && self.api_uses.is_empty()
            && self.dependencies.is_empty()
            && self.custom_networking.is_empty()
            && self.prefix_delegation.is_empty()
            && !self.ingress_parameters
            && self.packaged.is_empty()
            && self.unreadable.is_empty()
            && self.notices.is_empty()
    }
}

/// A scope and what it declares: immutable once built.
#[derive(Debug)]
pub struct Unit {
    /// Where its facts live.
    pub scope: Scope,
    /// What it declares.
    pub facts: Facts,
}
