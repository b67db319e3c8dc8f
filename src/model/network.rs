//! VPCs and subnets.

use ipnet::IpNet;
use smol_str::SmolStr;

use crate::field::{Field, Object};
use crate::value::Value;

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
    /// Whether a symbolic value, such as `aws_subnet.private[0].id`, names this subnet.
    pub fn is_named_by(&self, value: &Value) -> bool {
        value.as_reference().is_some_and(|reference| reference.address() == self.address)
    }

    /// Addresses that nodes and pods can use: AWS keeps five of each subnet.
    ///
    /// Source: VPC user guide, "Subnet sizing for IPv4".
    pub fn usable(cidr: &IpNet) -> u64 {
        let bits = u32::from(cidr.max_prefix_len() - cidr.prefix_len());
        1_u64.checked_shl(bits).unwrap_or(u64::MAX).saturating_sub(5)
    }
}
