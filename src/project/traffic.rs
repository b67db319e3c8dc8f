//! The services of a scope together.

use crate::model::{Scope, Service, Unit};
use crate::value::Truth;

/// Services of one scope that each make a load balancer.
#[derive(Clone, Debug)]
pub struct Traffic {
    /// The scope.
    pub scope: Scope,
    /// The services of type `LoadBalancer`.
    pub load_balancers: Vec<Service>,
}

/// The traffic of a unit, if any of its services makes a load balancer.
pub(super) fn of(unit: &Unit) -> Option<Traffic> {
    let balanced = |service: &&Service| {
        service.kind().is(|kind| kind == "LoadBalancer") == Truth::True
            && service.object.existence == Truth::True
    };
    let load_balancers: Vec<_> = unit.facts.services.iter().filter(balanced).cloned().collect();
    (!load_balancers.is_empty()).then(|| Traffic { scope: unit.scope.clone(), load_balancers })
}
