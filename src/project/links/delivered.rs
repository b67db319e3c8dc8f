//! What Argo CD and Flux apply to which cluster.

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::{Home, name_of};
use crate::inputs::World;
use crate::model::{Delivery, Destination, Unit};

/// Controllers that apply controllers that apply controllers: deeper than this nobody nests them.
const ROUNDS: usize = 4;

/// The cluster of every unit, once what is delivered to its folder counts as evidence.
///
/// A folder that is delivered to several clusters, or to one that is not named here, is about none
/// of those that lie around it.
pub(super) fn homes(
    units: &[Unit],
    world: &World,
    said: &[Option<Home>],
    alone: &[Option<Home>],
) -> Vec<Option<Home>> {
    let mut homes: Vec<Option<Home>> = said
        .iter()
        .zip(alone)
        .map(|(said, alone)| said.clone().or_else(|| alone.clone()))
        .collect();
    if units.iter().all(|unit| unit.facts.deliveries.is_empty()) {
        return homes;
    }
    let (names, folders) = (names(units, said, world), folders(units, world));
    for _ in 0..ROUNDS {
        let found = delivered(units, &homes, &names, &folders);
        let before = homes.clone();
        for (unit, targets) in found {
            if said[unit].is_none() {
                let mut targets = targets.into_iter();
                homes[unit] = targets.next().flatten().filter(|_| targets.next().is_none());
            }
        }
        if homes == before {
            break;
        }
    }
    homes
}

/// The cluster of each unit, given those that lie around the units: a unit without a cluster that says
/// whose objects it holds is about the one of that name, and about none that has another name for sure.
pub(super) fn targets(
    units: &[Unit],
    world: &World,
    said: &[Option<Home>],
    around: Vec<Option<Home>>,
) -> Vec<Option<Home>> {
    if units.iter().all(|unit| unit.facts.target.is_none()) {
        return around;
    }
    let names = names(units, said, world);
    let of_unit = |(unit, around): (&Unit, Option<Home>)| {
        let own = !unit.facts.clusters.is_empty();
        let Some(target) = unit.facts.target.as_ref().filter(|_| !own) else { return around };
        let is_named = |home: &Home| names.values().any(|named| named.as_ref() == Some(home));
        match names.get(target) {
            Some(home) => home.clone(),
            None => around.filter(|home| !is_named(home)),
        }
    };
    units.iter().zip(around).map(of_unit).collect()
}

/// For each unit that something is delivered to: the clusters, `None` for one that is not known.
fn delivered(
    units: &[Unit],
    homes: &[Option<Home>],
    names: &BTreeMap<SmolStr, Option<Home>>,
    folders: &BTreeMap<String, Vec<usize>>,
) -> BTreeMap<usize, BTreeSet<Option<Home>>> {
    let mut found: BTreeMap<usize, BTreeSet<Option<Home>>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        for delivery in &unit.facts.deliveries {
            let target = match &delivery.destination {
                Destination::Own if homes[index].is_none() => continue,
                Destination::Own => homes[index].clone(),
                Destination::Named(name) => names.get(name).cloned().flatten(),
                Destination::Elsewhere => None,
            };
            for unit in at_or_below(delivery, folders) {
                found.entry(unit).or_default().insert(target.clone());
            }
        }
    }
    found
}

/// The units of a delivery's folder and of the folders in it.
fn at_or_below<'a>(
    delivery: &'a Delivery,
    folders: &'a BTreeMap<String, Vec<usize>>,
) -> impl Iterator<Item = usize> + 'a {
    let path = delivery.path.as_str();
    // The root of a repository holds everything, and is no evidence.
    let range = folders.range(path.to_owned()..).filter(move |_| !path.is_empty());
    let inside = range.take_while(move |(folder, _)| folder.starts_with(path));
    let inside = inside.filter(move |(folder, _)| {
        let rest = &folder[path.len()..];
        rest.is_empty() || rest.starts_with('/')
    });
    inside.flat_map(|(_, units)| units.iter().copied())
}

/// Clusters by the name that controllers know them by; `None` for a name that several have.
fn names(units: &[Unit], said: &[Option<Home>], world: &World) -> BTreeMap<SmolStr, Option<Home>> {
    let mut names: BTreeMap<SmolStr, Option<Home>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        for cluster in &unit.facts.clusters {
            let Some(name) = name_of(cluster) else { continue };
            let declared = Home::Declared(index, cluster.object.subject.name.clone());
            let home = said[index].clone().unwrap_or(declared);
            let known = names.entry(name).or_insert_with(|| Some(home.clone()));
            if known.as_ref() != Some(&home) {
                *known = None;
            }
        }
    }
    let said = world.clusters.iter();
    names.extend(said.map(|it| (it.name.clone(), Some(Home::Said(it.name.clone())))));
    names
}

/// Units by their folder, relative to the root of the project.
fn folders(units: &[Unit], world: &World) -> BTreeMap<String, Vec<usize>> {
    let mut folders: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        let folder = world.root.relative(unit.scope.folder());
        folders.entry(folder.into_owned()).or_default().push(index);
    }
    folders
}
