use crate::finding::{Finding, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};

use super::public_endpoint_open::{is_open, turned_off};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/endpoint/public-endpoint.md"), Check::Cluster(check));

fn check(cluster: &Cluster, _: &Context<'_>) -> Verdict {
    let (public, cidrs) = (cluster.public_access(), cluster.public_cidrs());
    let on = public.is(|on| *on);
    if on.must() && is_open(cluster).must() {
        return Verdict::Inapplicable;
    }
    on.then(|| {
        let called = cluster.called();
        let message = format!("the API server of `{called}` has a public endpoint");
        let finding = Finding::new(message).at(&public.anchor, "public");
        let finding = if cidrs.unwritten {
            finding
        } else {
            finding.and(&cidrs.anchor, "for the networks of this list")
        };
        let finding = finding
            .note("whoever comes out of one of these networks, visitors and office Wi-Fi too, can try credentials and flaws of the API server")
            .help("reach the cluster by VPN, Direct Connect or a host in the VPC, and turn the public endpoint off");
        turned_off(finding, cluster)
    })
}
