//! Services and ingresses, and the load balancers that are made for them.

use smol_str::SmolStr;

use crate::field::{Anchor, Field, Object};
use crate::value::{Text, Truth};

/// A `Service`.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its settings.
    pub object: Object,
}

/// The classes whose load balancers are those of AWS.
///
/// Sources: AWS Load Balancer Controller, "Network Load Balancer"; EKS user guide, "Use Service
/// Annotations to configure Network Load Balancers" (Auto Mode).
const AWS: [&str; 2] = ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"];

impl Service {
    /// `ClusterIP` by default; `LoadBalancer` makes a load balancer of its own.
    pub fn kind(&self) -> Field<SmolStr> {
        self.object.at("spec.type")
    }

    /// The controller that makes the load balancer; where none is named, that of the cluster.
    pub fn class(&self) -> Field<SmolStr> {
        self.object.at("spec.loadBalancerClass")
    }

    /// Whether the load balancer is one of AWS, if it makes any.
    pub fn is_served_by_aws(&self) -> Truth {
        let class = self.class();
        class.is_absent() | class.is(|class| AWS.contains(&class.as_str()))
    }
}

/// Where the AWS Load Balancer Controller reads what it is asked for.
const ANNOTATIONS: &str = "metadata.annotations";

/// Who may reach a load balancer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Only what is in the network: where nothing is said.
    Internal,
    /// Everyone.
    InternetFacing,
}

impl Scheme {
    /// Both, in the order to tell them.
    pub const ALL: [Self; 2] = [Self::InternetFacing, Self::Internal];

    /// The name in annotations.
    pub fn name(self) -> &'static str {
        match self {
            Self::Internal => "internal",
            Self::InternetFacing => "internet-facing",
        }
    }

    /// The tag that subnets for it have.
    ///
    /// Source: AWS Load Balancer Controller, "Subnet Auto-Discovery".
    pub fn tag(self) -> &'static str {
        match self {
            Self::Internal => "kubernetes.io/role/internal-elb",
            Self::InternetFacing => "kubernetes.io/role/elb",
        }
    }

    /// Whether an annotation asks for it.
    fn is_asked(self, annotation: &Field<Text>) -> Truth {
        let said = annotation.holds(|text| text.equals(self.name()));
        if self == Self::Internal { said | annotation.is_absent() } else { said }
    }
}

impl Service {
    /// Whether the AWS Load Balancer Controller makes a load balancer of a scheme for it, in subnets
    /// that it looks for.
    ///
    /// Source: AWS Load Balancer Controller, "Service annotations".
    pub fn discovers_subnets(&self, scheme: Scheme) -> Truth {
        let named = |name: &str| {
            let name = format!("service.beta.kubernetes.io/aws-load-balancer-{name}");
            self.object.annotation(ANNOTATIONS, &name)
        };
        let by_class = self.class().is(|class| class == AWS[0]);
        let by_type = named("type").holds(|it| it.equals("external") | it.equals("nlb-ip"));
        // The older annotation for the scheme is not read here.
        let plain = named("internal").is_absent() | Truth::Unknown;
        self.kind().is(|kind| kind == "LoadBalancer")
            & (by_class | (self.class().is_absent() & by_type))
            & named("subnets").is_absent()
            & scheme.is_asked(&named("scheme"))
            & plain
            & self.object.existence
    }
}

/// An `Ingress`.
#[derive(Clone, Debug)]
pub struct Ingress {
    /// Its settings.
    pub object: Object,
}

impl Ingress {
    /// Whether parameters of a class say what its ingresses would: subnets, or the scheme.
    pub fn is_shaped_by(parameters: &Object) -> bool {
        ["spec.subnets", "spec.scheme", "spec.group"]
            .iter()
            .any(|path| !parameters.at::<crate::value::Value>(path).is_unwritten())
    }

    /// Where its class is named: the field, else the older annotation.
    pub fn class(&self) -> Anchor {
        let field = self.object.at::<SmolStr>("spec.ingressClassName");
        if field.is_unwritten() { self.older_class().anchor } else { field.anchor }
    }

    fn older_class(&self) -> Field<Text> {
        self.object.annotation(ANNOTATIONS, "kubernetes.io/ingress.class")
    }

    /// Whether the AWS Load Balancer Controller makes a load balancer of a scheme for it, in subnets
    /// that it looks for; another ingress of a group may name them.
    ///
    /// Source: AWS Load Balancer Controller, "Ingress annotations" and "`IngressClass`".
    pub fn discovers_subnets(&self, scheme: Scheme) -> Truth {
        let named = |name: &str| {
            self.object.annotation(ANNOTATIONS, &format!("alb.ingress.kubernetes.io/{name}"))
        };
        let class = self.object.at::<SmolStr>("spec.ingressClassName").is(|class| class == "alb");
        let alone = named("group.name").is_absent() | Truth::Unknown;
        (class | self.older_class().holds(|class| class.equals("alb")))
            & named("subnets").is_absent()
            & scheme.is_asked(&named("scheme"))
            & alone
            & self.object.existence
    }
}
