use crate::finding::{Finding, Verdict};
use crate::project::Traffic;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/traffic/loadbalancer-per-service.md"),
    Check::Traffic(check),
);

fn check(traffic: &Traffic, context: &Context<'_>) -> Verdict {
    let services = &traffic.load_balancers;
    let [first, others @ ..] = services.as_slice() else { return Verdict::Pass };
    let count = services.len();
    if i64::try_from(count).is_ok_and(|count| count < context.option("limit")) {
        return Verdict::Pass;
    }
    let finding = Finding::new(format!("{count} services make a load balancer each"))
        .at(&first.kind().anchor, "the first of them");
    others
        .iter()
        .fold(finding, |finding, service| finding.and(&service.kind().anchor, "another"))
        .note("each is paid for by the hour and counts against the account's quota")
        .help("put HTTP services behind one Ingress or Gateway, and share its load balancer by a group name")
        .fail()
}
