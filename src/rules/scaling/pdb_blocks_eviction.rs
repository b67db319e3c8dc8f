use crate::field::Field;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Amount, Budget};
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
    let Some(Amount::Pods(wanted)) = least.known().copied().filter(|_| wants_some(&least)) else {
        return if least.why().is_some() { Verdict::Undecided } else { Verdict::Pass };
    };
    let Some(protected) = context.project.protected_by(budget) else { return Verdict::Undecided };
    let [only] = protected.as_slice() else { return Verdict::Pass };
    only.replicas.is(|count| (1..=wanted).contains(count)).then(|| {
        let Protected { workload, replicas, .. } = only;
        let count = replicas.known().copied().unwrap_or_default();
        let name = workload.name.display();
        let pods = if count == 1 { "1 pod" } else { &format!("{count} pods") };
        finding(budget, &least, format!("{wanted} must be there at all times"))
            .and(&replicas.anchor, format!("{} `{name}` has {pods}", workload.kind))
    })
}

fn wants_some(least: &Field<Amount>) -> bool {
    least.is(|amount| matches!(amount, Amount::Pods(1..))) == Truth::True
}

fn finding(budget: &Budget, guilty: &Field<Amount>, label: impl Into<String>) -> Finding {
    let name = budget.name().display();
    Finding::new(format!("disruption budget `{name}` never lets a pod be evicted"))
        .at(&guilty.anchor, label)
        .note("node drains, node group upgrades and scale-down wait for these pods until they time out")
        .help("allow at least one pod to be missing, such as `maxUnavailable: 1` with two replicas or more")
}
