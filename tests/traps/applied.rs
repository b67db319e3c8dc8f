//! Manifests that Terraform applies: wherever they are written, they are objects of its root, once.

use super::deployed::{NOTHING, budget, workload};
use super::{about, checked, checked_with, found, options, places, undecided};
use ekslint::check::CheckOptions;
use ekslint::rule::Preset;

/// A resource that holds a document of YAML.
fn held(name: &str, document: &str) -> String {
    format!(
        "resource \"kubectl_manifest\" \"{name}\" {{\n  yaml_body = <<-YAML\n{document}  YAML\n}}\n"
    )
}

/// What Terraform applies from each document of a file.
const EACH: &str = r#"
data "kubectl_file_documents" "all" {
  content = file("${path.module}/app.yaml")
}

resource "kubectl_manifest" "all" {
  for_each  = data.kubectl_file_documents.all.manifests
  yaml_body = each.value
}
"#;

/// A workload whose budget, on line 15, lets nothing be evicted.
fn stuck() -> String {
    let (workload, budget) = (workload("Deployment", NAME), budget(NAME, "1"));
    format!("{workload}---\n{budget}")
}

const NAME: &str = "{name: api, namespace: payments}";

const FOUND: [&str; 1] = ["app.yaml:12 pdb-blocks-eviction"];

#[test]
fn a_heredoc_is_a_manifest() {
    let (workload, budget) = (workload("Deployment", NAME), budget(NAME, "1"));
    let main = held("api", &workload) + &held("budget", &budget);
    assert_eq!(found(&[("main.tf", &main)]), ["main.tf:17 pdb-blocks-eviction"]);
    let apart = held("budget", &budget.replace("payments", "billing"));
    let main = held("api", &workload) + &apart;
    assert_eq!(found(&[("main.tf", &main)]), NOTHING);
}

#[test]
fn a_file_that_terraform_applies_is_read_once() {
    let app = stuck();
    assert_eq!(found(&[("app.yaml", &app)]), FOUND);
    assert_eq!(found(&[("main.tf", EACH), ("app.yaml", &app)]), FOUND);
}

#[test]
fn a_file_that_no_instance_applies_is_read_as_it_lies_there() {
    let main = "resource \"kubectl_manifest\" \"all\" {
  count     = 0
  yaml_body = file(\"${path.module}/app.yaml\")
}
";
    assert_eq!(found(&[("main.tf", main), ("app.yaml", &stuck())]), FOUND);
}

#[test]
fn a_file_that_two_roots_apply_has_one_finding() {
    let app = stuck();
    let other = EACH.replace("${path.module}/", "${path.module}/../shared/");
    let files =
        [("shared/app.yaml", app.as_str()), ("one/main.tf", &other), ("two/main.tf", &other)];
    assert_eq!(found(&files), ["shared/app.yaml:12 pdb-blocks-eviction"]);
}

/// A service account of this name, which asks for a role.
fn account(name: &str) -> String {
    format!(
        "apiVersion: v1
kind: ServiceAccount
metadata:
  name: {name}
  namespace: payments
  annotations: {{eks.amazonaws.com/role-arn: 'arn:aws:iam::111122223333:role/api'}}
"
    )
}

#[test]
fn what_lies_beside_an_applied_file_is_deployed_with_it() {
    let runs_as = "spec: {serviceAccountName: orders, containers";
    let pods = workload("Deployment", NAME).replace("spec: {containers", runs_as);
    let beside = format!("{pods}---\n{}", account("order"));
    let beside = ("k8s/pods.yaml", beside.as_str());
    let missing = found(&[beside]);
    assert_eq!(missing.len(), 1, "{missing:?}");
    assert!(missing[0].ends_with("sa-not-found"), "{missing:?}");
    let main = EACH.replace("app.yaml", "k8s/account.yaml");
    let orders = account("orders");
    assert_eq!(found(&[("main.tf", &main), ("k8s/account.yaml", &orders), beside]), NOTHING);
}

#[test]
fn a_namespace_can_be_overridden() {
    let workload = held("api", &workload("Deployment", NAME));
    let there = budget("{name: api, namespace: billing}", "1");
    let moved = held("budget", &there)
        .replace("  yaml_body", "  override_namespace = \"payments\"\n  yaml_body");
    let main = format!("{workload}{moved}");
    assert_eq!(found(&[("main.tf", &main)]), ["main.tf:18 pdb-blocks-eviction"]);
}

#[test]
fn what_is_not_known_of_a_manifest_is_a_hole_in_it() {
    let workload = held("api", &workload("Deployment", NAME));
    let main = |least: &str| {
        format!("variable \"least\" {{}}\n{workload}{}", held("budget", &budget(NAME, least)))
    };
    let open = main("${var.least}");
    assert_eq!(found(&[("main.tf", &open)]), NOTHING);
    let why = "pdb-blocks-eviction: `var.least` has no default and no tfvars file sets it";
    assert!(undecided(&checked(&[("main.tf", &open)])).contains(&why.to_owned()));
    let known = open.replace("\"least\" {}", "\"least\" { default = 1 }");
    assert_eq!(found(&[("main.tf", &known)]), ["main.tf:18 pdb-blocks-eviction"]);
}

#[test]
fn functions_of_the_provider_give_the_documents_of_a_file() {
    let main = r#"
locals {
  all = provider::kubernetes::manifest_decode_multi(file("${path.module}/app.yaml"))
}

resource "kubernetes_manifest" "all" {
  for_each = { for index, manifest in local.all : index => manifest }
  manifest = each.value
}
"#;
    assert_eq!(found(&[("main.tf", main), ("app.yaml", &stuck())]), FOUND);
}

/// A root with a cluster of this name, and a role that pods of another service account may take.
fn platform(name: &str) -> String {
    format!(
        r#"
resource "aws_eks_cluster" "main" {{
  name    = "{name}"
  version = "1.35"
  vpc_config {{
    endpoint_public_access = false
  }}
}}

resource "aws_iam_role" "api" {{
  name = "{name}-api"
  assume_role_policy = jsonencode({{
    Version = "2012-10-17"
    Statement = [{{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = {{ Federated = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE" }}
      Condition = {{ StringEquals = {{ "oidc.eks.eu-west-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE:sub" = "system:serviceaccount:shop:web" }} }}
    }}]
  }})
}}
"#
    )
}

#[test]
fn a_root_is_about_the_cluster_that_its_provider_names() {
    let apps = r#"
data "aws_eks_cluster" "main" {
  name = "payments"
}

provider "kubernetes" {
  host = data.aws_eks_cluster.main.endpoint
}

resource "kubernetes_service_account_v1" "api" {
  metadata {
    name      = "api"
    namespace = "shop"
    annotations = {
      "eks.amazonaws.com/role-arn" = "arn:aws:iam::111122223333:role/payments-api"
    }
  }
}
"#;
    let (payments, ledger) = (platform("payments"), platform("ledger"));
    let with = |apps: &str| {
        let files = [("ledger/main.tf", ledger.as_str()), ("payments/main.tf", &payments)];
        found(&[files[0], files[1], ("apps/main.tf", apps)])
    };
    assert_eq!(with(apps), ["apps/main.tf:15 irsa-role-mismatch"]);
    assert_eq!(with(&apps.replace("name = \"payments\"", "name = \"other\"")), NOTHING);
    assert_eq!(with(&apps.replace("host =", "url =")), NOTHING);
}

#[test]
fn the_api_version_of_a_manifest_is_what_it_says() {
    let selection = about::selection(Preset::Strict, &["imds-open-to-pods"]);
    let options = CheckOptions { selection, ..options() };
    let class = |version: &str| {
        let main = held(
            "nodes",
            &format!(
                "apiVersion: karpenter.k8s.aws/{version}\nkind: EC2NodeClass\n\
                 metadata: {{name: nodes}}\nspec: {{role: nodes}}\n"
            ),
        );
        places(&checked_with(&[("main.tf", &main)], &options))
    };
    assert_eq!(class("v1"), NOTHING);
    assert_eq!(class("v1beta1"), ["main.tf:6 imds-open-to-pods"]);
}
