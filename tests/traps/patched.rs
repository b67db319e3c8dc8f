//! What kustomizations, Flux and Argo CD change on the way.

use super::deployed::{NAME, NOTHING, budget, workload};
use super::{about, checked, checked_with, found, options, places, undecided};
use ekslint::check::CheckOptions;
use ekslint::rule::Preset;

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

/// A patch that adds a component nobody can pull any more, as scaffolds of kubebuilder bring along.
const PROXY: &str = "apiVersion: apps/v1
kind: Deployment
metadata: {name: manager}
spec:
  template:
    spec:
      containers:
      - name: proxy
        image: gcr.io/kubebuilder/kube-rbac-proxy:v0.4.0
";

/// A patch of a definition, in an API version that is gone.
const DEFINITION: &str = "apiVersion: apiextensions.k8s.io/v1beta1
kind: CustomResourceDefinition
metadata:
  name: widgets.example.com
spec:
  conversion: {strategy: Webhook}
";

/// What is found of what is gone.
fn all(files: &[(&str, &str)]) -> Vec<String> {
    let selection = about::selection(Preset::Recommended, &["removed-api", "retired-component"]);
    let options = CheckOptions { selection, ..options() };
    places(&checked_with(files, &options))
}

#[test]
fn a_patch_that_is_commented_out_is_not_applied() {
    let named = |comment: &str| {
        let kustomization =
            format!("resources: [other.yaml]\npatches:\n{comment}path: proxy.yaml\n");
        all(&[("kustomization.yaml", &kustomization), ("proxy.yaml", PROXY)])
    };
    assert_eq!(named("# - "), NOTHING);
    let alone = all(&[("proxy.yaml", PROXY)]);
    assert_eq!(alone, ["proxy.yaml:9 retired-component"]);
}

#[test]
fn a_patch_uses_no_api_version() {
    assert_eq!(all(&[("patch.yaml", DEFINITION)]), NOTHING);
    let whole = format!("{DEFINITION}  group: example.com\n  names: {{kind: Widget}}\n");
    assert_eq!(all(&[("crd.yaml", &whole)]), ["crd.yaml:1 removed-api"]);
    let hooks = |webhooks: &str| {
        let text = format!(
            "apiVersion: admissionregistration.k8s.io/v1beta1\nkind: MutatingWebhookConfiguration\n\
             metadata: {{name: a}}\n{webhooks}"
        );
        all(&[("hooks.yaml", &text)])
    };
    assert_eq!(hooks(""), NOTHING);
    assert_eq!(hooks("webhooks: [{name: a.example.com}]\n"), NOTHING);
    let found = ["hooks.yaml:1 removed-api"];
    assert_eq!(hooks("webhooks: [{name: a.example.com, clientConfig: {url: x}}]\n"), found);
    let deleted = "webhooks: [{name: a.example.com, clientConfig: {url: x}, $patch: delete}]\n";
    assert_eq!(hooks(deleted), NOTHING);
}
