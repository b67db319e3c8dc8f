//! The clusters of environments.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::Home;
use crate::inputs::World;
use crate::model::Unit;

/// The cluster of each unit that belongs to an environment: the only one that it declares itself,
/// else the only one of the environment.
pub(super) fn homes(units: &[Unit], world: &World, said: &[Option<Home>]) -> Vec<Option<Home>> {
    let names: Vec<Option<SmolStr>> = units.iter().map(|unit| environment(unit, world)).collect();
    let own: Vec<BTreeSet<Home>> =
        (0..units.len()).map(|index| declared(units, said, index)).collect();
    let mut all: BTreeMap<&SmolStr, BTreeSet<&Home>> = BTreeMap::new();
    for (name, own) in names.iter().zip(&own) {
        if let Some(name) = name {
            all.entry(name).or_default().extend(own);
        }
    }
    let only = |homes: Option<&BTreeSet<&Home>>| {
        homes.filter(|homes| homes.len() == 1).and_then(|homes| homes.first().copied().cloned())
    };
    let home = |(name, own): (&Option<SmolStr>, &BTreeSet<Home>)| {
        let name = name.as_ref()?;
        if own.len() == 1 { own.first().cloned() } else { only(all.get(name)) }
    };
    names.iter().zip(&own).map(home).collect()
}

/// The environment that a unit is applied to, or that the user says its folder belongs to.
fn environment(unit: &Unit, world: &World) -> Option<SmolStr> {
    if !unit.scope.environment.is_empty() {
        return Some(unit.scope.environment.clone());
    }
    world.environment_at(unit.scope.folder()).map(|it| it.name.clone())
}

/// The clusters that a unit declares.
fn declared(units: &[Unit], said: &[Option<Home>], index: usize) -> BTreeSet<Home> {
    let clusters = &units[index].facts.clusters;
    if let (Some(said), false) = (&said[index], clusters.is_empty()) {
        return BTreeSet::from([said.clone()]);
    }
    clusters.iter().map(|it| Home::Declared(index, it.object.address())).collect()
}
