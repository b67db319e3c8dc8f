//! The Kubernetes versions that objects meet, and those that clusters had before.

use super::links::Home;
use super::{AddressPool, Project};
use crate::data::versions::Minor;
use crate::field::{Anchor, Field, Object};
use crate::model::{Cluster, NodeGroup};
use crate::value::{Origin, Text};

impl Project {
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

    /// The version that every older cluster is judged as if it had.
    pub fn target(&self) -> Option<Minor> {
        self.world.target
    }
}
