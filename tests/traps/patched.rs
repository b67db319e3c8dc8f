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

#[test]
fn what_flux_takes_from_elsewhere_changes_nothing_here() {
    let account = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ledger\n  annotations:\n    \
                   eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/ledger\n";
    let counted = |kind: &str, path: &str| {
        let flux = format!(
            "apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {{name: web}}\n\
             spec:\n  path: {path}\n  targetNamespace: flux-system\n  sourceRef: {{kind: {kind}, name: \
             web}}\n"
        );
        let result = checked(&[("clusters/web.yaml", &flux), ("app/account.yaml", account)]);
        let all = result.summary.not_checked.iter();
        all.map(|it| (it.what, it.examples.join(" "))).collect::<Vec<_>>()
    };
    assert_eq!(counted("OCIRepository", "./"), []);
    assert_eq!(counted("Bucket", "./"), []);
    let changed = "controller-patched file";
    assert_eq!(counted("OCIRepository", "./app"), [(changed, "app/account.yaml".to_owned())]);
    let both = "app/account.yaml clusters/web.yaml".to_owned();
    assert_eq!(counted("GitRepository", "./"), [(changed, both)]);
}

#[test]
fn a_circle_of_kustomizations_is_told_and_what_it_holds_is_judged() {
    let zero = "apiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: api}\nspec: \
                {maxUnavailable: 0, selector: {matchLabels: {app: api}}}\n";
    let result = checked(&[
        ("a/kustomization.yaml", "resources: [../b]\n"),
        ("b/kustomization.yaml", "resources: [../a, budget.yaml]\n"),
        ("b/budget.yaml", zero),
        ("c/kustomization.yaml", "resources: [../c]\n"),
    ]);
    assert_eq!(super::places(&result), ["b/budget.yaml:4 pdb-blocks-eviction"]);
    let skipped = &result.summary.not_checked[0];
    assert_eq!((skipped.what, skipped.count), ("kustomization step", 2));
    let told = ["b/kustomization.yaml: `../a`", "c/kustomization.yaml: `../c`"];
    assert_eq!(skipped.examples, told.map(|it| format!("{it} includes this one")));
}

#[test]
fn an_object_that_a_kustomization_has_twice_is_told() {
    let account = |namespace: &str| {
        format!(
            "apiVersion: v1\nkind: ServiceAccount\nmetadata: {{name: a, namespace: {namespace}}}\n"
        )
    };
    let (one, two) = (account("one"), account("two"));
    let told = |top: &str| {
        let result = checked(&[
            ("base/kustomization.yaml", "resources: [account.yaml]\n"),
            ("base/account.yaml", &one),
            ("top/kustomization.yaml", top),
            ("top/account.yaml", &two),
        ]);
        let all = result.summary.not_checked.into_iter();
        all.flat_map(|it| it.examples).collect::<Vec<_>>()
    };
    let twice = "top/kustomization.yaml: ServiceAccount `a` comes from two places";
    assert_eq!(told("resources: [../base, ./../base]\n"), [twice]);
    assert_eq!(told("resources: [../base, account.yaml]\n"), NOTHING);
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
