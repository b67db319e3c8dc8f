//! The services that are deployed together.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Scope, Service, Unit};
use crate::source::TextId;
use crate::value::Truth;

/// Services of one deployment that each make a load balancer.
#[derive(Clone, Debug)]
pub struct Traffic {
    /// The scope that the file of the first of them lies in.
    pub scope: Scope,
    /// The services that make a load balancer of AWS, each once however often it is written.
    pub load_balancers: Vec<Service>,
}

/// The traffic of every unit: what a kustomization deploys counts where that stands, and nowhere
/// else; all other services count in their own unit.
pub(super) fn of(units: &[Unit]) -> Vec<Vec<Traffic>> {
    let bundles = || units.iter().flat_map(|unit| &unit.facts.bundles);
    let bundled: BTreeSet<TextId> =
        bundles().flat_map(|bundle| bundle.files.keys()).copied().collect();
    let by_scope: BTreeMap<&Scope, &Unit> = units.iter().map(|unit| (&unit.scope, unit)).collect();
    let one = |unit: &Unit| {
        let together = unit.facts.bundles.iter().filter_map(|bundle| {
            let inside = bundle.scopes.iter().filter_map(|scope| by_scope.get(scope).copied());
            let file = |service: &Service| bundle.files.get(&service.object.header.text);
            let mut traffic = traffic(inside, &|service| file(service).is_some())?;
            // Overlays of one base have the same mistake, at the place that the base has it.
            if let Some(scope) = traffic.load_balancers.first().and_then(file) {
                traffic.scope = scope.clone();
            }
            Some(traffic)
        });
        let alone = traffic(std::iter::once(unit), &|service| {
            !bundled.contains(&service.object.header.text)
        });
        together.chain(alone).collect()
    };
    units.iter().map(one).collect()
}

/// The traffic of those services of some units that are meant.
fn traffic<'a>(
    units: impl Iterator<Item = &'a Unit>,
    meant: &dyn Fn(&Service) -> bool,
) -> Option<Traffic> {
    let mut seen = BTreeSet::new();
    let services =
        units.flat_map(|unit| unit.facts.services.iter().map(move |service| (unit, service)));
    let mut counted = services.filter(|(_, service)| {
        meant(service) && balanced(service).must() && seen.insert(identity(service))
    });
    let (unit, first) = counted.next()?;
    let others = counted.map(|(_, service)| service);
    let load_balancers = std::iter::once(first).chain(others).cloned().collect();
    Some(Traffic { scope: unit.scope.clone(), load_balancers })
}

/// Whether a service exists and makes a load balancer of AWS.
fn balanced(service: &Service) -> Truth {
    service.kind().is(|kind| kind == "LoadBalancer")
        & service.is_served_by_aws()
        & service.object.existence
}

/// What tells services apart: what is written several times under one name is one of them.
fn identity(service: &Service) -> (&str, &str) {
    (&service.object.subject.name, &service.object.instance)
}
