//! VPCs and subnets.

use ipnet::IpNet;
use smol_str::SmolStr;

use crate::field::{Dialect, Field, Listing, Object, Row, ToolDefault};
use crate::value::{Lookup, PathStep, Truth, Value};

/// One subnet.
#[derive(Clone, Debug)]
pub struct Subnet {
    /// Its settings; for a subnet that a module makes, the module call.
    pub object: Object,
    /// Its IPv4 range.
    pub cidr: Field<IpNet>,
    /// How others refer to it: `aws_subnet.private`, `module.vpc.private_subnets`.
    pub address: SmolStr,
    /// Its place among the instances of the address: `0`, `"a"`; empty for the only one.
    pub key: SmolStr,
    /// What it is for, as far as that is declared.
    pub role: SubnetRole,
    /// The cluster that it is declared in, as an index into the unit's clusters: eksctl.
    pub cluster: Option<usize>,
    /// Whether its lifecycle leaves its tags to somebody else.
    pub is_tagged_elsewhere: bool,
}

/// What a subnet is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SubnetRole {
    /// Declared private.
    Private,
    /// Declared public.
    Public,
    /// For something else than nodes: intra, database, transit.
    Other,
    /// Not declared.
    Unknown,
}

/// A call of a module that makes a VPC with its subnets.
#[derive(Clone, Debug)]
pub struct Network {
    /// The arguments of the call.
    pub object: Object,
}

impl Subnet {
    /// Addresses that nodes and pods can use: AWS keeps five of each subnet.
    ///
    /// Source: VPC user guide, "Subnet sizing for IPv4".
    pub fn usable(cidr: &IpNet) -> u64 {
        let bits = u32::from(cidr.max_prefix_len() - cidr.prefix_len());
        1_u64.checked_shl(bits).unwrap_or(u64::MAX).saturating_sub(5)
    }
}

/// Terraform fills in `true` for the VPC module's own gateway.
const CREATE_INTERNET_GATEWAY: Row<bool> =
    Row { module: &[(0, "create_igw")], default: ToolDefault::Api(|| true), ..Row::EMPTY };

const NAT: Row<bool> = Row { module: &[(0, "enable_nat_gateway")], ..Row::EMPTY };

const SINGLE_NAT: Row<bool> = Row { module: &[(0, "single_nat_gateway")], ..Row::EMPTY };

const NAT_PER_ZONE: Row<bool> = Row { module: &[(0, "one_nat_gateway_per_az")], ..Row::EMPTY };

const OWN_NAT_ADDRESSES: Row<bool> = Row { module: &[(0, "reuse_nat_ips")], ..Row::EMPTY };

const RANGE: Row<IpNet> = Row { module: &[(0, "cidr")], ..Row::EMPTY };

/// The inputs of the module for VPCs that put tags on subnets.
const TAGS: [&str; 8] = [
    "tags",
    "private_subnet_tags",
    "public_subnet_tags",
    "intra_subnet_tags",
    "database_subnet_tags",
    "elasticache_subnet_tags",
    "outpost_subnet_tags",
    "redshift_subnet_tags",
];

/// Those that have a map for each zone.
const TAGS_BY_ZONE: [&str; 2] = ["private_subnet_tags_per_az", "public_subnet_tags_per_az"];

impl Network {
    /// Whether public subnets have a route to the internet.
    pub fn has_internet_gateway(&self) -> Field<bool> {
        self.object.read(&CREATE_INTERNET_GATEWAY)
    }

    /// Whether private subnets have a way out.
    pub fn nat(&self) -> Field<bool> {
        self.object.read(&NAT)
    }

    /// Whether there is one NAT gateway for all of them.
    pub fn single_nat(&self) -> Field<bool> {
        self.object.read(&SINGLE_NAT)
    }

    /// Whether there is one for each zone; without, and where there is not one for all, there is one
    /// for each private subnet.
    ///
    /// Source: terraform-aws-modules/vpc `main.tf`, `nat_gateway_count`.
    pub fn nat_per_zone(&self) -> Field<bool> {
        self.object.read(&NAT_PER_ZONE)
    }

    /// Whether the NAT gateways take addresses that are made beside the module, one each.
    pub fn has_own_nat_addresses(&self) -> Field<bool> {
        self.object.read(&OWN_NAT_ADDRESSES)
    }

    /// Whether subnets are spread over several zones, in turn.
    pub fn has_several_zones(&self) -> Truth {
        let several = several(self.object.list_at::<Value>("azs").count());
        if all_zones(&self.object).is_some() { Truth::True } else { several }
    }

    /// Whether there are several private subnets.
    pub fn has_several_private_subnets(&self) -> Truth {
        several(self.private_subnets().count())
    }

    /// The private subnets.
    pub fn private_subnets(&self) -> Listing<Value> {
        self.object.list_at("private_subnets")
    }

    /// The range of the VPC.
    pub fn range(&self) -> Field<IpNet> {
        self.object.read(&RANGE)
    }

    /// Whether a tag of Kubernetes at its subnets says that a cluster uses them.
    pub fn is_tagged_for_kubernetes(&self) -> bool {
        is_tagged(&self.object, &["private_subnet_tags", "public_subnet_tags"])
    }

    /// Whether any of its subnets has a tag, with whatever value.
    pub fn has_subnet_tag(&self, name: &str) -> Truth {
        let by_zone = TAGS_BY_ZONE.iter().map(|path| {
            let unwritten = self.object.at::<Value>(path).is_unwritten();
            if unwritten { Truth::False } else { Truth::Unknown }
        });
        Truth::any(TAGS.iter().map(|path| has_tag(&self.object, path, name)).chain(by_zone))
    }

    /// Further ranges of the VPC.
    pub fn further_ranges(&self) -> Listing<Value> {
        self.object.list_at("secondary_cidr_blocks")
    }
}

impl Subnet {
    /// The availability zone: its name, its id, or a reference to one.
    ///
    /// The module for VPCs takes the zones in turn; eksctl has them as keys, if they are no names
    /// of another kind.
    pub fn zone(&self) -> Option<Value> {
        match &self.object.dialect {
            Dialect::Resource => {
                let named = ["availability_zone", "availability_zone_id"];
                let fields = named.map(|path| self.object.at::<Value>(path));
                fields.iter().find_map(|field| field.known().cloned())
            }
            Dialect::Module { .. } => {
                let index = self.key.parse::<usize>().ok()?;
                let zones = self.object.list_at::<Value>("azs");
                if let Some(zones) = zones.whole() {
                    return zones.get(index.checked_rem(zones.len())?)?.known().cloned();
                }
                // How many zones a region has is not known, but it has two.
                let all = all_zones(&self.object).filter(|_| index < 2)?;
                let step = PathStep::Index(i64::try_from(index).ok()?);
                let mut reference = all.as_reference()?.clone();
                reference.path.push(step);
                Some(Value::reference(reference, all.origin))
            }
            Dialect::Eksctl | Dialect::Kubernetes => None,
        }
    }

    /// Whether two subnets are in one zone.
    ///
    /// Two elements of one list of zones are two zones: the data source gives each name once.
    pub fn shares_zone(&self, other: &Self) -> Truth {
        let (Some(one), Some(two)) = (self.zone(), other.zone()) else { return Truth::Unknown };
        match (one.as_str(), two.as_str()) {
            (Some(one), Some(two)) => return Truth::from(one == two),
            (None, None) if one.same_reference(&two) => return Truth::True,
            _ => {}
        }
        let (Some(one), Some(two)) = (one.as_reference(), two.as_reference()) else {
            return Truth::Unknown;
        };
        let index = |path: &[PathStep]| match path {
            [PathStep::Name(_), PathStep::Index(index)] => Some(*index),
            _ => None,
        };
        let other_item = one.address() == two.address()
            && one.kind == "aws_availability_zones"
            && index(&one.path).zip(index(&two.path)).is_some_and(|(one, two)| one != two);
        if other_item { Truth::False } else { Truth::Unknown }
    }

    /// Whether it has a tag that is set at itself, with whatever value.
    pub fn has_own_tag(&self, name: &str) -> Truth {
        let elsewhere = if self.is_tagged_elsewhere { Truth::Unknown } else { Truth::False };
        has_tag(&self.object, "tags", name) | elsewhere
    }

    /// Whether a tag of Kubernetes at it says that a cluster uses it.
    pub fn is_tagged_for_kubernetes(&self) -> bool {
        is_tagged(&self.object, &["tags"])
    }
}

/// Whether a list has two items at least, by its bounds.
fn several((least, most): (u32, Option<u32>)) -> Truth {
    match (least, most) {
        (2.., _) => Truth::True,
        (_, Some(0 | 1)) => Truth::False,
        _ => Truth::Unknown,
    }
}

/// What the module takes zones from, if that is every zone of the region: two at least, because no
/// region has fewer.
///
/// Source: AWS global infrastructure, "Regions and Availability Zones".
fn all_zones(object: &Object) -> Option<Value> {
    let zones = object.at::<Value>("azs").known()?.clone();
    let reference = zones.as_reference()?;
    let names = matches!(reference.attribute(), Some("names" | "zone_ids"));
    (reference.kind == "aws_availability_zones" && names).then_some(zones)
}

/// Whether a map of tags has one.
fn has_tag(object: &Object, path: &str, name: &str) -> Truth {
    let tags = object.at::<Value>(path);
    if tags.is_unwritten() {
        return Truth::False;
    }
    match tags.known().and_then(Value::as_map).map(|map| map.get(name)) {
        Some(Lookup::Found(_)) => Truth::True,
        Some(Lookup::Absent) => Truth::False,
        Some(Lookup::Unknown(_)) | None => Truth::Unknown,
    }
}

/// Whether one of several maps has a key that Kubernetes or Karpenter looks for.
fn is_tagged(object: &Object, paths: &[&str]) -> bool {
    paths.iter().any(|path| {
        let tags = object.at::<Value>(path);
        let map = tags.known().and_then(Value::as_map);
        let mut keys = map.into_iter().flat_map(|map| {
            let partial = map.partial.iter().filter_map(|(key, _)| Some(key.text()?.display()));
            map.entries.iter().map(|entry| entry.key.to_string()).chain(partial)
        });
        keys.any(|key| key.starts_with("kubernetes.io/") || key.starts_with("karpenter.sh/"))
    })
}
