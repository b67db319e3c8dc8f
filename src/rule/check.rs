//! What a rule looks at.

use jiff::civil::Date;

use super::{Meta, Options, Severity};
use crate::field::Subject;
use crate::finding::Verdict;
use crate::model::{
    ApiUse, Argument, Association, Autoscaler, Budget, Claim, Cluster, Dependency,
    IdentityProvider, LaunchTemplate, NodeGroup, Notice, NoticeKind, PodAnnotation, Role,
    RoleAnnotation, ServiceAccount, Statement, StorageClass, TrustSubject, Variable, Workload,
};
use crate::project::{
    AddressPool, Discovery, Egress, NodePolicy, NodeRole, Nodes, Project, Traffic, Vpc,
};

/// What a rule may use besides its fact.
#[derive(Clone, Copy, Debug)]
pub struct Context<'a> {
    /// Every other fact.
    pub project: &'a Project,
    /// The day that dated facts are judged at.
    pub today: Date,
    /// What the user set rules' options to.
    pub options: &'a Options,
    /// The rule that judges.
    pub rule: &'static Meta,
}

impl Context<'_> {
    /// The value of one of the rule's options.
    pub fn option(&self, name: &str) -> i64 {
        self.options.of(self.rule, name)
    }
}

/// What AWS holds a pod's token against.
#[derive(Clone, Copy, Debug)]
pub enum Trust<'a> {
    /// A statement of a role's trust policy.
    Statement(&'a Statement, &'a Role),
    /// An identity provider.
    Provider(&'a IdentityProvider),
}

/// The kind of fact that a rule judges, and the function that does.
#[derive(Debug)]
pub enum Check {
    /// A cluster.
    Cluster(fn(&Cluster, &Context<'_>) -> Verdict),
    /// A node group.
    NodeGroup(fn(&NodeGroup, &Context<'_>) -> Verdict),
    /// A VPC that a cluster is in.
    Vpc(fn(&Vpc, &Context<'_>) -> Verdict),
    /// A way out of subnets of a cluster.
    Egress(fn(&Egress, &Context<'_>) -> Verdict),
    /// A search for the subnets of load balancers.
    Discovery(fn(&Discovery, &Context<'_>) -> Verdict),
    /// The addresses of a node group.
    AddressPool(fn(&AddressPool, &Context<'_>) -> Verdict),
    /// A node group, with its cluster and its addresses.
    NodeGroupInCluster(fn(&AddressPool, &Context<'_>) -> Verdict),
    /// How nodes are made: a node group, or a class of Karpenter's.
    Nodes(fn(&Nodes<'_>, &Context<'_>) -> Verdict),
    /// What nodes are started with.
    LaunchTemplate(fn(&LaunchTemplate, &Context<'_>) -> Verdict),
    /// A role that nodes have.
    NodeRole(fn(&NodeRole<'_>, &Context<'_>) -> Verdict),
    /// A policy that nodes have.
    NodePolicy(fn(&NodePolicy, &Context<'_>) -> Verdict),
    /// A storage class.
    StorageClass(fn(&StorageClass, &Context<'_>) -> Verdict),
    /// A claim for a volume.
    Claim(fn(&Claim, &Context<'_>) -> Verdict),
    /// An annotation on a pod template.
    PodAnnotation(fn(&PodAnnotation, &Context<'_>) -> Verdict),
    /// One value that a role's trust policy compares token subjects with.
    TrustSubject(fn(&TrustSubject, &Role, &Context<'_>) -> Verdict),
    /// A part of what AWS holds a pod's token against.
    Trust(fn(&Trust<'_>, &Context<'_>) -> Verdict),
    /// An IAM role.
    Role(fn(&Role, &Context<'_>) -> Verdict),
    /// An association of EKS Pod Identity.
    Association(fn(&Association, &Context<'_>) -> Verdict),
    /// An annotation that names a role, or nearly does.
    RoleAnnotation(fn(&RoleAnnotation, &Context<'_>) -> Verdict),
    /// An environment variable of a container.
    Variable(fn(&Variable, &Context<'_>) -> Verdict),
    /// A service account.
    ServiceAccount(fn(&ServiceAccount, &Context<'_>) -> Verdict),
    /// What runs pods.
    Workload(fn(&Workload, &Context<'_>) -> Verdict),
    /// Something that sets the number of a workload's pods.
    Autoscaler(fn(&Autoscaler, &Context<'_>) -> Verdict),
    /// A disruption budget.
    Budget(fn(&Budget, &Context<'_>) -> Verdict),
    /// The load balancers of a scope.
    Traffic(fn(&Traffic, &Context<'_>) -> Verdict),
    /// An argument of a Terraform resource.
    Argument(fn(&Argument, &Context<'_>) -> Verdict),
    /// An object in an API version that Kubernetes stops serving.
    ApiUse(fn(&ApiUse, &Context<'_>) -> Verdict),
    /// Something that is taken from others.
    Dependency(fn(&Dependency, &Context<'_>) -> Verdict),
    /// What was noticed while reading, or while hiding findings.
    Notice(NoticeKind),
}

impl From<&Notice> for Fact {
    /// What was noticed is wrong: it is its own verdict.
    fn from(notice: &Notice) -> Self {
        Self {
            subject: notice.subject.clone(),
            place: notice.finding.primary.place.span,
            instance: "".into(),
            verdict: notice.finding.clone().fail(),
            undecided: Vec::new(),
        }
    }
}

impl Fact {
    /// The same, worth no more than info.
    #[must_use]
    pub fn as_info(mut self) -> Self {
        if let Verdict::Fail(finding) = &mut self.verdict {
            finding.severity = Some(Severity::Info);
        }
        self
    }
}

/// The verdict on one fact.
#[derive(Debug)]
pub struct Fact {
    /// Who the fact is about.
    pub subject: Subject,
    /// Where that is declared.
    pub place: crate::source::Span,
    /// The instance of the subject; empty for the only one.
    pub instance: smol_str::SmolStr,
    /// The verdict.
    pub verdict: Verdict,
    /// The settings that kept it undecided.
    pub undecided: Vec<(smol_str::SmolStr, crate::value::Why)>,
}
