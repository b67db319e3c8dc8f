//! Which scopes belong together.

use std::collections::BTreeMap;

use crate::model::{Scope, Unit};

/// The evidence that scopes are about the same cluster.
///
/// A folder below which exactly one cluster is declared holds that cluster with everything that
/// runs on it; the largest such folder above a scope is its home. Scopes with one home are linked,
/// and so are scopes of one folder.
#[derive(Debug, Default)]
pub struct Links {
    clusters: BTreeMap<String, usize>,
    /// The units of each home, and of each folder, by their indices.
    homes: BTreeMap<String, Vec<usize>>,
    folders: BTreeMap<String, Vec<usize>>,
}

impl Links {
    /// Counts the clusters below every folder, and gathers the units of every home and folder.
    pub fn of(units: &[Unit]) -> Self {
        let mut clusters = BTreeMap::new();
        for unit in units {
            let declared = unit.facts.clusters.iter();
            let mut names: Vec<_> = declared.map(|cluster| cluster.object.address()).collect();
            names.sort();
            names.dedup();
            if names.is_empty() {
                continue;
            }
            for folder in ancestors(unit.scope.folder()) {
                *clusters.entry(folder.to_owned()).or_default() += names.len();
            }
        }
        let mut links = Self { clusters, ..Self::default() };
        for (index, unit) in units.iter().enumerate() {
            if let Some(home) = links.home(&unit.scope).map(str::to_owned) {
                links.homes.entry(home).or_default().push(index);
            }
            links.folders.entry(unit.scope.folder().to_owned()).or_default().push(index);
        }
        links
    }

    /// The indices of the units that are linked to a scope, its own among them, in order.
    pub fn around(&self, scope: &Scope) -> Vec<usize> {
        let home = self.home(scope).and_then(|home| self.homes.get(home));
        let folder = self.folders.get(scope.folder());
        let mut all: Vec<usize> = home.into_iter().chain(folder).flatten().copied().collect();
        all.sort_unstable();
        all.dedup();
        all
    }

    /// The largest folder around a scope below which exactly one cluster is declared.
    pub fn home<'a>(&self, scope: &'a Scope) -> Option<&'a str> {
        let alone = |folder: &&str| self.clusters.get(*folder) == Some(&1);
        ancestors(scope.folder()).filter(alone).last()
    }

    /// Whether two scopes belong to one cluster.
    pub fn are_linked(&self, one: &Scope, two: &Scope) -> bool {
        one.folder() == two.folder()
            || self.home(one).is_some_and(|home| Some(home) == self.home(two))
    }
}

/// A folder and all folders around it, the root of the run (an empty path) last.
fn ancestors(folder: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(folder), |folder| outer(folder))
}

/// The folder around a folder; none for the root of the run.
fn outer(folder: &str) -> Option<&str> {
    match folder.rsplit_once('/') {
        Some((outer, _)) => Some(outer),
        None => (!folder.is_empty()).then_some(""),
    }
}
