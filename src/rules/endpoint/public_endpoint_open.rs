use ipnet::IpNet;

use crate::field::Field;
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
    let everyone = cidrs.any(|cidr| cidr.is(is_everyone)) | halves(&cidrs);
    (public.is(|on| *on) & everyone).then(|| {
        let called = cluster.called();
        let message = format!("the API server of `{called}` is open to the whole internet");
        let written = cidrs.seen().find(|cidr| cidr.is(|it| it.prefix_len() <= 1).must());
        let written = written.filter(|_| !cidrs.unwritten);
        let finding = match written {
            Some(cidr) => Finding::new(message)
                .at(&cidr.anchor, "everyone")
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
        // EKS refuses a cluster that can be reached neither from outside nor from inside.
        match cluster.private_access().is(|on| *on) {
            Truth::True => {
                let edit = public.anchor.set(false);
                finding.fix(FixClass::Unsafe, "turn the public endpoint off", edit)
            }
            _ => finding,
        }
    })
}

fn is_everyone(cidr: &IpNet) -> bool {
    cidr.prefix_len() == 0
}

/// Whether both halves of the address space are named, which is everyone in two words.
fn halves(cidrs: &crate::field::Listing<IpNet>) -> Truth {
    let has = |half: &str| {
        let half: IpNet = half.parse().expect("half of the IPv4 addresses");
        cidrs.any(|cidr: &Field<IpNet>| cidr.is(|it| it.trunc() == half))
    };
    has("0.0.0.0/1") & has("128.0.0.0/1")
}
