//! What a VPC is made of beside its subnets: its ranges, and the way out of it.

use ipnet::IpNet;
use smol_str::SmolStr;

use crate::field::{Field, Listing, Object};
use crate::value::{InstanceKey, Mode, PathStep, Reference, Truth, Value};

/// A Terraform resource that says how a VPC is laid out.
#[derive(Clone, Debug)]
pub struct NetworkPart {
    /// What it is.
    pub kind: NetworkPartKind,
    /// Its settings.
    pub object: Object,
}

/// What a part of a network is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NetworkPartKind {
    /// The VPC itself.
    Vpc,
    /// One more range of a VPC.
    Range,
    /// A NAT gateway.
    NatGateway,
    /// A table of routes, some of which may be written inside.
    RouteTable,
    /// One route of a table.
    Route,
    /// Says which table holds for a subnet.
    Association,
    /// A tag that is set beside the resource that has it.
    Tag,
}

impl NetworkPartKind {
    /// What a type of resource is.
    pub fn of_resource(kind: &str) -> Option<Self> {
        match kind {
            "aws_vpc" => Some(Self::Vpc),
            "aws_vpc_ipv4_cidr_block_association" => Some(Self::Range),
            "aws_nat_gateway" => Some(Self::NatGateway),
            "aws_route_table" | "aws_default_route_table" => Some(Self::RouteTable),
            "aws_route" => Some(Self::Route),
            "aws_route_table_association" => Some(Self::Association),
            "aws_ec2_tag" => Some(Self::Tag),
            _ => None,
        }
    }
}

/// One instance of a resource, as references name it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identity {
    /// Its address without its key.
    pub address: SmolStr,
    /// Its key: `0`, `a`; empty for the only one.
    pub key: SmolStr,
}

impl Identity {
    /// The identity of what is declared.
    pub fn of_object(object: &Object) -> Self {
        let key = object.key().trim_matches(['[', ']', '"']);
        Self { address: object.address(), key: key.into() }
    }

    /// The one resource of a type that a value names, by its id or as a whole.
    pub fn of_value(value: &Value, kind: &str) -> Option<Self> {
        let reference = value.as_reference()?;
        let by_id = match reference.path.as_slice() {
            [] => true,
            [PathStep::Name(name)] => name == "id",
            _ => false,
        };
        let fits = by_id && reference.mode == Mode::Managed && reference.kind == kind;
        let fits = fits && reference.transforms.is_empty();
        let key = key_of(reference)?;
        fits.then(|| Self { address: reference.address().into(), key })
    }
}

/// The key of the one instance that a reference means.
fn key_of(reference: &Reference) -> Option<SmolStr> {
    match &reference.key {
        InstanceKey::Single => Some(SmolStr::default()),
        InstanceKey::Index(index) => Some(index.to_string().into()),
        InstanceKey::Name(name) => Some(name.clone()),
        InstanceKey::All | InstanceKey::Unknown => None,
    }
}

/// One route: where to, and through what.
#[derive(Clone, Debug)]
pub struct Route {
    /// The networks that it is for: those of IPv4, else those of IPv6.
    pub destination: Field<IpNet>,
    /// The internet gateway, or something that is named in its place.
    pub gateway: Field<Value>,
    /// The NAT gateway.
    pub nat: Field<Value>,
}

impl Route {
    /// The routes that are written inside of a table.
    pub fn inside(table: &Object) -> Listing<Value> {
        table.list_at("route")
    }

    /// One that is written inside of a table.
    pub fn of_entry(table: &Object, body: &Value) -> Self {
        let inner = Object { body: body.clone(), header: body.origin.span, ..table.clone() };
        Self::of(&inner, ["cidr_block", "ipv6_cidr_block"])
    }

    /// One that is a resource of its own.
    pub fn of_resource(route: &Object) -> Self {
        Self::of(route, ["destination_cidr_block", "destination_ipv6_cidr_block"])
    }

    fn of(object: &Object, [four, six]: [&str; 2]) -> Self {
        let (four, six) = (object.at::<IpNet>(four), object.at::<IpNet>(six));
        let destination = if four.is_unwritten() { six } else { four };
        Self { destination, gateway: object.at("gateway_id"), nat: object.at("nat_gateway_id") }
    }

    /// Whether it is for everything that no other route is for.
    pub fn is_default(&self) -> Truth {
        self.destination.is(|it| it.prefix_len() == 0)
    }

    /// Whether it leads to an internet gateway.
    pub fn is_to_internet(&self) -> Truth {
        self.gateway.holds(|value| match (value.as_reference(), value.as_str()) {
            (Some(to), _) if to.mode == Mode::Module => Truth::Unknown,
            (Some(to), _) => Truth::from(to.kind == "aws_internet_gateway"),
            (None, Some(id)) => Truth::from(id.starts_with("igw-")),
            (None, None) => Truth::Unknown,
        })
    }
}
