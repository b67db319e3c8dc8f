use crate::data::retired_components::Retirement;
use crate::field::watch;
use crate::finding::{Finding, FixClass, Severity, Verdict};
use crate::model::Dependency;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/upgrade/retired-component.md"),
    Check::Dependency(check),
);

fn check(dependency: &Dependency, context: &Context<'_>) -> Verdict {
    let address = context.project.repository_of(dependency);
    let retirement = match dependency.retirement(address) {
        Ok(retirement) => retirement.filter(|it| is_near(it, context)),
        Err(why) => {
            watch::note(&dependency.name.anchor.path, why);
            return Verdict::Undecided;
        }
    };
    let Some(retirement) = retirement else { return Verdict::Pass };
    let Retirement { name, event, date, .. } = retirement;
    let finding = if date < context.today {
        let finding = Finding::new(format!("{name} {event} on {date}"))
            .at(&dependency.name.anchor, dependency.kind.called());
        let severity = if retirement.is_removed { Severity::Error } else { Severity::Warning };
        finding.severity(severity).note(retirement.outcome)
    } else {
        Finding::new(format!("{date} is the end of {name}"))
            .at(&dependency.name.anchor, dependency.kind.called())
            .severity(Severity::Info)
            .note(format!("from then on: {}", retirement.outcome))
    };
    let finding = finding.help(format!("{}; see {}", retirement.advice, retirement.source));
    let finding = match address {
        Some(address) => finding.and(&address.anchor, "from this repository"),
        None => finding,
    };
    with_fix(finding, dependency).fail()
}

/// Whether the end has come, or is told already.
fn is_near(retirement: &Retirement, context: &Context<'_>) -> bool {
    let days = context.today.until(retirement.date).map_or(i64::MAX, |it| it.get_days().into());
    days <= context.option("ahead-days")
}

/// Pods are replaced where the image is written anew.
fn with_fix(finding: Finding, dependency: &Dependency) -> Finding {
    match dependency.moved() {
        Some(new) => {
            let edit = dependency.name.anchor.set_text(new.as_str());
            finding.fix(FixClass::Unsafe, format!("write `{new}`"), edit)
        }
        None => finding,
    }
}
