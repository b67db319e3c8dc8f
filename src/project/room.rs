//! How many nodes the subnets of a node group have addresses for.

use super::{AddressPool, Project};
use crate::data::instances::{Instance, instance};
use crate::model::Subnet;
use crate::value::{Truth, Why};

/// What the addresses of a node group come to, as far as each part of it is known.
#[derive(Clone, Debug)]
pub struct Room {
    /// Usable addresses of each subnet.
    pub subnets: Result<Vec<u64>, Gap>,
    /// What a node of the instance type that takes most addresses takes of its subnet.
    pub share: Result<Share, Gap>,
    /// The greatest number of nodes.
    pub maximum: Result<u64, Gap>,
}

/// What one node takes, with all of its network interfaces attached and full.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Share {
    /// The instance type.
    pub instance: Instance,
    /// Its network interfaces.
    pub interfaces: u64,
    /// Addresses of each of them, its own among them.
    pub addresses: u64,
}

/// Something that is missing in the sum.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gap {
    /// The setting, as its tool spells it, or what else is asked for.
    pub setting: String,
    /// Why it is not known.
    pub why: String,
}

impl Room {
    /// All usable addresses.
    pub fn usable(&self) -> Option<u64> {
        Some(self.subnets.as_ref().ok()?.iter().sum())
    }

    /// How many nodes fit into each subnet: all addresses of a node are of one.
    pub fn fitting(&self) -> Option<Vec<u64>> {
        let each = self.share.as_ref().ok()?.each();
        self.subnets.as_ref().ok()?.iter().map(|usable| usable.checked_div(each)).collect()
    }

    /// The addresses that the greatest number of nodes takes.
    pub fn wanted(&self) -> Option<u64> {
        Some(self.maximum.as_ref().ok()? * self.share.as_ref().ok()?.each())
    }

    /// Whether the greatest number of nodes fits, if nothing else takes any address.
    pub fn fits(&self) -> Option<bool> {
        Some(*self.maximum.as_ref().ok()? <= self.fitting()?.iter().sum())
    }
}

impl Share {
    /// Addresses of its subnet.
    pub fn each(&self) -> u64 {
        self.interfaces * self.addresses
    }
}

impl Gap {
    fn of(setting: impl Into<String>, why: &impl ToString) -> Self {
        Self { setting: setting.into(), why: why.to_string() }
    }
}

impl Project {
    /// What the addresses of a node group come to.
    pub fn room_of(&self, pool: &AddressPool) -> Room {
        let scope = self.scope_of(&pool.group.object);
        let linked = scope.into_iter().flat_map(|scope| self.linked(scope));
        let by_the_block = Truth::any(linked.map(|unit| unit.facts.prefix_delegation.is_on()));
        let blocked = |why: &str| Err(Gap::of("ENABLE_PREFIX_DELEGATION", &why));
        let share = match by_the_block {
            Truth::True => blocked("prefix delegation gives a node addresses in blocks of 16"),
            Truth::Unknown => {
                blocked("prefix delegation, of which the files speak, gives addresses by the block")
            }
            Truth::False => largest(pool),
        };
        Room { subnets: usable(pool), share, maximum: maximum(pool) }
    }
}

fn usable(pool: &AddressPool) -> Result<Vec<u64>, Gap> {
    let family = pool.cluster.as_ref().map(crate::model::Cluster::ip_family);
    if let Some(family) = family.filter(|it| it.is(|it| it == "ipv6") != Truth::False) {
        let why = family.why().map(|why| why.to_string());
        let why =
            why.unwrap_or_else(|| "pods take IPv6 addresses, which do not run out".to_owned());
        return Err(Gap::of(family.anchor.path.as_str(), &why));
    }
    let named = || match pool.named.path.as_str() {
        "" => "subnets".to_owned(),
        path => path.to_owned(),
    };
    let subnets = pool.subnets.as_ref().map_err(|why| Gap::of(named(), why))?;
    if subnets.is_empty() {
        return Err(Gap::of(named(), &"no subnet is named"));
    }
    let of = |subnet: &Subnet| {
        let why = || subnet.cidr.why().unwrap_or(Why::Elsewhere("it".into()));
        let range = subnet.cidr.known();
        range.map(Subnet::usable).ok_or_else(|| {
            Gap::of(format!("{} of {}", subnet.cidr.anchor.path, subnet.object.subject), &why())
        })
    };
    subnets.iter().map(of).collect()
}

/// The instance type of which a node takes most addresses.
fn largest(pool: &AddressPool) -> Result<Share, Gap> {
    let setting = "instance types";
    if let Some(why) = pool.group.unseen_types() {
        return Err(Gap::of(setting, &why));
    }
    let of = |field: &crate::field::Field<smol_str::SmolStr>| {
        let Some(name) = field.known() else {
            let why = field.why().unwrap_or(Why::Invalid);
            return Err(Gap::of(field.anchor.path.as_str(), &why));
        };
        let share = instance(name).and_then(|instance| {
            let (interfaces, addresses) = (instance.interfaces?, instance.addresses_per_interface?);
            let (interfaces, addresses) = (u64::from(interfaces), u64::from(addresses));
            Some(Share { instance, interfaces, addresses })
        });
        share.ok_or_else(|| Gap::of(setting, &format!("`{name}` is in no table of its limits")))
    };
    let shares = pool.instance_types().iter().map(of).collect::<Result<Vec<_>, _>>()?;
    let largest = shares.into_iter().max_by_key(Share::each);
    largest.ok_or_else(|| Gap::of(setting, &"none is written"))
}

fn maximum(pool: &AddressPool) -> Result<u64, Gap> {
    let field = pool.group.maximum();
    let setting = match field.anchor.path.as_str() {
        "" => "maximum",
        path => path,
    };
    match field.known() {
        Some(most) => u64::try_from(*most).map_err(|_| Gap::of(setting, &Why::Invalid)),
        None if field.is_unwritten() => Err(Gap::of(setting, &"it is not written")),
        None => Err(Gap::of(setting, &field.why().unwrap_or(Why::Invalid))),
    }
}
