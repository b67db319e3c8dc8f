//! `aws_iam_policy_document`.

use super::out;

#[test]
fn trust_of_a_service_account() {
    let file = r#"
        resource "aws_eks_cluster" "main" { name = "prod" }
        locals {
          oidc = replace(aws_eks_cluster.main.identity[0].oidc[0].issuer, "https://", "")
          out  = data.aws_iam_policy_document.trust.json
        }
        data "aws_iam_policy_document" "trust" {
          statement {
            actions = ["sts:AssumeRoleWithWebIdentity"]
            principals {
              type        = "Federated"
              identifiers = ["arn:aws:iam::1:oidc-provider/${local.oidc}"]
            }
            condition {
              test     = "StringEquals"
              variable = "${local.oidc}:sub"
              values   = ["system:serviceaccount:a:b"]
            }
            condition {
              test     = "StringEquals"
              variable = "${local.oidc}:aud"
              values   = ["sts.amazonaws.com"]
            }
          }
        }
    "#;
    let issuer = "${aws_eks_cluster.main.identity[0].oidc[0].issuer.replace(https://, )}";
    let expected = format!(
        "json({{Version: \"2012-10-17\", Statement: [{{Effect: \"Allow\", \
         Action: \"sts:AssumeRoleWithWebIdentity\", \
         Principal: {{Federated: \"arn:aws:iam::1:oidc-provider/{issuer}\"}}, \
         Condition: {{StringEquals: {{\"{issuer}:sub\": \"system:serviceaccount:a:b\", \
         \"{issuer}:aud\": \"sts.amazonaws.com\"}}}}}}]}})"
    );
    assert_eq!(out(file), expected);
}

#[test]
fn sources_and_overrides_merge_by_sid() {
    let file = r#"
        variable "u" {}
        locals { out = data.aws_iam_policy_document.own.json }
        data "aws_iam_policy_document" "base" {
          statement {
            sid       = "one"
            actions   = ["a:*"]
            resources = ["*"]
          }
          statement {
            actions   = ["b:*"]
            resources = ["arn:&{aws:username}", "x"]
          }
        }
        data "aws_iam_policy_document" "own" {
          source_policy_documents = [data.aws_iam_policy_document.base.json]
          statement {
            sid     = "one"
            effect  = "Deny"
            actions = ["c:*"]
            principals {
              type        = "*"
              identifiers = ["*"]
            }
          }
        }
    "#;
    let second = "{Effect: \"Allow\", Action: \"b:*\", Resource: [\"arn:${aws:username}\", \"x\"]}";
    let expected = format!(
        "json({{Version: \"2012-10-17\", Statement: [{{Sid: \"one\", Effect: \"Deny\", \
         Action: \"c:*\", Principal: \"*\"}}, {second}]}})"
    );
    assert_eq!(out(file), expected);
    let unknown = file.replace(
        "source_policy_documents = [data.aws_iam_policy_document.base.json]",
        "override_policy_documents = [data.aws_iam_policy_document.base.json, var.u]",
    );
    let expected = format!("json({{Version: \"2012-10-17\", Statement: [{second}, …]}})");
    assert_eq!(out(&unknown), expected);
}

#[test]
fn dynamic_statements() {
    let file = r#"
        variable "u" {}
        locals { out = data.aws_iam_policy_document.own.json }
        data "aws_iam_policy_document" "own" {
          statement { actions = ["a:*"] }
          dynamic "statement" {
            for_each = var.u
            content { actions = [statement.value] }
          }
        }
    "#;
    let expected =
        "json({Version: \"2012-10-17\", Statement: [{Effect: \"Allow\", Action: \"a:*\"}, …]})";
    assert_eq!(out(file), expected);
    let known = file.replace("var.u", "[\"b:*\"]");
    let expected = "json({Version: \"2012-10-17\", Statement: [{Effect: \"Allow\", \
                    Action: \"a:*\"}, {Effect: \"Allow\", Action: \"b:*\"}]})";
    assert_eq!(out(&known), expected);
}
