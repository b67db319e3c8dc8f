use crate::field::{Anchor, watch};
use crate::finding::{Finding, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/network/subnets-too-few-azs.md"), Check::Cluster(check));

fn check(cluster: &Cluster, context: &Context<'_>) -> Verdict {
    if let Some((one, anchor)) = cluster.has_one_zone() {
        return (one & !cluster.is_on_outpost()).then(|| finding(cluster, &anchor, &[]));
    }
    let Some(plane) = context.project.control_plane_of(cluster) else {
        return Verdict::Inapplicable;
    };
    let same = match plane.subnets.as_deref() {
        Ok([]) => Truth::Unknown,
        Ok([first, others @ ..]) => Truth::all(others.iter().map(|other| first.shares_zone(other))),
        Err(why) => {
            watch::note(&plane.named.path, why.clone());
            plane.alone
        }
    };
    let shown = plane.subnets.iter().flatten().map(|it| it.object.anchor());
    let shown: Vec<_> = shown.take(2).collect();
    (same & !cluster.is_on_outpost()).then(|| finding(cluster, &plane.named, &shown))
}

fn finding(cluster: &Cluster, anchor: &Anchor, subnets: &[Anchor]) -> Finding {
    let called = cluster.called();
    let message = format!("all subnets of `{called}` are in one availability zone");
    let finding = Finding::new(message).at(anchor, "EKS wants two zones at least");
    subnets
        .iter()
        .fold(finding, |finding, subnet| finding.and(subnet, "in the same zone"))
        .note("EKS refuses to create the cluster: subnets must be in at least two different AZs")
        .help("name subnets in two zones at least, better three: later ones have to be in the same zones")
}
