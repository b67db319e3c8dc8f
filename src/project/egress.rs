//! The NAT gateways that private subnets of clusters reach the internet through.

use smol_str::SmolStr;

use super::routes::{Routes, identity};
use super::{AddressPool, Project, Vpc};
use crate::field::{Anchor, Dialect, Object, Row, ToolDefault};
use crate::model::{Cluster, ComponentKind, Identity, Network, NetworkPartKind, Subnet, Unit};
use crate::value::{Truth, Value, Why};

/// One way out that subnets of a cluster share.
#[derive(Clone, Debug)]
pub struct Egress {
    /// What declares it: the gateway, the call of a module that makes it, or an eksctl file.
    pub object: Object,
    /// What makes it one for all.
    pub decides: Anchor,
    /// Whether it is one gateway, in one zone.
    pub single: Truth,
    /// Whether subnets in several zones send their traffic through it.
    pub shared: Truth,
    /// Why it is not known whether it is single, if it is not.
    pub unknown: Option<Why>,
    /// Where these subnets are declared, as far as they are.
    pub subnets: Vec<Anchor>,
    /// Of a module: what makes one for each zone, where that is not on.
    pub per_zone: Option<Anchor>,
    /// Whether more gateways than one need addresses that somebody has to make first.
    pub needs_addresses: Truth,
}

/// eksctl: what it makes where nothing is written. Source: eksctl `pkg/apis/eksctl.io/v1alpha5/vpc.go`,
/// `DefaultNAT`.
const NAT: Row<SmolStr> =
    Row { eksctl: "vpc.nat.gateway", default: ToolDefault::Api(|| "Single".into()), ..Row::EMPTY };

const NAT_MODE: Row<SmolStr> = Row {
    resource: "availability_mode",
    default: ToolDefault::Api(|| "zonal".into()),
    ..Row::EMPTY
};

/// The ways out of a unit that its clusters use.
pub(super) fn of(unit: &Unit, pools: &[AddressPool], vpcs: &[Vpc], routes: &Routes) -> Vec<Egress> {
    let eksctl = unit.facts.clusters.iter().enumerate();
    let eksctl = eksctl.filter_map(|(index, cluster)| of_eksctl(cluster, index, unit));
    let modules = unit.facts.networks.iter().filter_map(|network| of_module(network, vpcs));
    let gateways = unit.facts.network_parts.iter();
    let gateways = gateways.filter(|part| part.kind == NetworkPartKind::NatGateway);
    let gateways = gateways.filter_map(|part| of_gateway(&part.object, (unit, pools), routes));
    eksctl.chain(modules).chain(gateways).collect()
}

/// The gateway of the VPC that eksctl makes, if pods run in its private subnets: those of private
/// node groups, of Fargate, and of what starts nodes by itself.
fn of_eksctl(cluster: &Cluster, index: usize, unit: &Unit) -> Option<Egress> {
    let object = &cluster.object;
    let written = |path: &str| !object.at::<Value>(path).is_unwritten();
    // An Outpost is in one zone; a VPC that exists has the gateways that somebody made.
    let foreign = ["vpc.id", "vpc.subnets"].into_iter().any(written)
        || cluster.may_exist_already()
        || cluster.is_on_outpost().may()
        || cluster.ip_family().is(|it| it == "ipv6").may();
    if object.dialect != Dialect::Eksctl || foreign {
        return None;
    }
    let groups = unit.facts.node_groups.iter().filter(|it| it.cluster == Some(index));
    let private = groups.map(|it| it.private_networking().is(|on| *on));
    let mut components = unit.facts.components.iter().filter(|it| it.cluster == Some(index));
    let fargate = components.any(|it| it.kind == ComponentKind::Fargate);
    let inside = Truth::any(private) | Truth::from(fargate) | cluster.auto_mode().is(|on| *on);
    if !inside.may() || cluster.fully_private().is(|on| *on).may() {
        return None;
    }
    let nat = object.read(&NAT);
    Some(Egress {
        object: object.clone(),
        single: nat.is(|it| it.eq_ignore_ascii_case("single")),
        unknown: nat.why(),
        decides: nat.anchor,
        shared: inside,
        subnets: Vec::new(),
        per_zone: None,
        needs_addresses: Truth::False,
    })
}

/// The gateways of a VPC that a module makes.
fn of_module(network: &Network, vpcs: &[Vpc]) -> Option<Egress> {
    let object = &network.object;
    let tagged = network.is_tagged_for_kubernetes();
    if !tagged && !vpcs.iter().any(|vpc| vpc.object.address() == object.address()) {
        return None;
    }
    let on = network.nat().is(|on| *on);
    if !on.may() {
        return None;
    }
    let single = network.single_nat();
    let per_zone = network.nat_per_zone();
    Some(Egress {
        object: object.clone(),
        single: on & single.is(|on| *on),
        unknown: network.nat().why().or_else(|| single.why()),
        decides: single.anchor,
        shared: network.has_several_zones() & network.has_several_private_subnets(),
        subnets: vec![network.private_subnets().anchor],
        per_zone: (!per_zone.is(|on| *on).must()).then_some(per_zone.anchor),
        needs_addresses: network.has_own_nat_addresses().is(|on| *on),
    })
}

/// A NAT gateway, if subnets that are seen to belong to a cluster have it as their way out.
fn of_gateway(
    object: &Object,
    (unit, pools): (&Unit, &[AddressPool]),
    routes: &Routes,
) -> Option<Egress> {
    let own = Identity::of_object(object);
    let through = |subnet: &&Subnet| routes.nat_of(subnet).as_ref() == Some(&own);
    let subnets: Vec<&Subnet> = unit.facts.subnets.iter().filter(through).collect();
    let of_nodes = |subnet: &&Subnet| {
        let mut all = pools.iter().filter_map(|pool| pool.nodes.as_ref().ok()).flatten();
        all.any(|it| identity(it) == identity(subnet))
    };
    let of_cluster = |subnet: &&Subnet| subnet.is_tagged_for_kubernetes() || of_nodes(subnet);
    let used: Vec<&Subnet> = subnets.into_iter().filter(of_cluster).collect();
    let (first, others) = used.split_first()?;
    let shared = Truth::any(others.iter().map(|other| !first.shares_zone(other)));
    let mode = object.read(&NAT_MODE);
    let sure = object.existence & Truth::all(used.iter().map(|it| it.object.existence));
    Some(Egress {
        object: object.clone(),
        single: mode.is(|mode| mode != "regional"),
        unknown: mode.why(),
        decides: object.anchor(),
        shared: shared & if sure.must() { Truth::True } else { Truth::Unknown },
        subnets: vec![first.object.anchor()],
        per_zone: None,
        needs_addresses: Truth::False,
    })
}

impl Project {
    /// The ways out of a unit, by its index.
    pub fn egress(&self, unit: usize) -> &[Egress] {
        &self.egress[unit]
    }
}
