use crate::field::Dialect;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::NodeGroup;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/network/nodes-in-public-subnet.md"),
    Check::NodeGroup(check),
);

fn check(group: &NodeGroup, context: &Context<'_>) -> Verdict {
    let Some(placement) = context.project.placement_of(group) else { return Verdict::Undecided };
    placement.public.then(|| {
        let message = match &placement.of_cluster {
            Some(cluster) => format!("nodes start in the public subnets of `{cluster}`"),
            None => format!("the nodes of `{}` start in public subnets", group.called()),
        };
        let eksctl = group.object.dialect == Dialect::Eksctl;
        let text = match (eksctl, placement.named.is_written()) {
            (true, false) => "public subnets by default",
            (true, true) => "public subnets",
            (false, _) => "at least one of these subnets is public",
        };
        let finding = Finding::new(message).at(&placement.named, text);
        let finding = match &placement.route {
            Some(route) => finding.and(route, "its route to the internet"),
            None => finding,
        };
        let finding = finding.note("a node with a public address has only security groups between its ports and the internet; one without can reach nothing outside and never joins");
        if eksctl {
            let edit = placement.named.set(true);
            return finding
                .help("set `privateNetworking: true` at a new group and drain this one into it: the subnets of a group cannot be changed")
                .fix(FixClass::Recreate, "start the nodes in private subnets", edit);
        }
        finding.help("start nodes in subnets whose way out is a NAT gateway, and leave public subnets to load balancers")
    })
}
