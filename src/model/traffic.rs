//! Services.

use smol_str::SmolStr;

use crate::field::{Field, Object};
use crate::value::Truth;

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
