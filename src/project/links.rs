//! Which scopes belong together.

mod delivered;
mod environments;

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::inputs::World;
use crate::model::{Bundle, Cluster, Scope, Unit};
use crate::source::ancestors;
use crate::value::Text;

/// The evidence that scopes are about the same cluster.
///
/// In this order: the user says so; Argo CD or Flux applies the scope's folder to a cluster; the
/// scope's providers connect to a cluster by its name; the scope's environment has exactly one cluster;
/// a folder around the scope holds exactly one. Scopes of
/// one cluster are linked, and so are scopes of one folder, and those that one kustomization deploys
/// together; those of two environments never are.
#[derive(Debug, Default)]
pub struct Links {
    /// The cluster that each unit is about.
    homes: Vec<Option<Home>>,
    /// The environment that each unit is applied to; empty for none in particular.
    environments: Vec<SmolStr>,
    /// The units of each cluster, and of each folder, by their indices.
    members: BTreeMap<Home, Vec<usize>>,
    /// The clusters below each folder.
    below: BTreeMap<String, BTreeSet<Home>>,
    folders: BTreeMap<String, Vec<usize>>,
    /// The units that each kustomization deploys together, by their indices.
    bundles: Vec<Vec<usize>>,
    /// The bundles of each unit, by their indices.
    bundled: BTreeMap<usize, Vec<usize>>,
}

/// A cluster.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Home {
    /// One that the user named.
    Said(SmolStr),
    /// One that a unit declares, by the unit's index and the cluster's address.
    Declared(usize, SmolStr),
}

impl Links {
    /// Finds the cluster of every unit.
    pub fn of(units: &[Unit], world: &World) -> Self {
        let said: Vec<Option<Home>> = units.iter().map(|unit| said(unit, world)).collect();
        let below = below(units, &said);
        let environments = environments::homes(units, world, &said);
        let declared = declared(units, &said);
        let alone = units.iter().zip(environments).map(|(unit, home)| {
            let folder = unit.scope.folder();
            // Two clusters that are said of one folder leave it to neither, nor to a third.
            let contested = || world.clusters_at(folder).len() > 1;
            let around = || the_only_one_around(folder, &below).filter(|it| declared.contains(it));
            home.or_else(|| if contested() { None } else { around() })
        });
        let alone = delivered::targets(units, world, &said, alone.collect());
        let homes = delivered::homes(units, world, &said, &alone);
        let mut links = Self { homes, below, bundles: bundles(units), ..Self::default() };
        links.environments = units.iter().map(|unit| unit.scope.environment.clone()).collect();
        for (index, bundle) in links.bundles.iter().enumerate() {
            for unit in bundle {
                links.bundled.entry(*unit).or_default().push(index);
            }
        }
        for (index, unit) in units.iter().enumerate() {
            if let Some(home) = &links.homes[index] {
                links.members.entry(home.clone()).or_default().push(index);
            }
            links.folders.entry(unit.scope.folder().to_owned()).or_default().push(index);
        }
        links
    }

    /// The cluster that a unit is about.
    pub fn home(&self, unit: usize) -> Option<&Home> {
        self.homes.get(unit)?.as_ref()
    }

    /// The largest folder around one that is about the same only cluster; the folder itself where
    /// it holds several.
    pub fn ground<'a>(&self, folder: &'a str) -> &'a str {
        let alone = |folder: &&str| self.below.get(*folder).is_some_and(|homes| homes.len() == 1);
        ancestors(folder).filter(alone).last().unwrap_or(folder)
    }

    /// The units that are about a cluster, by their indices.
    pub fn members(&self, home: &Home) -> &[usize] {
        self.members.get(home).map(Vec::as_slice).unwrap_or_default()
    }

    /// The indices of the units that are linked to one, itself among them, in order.
    pub fn around(&self, unit: usize, scope: &Scope) -> Vec<usize> {
        let home = self.home(unit).map(|home| self.members(home)).unwrap_or_default();
        let all = home.iter().copied().chain(self.beside(unit, scope));
        sorted(all.filter(|other| self.go_together(unit, *other)))
    }

    /// The indices of the units that are deployed together with one: those of its folder and those
    /// of the kustomizations that include it, itself among them, in order.
    pub fn near(&self, unit: usize, scope: &Scope) -> Vec<usize> {
        sorted(self.beside(unit, scope).filter(|other| self.go_together(unit, *other)))
    }

    fn beside(&self, unit: usize, scope: &Scope) -> impl Iterator<Item = usize> {
        let folder = self.folders.get(scope.folder()).into_iter().flatten();
        let bundles = self.bundled.get(&unit).into_iter().flatten();
        folder.chain(bundles.flat_map(|bundle| &self.bundles[*bundle])).copied()
    }

    /// Whether two units can hold at once: not those of two environments.
    pub fn go_together(&self, one: usize, two: usize) -> bool {
        let (one, two) = (&self.environments[one], &self.environments[two]);
        one == two || one.is_empty() || two.is_empty()
    }

    /// Whether two units are about one cluster.
    pub fn share_home(&self, one: usize, two: usize) -> bool {
        self.home(one).is_some_and(|home| Some(home) == self.home(two))
    }
}

fn sorted(units: impl Iterator<Item = usize>) -> Vec<usize> {
    units.collect::<BTreeSet<_>>().into_iter().collect()
}

/// The units of every bundle, by their indices.
fn bundles(units: &[Unit]) -> Vec<Vec<usize>> {
    let indices = units.iter().enumerate().map(|(index, unit)| (&unit.scope, index));
    let indices: BTreeMap<&Scope, usize> = indices.collect();
    let members = |bundle: &Bundle| {
        bundle.scopes.iter().filter_map(|scope| indices.get(scope).copied()).collect()
    };
    units.iter().flat_map(|unit| &unit.facts.bundles).map(members).collect()
}

/// The cluster that the user says a unit is about: by its path, or by the name of the only cluster
/// that it declares.
fn said(unit: &Unit, world: &World) -> Option<Home> {
    let by_name = || match unit.facts.clusters.as_slice() {
        [cluster] => world.cluster_named(&name_of(cluster)?),
        _ => None,
    };
    let by_path = match world.clusters_at(unit.scope.folder()).as_slice() {
        [cluster] => Some(*cluster),
        _ => None,
    };
    let known = by_path.or_else(by_name);
    known.map(|known| Home::Said(known.name.clone()))
}

fn name_of(cluster: &Cluster) -> Option<SmolStr> {
    cluster.name().known().and_then(Text::known)
}

/// The clusters that some unit declares. One that is only said holds for its own paths, and for
/// nothing around them.
fn declared(units: &[Unit], said: &[Option<Home>]) -> BTreeSet<Home> {
    let mut declared = BTreeSet::new();
    for (index, unit) in units.iter().enumerate() {
        for cluster in &unit.facts.clusters {
            let own = || Home::Declared(index, cluster.object.address());
            declared.insert(said[index].clone().unwrap_or_else(own));
        }
    }
    declared
}

/// The clusters below every folder.
fn below(units: &[Unit], said: &[Option<Home>]) -> BTreeMap<String, BTreeSet<Home>> {
    let mut below: BTreeMap<String, BTreeSet<Home>> = BTreeMap::new();
    for (index, unit) in units.iter().enumerate() {
        let declared = unit.facts.clusters.iter().map(|cluster| cluster.object.address());
        let mut homes: BTreeSet<Home> =
            declared.map(|address| Home::Declared(index, address)).collect();
        if let Some(said) = &said[index] {
            homes = BTreeSet::from([said.clone()]);
        }
        for folder in ancestors(unit.scope.folder()).filter(|_| !homes.is_empty()) {
            below.entry(folder.to_owned()).or_default().extend(homes.iter().cloned());
        }
    }
    below
}

/// The cluster of the largest folder around one below which there is exactly one.
fn the_only_one_around(folder: &str, below: &BTreeMap<String, BTreeSet<Home>>) -> Option<Home> {
    let homes = ancestors(folder).filter_map(|folder| below.get(folder));
    let alone = homes.filter(|homes| homes.len() == 1).last()?;
    alone.first().cloned()
}
