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
    /// The units of each folder and of each home, in order.
    folders: BTreeMap<String, Vec<usize>>,
    homes: BTreeMap<String, Vec<usize>>,
}

impl Links {
    /// Counts the clusters below every folder, and sorts units by what links them.
    pub fn of(units: &[Unit]) -> Self {
        let mut clusters = BTreeMap::new();
        for unit in units {
            let mut names: Vec<_> =
                unit.facts.clusters.iter().map(|cluster| &cluster.object.subject.name).collect();
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
            links.folders.entry(unit.scope.folder().to_owned()).or_default().push(index);
            if let Some(home) = links.home(&unit.scope) {
                let home = home.to_owned();
                links.homes.entry(home).or_default().push(index);
            }
        }
        links
    }

    /// The units linked to a scope, its own among them, by index and in order.
    pub fn linked(&self, scope: &Scope) -> Vec<usize> {
        let of_folder = self.folders.get(scope.folder());
        let of_home = self.home(scope).and_then(|home| self.homes.get(home));
        let mut linked: Vec<usize> =
            of_folder.into_iter().chain(of_home).flatten().copied().collect();
        linked.sort_unstable();
        linked.dedup();
        linked
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
