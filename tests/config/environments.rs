//! Roots that are applied to several environments.

use super::{checked, found};

const ROOT: &str = r#"
variable "cidrs" {
  type    = list(string)
  default = ["0.0.0.0/0"]
}

variable "kubernetes" {
  type = string
}

resource "aws_eks_cluster" "main" {
  name    = "payments"
  version = var.kubernetes

  vpc_config {
    endpoint_public_access = true
    public_access_cidrs    = var.cidrs
  }
}
"#;

const OPEN: &str = "cidrs = [\"0.0.0.0/0\"]\nkubernetes = \"1.35\"\n";
const SHUT: &str = "cidrs = [\"198.51.100.0/24\"]\nkubernetes = \"1.35\"\n";

/// The instances of every finding.
fn instances(config: &str, files: &[(&str, &str)]) -> Vec<Vec<String>> {
    let findings = checked(config, files).outcome.findings;
    let names =
        |it: &ekslint::engine::Reported| it.instances.iter().map(ToString::to_string).collect();
    findings.iter().map(names).collect()
}

#[test]
fn files_of_variables_beside_a_root_are_environments() {
    let files = [("live/main.tf", ROOT), ("live/dev.tfvars", OPEN), ("live/prod.tfvars", SHUT)];
    assert_eq!(found("", &files), ["live/dev.tfvars:1 error public-endpoint-open"]);
    assert_eq!(instances("", &files), [["dev"]]);
    let both = [
        ("live/main.tf", ROOT),
        ("live/envs/dev.tfvars", "kubernetes = \"1.35\"\n"),
        ("live/envs/prod.tfvars", "kubernetes = \"1.35\"\n"),
    ];
    assert_eq!(
        found("", &both),
        ["live/main.tf:4 error public-endpoint-open"],
        "the default of both"
    );
    assert_eq!(instances("", &both), [["dev", "prod"]]);
    let folders = [("live/main.tf", ROOT), ("live/dev/terraform.tfvars", OPEN)];
    assert_eq!(instances("", &folders), [["dev"]]);
}

#[test]
fn what_another_file_sets_may_hold_as_well() {
    let files = [
        ("live/main.tf", ROOT),
        ("live/common.tfvars", "cidrs = [\"198.51.100.0/24\"]\n"),
        ("live/prod.tfvars", "kubernetes = \"1.35\"\n"),
    ];
    assert!(found("", &files).is_empty(), "prod may be given common.tfvars too");
    let reasons = checked("", &files).outcome.undecided;
    let reasons: Vec<String> = reasons.iter().map(|it| it.settings[0].1.to_string()).collect();
    assert!(
        reasons.contains(&"`live/common.tfvars` sets it, if it is given as well".to_owned()),
        "{reasons:?}"
    );
    let said = "[[environment]]\nname = \"prod\"\nvar-files = [\"live/prod.tfvars\"]\n";
    assert_eq!(found(said, &files), ["live/main.tf:4 error public-endpoint-open"], "it is told");
    let both = "[[environment]]\nname = \"prod\"\nvar-files = [\"live/common.tfvars\", \"live/prod.tfvars\"]\n";
    assert!(found(both, &files).is_empty());
}

#[test]
fn samples_are_no_environments_and_named_paths_are_followed() {
    let sample = [("live/main.tf", ROOT), ("live/example.tfvars", SHUT)];
    assert_eq!(instances("", &sample), [[""; 0]], "the default holds");
    let apart = [("live/main.tf", ROOT), ("envs/prod.tfvars", SHUT)];
    assert_eq!(found("", &apart), ["live/main.tf:4 error public-endpoint-open"]);
    let said = "[[environment]]\nname = \"prod\"\npaths = [\"live\"]\nvar-files = [\"envs/prod.tfvars\"]\n";
    assert!(found(said, &apart).is_empty());
    let several = said.replace("[\"live\"]", "[\"lab\"]").replace("envs/prod", "live/envs/prod");
    let inside = [("live/main.tf", ROOT), ("lab/main.tf", ROOT), ("live/envs/prod.tfvars", SHUT)];
    assert_eq!(found(&several, &inside), ["lab/main.tf:4 error public-endpoint-open"]);
}

#[test]
fn environments_are_never_joined_with_each_other() {
    let role = r#"
variable "trusted" { type = string }
resource "aws_iam_role" "ledger" {
  name = "ledger"
  assume_role_policy = jsonencode({
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF" }
      Condition = { StringEquals = { "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF:sub" = "system:serviceaccount:${var.trusted}:ledger" } }
    }]
  })
}
resource "kubernetes_service_account_v1" "ledger" {
  metadata {
    name        = "ledger"
    namespace   = var.trusted
    annotations = { "eks.amazonaws.com/role-arn" = aws_iam_role.ledger.arn }
  }
}
"#;
    let files = [
        ("live/main.tf", role),
        ("live/dev.tfvars", "trusted = \"payments-dev\"\n"),
        ("live/prod.tfvars", "trusted = \"payments\"\n"),
    ];
    assert!(found("", &files).is_empty());
}

#[test]
fn a_workspace_is_what_the_user_says() {
    let cluster = ROOT.replace(
        "var.cidrs",
        "terraform.workspace == \"prod\" ? [\"198.51.100.0/24\"] : var.cidrs",
    );
    let files = [("live/main.tf", cluster.as_str())];
    assert!(found("", &files).is_empty(), "nobody says which workspace it is");
    let environment = |name: &str| {
        format!("[[environment]]\nname = \"{name}\"\npaths = [\"live\"]\nworkspace = \"{name}\"\n")
    };
    assert!(found(&environment("prod"), &files).is_empty());
    let both = format!("{}{}", environment("prod"), environment("dev"));
    assert_eq!(found(&both, &files), ["live/main.tf:4 error public-endpoint-open"]);
    assert_eq!(instances(&both, &files), [["dev"]]);
    let vars = [files[0], ("live/more.tfvars", SHUT)];
    assert!(found(&both, &vars).is_empty(), "they may be given");
}
