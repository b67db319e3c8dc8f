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

/// The document of two that are merged: what the first block and the second add to a source.
fn merged(base: &str, own: &str) -> String {
    let file = format!(
        "variable \"u\" {{}}\nlocals {{ out = data.aws_iam_policy_document.own.json }}\n\
         data \"aws_iam_policy_document\" \"base\" {{\n{base}\n}}\n\
         data \"aws_iam_policy_document\" \"own\" {{\n{own}\n}}\n"
    );
    out(&file)
}

const SOURCE: &str = "source_policy_documents = [data.aws_iam_policy_document.base.json]";
const OVERRIDE: &str = "override_policy_documents = [data.aws_iam_policy_document.base.json]";

#[test]
fn statements_keep_their_order_and_overrides_take_the_place_of_their_sid() {
    let base = "statement {\n sid = \"x\"\n actions = [\"a:*\"]\n}\n\
                statement {\n actions = [\"b:*\"]\n}";
    let own = "statement {\n actions = [\"c:*\"]\n}\nstatement {\n sid = \"x\"\n \
               actions = [\"d:*\"]\n}";
    let order = |text: &str| {
        let at = |part: &str| text.find(part).unwrap_or(usize::MAX);
        let mut parts = ["a:*", "b:*", "c:*", "d:*"].map(|part| (at(part), part));
        parts.sort_unstable();
        parts.iter().filter(|it| it.0 < usize::MAX).map(|it| it.1).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(order(&merged(base, &format!("{SOURCE}\n{own}"))), "d:* b:* c:*");
    assert_eq!(order(&merged(base, &format!("{OVERRIDE}\n{own}"))), "c:* a:* b:*");
}

#[test]
fn the_newest_version_and_the_last_id_count() {
    let base = "version = \"2012-10-17\"\npolicy_id = \"base\"";
    let old = "version = \"2008-10-17\"\npolicy_id = \"own\"";
    let head = |id: &str| format!("json({{Version: \"2012-10-17\", Id: \"{id}\", Statement: []}})");
    assert_eq!(merged(base, &format!("{SOURCE}\n{old}")), head("own"));
    assert_eq!(merged(base, &format!("{OVERRIDE}\n{old}")), head("base"));
    assert_eq!(merged(old, &format!("{SOURCE}\nversion = \"2012-10-17\"")), head("own"));
}

#[test]
fn a_sid_that_is_there_twice_is_refused() {
    let twice = "statement {\n sid = \"x\"\n}\nstatement {\n sid = \"x\"\n}";
    let refused = "json(?error: the Sid `x` is not unique)";
    assert_eq!(merged("", twice), refused);
    let one = "statement {\n sid = \"x\"\n}";
    let both = "source_policy_documents = [data.aws_iam_policy_document.base.json, \
                data.aws_iam_policy_document.base.json]";
    assert_eq!(merged(one, both), refused);
    // A text of JSON is as good a document as another block.
    let json = "override_policy_documents = [jsonencode({ Statement = [{ Sid = \"x\", Effect = \
                \"Deny\" }] })]";
    let expected = "json({Version: \"2012-10-17\", Statement: [{Sid: \"x\", Effect: \"Deny\"}]})";
    assert_eq!(merged("", &format!("{json}\n{one}")), expected);
}
