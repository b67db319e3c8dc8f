//! What is known of a cluster besides its declaration: what the user says.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::Project;
use super::links::Home;
use crate::data::versions::Minor;
use crate::field::{Anchor, Field, Object, State, Subject};
use crate::inputs::KnownCluster;
use crate::model::{Cluster, Facts, ServiceAccount, Unit};
use crate::value::{Origin, Text, Value};

impl Project {
    /// What the user says of the cluster that an object belongs to.
    pub fn said_of(&self, object: &Object) -> Option<&KnownCluster> {
        match self.links.home(self.index_of(&object.scope)?)? {
            Home::Said(name) => self.world.cluster_named(name),
            Home::Declared(..) => None,
        }
    }

    /// The version of a cluster: what its declaration says, else what the user says; and at least
    /// the one that all clusters are judged as if they had.
    pub fn version_of(&self, cluster: &Cluster) -> Field<Text> {
        let mut version = cluster.version();
        let said = self.said_about(cluster).and_then(|said| said.version);
        if let (Some((minor, place)), None) = (said, version.known()) {
            version = written(minor, Anchor::at(Origin::new(place), "version"));
        }
        let minor = version.known().and_then(Text::known).and_then(|it| it.parse::<Minor>().ok());
        match self.world.target {
            Some(target) if minor.is_none_or(|minor| minor < target) => {
                written(target, version.anchor)
            }
            _ => version,
        }
    }

    /// What the user says of a cluster, by where it is declared or by its name.
    pub(super) fn said_about(&self, cluster: &Cluster) -> Option<&KnownCluster> {
        let named = || self.world.cluster_named(&cluster.name().known()?.known()?);
        self.said_of(&cluster.object).or_else(named)
    }

    /// The clusters that the user speaks of to no effect: no paths are said of them, none of their
    /// names is declared, and nothing is deployed to them.
    pub fn unmet_clusters(&self) -> Vec<&KnownCluster> {
        let declared: BTreeSet<SmolStr> = self.named_clusters().map(|(name, _)| name).collect();
        let empty = |it: &KnownCluster| self.links.members(&Home::Said(it.name.clone())).is_empty();
        let said = self.world.clusters.iter().filter(|it| it.paths.is_empty());
        said.filter(|it| !declared.contains(&it.name) && empty(it)).collect()
    }

    /// Every declared cluster whose name is known: the name, and who that is.
    pub fn named_clusters(&self) -> impl Iterator<Item = (SmolStr, Subject)> {
        let clusters = self.units.iter().flat_map(|unit| &unit.facts.clusters);
        let named = |cluster: &Cluster| {
            Some((cluster.name().known()?.known()?, cluster.object.subject.clone()))
        };
        clusters.filter_map(named)
    }

    /// Every service account of the cluster that an object belongs to, if the user says that the
    /// files hold all of them.
    pub fn all_accounts(&self, object: &Object) -> Option<Vec<&ServiceAccount>> {
        self.all_of(object, "ServiceAccount", |facts| &facts.service_accounts)
    }

    /// Every fact of a kind in the cluster that an object belongs to, if the user says that the files
    /// hold all of them.
    pub fn all_of<'a, T>(
        &'a self,
        object: &Object,
        kind: &str,
        of: impl Fn(&'a Facts) -> &'a Vec<T>,
    ) -> Option<Vec<&'a T>> {
        Some(self.holders(kind, object)?.flat_map(|unit| of(&unit.facts)).collect())
    }

    /// The units that hold all objects of a kind in the cluster that an object belongs to, if the
    /// user says that they do.
    fn holders(&self, kind: &str, object: &Object) -> Option<Box<dyn Iterator<Item = &Unit> + '_>> {
        if self.world.closed.contains(kind) {
            return Some(Box::new(self.units.iter()));
        }
        let said = self.said_of(object).filter(|said| said.closed.contains(kind))?;
        let members = self.links.members(&Home::Said(said.name.clone()));
        Some(Box::new(members.iter().map(|index| &self.units[*index])))
    }

    /// Whether the user says that the files hold all objects of a kind, for the cluster that an
    /// object belongs to.
    pub fn is_complete(&self, kind: &str, object: &Object) -> bool {
        self.holders(kind, object).is_some()
    }
}

pub(super) fn written(minor: Minor, anchor: Anchor) -> Field<Text> {
    let value = Value::string(minor.to_string(), anchor.origin.clone());
    let state = Text::of(&value).map_or(State::Absent, State::Written);
    Field { state, anchor }
}
