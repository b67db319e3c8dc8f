use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::project::Discovery;
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Why};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/network/subnet-role-tag-missing.md"),
    Check::Discovery(check),
);

fn check(discovery: &Discovery, _: &Context<'_>) -> Verdict {
    let needs_tags = discovery.needs_tags();
    for (truth, path, what) in [
        (needs_tags, "version", "the version of the AWS Load Balancer Controller"),
        (discovery.is_asked, "subnets", "whether a load balancer looks for its subnets"),
        (discovery.is_tagged, "tags", "the tags of every subnet"),
    ] {
        if truth == Truth::Unknown {
            watch::note(&path.into(), Why::Elsewhere(what.into()));
        }
    }
    (discovery.is_asked & needs_tags & !discovery.is_tagged).then(|| finding(discovery))
}

fn finding(discovery: &Discovery) -> Finding {
    let (scheme, tag) = (discovery.scheme.name(), discovery.scheme.tag());
    let called = discovery.cluster.called();
    let message = format!("no subnet of `{called}` has the tag `{tag}` of {scheme} load balancers");
    let mut finding = Finding::new(message).at(&discovery.place, "without the tag");
    for subnet in &discovery.others {
        finding = finding.and(subnet, "without the tag");
    }
    for balancer in discovery.balancers.iter().take(3) {
        finding = finding.and(balancer, format!("its {scheme} load balancer looks for subnets"));
    }
    for controller in &discovery.controllers {
        finding = finding.and(&controller.version.anchor, "this version goes by the tag alone");
    }
    let finding = finding
        .note("no load balancer is made: \"unable to resolve at least one subnet\" stands in the controller's log, and the address stays empty")
        .help(format!("tag the subnets with `{tag} = 1`, or upgrade the AWS Load Balancer Controller to 2.13 or later"));
    if discovery.is_of_module {
        let title = format!("tag the subnets with `{tag}`");
        return finding.fix(FixClass::Safe, title, discovery.place.set("1"));
    }
    finding
}
