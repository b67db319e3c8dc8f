use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

use super::public_endpoint_open::is_open;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/endpoint/private-endpoint-disabled.md"),
    Check::Cluster(check),
);

fn check(cluster: &Cluster, _: &Context<'_>) -> Verdict {
    let (private, public) = (cluster.private_access(), cluster.public_access());
    // With neither endpoint EKS refuses the cluster.
    (private.is(|on| !*on) & public.is(|on| *on)).then(|| {
        let called = cluster.called();
        let message = format!("the API server of `{called}` has no endpoint inside its VPC");
        let text = if private.is_unwritten() { "off by default" } else { "off" };
        let finding = Finding::new(message).at(&private.anchor, text);
        // Where nothing is written both stand at the same place.
        let finding = if public.is_unwritten() {
            finding
        } else {
            finding.and(&public.anchor, "the public endpoint is the only one")
        };
        let cidrs = cluster.public_cidrs();
        let open = is_open(cluster);
        let finding = if (!open & Truth::from(!cidrs.unwritten)).must() {
            finding.and(&cidrs.anchor, "this list has to admit the nodes too").note(
                "nodes whose public or NAT address is not in the list cannot join or report, and turn NotReady",
            )
        } else {
            finding.note("nodes reach the API server by its public address, out of the VPC: without a NAT or internet gateway they cannot join")
        };
        // A list that admits everyone admits the nodes: it works, and `public-endpoint-open` is told.
        let finding = if open.must() { finding.severity(Severity::Info) } else { finding };
        finding
            .help(format!("turn `{}` on: nodes then stay inside the VPC", private.anchor.path))
            .fix(FixClass::Unsafe, "turn the private endpoint on", private.anchor.set(true))
    })
}
