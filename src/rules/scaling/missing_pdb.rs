use crate::field::watch;
use crate::finding::{Finding, Severity, Verdict};
use crate::model::Workload;
use crate::project::{Evidence, Unprotected};
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Why};

pub(crate) const RULE: Rule =
    Rule::new(include_str!("../../../rules/scaling/missing-pdb.md"), Check::Workload(check));

fn check(workload: &Workload, context: &Context<'_>) -> Verdict {
    if !matches!(workload.kind.as_str(), "Deployment" | "StatefulSet") {
        return Verdict::Inapplicable;
    }
    let replicas = context.project.least_replicas(workload);
    let several = replicas.is(|count| *count > 1);
    let Unprotected { truth, evidence } = context.project.unprotected(workload);
    let Some(evidence) = evidence.filter(|_| several.may()) else { return Verdict::Inapplicable };
    if truth == Truth::Unknown {
        let why = Why::NotEvaluated("the selector or namespace of a disruption budget");
        watch::note(&"metadata.labels".into(), why);
    }
    (several & truth & workload.object.existence).then(|| {
        let count = replicas.known().copied().unwrap_or_default();
        let called = workload.called();
        let finding = Finding::new(format!("{called} has {count} pods and no disruption budget"))
            .at(&workload.object.anchor(), "no budget selects its pods")
            .and(&replicas.anchor, format!("{count} pods"))
            .note(
                "whoever drains nodes may take all of its pods at once: an upgrade of a node group, \
                 the autoscaler, Karpenter",
            )
            .help("add a PodDisruptionBudget with `maxUnavailable: 1` that selects its pods");
        match evidence {
            Evidence::Complete => finding
                .note("ekslint.toml says that these files hold every PodDisruptionBudget"),
            Evidence::Neighbour(neighbour, budget) => finding
                .and(&budget.object.anchor(), format!("{} has one", neighbour.called()))
                .severity(Severity::Info),
        }
    })
}
