use crate::finding::{Finding, Verdict};
use crate::model::{Cluster, Subnet};
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/network/control-plane-subnet-too-small.md"),
    Check::Cluster(check),
);

/// Addresses that EKS asks for in each subnet of a cluster.
const NEEDED: u64 = 6;

/// Addresses that EKS recommends to have there.
const RECOMMENDED: u64 = 16;

fn check(cluster: &Cluster, context: &Context<'_>) -> Verdict {
    let Some(plane) = context.project.control_plane_of(cluster) else {
        return Verdict::Inapplicable;
    };
    let subnets = match &plane.subnets {
        Ok(subnets) => subnets,
        Err(why) => return Verdict::undecided(&plane.named.path, why),
    };
    let below = |subnet: &Subnet, least: u64| subnet.cidr.is(|cidr| Subnet::usable(cidr) < least);
    let with_nodes = |subnet: &Subnet| Truth::from(context.project.starts_nodes(subnet));
    let bad = |subnet: &&Subnet| {
        below(subnet, NEEDED) | (below(subnet, RECOMMENDED) & with_nodes(subnet))
    };
    Truth::any(subnets.iter().map(|it| bad(&it))).then(|| {
        let found = subnets.iter().find(|it| bad(it).must()).unwrap_or(&subnets[0]);
        let usable = found.cidr.known().map_or(0, Subnet::usable);
        let called = cluster.called();
        let text = match usable {
            0..NEEDED => format!("EKS asks for {NEEDED} in each subnet of the cluster"),
            _ => format!("EKS recommends {RECOMMENDED}, and nodes start here too"),
        };
        Finding::new(format!("a subnet of the control plane of `{called}` has {usable} addresses"))
            .at(&found.cidr.anchor, text)
            .and(&plane.named, "the control plane has its network interfaces here")
            .note("an upgrade takes up to five more addresses of the subnet; without them it is refused, and so is the creation of the cluster")
            .help("give the control plane subnets of its own of a /28 or larger, and start nothing else in them")
    })
}
