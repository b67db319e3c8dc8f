use smol_str::SmolStr;

use crate::finding::{Finding, FixClass, Verdict};
use crate::model::PodAnnotation;
use crate::rule::{Check, Context, Rule};

pub(crate) const RULE: Rule = Rule::new(
    include_str!("../../../rules/scaling/safe-to-evict-false.md"),
    Check::PodAnnotation(check),
);

const ANNOTATION: &str = "cluster-autoscaler.kubernetes.io/safe-to-evict";

fn check(annotation: &PodAnnotation, context: &Context<'_>) -> Verdict {
    let lasting = matches!(annotation.kind.as_str(), "Deployment" | "StatefulSet" | "ReplicaSet");
    // Vendors set it on purpose on CoreDNS and on the autoscaler itself.
    let system = annotation.object.at::<SmolStr>("metadata.namespace").is(|it| it == "kube-system");
    if annotation.name != ANNOTATION || !lasting || system.must() {
        return Verdict::Pass;
    }
    let said = context.project.said_of(&annotation.object).map(|said| &said.compute);
    if said.is_some_and(|said| !said.is_empty() && !said.iter().any(|way| way.has_node_groups())) {
        return Verdict::Pass;
    }
    annotation.value.holds(|value| value.equals("false")).then(|| {
        let (object, kind) = (&annotation.object, &annotation.kind);
        let name = object.called(&object.at("metadata.name"));
        Finding::new(format!("every node that runs a pod of {kind} `{name}` is kept forever"))
            .at(&annotation.value.anchor, "forbids eviction")
            .note(
                "the Cluster Autoscaler never removes such a node, however empty; Karpenter and \
                 EKS Auto Mode do not read this annotation",
            )
            .help("remove the annotation, and limit what may be evicted at once with a PodDisruptionBudget")
            .fix(FixClass::Unsafe, "remove the annotation", annotation.value.anchor.remove())
    })
}
