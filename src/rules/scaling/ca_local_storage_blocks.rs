use smol_str::SmolStr;

use crate::field::watch;
use crate::finding::{Finding, FixClass, Verdict};
use crate::model::{LocalVolume, Workload};
use crate::rule::{Check, Context, Rule};
use crate::value::{Truth, Why};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/scaling/ca-local-storage-blocks.md"),
    Check::Workload(check),
);

const EVICT: &str = "cluster-autoscaler.kubernetes.io/safe-to-evict";
const VOLUMES: &str = "cluster-autoscaler.kubernetes.io/safe-to-evict-local-volumes";

fn check(workload: &Workload, context: &Context<'_>) -> Verdict {
    let lasting = matches!(workload.kind.as_str(), "Deployment" | "StatefulSet" | "ReplicaSet");
    // System pods keep their nodes whatever their volumes are.
    let system = workload.object.at::<SmolStr>("metadata.namespace").is(|it| it == "kube-system");
    let local = workload.local_volumes();
    if !lasting || system.must() || local.is_empty() {
        return Verdict::Inapplicable;
    }
    let autoscalers = context.project.cluster_autoscalers(&workload.object);
    let Some(first) = autoscalers.first() else { return Verdict::Inapplicable };
    let safe = workload.pod_annotation(VOLUMES);
    // The autoscaler cuts the list at commas and nowhere else, so a blank belongs to a name.
    let listed = |volume: &LocalVolume| {
        safe.is(|names| names.known().is_some_and(|it| it.split(',').any(|it| it == volume.name)))
    };
    let blocking = |volume: &LocalVolume| volume.on_disk & !listed(volume);
    let evict = workload.pod_annotation(EVICT);
    let said = evict.holds(|text| text.equals("true") | text.equals("false"));
    let keeps = Truth::all(autoscalers.iter().map(|it| it.keeps_local_storage));
    let wrong = keeps & !said & Truth::any(local.iter().map(blocking)) & workload.object.existence;
    if wrong.must() && context.project.has_other_nodes(&workload.object) {
        watch::note(&"spec.nodeSelector".into(), Why::NotEvaluated("which nodes the pods run on"));
        return Verdict::Undecided;
    }
    wrong.then(|| {
        finding(workload, &local, &blocking).and(&first.object.anchor(), "keeps such nodes")
    })
}

fn finding(
    workload: &Workload,
    local: &[LocalVolume],
    blocking: &dyn Fn(&LocalVolume) -> Truth,
) -> Finding {
    let guilty: Vec<_> = local.iter().filter(|volume| blocking(volume).must()).collect();
    let all: Vec<&str> =
        local.iter().filter(|it| it.on_disk.may()).map(|it| it.name.as_str()).collect();
    let called = workload.called();
    let label = |volume: &LocalVolume| format!("`{}` lies on the node's disk", volume.name);
    let finding = Finding::new(format!("no node that runs a pod of {called} is ever removed"))
        .at(&guilty[0].anchor, label(guilty[0]));
    let finding =
        guilty.iter().skip(1).fold(finding, |it, volume| it.and(&volume.anchor, label(volume)));
    finding
        .note(
            "the Cluster Autoscaler keeps every node whose pods have data on its disk, however empty \
             the node is",
        )
        .help(format!(
            "name the volumes that may be lost in the pod annotation `{VOLUMES}`, or run the autoscaler \
             with `--skip-nodes-with-local-storage=false`"
        ))
        .fix(
            FixClass::Unsafe,
            "let the volumes be lost with the node",
            workload.pod_annotation(VOLUMES).anchor.set(all.join(",")),
        )
}
