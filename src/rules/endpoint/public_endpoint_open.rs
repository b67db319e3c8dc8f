use ipnet::IpNet;

use crate::field::{Field, Items, Listing, State};
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/endpoint/public-endpoint-open.md"),
    Check::Cluster(check),
);

fn check(cluster: &Cluster, _: &Context<'_>) -> Verdict {
    let (public, cidrs) = (cluster.public_access(), cluster.public_cidrs());
    is_open(cluster).then(|| {
        let called = cluster.called();
        let message = format!("the API server of `{called}` is open to the whole internet");
        let widest = cidrs.seen().filter(|_| !cidrs.unwritten);
        let widest = widest.min_by_key(|it| it.known().map_or(u8::MAX, IpNet::prefix_len));
        let finding = match widest {
            Some(cidr) => Finding::new(message)
                .at(&cidr.anchor, label(cidr))
                .and(&public.anchor, "the endpoint is public"),
            None if public.is_unwritten() => {
                Finding::new(message).at(&public.anchor, "public by default, from any address")
            }
            None => Finding::new(message)
                .at(&public.anchor, "public, and no list of networks narrows it"),
        };
        let finding = finding
            .note("anyone can try stolen or leaked credentials, and every flaw of the API server, from anywhere")
            .help(format!(
                "name the networks you work from in `{}`, or turn the public endpoint off",
                cidrs.anchor.path
            ));
        turned_off(finding, cluster)
    })
}

/// Whether the endpoint is public, for every address.
pub(super) fn is_open(cluster: &Cluster) -> Truth {
    let (public, cidrs) = (cluster.public_access(), cluster.public_cidrs());
    let everyone = cidrs.any(|cidr| cidr.is(is_everyone)) | together(&cidrs);
    public.is(|on| *on) & everyone
}

/// Offers to turn the public endpoint off, where there is a private one: EKS refuses a cluster that
/// can be reached neither from outside nor from inside.
pub(super) fn turned_off(finding: Finding, cluster: &Cluster) -> Finding {
    match cluster.private_access().is(|on| *on) {
        Truth::True => {
            let edit = cluster.public_access().anchor.set(false);
            finding.fix(FixClass::Unsafe, "turn the public endpoint off", edit)
        }
        _ => finding,
    }
}

fn is_everyone(cidr: &IpNet) -> bool {
    cidr.prefix_len() == 0
}

fn label(cidr: &Field<IpNet>) -> &'static str {
    match &cidr.state {
        State::Default(_) => "an empty list is not sent, so it is everyone",
        _ if cidr.is(is_everyone).must() => "everyone",
        _ => "all networks of the list together are everyone",
    }
}

/// Whether networks that are narrower cover the address space together, such as its two halves.
fn together(cidrs: &Listing<IpNet>) -> Truth {
    let covered = |items: &Items<IpNet>| {
        let known: Vec<IpNet> = items.items.iter().filter_map(|it| it.known().copied()).collect();
        Truth::from(IpNet::aggregate(&known).iter().any(is_everyone))
    };
    Truth::agree(cidrs.alternatives.iter().map(covered))
}
