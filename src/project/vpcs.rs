//! VPCs with clusters in them, and the subnets of control planes.

use std::collections::BTreeSet;

use ipnet::IpNet;

use super::routes::identity;
use super::{AddressPool, Project, addresses};
use crate::field::{Anchor, Dialect, Field, Object, Row};
use crate::model::{Cluster, NetworkPart, NetworkPartKind, Subnet, Unit};
use crate::value::{Kind, Reference, Truth, Value, Why};

/// A VPC that a cluster is in.
#[derive(Clone, Debug)]
pub struct Vpc {
    /// What declares it: the VPC, the call of a module that makes it, or an eksctl file.
    pub object: Object,
    /// Its range.
    pub range: Field<IpNet>,
    /// Whether it has further ranges.
    pub has_further_ranges: Truth,
    /// A cluster in it.
    pub cluster: Cluster,
    /// Whether pods may take their addresses elsewhere than nodes do.
    pub custom_networking: bool,
}

/// The VPCs of a unit, each with the first cluster in it.
pub(super) fn of(unit: &Unit, custom_networking: bool) -> Vec<Vpc> {
    let clusters = &unit.facts.clusters;
    let eksctl = clusters.iter().filter_map(|cluster| of_eksctl(cluster, custom_networking));
    let modules = unit.facts.networks.iter().filter_map(|network| {
        let further = network.further_ranges();
        let (least, most) = further.count();
        let has_further_ranges = match (least, most) {
            (0, Some(0)) => Truth::False,
            (0, _) => Truth::Unknown,
            _ => Truth::True,
        };
        let object = network.object.clone();
        let cluster = cluster_in(&object, unit)?.clone();
        let range = network.range();
        Some(Vpc { object, range, has_further_ranges, cluster, custom_networking })
    });
    let own = unit.facts.network_parts.iter().filter(|it| it.kind == NetworkPartKind::Vpc);
    let resources = own.filter_map(|part| {
        let object = part.object.clone();
        let cluster = cluster_in(&object, unit)?.clone();
        let has_further_ranges = further_ranges(&object, &unit.facts.network_parts);
        let range = object.at("cidr_block");
        Some(Vpc { object, range, has_further_ranges, cluster, custom_networking })
    });
    eksctl.chain(modules).chain(resources).collect()
}

/// The VPC that eksctl makes for a cluster.
fn of_eksctl(cluster: &Cluster, custom_networking: bool) -> Option<Vpc> {
    let object = &cluster.object;
    let absent = |path: &str| object.at::<Value>(path).is_absent().must();
    let own = object.dialect == Dialect::Eksctl && absent("vpc.id") && absent("vpc.subnets");
    own.then(|| Vpc {
        range: object.read(&Row { eksctl: "vpc.cidr", ..Row::EMPTY }),
        has_further_ranges: !object.at::<Value>("vpc.extraCIDRs").is_absent(),
        object: object.clone(),
        cluster: cluster.clone(),
        custom_networking,
    })
}

/// Whether another resource adds ranges to a VPC; one that names no VPC may.
fn further_ranges(vpc: &Object, parts: &[NetworkPart]) -> Truth {
    let ranges = parts.iter().filter(|it| it.kind == NetworkPartKind::Range);
    Truth::any(ranges.map(|part| {
        let named = part.object.at::<Value>("vpc_id");
        let reference = named.known().and_then(Value::as_reference);
        let here = reference.map(|it| it.address() == vpc.address().as_str());
        here.map_or(Truth::Unknown, Truth::from) & part.object.existence
    }))
}

/// The cluster of a unit whose control plane or nodes are in what an object declares, which is a VPC
/// or the call of a module that makes one.
fn cluster_in<'a>(vpc: &Object, unit: &'a Unit) -> Option<&'a Cluster> {
    let address = vpc.address();
    let of_vpc = |subnet: &&Subnet| {
        let named = subnet.object.at::<Value>("vpc_id");
        let reference = named.known().and_then(Value::as_reference);
        reference.is_some_and(|it| it.address() == address.as_str())
    };
    let subnets: BTreeSet<&str> =
        unit.facts.subnets.iter().filter(of_vpc).map(|it| it.address.as_str()).collect();
    let inside = |value: &Value| {
        references(value).iter().any(|it| {
            let at = it.address();
            at == address.as_str() || subnets.contains(at.as_str())
        })
    };
    let is_in = |field: &Field<Value>| field.known().is_some_and(inside);
    let by_cluster = unit.facts.clusters.iter().find(|cluster| is_in(&cluster.subnets()));
    let by_group = || {
        let group = unit.facts.node_groups.iter().find(|group| is_in(&group.subnets()))?;
        addresses::cluster_of(group, unit, &addresses::clusters_by_address(unit))
    };
    by_cluster.or_else(by_group)
}

/// The references that a value is or lists.
fn references(value: &Value) -> Vec<&Reference> {
    match &value.kind {
        Kind::Reference(reference) => vec![reference],
        Kind::List(list) => list.items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// Where a cluster's control plane has its network interfaces.
#[derive(Clone, Debug)]
pub struct ControlPlane {
    /// Where its subnets are named.
    pub named: Anchor,
    /// The subnets; why not, where they are not all known.
    pub subnets: Result<Vec<Subnet>, Why>,
    /// Whether one subnet at most is named, known or not.
    pub alone: Truth,
}

impl Project {
    /// Where the control plane of a cluster is, if that is not left to eksctl.
    pub fn control_plane_of(&self, cluster: &Cluster) -> Option<ControlPlane> {
        let unit = self.unit_of(&cluster.object)?;
        if cluster.object.dialect == Dialect::Eksctl {
            return control_plane_by_eksctl(cluster, unit);
        }
        let value = cluster.control_plane_subnets();
        let subnets = match value.known() {
            Some(known) => addresses::resolve(known, &addresses::by_address(&unit.facts.subnets)),
            None => Err(value.why().unwrap_or(Why::Elsewhere("the subnets".into()))),
        };
        let alone = value.holds(is_of_one);
        let subnets = subnets.and_then(|subnets| {
            let sure = subnets.iter().all(|subnet| subnet.object.existence.must());
            if sure { Ok(subnets) } else { Err(Why::Instances("the subnets".into())) }
        });
        Some(ControlPlane { named: value.anchor, subnets, alone })
    }

    /// Whether nodes of some group start in a subnet, and in larger ones too: a group whose subnets
    /// are all small is judged as a whole.
    pub fn starts_nodes(&self, subnet: &Subnet) -> bool {
        let unit = self.index_of(&subnet.object.scope);
        let pools = unit.map(|unit| self.pools(unit)).unwrap_or_default();
        let nodes = pools.iter().filter_map(|pool| pool.nodes.as_ref().ok());
        let mut nodes = nodes.filter(|nodes| {
            nodes.iter().any(|it| it.cidr.is(|cidr| cidr.prefix_len() < 24).must())
        });
        nodes.any(|nodes| nodes.iter().any(|it| identity(it) == identity(subnet)))
    }

    /// The address pools of a unit.
    pub fn pools_of(&self, unit: &Unit) -> &[AddressPool] {
        let index = self.index_of(&unit.scope.key());
        index.map(|index| self.pools(index)).unwrap_or_default()
    }

    /// The VPCs of a unit, by its index.
    pub fn vpcs(&self, unit: usize) -> &[Vpc] {
        &self.vpcs[unit]
    }
}

/// Every subnet that an eksctl file names or lets eksctl make; the control plane is in all of them
/// unless the file says in which.
fn control_plane_by_eksctl(cluster: &Cluster, unit: &Unit) -> Option<ControlPlane> {
    let others = cluster.object.at::<Value>("vpc.controlPlaneSubnetIDs");
    let address = cluster.object.address();
    let index = unit.facts.clusters.iter().position(|it| it.object.address() == address)?;
    let subnets = unit.facts.subnets.iter().filter(|it| it.cluster == Some(index));
    let subnets: Vec<Subnet> = subnets.cloned().collect();
    let named = cluster.object.at::<Value>("vpc.subnets").anchor;
    let own = others.is_unwritten() && !subnets.is_empty();
    own.then_some(ControlPlane { named, subnets: Ok(subnets), alone: Truth::Unknown })
}

/// Whether a list of subnets has a single one.
fn is_of_one(value: &Value) -> Truth {
    let Kind::List(list) = &value.kind else { return Truth::Unknown };
    match (list.items.as_slice(), list.rest.is_closed()) {
        ([only], true) => match (only.as_str(), only.as_reference()) {
            (Some(_), _) => Truth::True,
            (None, Some(reference)) => {
                let single = crate::model::Identity::of_value(only, &reference.kind).is_some();
                let named = reference.kind == "aws_subnet" && single;
                if named { Truth::True } else { Truth::Unknown }
            }
            (None, None) => Truth::Unknown,
        },
        (items, _) if items.len() > 1 => Truth::False,
        _ => Truth::Unknown,
    }
}
