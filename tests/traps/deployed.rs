//! What is deployed together, and what changes it on the way.

use super::{checked, found, undecided};

pub(super) const NOTHING: [&str; 0] = [];

/// A workload of a kind with one pod where it has `replicas`.
pub(super) fn workload(kind: &str, metadata: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: {kind}
metadata: {metadata}
spec:
  replicas: 1
  selector: {{matchLabels: {{app: api}}}}
  template: {{metadata: {{labels: {{app: api}}}}, spec: {{containers: [{{name: a, image: b}}]}}}}
"
    )
}

/// A budget that wants `least` pods, on line 4.
pub(super) fn budget(metadata: &str, least: &str) -> String {
    format!(
        "apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {metadata}
spec: {{minAvailable: {least}, selector: {{matchLabels: {{app: api}}}}}}
"
    )
}

fn autoscaler(metadata: &str) -> String {
    format!(
        "apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: {metadata}
spec: {{scaleTargetRef: {{kind: Deployment, name: api}}, maxReplicas: 9}}
"
    )
}

/// `count` services of type `LoadBalancer` in one file, each with more lines in its spec.
fn services(names: &[&str], more: &str) -> String {
    let one = |name: &&str| {
        format!(
            "apiVersion: v1\nkind: Service\nmetadata: {{name: {name}}}\nspec:\n  type: LoadBalancer\n  {more}\n"
        )
    };
    names.iter().map(one).collect::<Vec<_>>().join("---\n")
}

pub(super) const NAME: &str = "{name: api}";

#[test]
fn an_autoscaler_of_an_overlay_scales_the_base() {
    let (workload, budget) = (workload("Deployment", NAME), budget(NAME, "1"));
    let scaler = autoscaler(NAME);
    let base = [
        ("base/kustomization.yaml", "resources: [app.yaml, budget.yaml]\n"),
        ("base/app.yaml", workload.as_str()),
        ("base/budget.yaml", budget.as_str()),
    ];
    assert_eq!(found(&base), ["base/budget.yaml:4 pdb-blocks-eviction"]);
    let prod = [
        ("prod/kustomization.yaml", "resources: [../base, scaler.yaml]\n"),
        ("prod/scaler.yaml", scaler.as_str()),
    ];
    let both: Vec<_> = base.into_iter().chain(prod).collect();
    assert_eq!(found(&both), NOTHING);
    assert_eq!(
        undecided(&checked(&both)),
        ["pdb-blocks-eviction: `autoscaling/v2/HorizontalPodAutoscaler/api` sets it"]
    );
    let apart = [("prod/kustomization.yaml", "resources: [scaler.yaml]\n"), prod[1]];
    let apart: Vec<_> = base.into_iter().chain(apart).collect();
    assert_eq!(found(&apart), ["base/budget.yaml:4 pdb-blocks-eviction"]);
}

#[test]
fn files_of_several_folders_in_one_kustomization_belong_together() {
    let (workload, budget, scaler) =
        (workload("Deployment", NAME), budget(NAME, "1"), autoscaler(NAME));
    let files = [
        ("app/workload.yaml", workload.as_str()),
        ("app/budget.yaml", budget.as_str()),
        ("scaling/scaler.yaml", scaler.as_str()),
        (
            "kustomization.yaml",
            "resources: [app/workload.yaml, app/budget.yaml, scaling/scaler.yaml]\n",
        ),
    ];
    assert_eq!(found(&files), NOTHING);
    assert_eq!(found(&files[..3]), ["app/budget.yaml:4 pdb-blocks-eviction"]);
}

#[test]
fn load_balancers_of_one_kustomization_count_together() {
    let one = services(&["a", "b", "c"], "");
    let two = services(&["d", "e", "f"], "");
    let files = [
        ("one/kustomization.yaml", "resources: [services.yaml]\n"),
        ("one/services.yaml", one.as_str()),
        ("two/services.yaml", two.as_str()),
        ("kustomization.yaml", "resources: [one, two/services.yaml]\n"),
    ];
    assert_eq!(found(&files), ["one/services.yaml:5 loadbalancer-per-service"]);
    assert_eq!(found(&files[..3]), NOTHING);
    let listed = [("kustomization.yaml", "resources: [one]\n")];
    let fewer: Vec<_> = files[..3].iter().copied().chain(listed).collect();
    assert_eq!(found(&fewer), NOTHING, "what nobody lists is not deployed with it");
}

#[test]
fn two_overlays_of_one_base_are_one_mistake() {
    let base = services(&["a", "b", "c", "d", "e"], "");
    let files = [
        ("base/kustomization.yaml", "resources: [services.yaml]\n"),
        ("base/services.yaml", base.as_str()),
        ("dev/kustomization.yaml", "resources: [../base]\n"),
        ("prod/kustomization.yaml", "resources: [../base]\n"),
    ];
    assert_eq!(found(&files), ["base/services.yaml:5 loadbalancer-per-service"]);
}

#[test]
fn one_service_written_five_times_is_one_service() {
    let copy = services(&["web"], "");
    let all = [copy.as_str(); 5].join("---\n");
    assert_eq!(found(&[("all.yaml", &all)]), NOTHING);
    let other = services(&["a", "b", "c", "d", "e"], "");
    assert_eq!(found(&[("all.yaml", &other)]), ["all.yaml:5 loadbalancer-per-service"]);
}

#[test]
fn load_balancers_of_other_controllers_are_none_of_aws() {
    let names = ["a", "b", "c", "d", "e"];
    let of = |class: &str| services(&names, &format!("loadBalancerClass: {class}"));
    assert_eq!(found(&[("all.yaml", &of("tailscale"))]), NOTHING);
    assert_eq!(found(&[("all.yaml", &of("${CLASS}"))]), NOTHING);
    for class in ["service.k8s.aws/nlb", "eks.amazonaws.com/nlb"] {
        assert_eq!(found(&[("all.yaml", &of(class))]), ["all.yaml:5 loadbalancer-per-service"]);
    }
}

#[test]
fn only_what_has_replicas_has_one_pod_by_default() {
    let budget = budget("{name: api, namespace: prod}", "1");
    let metadata = "{name: api, namespace: prod}";
    let of = |kind: &str, replicas: &str| {
        let workload = workload(kind, metadata).replace("  replicas: 1\n", replicas);
        found(&[("app.yaml", &workload), ("budget.yaml", &budget)])
    };
    for kind in ["Deployment", "StatefulSet", "ReplicaSet"] {
        assert_eq!(of(kind, ""), ["budget.yaml:4 pdb-blocks-eviction"], "{kind}");
    }
    for kind in ["DaemonSet", "Job", "CronJob"] {
        assert_eq!(of(kind, ""), NOTHING, "{kind}");
    }
    assert_eq!(of("Deployment", "  replicas: 2\n"), NOTHING);
}

#[test]
fn a_share_of_the_pods_is_rounded_up() {
    let of = |replicas: &str, least: &str| {
        let workload = workload("Deployment", NAME).replace("replicas: 1", replicas);
        let budget = budget(NAME, least);
        found(&[("app.yaml", &workload), ("budget.yaml", &budget)])
    };
    assert_eq!(of("replicas: 1", "50%"), ["budget.yaml:4 pdb-blocks-eviction"]);
    assert_eq!(of("replicas: 3", "67%"), ["budget.yaml:4 pdb-blocks-eviction"]);
    assert_eq!(of("replicas: 3", "66%"), NOTHING);
    assert_eq!(of("replicas: 0", "50%"), NOTHING);
}

#[test]
fn an_autoscaler_of_another_namespace_is_another_one() {
    let workload = workload("Deployment", "{name: api, namespace: prod}");
    let budget = budget("{name: api, namespace: prod}", "1");
    let of = |metadata: &str| {
        let scaler = autoscaler(metadata);
        found(&[("app.yaml", &workload), ("budget.yaml", &budget), ("scaler.yaml", &scaler)])
    };
    assert_eq!(of("{name: api, namespace: staging}"), ["budget.yaml:4 pdb-blocks-eviction"]);
    assert_eq!(of("{name: api, namespace: prod}"), NOTHING);
    assert_eq!(of("{name: api}"), NOTHING);
}

#[test]
fn namespaces_that_nobody_writes_are_one_only_where_they_are_deployed_together() {
    let cluster = super::cluster("", "endpoint_public_access = false");
    let (workload, budget) = (workload("Deployment", NAME), budget(NAME, "1"));
    let here =
        [("main.tf", cluster.as_str()), ("a/budget.yaml", &budget), ("b/app.yaml", &workload)];
    assert_eq!(found(&here), NOTHING);
    let three = workload.replace("replicas: 1", "replicas: 3");
    let environments = [
        ("main.tf", cluster.as_str()),
        ("dev/budget.yaml", &budget),
        ("dev/app.yaml", &workload),
        ("prod/budget.yaml", &budget),
        ("prod/app.yaml", &three),
    ];
    assert_eq!(found(&environments), ["dev/budget.yaml:4 pdb-blocks-eviction"]);
}

#[test]
fn a_workload_that_may_not_exist_is_not_the_only_one() {
    let config = |meta: &str, lifecycle: &str| {
        format!(
            r#"
variable "ha" {{ type = bool }}
resource "kubernetes_deployment" "api" {{
  {meta}
  metadata {{
    name      = "api"
    namespace = "prod"
  }}
  spec {{
    replicas = 1
    selector {{ match_labels = {{ app = "api" }} }}
    template {{
      metadata {{ labels = {{ app = "api" }} }}
    }}
  }}
  {lifecycle}
}}
resource "kubernetes_pod_disruption_budget_v1" "api" {{
  metadata {{
    name      = "api"
    namespace = "prod"
  }}
  spec {{
    min_available = 1
    selector {{ match_labels = {{ app = "api" }} }}
  }}
}}
"#
        )
    };
    let of = |meta: &str, lifecycle: &str| found(&[("main.tf", &config(meta, lifecycle))]);
    let fires = ["main.tf:24 pdb-blocks-eviction"];
    assert_eq!(of("", ""), fires);
    assert_eq!(of("count = var.ha ? 1 : 0", ""), NOTHING);
    for ignored in ["[spec[0].replicas]", "[spec.0.replicas]", "[spec]", "all", "[\"spec\"]"] {
        assert_eq!(of("", &format!("lifecycle {{ ignore_changes = {ignored} }}")), NOTHING);
    }
    assert_eq!(of("", "lifecycle { ignore_changes = [spec[0].template] }"), fires);
}

#[test]
fn a_claim_whose_class_is_elsewhere_is_undecided() {
    let claim = |spec: &str| {
        let claim = format!(
            "apiVersion: v1
kind: PersistentVolumeClaim
metadata: {{name: data}}
spec: {{accessModes: [ReadWriteMany], {spec}}}
"
        );
        let result = checked(&[("claim.yaml", &claim)]);
        assert_eq!(super::places(&result), NOTHING);
        undecided(&result)
    };
    assert_eq!(
        claim("storageClassName: elsewhere"),
        ["ebs-rwx: storage class `elsewhere` is not declared in the scanned files"]
    );
    assert_eq!(
        claim("resources: {}"),
        ["ebs-rwx: the volume of a claim without a class is not declared in the scanned files"]
    );
    assert_eq!(
        claim("storageClassName: gp3, volumeName: archive"),
        ["ebs-rwx: the volume of a claim is not evaluated"]
    );
    assert_eq!(claim("storageClassName: gp3, volumeMode: Block"), NOTHING);
}
