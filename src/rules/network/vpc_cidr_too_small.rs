use crate::field::Dialect;
use crate::finding::{Finding, Verdict};
use crate::project::Vpc;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/network/vpc-cidr-too-small.md"), Check::Vpc(check));

fn check(vpc: &Vpc, context: &Context<'_>) -> Verdict {
    // What eksctl cuts out of the range for nodes is judged by `subnet-too-small`.
    if vpc.custom_networking || is_cut_for_nodes(vpc, context) {
        return Verdict::Inapplicable;
    }
    let prefix = context.option("prefix");
    let small = vpc.range.is(|range| i64::from(range.prefix_len()) >= prefix);
    let ipv6 = vpc.cluster.ip_family().is(|family| family == "ipv6");
    (small & !vpc.has_further_ranges & !ipv6).then(|| {
        let prefix = vpc.range.known().map_or(0, ipnet::IpNet::prefix_len);
        let called = vpc.cluster.called();
        Finding::new(format!("the VPC of `{called}` has a /{prefix} for all nodes, pods and load balancers"))
            .at(&vpc.range.anchor, "the only range of the VPC")
            .note("the subnets of all zones are cut out of it; when their addresses are used up new pods stay in ContainerCreating")
            .help("plan a /16, or add a secondary range such as one of 100.64.0.0/10 for pods: a range cannot be made larger")
    })
}

/// Whether subnets of nodes are known that eksctl cuts out of the range.
fn is_cut_for_nodes(vpc: &Vpc, context: &Context<'_>) -> bool {
    let unit = context.project.unit_of(&vpc.object);
    let of_eksctl = vpc.object.dialect == Dialect::Eksctl;
    let pools = unit.map(|unit| context.project.pools_of(unit)).unwrap_or_default();
    of_eksctl && pools.iter().any(|pool| pool.is_of(&vpc.cluster) && pool.subnets.is_ok())
}
