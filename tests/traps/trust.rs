//! What IAM admits is more than what a comparison of letters sees.

use super::{checked, found_by_all};

const ISSUER: &str = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

/// A statement with this action and these conditions.
fn statement(action: &str, condition: &str) -> String {
    let provider = format!("arn:aws:iam::111122223333:oidc-provider/{ISSUER}");
    format!(
        r#"{{
      Effect    = "Allow"
      Action    = "{action}"
      Principal = {{ Federated = "{provider}" }}
      Condition = {{ {condition} }}
    }}"#
    )
}

/// A role `ledger` that trusts one subject, and others by further statements.
fn role(operator: &str, subject: &str, more: &[String]) -> String {
    let first = format!(r#"{operator} = {{ "{ISSUER}:sub" = "{subject}" }}"#);
    let mut statements = vec![statement("sts:AssumeRoleWithWebIdentity", &first)];
    statements.extend_from_slice(more);
    format!(
        "variable \"unknown\" {{ type = string }}\nresource \"aws_iam_role\" \"ledger\" {{\n  name = \"ledger\"\n  \
         assume_role_policy = jsonencode({{ Statement = [{}] }})\n}}\n",
        statements.join(", ")
    )
}

/// An account `payments/ledger` that asks for that role.
fn account(owner: &str) -> String {
    format!(
        "apiVersion: v1
kind: ServiceAccount
metadata:
  name: ledger
  namespace: payments
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::{owner}:role/ledger
"
    )
}

/// What is found where the account asks for the role.
fn joined(role: &str) -> Vec<String> {
    found_by_all(&[("account.yaml", &account("111122223333")), ("role.tf", role)])
}

const MISMATCH: &str = "account.yaml:7 irsa-role-mismatch";

#[test]
fn a_pattern_with_a_hole_is_a_pattern() {
    for pattern in ["${var.unknown}:*", "*:${var.unknown}-*", "${var.unknown}:ledger"] {
        let subject = format!("system:serviceaccount:{pattern}");
        let expected: &[&str] = if pattern.ends_with("-*") { &[MISMATCH] } else { &[] };
        assert_eq!(joined(&role("StringLike", &subject, &[])), expected, "{pattern}");
    }
    let ending = role("StringLike", "system:serviceaccount:*:${var.unknown}edger*", &[]);
    assert!(joined(&ending).is_empty(), "it may begin with an l");
    let elsewhere = role("StringLike", "system:serviceaccount:accounting:${var.unknown}*", &[]);
    assert_eq!(joined(&elsewhere), [MISMATCH], "another namespace is certain");
}

#[test]
fn case_is_ignored_where_the_operator_says_so() {
    let subject = "system:serviceaccount:Payments:Ledger";
    assert!(joined(&role("StringEqualsIgnoreCase", subject, &[])).is_empty());
    assert_eq!(joined(&role("StringEquals", subject, &[])), ["role.tf:8 irsa-trust-malformed"]);
}

#[test]
fn an_action_is_a_pattern_without_case() {
    let other = "system:serviceaccount:accounting:bookkeeper";
    let audience = format!(r#"StringEquals = {{ "{ISSUER}:aud" = "sts.amazonaws.com" }}"#);
    for action in ["sts:AssumeRole*", "sts:assumerolewithwebidentity", "*", "sts:AssumeRole?ith*"] {
        let open = statement(action, &audience);
        let found = joined(&role("StringEquals", other, &[open]));
        assert_eq!(found, ["role.tf:13 irsa-trust-unscoped"], "{action} admits all");
    }
    for action in ["sts:AssumeRole", "sts:TagSession", "sts:AssumeRoleWithSAML"] {
        let shut = statement(action, &audience);
        assert_eq!(joined(&role("StringEquals", other, &[shut])), [MISMATCH], "{action}");
    }
}

#[test]
fn a_role_of_another_account_is_another_role() {
    let wrong = role("StringEquals", "system:serviceaccount:accounting:bookkeeper", &[]);
    let asks = |owner| found_by_all(&[("account.yaml", &account(owner)), ("role.tf", &wrong)]);
    assert_eq!(asks("111122223333"), [MISMATCH]);
    assert!(asks("444455556666").is_empty());
}

#[test]
fn a_wildcard_in_the_prefix_may_match_an_account() {
    let of = |operator, subject: &str| found_by_all(&[("role.tf", &role(operator, subject, &[]))]);
    for subject in ["system:serviceaccount*:ns:x", "system:?erviceaccount:ns:x", "*:ns:x"] {
        assert!(of("StringLike", subject).is_empty(), "{subject}");
    }
    for subject in ["system:serviceaccounts:ns:*", "system:serviceaccount:Ns:*"] {
        assert_eq!(of("StringLike", subject), ["role.tf:8 irsa-trust-malformed"], "{subject}");
    }
}

#[test]
fn the_module_is_told_what_the_module_takes() {
    let module = r#"module "ledger" {
  source    = "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks"
  version   = "~> 5.0"
  role_name = "ledger"
  oidc_providers = {
    main = { provider_arn = "x", namespace_service_accounts = ["payments/ledger"] }
  }
}
"#;
    let result = checked(&[("main.tf", module)]);
    let help: Vec<_> = result.outcome.findings.iter().flat_map(|it| &it.finding.help).collect();
    assert_eq!(
        help,
        ["write `NAMESPACE:NAME`; a pattern needs `StringLike` in `assume_role_condition_test`"]
    );
}

#[test]
fn what_is_not_known_or_not_concerned_has_not_passed() {
    let tally = |files: &[(&str, &str)], rule| {
        let tally = checked(files).outcome.tallies.get(rule).copied().unwrap_or_default();
        (tally.passed, tally.failed, tally.undecided)
    };
    let hole = role("StringEquals", "system:serviceaccount:${var.unknown}:ledger", &[]);
    assert_eq!(tally(&[("role.tf", &hole)], "irsa-trust-malformed"), (0, 0, 1));
    assert_eq!(tally(&[("role.tf", &hole)], "irsa-subject-unknown"), (0, 0, 1));
    let plain = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: plain\n";
    assert_eq!(tally(&[("account.yaml", plain)], "irsa-role-mismatch"), (0, 0, 0));
    let trusting = role("StringEquals", "system:serviceaccount:payments:ledger", &[]);
    let files = [("account.yaml", &*account("111122223333")), ("role.tf", &*trusting)];
    assert_eq!(tally(&files, "irsa-role-mismatch"), (1, 0, 0));
    assert_eq!(tally(&files, "irsa-subject-unknown"), (1, 0, 0));
}
