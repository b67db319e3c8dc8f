use crate::field::Field;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Amount, Budget, Workload};
use crate::project::Protected;
use crate::rule::{Check, Context, Rule};
use crate::value::Truth;

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/scaling/pdb-blocks-eviction.md"), Check::Budget(check));

fn check(budget: &Budget, context: &Context<'_>) -> Verdict {
    let (most, least) = (budget.max_unavailable(), budget.min_available());
    let none = most.is(|amount| matches!(amount, Amount::Pods(0) | Amount::Percent(0)));
    let every = least.is(|amount| matches!(amount, Amount::Percent(100..)));
    if (none | every).may() {
        let guilty = if none.may() { &most } else { &least };
        return (none | every).then(|| {
            let finding = finding(budget, guilty, "no pod may ever be missing");
            match none {
                Truth::True => {
                    finding.fix(FixClass::Unsafe, "let one pod be missing", most.anchor.set(1))
                }
                _ => finding,
            }
        });
    }
    if !least.is(|amount| matches!(amount, Amount::Pods(1..) | Amount::Percent(1..))).must() {
        return if least.why().is_some() { Verdict::Undecided } else { Verdict::Pass };
    }
    let Some(protected) = context.project.protected_by(budget) else { return Verdict::Undecided };
    let [only] = protected.as_slice() else { return Verdict::Pass };
    let Protected { workload, replicas, .. } = only;
    let all_wanted =
        |count: &i64| *count > 0 && least.known().is_some_and(|least| least.of(*count) >= *count);
    replicas.is(all_wanted).then(|| {
        let count = replicas.known().copied().unwrap_or_default();
        finding(budget, &least, wanted(&least, count))
            .and(&replicas.anchor, format!("{} {}", workload.called(), having(workload, count)))
    })
}

/// `2 must be there at all times`; for a share, also how many that are.
fn wanted(least: &Field<Amount>, count: i64) -> String {
    match least.known() {
        Some(Amount::Percent(share)) => {
            let pods = Amount::Percent(*share).of(count);
            format!("{share}% of {count} are {pods} when rounded up, at all times")
        }
        _ => {
            format!("{} must be there at all times", least.known().map_or(count, |it| it.of(count)))
        }
    }
}

/// `has 2 pods`.
fn having(workload: &Workload, count: i64) -> String {
    match (workload.kind.as_str(), count) {
        ("Pod", _) => "is the only one".to_owned(),
        (_, 1) => "has 1 pod".to_owned(),
        _ => format!("has {count} pods"),
    }
}

fn finding(budget: &Budget, guilty: &Field<Amount>, label: impl Into<String>) -> Finding {
    let name = budget.object.called(&budget.name());
    Finding::new(format!("disruption budget `{name}` never lets a pod be evicted"))
        .at(&guilty.anchor, label)
        .note("node drains, node group upgrades and scale-down wait for these pods until they time out")
        .help("allow at least one pod to be missing, such as `maxUnavailable: 1` with two replicas or more")
}
