use jiff::civil::Date;

use crate::data::versions::{Minor, Support, release};
use crate::finding::{Finding, Verdict};
use crate::model::Cluster;
use crate::rule::{Check, Context, Rule, Severity};
use crate::value::{Text, Truth};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/upgrade/auto-upgrade-due.md"), Check::Cluster(check));

fn check(cluster: &Cluster, context: &Context<'_>) -> Verdict {
    let (version, policy) = (context.project.version_of(cluster), cluster.support_type());
    if version.is_absent().must() || policy.is_unwritten() {
        return Verdict::Inapplicable;
    }
    let end = |text: &Text| due(text.known()?.parse().ok()?, context);
    let due = version.holds(|text| match text.known() {
        Some(_) => end(text).is_some().into(),
        None => Truth::Unknown,
    });
    (due & policy.is(|kind| kind == "STANDARD")).then(|| {
        let name = version.display();
        let until = version.known().and_then(end).unwrap_or(context.today);
        let finding = if until < context.today {
            let message = format!("EKS upgrades this cluster off Kubernetes {name} by itself, since {until}");
            Finding::new(message)
                .at(&version.anchor, format!("standard support ended on {until}"))
                .note("where that has happened, a version that is written behind it is a downgrade, which EKS refuses")
        } else {
            let message = format!("EKS upgrades this cluster off Kubernetes {name} by itself after {until}");
            Finding::new(message)
                .at(&version.anchor, format!("standard support ends on {until}"))
                .severity(Severity::Info)
        };
        finding
            .and(&policy.anchor, "no extended support")
            .note("it happens at a time of AWS's choosing; nodes and add-ons stay behind")
            .help("upgrade before that, or write EXTENDED and pay for more time")
    })
}

/// The last day of standard support, where EKS upgrades clusters after it and that is near or past.
/// What is past all support is another rule's.
fn due(version: Minor, context: &Context<'_>) -> Option<Date> {
    let row = release(version)?;
    let until = row.standard_support_ends;
    let days = context.today.until(until).ok().map(|span| i64::from(span.get_days()))?;
    let near = match row.support_on(context.today) {
        Support::Standard { .. } => days <= context.option("ahead-days"),
        Support::Extended { .. } => true,
        Support::Unreleased | Support::Ended { .. } => false,
    };
    near.then_some(until)
}
