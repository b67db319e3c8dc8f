//! What is known of nodes together with their cluster.

use smol_str::SmolStr;

use super::{AddressPool, Project};
use crate::data::versions::Minor;
use crate::field::{Field, Object};
use crate::model::{AmiFamily, Cluster, LaunchTemplate};
use crate::value::{Text, Truth};

/// How nodes are made: a node group, or a class of Karpenter's.
#[derive(Clone, Debug)]
pub struct Nodes<'a> {
    /// What declares them.
    pub object: &'a Object,
    /// The node group with its cluster; a class has none.
    pub pool: Option<&'a AddressPool>,
    /// What they are started with, as far as the files declare it.
    pub template: Option<LaunchTemplate>,
}

impl Nodes<'_> {
    /// The name of the family of images, as its tool spells it.
    pub fn ami_type(&self) -> Field<SmolStr> {
        match (self.pool, &self.template) {
            (None, Some(template)) => template.ami_type(),
            (Some(pool), _) => pool.group.ami_type(),
            (None, None) => self.object.at(""),
        }
    }

    /// The family of images.
    pub fn ami_family(&self) -> Field<AmiFamily> {
        self.ami_type().map(|name| AmiFamily::of(&name))
    }

    /// Whether they boot an image that somebody names, in place of the newest that EKS publishes.
    pub fn has_own_image(&self) -> Truth {
        match (self.pool, &self.template) {
            (Some(pool), _) => pool.group.has_own_image(),
            (None, Some(class)) => class.selects_own_image(),
            (None, None) => Truth::Unknown,
        }
    }

    /// Whether EKS runs the node group and merges its own user data into that of the template.
    pub fn is_merged_by_eks(&self) -> Truth {
        let managed = |pool: &&AddressPool| pool.group.kind == crate::model::NodeGroupKind::Managed;
        match self.pool.filter(managed) {
            Some(_) => !self.has_own_image(),
            None => Truth::False,
        }
    }
}

impl Project {
    /// All nodes of a unit, by its index.
    pub fn nodes(&self, unit: usize) -> Vec<Nodes<'_>> {
        let groups = self.pools(unit).iter().map(|pool| Nodes {
            object: &pool.group.object,
            pool: Some(pool),
            template: pool.group.launch_template(),
        });
        let classes = self.units[unit].facts.node_classes.iter();
        let classes =
            classes.map(|it| Nodes { object: &it.object, pool: None, template: Some(it.clone()) });
        groups.chain(classes).collect()
    }

    /// The Kubernetes version of nodes: that of their group, else that of their cluster; none where
    /// the files do not show which cluster that is.
    pub fn version_of_nodes(&self, nodes: &Nodes<'_>) -> Option<Field<Text>> {
        let own = nodes.pool.map(|pool| pool.group.version());
        if let Some(own) = own.filter(|own| !own.is_unwritten()) {
            return Some(own);
        }
        let cluster = match nodes.pool {
            Some(pool) => pool.cluster.as_ref(),
            None => self.cluster_around(nodes.object),
        };
        cluster.map(|cluster| self.version_of(cluster))
    }

    /// The only cluster that is declared around an object.
    fn cluster_around(&self, object: &Object) -> Option<&Cluster> {
        let scope = self.scope_of(object)?;
        let mut clusters = self.linked(scope).flat_map(|unit| &unit.facts.clusters);
        clusters.next().filter(|_| clusters.next().is_none())
    }
}

/// Whether a Kubernetes version is a certain one or newer.
pub fn is_at_least(version: &Field<Text>, least: Minor) -> Truth {
    let parsed = |text: &Text| text.known().and_then(|it| it.parse::<Minor>().ok());
    version.holds(|text| parsed(text).map_or(Truth::Unknown, |it| Truth::from(it >= least)))
}
