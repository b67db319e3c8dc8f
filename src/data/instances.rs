//! EC2 instance types: size, network limits and how many pods they carry.

use jiff::civil::Date;

use super::table;

const TABLE: &str = include_str!("source/instance_types.csv");

/// The day the table describes.
pub const AS_OF: Date = table::as_of(TABLE);

/// What the table was taken from.
pub const SOURCE: &str = table::source(TABLE);

/// The processor architecture, as in the node label `kubernetes.io/arch`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Architecture {
    /// x86-64 (Intel, AMD).
    Amd64,
    /// 64-bit Arm (Graviton).
    Arm64,
}

/// What runs below the instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hypervisor {
    /// The current generation: prefix delegation and IPv6 clusters work.
    Nitro,
    /// The older generations (`t2`, `m4` ...): they do not.
    Xen,
    /// Bare metal.
    None,
}

/// The graphics processors of an instance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gpus {
    /// How many; 0 for a fraction of one (`g6f`).
    pub count: u32,
    /// `nvidia` or `amd`; empty for an instance without any.
    pub vendor: &'static str,
}

/// An EC2 instance type. `None` in a field means that the table does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Instance {
    /// `m5.large`.
    pub name: &'static str,
    /// Virtual processors.
    pub vcpu: Option<u32>,
    /// Memory in MiB.
    pub memory_mib: Option<u32>,
    /// The architecture its image must have.
    pub architecture: Architecture,
    /// The hypervisor.
    pub hypervisor: Option<Hypervisor>,
    /// Elastic network interfaces of network card 0, the one that pods use.
    pub interfaces: Option<u32>,
    /// IPv4 addresses of one interface, its own primary address among them.
    pub addresses_per_interface: Option<u32>,
    /// Pods on a node in the VPC CNI's default mode: one secondary address each, and two on the
    /// host network. From `misc/eni-max-pods.txt` of the VPC CNI, else by its formula.
    pub max_pods: Option<u32>,
    /// Whether it takes branch interfaces, which security groups for pods need.
    pub trunking: Option<bool>,
    /// Its graphics processors.
    pub gpus: Option<Gpus>,
    /// Whether the EC2 API knows the name. Some types stand in other tables alone.
    pub in_ec2_api: bool,
}

impl Instance {
    /// Whether it has no hypervisor.
    pub fn bare_metal(&self) -> Option<bool> {
        self.hypervisor.map(|hypervisor| hypervisor == Hypervisor::None)
    }

    /// Whether an interface can take /28 prefixes instead of single addresses: on Nitro and on
    /// bare metal (VPC CNI, `IsPrefixDelegationSupported`). On others the setting has no effect.
    pub fn prefix_delegation(&self) -> Option<bool> {
        self.hypervisor.map(|hypervisor| hypervisor != Hypervisor::Xen)
    }

    /// IPv4 addresses of its subnet that a node with all interfaces attached holds.
    pub fn addresses_per_node(&self) -> Option<u32> {
        Some(self.interfaces? * self.addresses_per_interface?)
    }

    /// The most pods that AWS recommends and managed node groups allow: 110 below 30 vCPU,
    /// else 250.
    pub fn recommended_pods(&self) -> Option<u32> {
        self.vcpu.map(|vcpu| if vcpu < 30 { 110 } else { 250 })
    }

    /// Pods on a node with prefix delegation switched on, after the cap of `recommended_pods`; where
    /// it has no effect, `max_pods`.
    pub fn max_pods_with_prefixes(&self) -> Option<u32> {
        if !self.prefix_delegation()? {
            return self.max_pods;
        }
        let slots = self.interfaces? * (self.addresses_per_interface? - 1);
        Some((slots * ADDRESSES_PER_PREFIX + HOST_NETWORK_PODS).min(self.recommended_pods()?))
    }

    /// Pods on a node with custom networking, whose first interface carries none.
    pub fn max_pods_with_custom_networking(&self) -> Option<u32> {
        let slots = (self.interfaces? - 1) * (self.addresses_per_interface? - 1);
        Some(slots + HOST_NETWORK_PODS)
    }
}

/// A delegated prefix is a /28.
const ADDRESSES_PER_PREFIX: u32 = 16;

/// `aws-node` and `kube-proxy` take no address of their own.
const HOST_NETWORK_PODS: u32 = 2;

/// The instance type with this exact name.
pub fn instance(name: &str) -> Option<Instance> {
    table::row(TABLE, name).map(|(name, cells)| read(name, cells))
}

/// The names of all instance types, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    table::body(TABLE).lines().filter_map(|line| line.split_once(',').map(|(name, _)| name))
}

/// Reads the cells behind the name.
fn read(name: &'static str, cells: &'static str) -> Instance {
    let mut cells = cells.split(',');
    let mut next = || cells.next().unwrap_or_default();
    Instance {
        name,
        vcpu: next().parse().ok(),
        memory_mib: next().parse().ok(),
        architecture: if next() == "arm64" { Architecture::Arm64 } else { Architecture::Amd64 },
        hypervisor: hypervisor(next()),
        interfaces: next().parse().ok(),
        addresses_per_interface: next().parse().ok(),
        max_pods: next().parse().ok(),
        trunking: truth(next()),
        gpus: gpus(next()),
        in_ec2_api: truth(next()).unwrap_or(false),
    }
}

fn hypervisor(cell: &str) -> Option<Hypervisor> {
    match cell {
        "nitro" => Some(Hypervisor::Nitro),
        "xen" => Some(Hypervisor::Xen),
        "metal" => Some(Hypervisor::None),
        _ => None,
    }
}

fn truth(cell: &str) -> Option<bool> {
    (!cell.is_empty()).then_some(cell == "1")
}

fn gpus(cell: &'static str) -> Option<Gpus> {
    let (count, vendor) = cell.split_once(':').unwrap_or((cell, ""));
    count.parse().ok().map(|count| Gpus { count, vendor })
}

#[cfg(test)]
mod tests;
