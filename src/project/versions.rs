//! The Kubernetes versions that objects meet, and those that clusters had before.

use super::links::Home;
use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{AddressPool, Project};
use crate::data::versions::Minor;
use crate::field::{Anchor, Field, Object};
use crate::model::{Cluster, NodeGroup};
use crate::value::{Origin, Text};

/// The versions of the clusters of a project, to compare those of a later one with.
///
/// No place of the earlier project is kept: its texts are not those of the later one.
#[derive(Clone, Debug, Default)]
pub struct Past {
    versions: BTreeMap<Identity, (Option<SmolStr>, Minor)>,
}

/// A cluster by its scope, its address and its instance.
type Identity = (Arc<str>, SmolStr, SmolStr);

fn identity(cluster: &Cluster) -> Identity {
    let object = &cluster.object;
    (Arc::clone(&object.scope), object.address(), object.instance.clone())
}

fn known(field: &Field<Text>) -> Option<SmolStr> {
    field.known()?.known()
}

impl Project {
    /// The versions that its clusters are declared with, as far as they are known.
    pub fn versions(&self) -> Past {
        let clusters = self.units.iter().flat_map(|unit| &unit.facts.clusters);
        let version = |cluster: &Cluster| {
            let minor = known(&cluster.version())?.parse().ok()?;
            Some((identity(cluster), (known(&cluster.name()), minor)))
        };
        Past { versions: clusters.filter_map(version).collect() }
    }

    /// The same project, with what was declared before.
    #[must_use]
    pub fn after(mut self, past: Past) -> Self {
        self.past = past;
        self
    }

    /// The version that a cluster was declared with before; none where it was not declared, or had
    /// another name, which makes it another cluster.
    pub fn version_before(&self, cluster: &Cluster) -> Option<Minor> {
        let (name, version) = self.past.versions.get(&identity(cluster))?;
        (*name == known(&cluster.name())).then_some(*version)
    }

    /// The versions of the clusters that an object belongs to: more than one where a cluster has
    /// instances, none where no cluster is known.
    pub fn versions_around(&self, object: &Object) -> Vec<Field<Text>> {
        let home = self.index_of(&object.scope).and_then(|index| self.links.home(index));
        let Some(home) = home else { return Vec::new() };
        let declared: Vec<&Cluster> = match home {
            Home::Declared(unit, address) => {
                let clusters = self.units.get(*unit).map(|unit| unit.facts.clusters.as_slice());
                let clusters = clusters.unwrap_or_default().iter();
                clusters.filter(|cluster| cluster.object.address() == *address).collect()
            }
            Home::Said(_) => {
                let units = self.links.members(home).iter().map(|index| &self.units[*index]);
                units.flat_map(|unit| &unit.facts.clusters).collect()
            }
        };
        if declared.is_empty() {
            let said = self.said_of(object).and_then(|said| said.version);
            let field = |(minor, place)| {
                super::clusters::written(minor, Anchor::at(Origin::new(place), "version"))
            };
            return said.map(field).into_iter().collect();
        }
        declared.into_iter().map(|cluster| self.version_of(cluster)).collect()
    }

    /// The cluster that a node group is declared for, if it is declared in the same unit.
    pub fn cluster_of(&self, group: &NodeGroup) -> Option<&Cluster> {
        let object = &group.object;
        let same = |pool: &&AddressPool| {
            let other = &pool.group.object;
            other.subject == object.subject && other.instance == object.instance
        };
        self.pools(self.index_of(&object.scope)?).iter().find(same)?.cluster.as_ref()
    }

    /// What to say of a version that a cluster counts as having, which may be higher than the one that
    /// is written.
    pub fn counted(&self, version: &Field<Text>) -> String {
        let shown = version.display();
        match self.world.target {
            Some(target) if target.to_string() == shown => format!("as if the cluster had {shown}"),
            _ => format!("the cluster has {shown}"),
        }
    }

    /// The version that every older cluster is judged as if it had.
    pub fn target(&self) -> Option<Minor> {
        self.world.target
    }
}
