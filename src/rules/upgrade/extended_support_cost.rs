use super::k8s_version_unsupported;
use crate::data::versions::{
    EXTENDED_CENTS, Minor, Release, STANDARD_CENTS, Support, release, releases,
};
use crate::finding::{Finding, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/upgrade/extended-support-cost.md"),
    Check::Cluster(check),
);

/// Hours of a month, as AWS counts them.
const HOURS: i64 = 730;

fn check(cluster: &Cluster, context: &Context<'_>) -> Verdict {
    let version = context.project.version_of(cluster);
    if version.is_absent().must() {
        return Verdict::Inapplicable;
    }
    let row = |text: &Text| text.known().and_then(|it| release(it.parse::<Minor>().ok()?));
    let extended = version.holds(|text| match text.known() {
        Some(_) => row(text).is_some_and(|it| is_extended(it, context)).into(),
        None => Truth::Unknown,
    });
    let policy = cluster.support_type();
    (extended & !policy.is(|kind| kind == "STANDARD")).then(|| {
        let (now, before) = (dollars(EXTENDED_CENTS), dollars(STANDARD_CENTS));
        let name = version.display();
        let message = format!(
            "Kubernetes {name} is in extended support, at {now} an hour instead of {before}"
        );
        let finding = Finding::new(message).at(&version.anchor, "in extended support");
        let more = (EXTENDED_CENTS - STANDARD_CENTS) * HOURS / 100;
        let finding = match version.known().and_then(row) {
            Some(row) => finding.note(format!(
                "about ${more} a month more for this cluster, after {} and until {}",
                row.standard_support_ends, row.extended_support_ends
            )),
            None => finding,
        };
        let standard =
            |it: &&Release| matches!(it.support_on(context.today), Support::Standard { .. });
        match releases().iter().find(standard) {
            Some(oldest) => finding.help(format!(
                "upgrade one minor version at a time; {} is the oldest in standard support",
                oldest.version
            )),
            None => finding.help("upgrade one minor version at a time"),
        }
    })
}

/// Whether a version costs extra on the day, or will within the days that the option gives; not one
/// whose end is so near that it is told instead.
fn is_extended(row: &Release, context: &Context<'_>) -> bool {
    match row.support_on(context.today) {
        Support::Extended { until } => !k8s_version_unsupported::is_near(until, context),
        Support::Standard { until } => {
            let days = context.today.until(until).map(|span| i64::from(span.get_days()));
            days.is_ok_and(|days| days < context.option("ahead-days"))
        }
        Support::Unreleased | Support::Ended { .. } => false,
    }
}

fn dollars(cents: i64) -> String {
    format!("${}.{:02}", cents / 100, cents % 100)
}
