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
}

impl Links {
    /// Counts the clusters below every folder.
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
        Self { clusters }
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
