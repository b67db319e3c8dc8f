//! What kustomizations, Flux and Argo CD change on the way.

use super::deployed::{NAME, NOTHING, budget, workload};
use super::{checked, found, undecided};

/// A base with one finding, and an overlay that says `overlay` of it.
fn overlaid(overlay: &str) -> Vec<String> {
    let zero = "apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: {name: api}
spec: {maxUnavailable: 0, selector: {matchLabels: {app: api}}}
";
    found(&[
        ("base/kustomization.yaml", "resources: [budget.yaml]\n"),
        ("base/budget.yaml", zero),
        ("overlay/kustomization.yaml", &format!("resources: [../base]\n{overlay}")),
    ])
}

const ZERO: [&str; 1] = ["base/budget.yaml:4 pdb-blocks-eviction"];

#[test]
fn the_kind_of_a_target_is_a_pattern() {
    let of = |kind: &str| {
        overlaid(&format!(
            "patches:\n  - target: {{kind: '{kind}'}}\n    patch: '- {{op: remove, path: /x}}'\n"
        ))
    };
    assert_eq!(of("Deployment"), ZERO);
    assert_eq!(of("Deployment|StatefulSet"), ZERO);
    for kind in ["PodDisruptionBudget", "Deployment|PodDisruptionBudget", "Pod.*", ".*"] {
        assert_eq!(of(kind), NOTHING, "{kind}");
    }
    let by_name = "patches:\n  - target: {name: api}\n    patch: '- {op: remove, path: /x}'\n";
    assert_eq!(overlaid(by_name), NOTHING);
}

#[test]
fn every_object_of_a_patch_counts() {
    let patch = "patches:
  - patch: |
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: other}
";
    assert_eq!(overlaid(patch), ZERO);
    let second = "      ---
      apiVersion: policy/v1
      kind: PodDisruptionBudget
      metadata: {name: api}
      spec: {maxUnavailable: 1}
";
    assert_eq!(overlaid(&format!("{patch}{second}")), NOTHING);
}

#[test]
fn objects_keep_their_written_names() {
    let names = |overlay: &str| {
        let (workload, budget) = (workload("Deployment", NAME), budget(NAME, "1"));
        let result = checked(&[
            ("app.yaml", &workload),
            ("budget.yaml", &budget),
            ("kustomization.yaml", &format!("resources: [app.yaml, budget.yaml]\n{overlay}")),
        ]);
        let findings = &result.outcome.findings;
        findings.iter().map(|it| it.finding.message.clone()).collect::<Vec<_>>()
    };
    let wanted = ["disruption budget `api` never lets a pod be evicted"];
    for overlay in
        ["", "namespace: prod\n", "namePrefix: prod-\n", "nameSuffix: -2\nnamespace: x\n"]
    {
        assert_eq!(names(overlay), wanted, "{overlay}");
    }
}

#[test]
fn flux_and_argo_cd_patch_too() {
    let (workload, budget) = (workload("Deployment", NAME), budget(NAME, "1"));
    let with = |controller: &str| {
        found(&[
            ("app/app.yaml", &workload),
            ("app/budget.yaml", &budget),
            ("clusters/prod/app.yaml", controller),
        ])
    };
    let flux = "apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata: {name: app, namespace: flux-system}
spec:
  path: ./app
  patches:
    - patch: '- {op: replace, path: /spec/replicas, value: 3}'
      target: {kind: Deployment}
";
    assert_eq!(with(flux), NOTHING);
    let unpatched = flux.replace("kind: Deployment", "kind: Service");
    assert_eq!(with(&unpatched), ["app/budget.yaml:4 pdb-blocks-eviction"]);
    assert_eq!(with(&flux.replace("./app", "./apps")), ["app/budget.yaml:4 pdb-blocks-eviction"]);
    let argo = "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: app, namespace: argocd}
spec:
  source:
    path: app
    kustomize:
      patches:
        - target: {kind: Deployment}
          patch: '- {op: replace, path: /spec/replicas, value: 3}'
";
    assert_eq!(with(argo), NOTHING);
}

#[test]
fn a_namespace_from_a_kustomization_hides_nothing_else() {
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ledger\n";
    let files = [
        ("kustomization.yaml", "namespace: payments\nresources: [account.yaml]\n"),
        ("account.yaml", account),
    ];
    assert!(undecided(&checked(&files)).is_empty(), "it asks for no role");
}
