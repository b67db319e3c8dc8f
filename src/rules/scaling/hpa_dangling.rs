use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{Autoscaler, Workload};
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Why};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/scaling/hpa-dangling.md"), Check::Autoscaler(check));

fn check(autoscaler: &Autoscaler, context: &Context<'_>) -> Verdict {
    let version = autoscaler.target_version();
    let own = version.is_absent()
        | version.is(|it| it == "v1" || it.starts_with("apps/") || it.starts_with("extensions/"));
    if !own.must() {
        return Verdict::Inapplicable;
    }
    if let Some(meant) = context.project.mistaken_target(autoscaler) {
        return mistaken(autoscaler, meant).fail();
    }
    let Some(declared) = context.project.is_target_declared(autoscaler) else {
        return Verdict::Inapplicable;
    };
    if declared == Truth::Unknown {
        let why = Why::NotEvaluated("the name or namespace of a workload");
        watch::note(&autoscaler.target_name.anchor.path, why);
    }
    (!declared).then(|| {
        let kind = autoscaler.target_kind.known().map_or("workload", |kind| kind.as_str());
        finding(autoscaler)
            .at(&autoscaler.target_name.anchor, format!("no such {kind}"))
            .note(CONSEQUENCE)
            .note(format!("ekslint.toml says that these files hold every {kind}"))
            .help("name the workload that it is to scale, or remove it")
    })
}

const CONSEQUENCE: &str = "it never scales anything, and says so only in its own status: \
                           FailedGetScale";

fn finding(autoscaler: &Autoscaler) -> crate::finding::FindingAt {
    let name = autoscaler.object.called(&autoscaler.object.at("metadata.name"));
    let kind = autoscaler.target_kind.known().map_or("workload", |kind| kind.as_str());
    let target = autoscaler.target_name.display();
    Finding::new(format!("autoscaler `{name}` names {kind} `{target}`, which nobody declares"))
}

/// What is said where the workload that was meant is seen.
fn mistaken(autoscaler: &Autoscaler, meant: &Workload) -> Finding {
    let (kind, name) = (&autoscaler.target_kind, &autoscaler.target_name);
    let called = meant.called();
    let label = format!("{called} is declared, and nobody scales it");
    let (anchor, right) = if name.display() == meant.name.display() {
        (&kind.anchor, meant.kind.to_string())
    } else {
        (&name.anchor, meant.name.display())
    };
    finding(autoscaler)
        .at(anchor, format!("did you mean `{right}`?"))
        .and(&meant.name.anchor, label)
        .note(CONSEQUENCE)
        .help(format!("name {called}"))
        .fix(FixClass::Unsafe, format!("name {called}"), anchor.set(right))
}
