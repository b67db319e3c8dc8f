//! The addresses that nodes and their pods can take.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::field::{Anchor, Field, Object};
use crate::model::{Cluster, NodeGroup, Subnet, SubnetRole, Unit};
use crate::value::{InstanceKey, Kind, Mode, PathStep, Reference, Truth, Value, Why};

/// A node group, and the subnets that its nodes and pods take their addresses from.
#[derive(Clone, Debug)]
pub struct AddressPool {
    /// The node group.
    pub group: NodeGroup,
    /// The cluster, if it is declared in the same unit.
    pub cluster: Option<Cluster>,
    /// Where the subnets are named, or the group itself.
    pub named: Anchor,
    /// What names them.
    pub value: Field<Value>,
    /// The subnets; why not, where they are not all known.
    pub subnets: Result<Vec<Subnet>, Why>,
    /// The subnets that its nodes start in, wherever pods take their addresses.
    pub nodes: Result<Vec<Subnet>, Why>,
}

impl AddressPool {
    /// Who the pool is about: the subnets, if they are known, so that node groups that share them
    /// share a finding; else the node group.
    pub fn object(&self) -> &Object {
        let first = self.subnets.as_ref().ok().and_then(|subnets| subnets.first());
        first.map_or(&self.group.object, |subnet| &subnet.object)
    }

    /// Whether the nodes are those of a cluster.
    pub fn is_of(&self, cluster: &Cluster) -> bool {
        self.cluster.as_ref().is_some_and(|it| it.object.address() == cluster.object.address())
    }

    /// The instance types of the nodes, if all are known.
    pub fn instance_types(&self) -> Vec<Field<SmolStr>> {
        self.group.instance_types()
    }
}

/// The pools of a unit: one for each node group. With custom networking the subnets of nodes say
/// little about pods.
pub(super) fn pools(unit: &Unit, custom_networking: bool) -> Vec<AddressPool> {
    let facts = &unit.facts;
    let subnets_at = by_address(&facts.subnets);
    let clusters_at = clusters_by_address(unit);
    let pool = |group: &NodeGroup| {
        let cluster = cluster_of(group, unit, &clusters_at);
        let own = group.subnets();
        let (value, named) = match (&own, cluster) {
            (own, Some(cluster)) if own.is_unwritten() && !of_eksctl(group) => {
                let subnets = cluster.subnets();
                (subnets.clone(), subnets.anchor)
            }
            (own, _) => (own.clone(), own.anchor.clone()),
        };
        let subnets = if of_eksctl(group) {
            eksctl(group, cluster, &facts.subnets)
        } else {
            match value.known() {
                Some(value) => resolve(value, &subnets_at),
                None => Err(value.why().unwrap_or(Why::Elsewhere("the subnets".into()))),
            }
        };
        let nodes = subnets.clone();
        let subnets =
            if custom_networking { Err(Why::NotEvaluated("custom networking")) } else { subnets };
        let (group, cluster) = (group.clone(), cluster.cloned());
        AddressPool { group, cluster, named, value, subnets, nodes }
    };
    facts.node_groups.iter().map(pool).collect()
}

/// Whether a node group is of an eksctl file, where only its own subnets can be written.
fn of_eksctl(group: &NodeGroup) -> bool {
    group.object.tool() == crate::field::Tool::Eksctl
}

/// The cluster that a node group is declared for.
pub(super) fn cluster_of<'a>(
    group: &NodeGroup,
    unit: &'a Unit,
    by_address: &BTreeMap<SmolStr, &'a Cluster>,
) -> Option<&'a Cluster> {
    let clusters = &unit.facts.clusters;
    if let Some(index) = group.cluster {
        return clusters.get(index);
    }
    let field = group.cluster_name();
    let name = field.known()?;
    if let Some(reference) = name.as_reference() {
        return by_address.get(reference.address().as_str()).copied();
    }
    let name = name.text()?;
    clusters.iter().find(|it| it.name().known().is_some_and(|own| own.same_as(&name).must()))
}

/// The first cluster of each address.
pub(super) fn clusters_by_address(unit: &Unit) -> BTreeMap<SmolStr, &Cluster> {
    let clusters = unit.facts.clusters.iter().rev();
    clusters.map(|cluster| (cluster.object.address(), cluster)).collect()
}

/// Subnets by how others refer to them.
pub(super) type Subnets<'a> = BTreeMap<&'a str, Vec<&'a Subnet>>;

pub(super) fn by_address(subnets: &[Subnet]) -> Subnets<'_> {
    let mut all = Subnets::new();
    for subnet in subnets {
        all.entry(&subnet.address).or_default().push(subnet);
    }
    all
}

/// The subnets that a Terraform value names.
pub(super) fn resolve(value: &Value, subnets: &Subnets<'_>) -> Result<Vec<Subnet>, Why> {
    match &value.kind {
        Kind::List(list) => match &list.rest {
            crate::value::Rest::Open { why, .. } => Err(why.clone()),
            crate::value::Rest::Closed => {
                let each = list.items.iter().map(|item| resolve(item, subnets));
                Ok(each.collect::<Result<Vec<_>, _>>()?.concat())
            }
        },
        Kind::Reference(reference) => named(reference, subnets).ok_or_else(|| value.why()),
        _ => Err(value.why()),
    }
}

/// The subnets that a reference names.
fn named(reference: &Reference, subnets: &Subnets<'_>) -> Option<Vec<Subnet>> {
    let (address, index) = match (reference.mode, reference.path.as_slice()) {
        (Mode::Module, [PathStep::Name(output)]) => {
            (format!("{}.{output}", reference.address()), None)
        }
        (Mode::Module, [PathStep::Name(output), PathStep::Index(index)]) => {
            (format!("{}.{output}", reference.address()), Some(InstanceKey::Index(*index)))
        }
        (Mode::Managed, [PathStep::Name(name)]) if name == "id" => (reference.address(), None),
        _ => return None,
    };
    let key = match index.as_ref().unwrap_or(&reference.key) {
        InstanceKey::Single | InstanceKey::All => None,
        InstanceKey::Index(index) => Some(SmolStr::from(index.to_string())),
        InstanceKey::Name(name) => Some(name.clone()),
        InstanceKey::Unknown => return None,
    };
    let of_key = |subnet: &&&Subnet| key.as_ref().is_none_or(|key| *key == subnet.key);
    let at_address = subnets.get(address.as_str())?;
    let found: Vec<_> = at_address.iter().filter(of_key).copied().cloned().collect();
    (!found.is_empty()).then_some(found)
}

/// The subnets that eksctl places a node group in: those of its own cluster.
fn eksctl(
    group: &NodeGroup,
    cluster: Option<&Cluster>,
    subnets: &[Subnet],
) -> Result<Vec<Subnet>, Why> {
    let restricted = !group.subnets().is_unwritten() || !group.availability_zones().unwritten;
    if restricted {
        return Err(Why::NotEvaluated("a node group's own choice of subnets"));
    }
    let private = group.private_networking().is(|on| *on)
        | cluster.map_or(Truth::False, |it| it.fully_private().is(|on| *on));
    let wanted = match private {
        Truth::True => SubnetRole::Private,
        Truth::False => SubnetRole::Public,
        Truth::Unknown => return Err(Why::Alternatives(2)),
    };
    let of_cluster = |subnet: &&Subnet| subnet.role == wanted && subnet.cluster == group.cluster;
    let found: Vec<_> = subnets.iter().filter(of_cluster).cloned().collect();
    if found.is_empty() { Err(Why::Elsewhere("the VPC".into())) } else { Ok(found) }
}
