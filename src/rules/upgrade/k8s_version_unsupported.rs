use jiff::civil::Date;

use crate::data::versions::{Minor, Support, newest, support};
use crate::finding::{Finding, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule, Severity};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/upgrade/k8s-version-unsupported.md"),
    Check::Cluster(check),
);

fn check(cluster: &Cluster, context: &Context<'_>) -> Verdict {
    let version = context.project.version_of(cluster);
    if version.is_absent().must() {
        return Verdict::Inapplicable;
    }
    // EKS began with 1.10: an older one is a number that lost its last zero, which is another mistake.
    let real = |minor: Minor| minor >= Minor::new(1, 10);
    // A cluster with the policy `STANDARD` has lost its support long before, which is told by itself.
    let upgraded = cluster.support_type().is(|kind| kind == "STANDARD");
    let ended = |minor: Minor| match support(minor, context.today) {
        Some(Support::Ended { .. }) => Truth::True,
        Some(Support::Extended { until }) if is_near(until, context) => !upgraded,
        _ => Truth::False,
    };
    let minor = |text: &Text| text.known().and_then(|it| it.parse::<Minor>().ok());
    let old = version.holds(|text| match text.known() {
        Some(_) => minor(text).filter(|it| real(*it)).map_or(Truth::False, ended),
        None => Truth::Unknown,
    });
    old.then(|| {
        let known = version.known().and_then(minor).unwrap_or(newest().version);
        let finding = match support(known, context.today) {
            Some(Support::Extended { until }) => {
                let message = format!("EKS ends all support of Kubernetes {known} on {until}");
                Finding::new(message).at(&version.anchor, "in extended support").severity(Severity::Info)
            }
            Some(Support::Ended { since: None }) => {
                Finding::new(format!("EKS no longer supports Kubernetes {known}"))
                    .at(&version.anchor, "unsupported for years")
            }
            Some(Support::Ended { since: Some(since) }) => {
                let message = format!("EKS no longer supports Kubernetes {known}, since {since}");
                Finding::new(message).at(&version.anchor, format!("unsupported since {since}"))
            }
            _ => Finding::new(format!("EKS does not support Kubernetes {known}"))
                .at(&version.anchor, "one of these is unsupported"),
        };
        finding
            .note("AWS upgrades the control plane by itself at a time of its choosing; nodes stay behind")
            .help(format!("upgrade one minor version at a time; the newest is {}", newest().version))
    })
}

/// Whether the end of all support is so near that this rule tells of it.
pub(super) fn is_near(until: Date, context: &Context<'_>) -> bool {
    let days = context.today.until(until).map(|span| i64::from(span.get_days()));
    days.is_ok_and(|days| days <= context.options.of(&RULE.meta, "ahead-days"))
}
