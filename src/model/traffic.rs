//! Services.

use smol_str::SmolStr;

use crate::field::{Field, Object};

/// A `Service`.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its settings.
    pub object: Object,
}

impl Service {
    /// `ClusterIP` by default; `LoadBalancer` makes a load balancer of its own.
    pub fn kind(&self) -> Field<SmolStr> {
        self.object.at("spec.type")
    }
}
