//! What the user says of clusters, environments and variables.

use super::{OPEN, checked, found};

const ISSUER: &str = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

/// A cluster and a role `ledger` that trusts one account.
fn root(cluster: &str, account: &str) -> String {
    format!(
        r#"
resource "aws_eks_cluster" "main" {{
  name    = "{cluster}"
  version = "1.35"
  vpc_config {{ endpoint_public_access = false }}
}}

resource "aws_iam_role" "ledger" {{
  name = "ledger"
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = {{ Federated = "arn:aws:iam::111122223333:oidc-provider/{ISSUER}" }}
      Condition = {{ StringEquals = {{ "{ISSUER}:sub" = "{account}" }} }}
    }}]
  }})
}}
"#
    )
}

/// A service account that asks for the role `ledger`, which does not trust it.
const ACCOUNT: &str = "apiVersion: v1
kind: ServiceAccount
metadata:
  name: ledger
  namespace: payments
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/ledger
";

const MISMATCH: &str = "apps/account.yaml:7 error irsa-role-mismatch";

/// Two clusters with a role of the same name each; that of `blue` does not trust the account, and
/// only by the cluster can they be told apart.
fn two_clusters(extra: &[(&str, &str)], config: &str) -> Vec<String> {
    let wrong = root("blue", "system:serviceaccount:accounting:bookkeeper");
    let other = root("green", "system:serviceaccount:accounting:clerk");
    let mut files = vec![
        ("infra/blue/main.tf", wrong.as_str()),
        ("infra/green/main.tf", other.as_str()),
        ("apps/account.yaml", ACCOUNT),
    ];
    files.extend(extra);
    found(config, &files)
}

#[test]
fn paths_say_which_cluster_a_manifest_is_for() {
    assert!(two_clusters(&[], "").is_empty(), "nobody says which");
    let config = "[[cluster]]\nname = \"blue\"\npaths = [\"apps\"]";
    assert_eq!(two_clusters(&[], config), [MISMATCH]);
}

#[test]
fn an_application_says_which_cluster_its_path_is_for() {
    let application = |destination: &str| {
        format!(
            "apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  name: ledger
  namespace: argocd
spec:
  destination:
    {destination}
  source:
    path: ./apps/
    repoURL: https://git.example.com/platform.git
"
        )
    };
    let named = application("name: blue");
    assert_eq!(two_clusters(&[("argo/ledger.yaml", &named)], ""), [MISMATCH]);
    let elsewhere = application("server: https://10.0.0.1");
    assert!(two_clusters(&[("argo/ledger.yaml", &elsewhere)], "").is_empty());
    let own = application("server: https://kubernetes.default.svc");
    let beside = ("infra/blue/ledger.yaml", own.as_str());
    assert_eq!(two_clusters(&[beside], ""), [MISMATCH], "Argo CD runs in `blue`");
    let green = application("name: green");
    let both = [("argo/blue.yaml", named.as_str()), ("argo/green.yaml", green.as_str())];
    assert!(two_clusters(&both, "").is_empty(), "it is applied to two clusters");
}

#[test]
fn an_application_set_says_it_by_its_list() {
    let set = "apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: ledger
spec:
  generators:
    - list:
        elements:
          - cluster: blue
            folder: apps
  template:
    spec:
      destination:
        name: '{{cluster}}'
      source:
        path: '{{ .folder }}'
";
    assert_eq!(two_clusters(&[("argo/set.yaml", set)], ""), [MISMATCH]);
}

#[test]
fn a_flux_kustomization_applies_to_its_own_cluster() {
    let kustomization = "apiVersion: kustomize.toolkit.fluxcd.io/v1
kind: Kustomization
metadata:
  name: apps
spec:
  path: ./apps
  sourceRef: { kind: GitRepository, name: platform }
";
    assert_eq!(two_clusters(&[("infra/blue/apps.yaml", kustomization)], ""), [MISMATCH]);
    let said = "[[cluster]]\nname = \"blue\"\npaths = [\"clusters/blue\"]";
    assert_eq!(two_clusters(&[("clusters/blue/apps.yaml", kustomization)], said), [MISMATCH]);
    let remote = format!("{kustomization}  kubeConfig: {{ secretRef: {{ name: other }} }}\n");
    assert!(two_clusters(&[("infra/blue/apps.yaml", &remote)], "").is_empty());
}

#[test]
fn a_version_is_told_where_the_files_do_not_say_it() {
    let cluster = "apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: { name: payments, region: eu-west-1 }
vpc: { clusterEndpoints: { publicAccess: false, privateAccess: true } }
";
    let config = "[[cluster]]\nname = \"payments\"\nversion = \"1.28\"";
    let files = [("cluster.yaml", cluster)];
    assert!(found("", &files).is_empty());
    assert_eq!(found(config, &files), ["ekslint.toml:3 error k8s-version-unsupported"]);
}

#[test]
fn assumed_values_count_where_nothing_sets_a_variable() {
    let cluster = r#"
variable "kubernetes" { type = string }
resource "aws_eks_cluster" "main" {
  name    = "payments"
  version = var.kubernetes
  vpc_config { endpoint_public_access = false }
}
"#;
    let config = "[assume.variables]\nkubernetes = \"1.28\"";
    let undecided = checked("", &[("main.tf", cluster)]).outcome.undecided;
    assert!(undecided.iter().any(|it| it.rule == "k8s-version-unsupported"), "{undecided:?}");
    let assumed = found(config, &[("main.tf", cluster)]);
    assert_eq!(assumed, ["ekslint.toml:2 error k8s-version-unsupported"]);
    let set = [("main.tf", cluster), ("terraform.tfvars", "kubernetes = \"1.35\"\n")];
    assert!(found(config, &set).is_empty(), "a file of variables outranks it");
    let called = [
        ("modules/eks/main.tf", cluster),
        ("main.tf", "module \"eks\" {\n  source = \"./modules/eks\"\n}\n"),
    ];
    assert!(found(config, &called).is_empty(), "it is an argument that callers give");
}

#[test]
fn the_target_version_lifts_every_older_cluster() {
    let old = OPEN.replace("1.35", "1.28");
    let mut config = super::read("[rules]\n\"endpoint/\" = \"off\"").expect("it is right");
    let run = |config: &ekslint::config::Config| {
        let config = std::sync::Arc::new(config.clone());
        let options = ekslint::check::CheckOptions { config, ..super::pinned::options() };
        let files = [("cluster.yaml".to_owned(), old.clone())];
        ekslint::check::lint(&files, &options).outcome.findings.len()
    };
    assert_eq!(run(&config), 1);
    config.world.target = "1.34".parse().ok();
    assert_eq!(run(&config), 0);
    config.world.target = "1.27".parse().ok();
    assert_eq!(run(&config), 1, "a cluster is never taken back");
}
