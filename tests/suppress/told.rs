//! What is said of suppressions themselves.

use ekslint::fix::{apply, resolve};

use ekslint::check::Selection;

use super::{CLASS, checked, checked_with, cluster, found, hidden};

/// A role that trusts an account with a slip in its name, in a heredoc.
pub(crate) fn role() -> String {
    const ISSUER: &str = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";
    format!(
        r#"resource "aws_iam_role" "payments" {{
  name = "payments"
  assume_role_policy = <<-POLICY
    {{
      "Version": "2012-10-17",
      "Statement": [{{
        "Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{ISSUER}"}},
        "Condition": {{"StringEquals": {{"{ISSUER}:sub": "system:serviceaccount:payments:payment-api"}}}}
      }}]
    }}
  POLICY
}}
"#
    )
}

/// The account that the role means.
pub(crate) const ACCOUNT: &str = "apiVersion: v1
kind: ServiceAccount
metadata:
  name: payments-api
  namespace: payments
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/payments
";

fn told(config: &str, text: &str) -> Vec<String> {
    let result = checked_with(config, &[("cluster.yaml", text)], Selection::of);
    found(&result).into_iter().filter(|it| it.contains(" ignore-")).collect()
}

#[test]
fn what_hides_nothing_is_told_once_all_its_rules_ran() {
    let mended = |comment: &str| {
        let text = cluster("", "", &format!(" # ekslint: {comment}"));
        text.replace("publicAccess: true", "publicAccess: false")
    };
    let unused = ["cluster.yaml:9 ignore-unused"];
    assert_eq!(told("", &mended("ignore[public-endpoint-open] gone")), unused);
    assert_eq!(told("", &mended("ignore[terraform/] gone")), unused);
    let off = "[rules]\npublic-endpoint-open = \"off\"";
    assert_eq!(told(off, &mended("ignore[public-endpoint-open] gone")), [""; 0]);
    let off = "[rules]\nignore-unused = \"off\"";
    assert_eq!(told(off, &mended("ignore[public-endpoint-open] gone")), [""; 0]);
    let off = "[[overrides]]\npaths = [\"*.yaml\"]\nrules = { public-endpoint-open = \"off\" }";
    assert_eq!(told(off, &mended("ignore[public-endpoint-open] gone")), [""; 0]);
}

#[test]
fn what_is_undecided_may_come_back() {
    let text = cluster("", "", " # ekslint: ignore[public-endpoint-open] for the lab");
    assert_eq!(told("", &text.replace("publicAccess: true", "publicAccess: ${PUBLIC}")), [""; 0]);
}

#[test]
fn a_file_that_is_not_read_to_its_end_tells_of_nothing_unused() {
    let text = cluster("# ekslint: ignore-file[storage/] later\n", "", "");
    assert_eq!(told("", &text), ["cluster.yaml:1 ignore-unused"]);
    assert_eq!(told("", &format!("{text}  - broken: [\n")), [""; 0]);
}

#[test]
fn an_exception_ends_with_its_last_day() {
    let until = |day: &str| {
        let comment = format!(" # ekslint: ignore[public-endpoint-open] until={day} a workshop");
        let result = checked("", &[("cluster.yaml", &cluster("", "", &comment))]);
        (found(&result).len(), hidden(&result).len())
    };
    // All tests are run as of 2026-11-20.
    assert_eq!(until("2026-11-20"), (0, 1), "the last day counts");
    assert_eq!(until("2026-11-19"), (2, 0), "the finding, and that the day is over");
}

#[test]
fn a_reason_can_be_required() {
    let bare = cluster("", "", " # ekslint: ignore[public-endpoint-open]");
    assert_eq!(told("", &bare), [""; 0]);
    let result = checked("require-reason = true", &[("cluster.yaml", &bare)]);
    assert_eq!(
        found(&result),
        ["cluster.yaml:9 public-endpoint-open", "cluster.yaml:9 ignore-without-reason"]
    );
    let reasoned = cluster("", "", " # ekslint: ignore[public-endpoint-open] a workshop");
    assert_eq!(told("require-reason = true", &reasoned), [""; 0]);
    let annotated = CLASS.replace(
        "name: ledger",
        "name: ledger\n  annotations:\n    ekslint/ignore: storageclass-immediate-binding",
    );
    assert_eq!(told("require-reason = true", &annotated), ["cluster.yaml:6 ignore-without-reason"]);
}

#[test]
fn what_cannot_be_understood_hides_nothing() {
    for comment in [
        "ignore",
        "ignore[]",
        "ignore[public-endpoint-open",
        "ingore[public-endpoint-open]",
        "",
        "ignore[public-endpoint-open] until=soon",
        "disable public-endpoint-open",
    ] {
        let text = cluster("", "", &format!(" # ekslint: {comment}"));
        let result = checked("", &[("cluster.yaml", &text)]);
        assert_eq!(hidden(&result), [""; 0], "{comment}");
        assert_eq!(told("", &text), ["cluster.yaml:9 ignore-malformed"], "{comment}");
    }
}

#[test]
fn of_several_names_the_known_ones_count() {
    let comment = " # ekslint: ignore[public-endpoint-opne, public-endpoint-open] a workshop";
    let result = checked("", &[("cluster.yaml", &cluster("", "", comment))]);
    assert_eq!(found(&result), ["cluster.yaml:9 ignore-unknown-rule"]);
    assert_eq!(hidden(&result).len(), 1);
    let help = result.outcome.findings[0].finding.help.clone();
    assert_eq!(help.as_deref(), Some("did you mean `public-endpoint-open`?"));
}

#[test]
fn names_are_taken_out_of_a_list_with_their_commas() {
    let fixed = |list: &str| {
        let comment = format!(" # ekslint: ignore[{list}] a workshop");
        let result = checked("", &[("cluster.yaml", &cluster("", "", &comment))]);
        let [told] = result.outcome.findings.as_slice() else { panic!("{:?}", found(&result)) };
        let edits = resolve(&result.texts, &told.finding.fixes[0].edits[0]).unwrap();
        let content = result.texts.text(edits[0].span.text).content();
        let after = apply(content, &edits).unwrap();
        after.lines().nth(8).unwrap().split_once('#').unwrap().1.to_owned()
    };
    let left = " ekslint: ignore[public-endpoint-open] a workshop";
    for list in [
        "public-endpoint-open, syntax-error",
        "syntax-error,public-endpoint-open",
        "syntax-error, duplicate-key, public-endpoint-open",
        "duplicate-key , public-endpoint-open , syntax-error",
        "public-endpoint-open, CKV_AWS_39",
        "CKV_AWS_39, public-endpoint-open",
    ] {
        assert_eq!(fixed(list), left, "{list}");
    }
}

#[test]
fn comments_of_templates_are_read() {
    let template = |comment: &str| {
        format!("{{{{ if .Values.x }}}}\n# ekslint: {comment}\n{CLASS}{{{{ end }}}}\n")
    };
    assert_ne!(told("", &template("rubbish")), [""; 0]);
}

#[test]
fn other_files_are_left_alone() {
    let result = checked("", &[("notes.md", "# ekslint: rubbish\n"), ("a.tf.json", "{}")]);
    assert_eq!(found(&result), [""; 0]);
}

#[test]
fn another_spelling_of_a_last_day_is_no_part_of_the_reason() {
    for day in ["until = 2020-01-01", "until 2020-01-01", "Until=2020-01-01", "until: 2020-01-01"] {
        let comment = format!(" # ekslint: ignore[public-endpoint-open] {day} because");
        let result = checked("", &[("cluster.yaml", &cluster("", "", &comment))]);
        let wanted = ["cluster.yaml:9 ignore-malformed", "cluster.yaml:9 public-endpoint-open"];
        let mut found = found(&result);
        found.sort();
        assert_eq!(found, wanted, "{day}");
    }
}

#[test]
fn what_nearly_is_a_suppression_is_told() {
    let malformed = ["cluster.yaml:9 ignore-malformed"];
    for comment in [
        "# ekslint ignore[public-endpoint-open] x",
        "# EKSLINT: ignore[public-endpoint-open] x",
        "# ekslint: ignore-next-line[public-endpoint-open] x",
    ] {
        assert_eq!(told("", &cluster("", "", &format!(" {comment}"))), malformed, "{comment}");
    }
    assert_eq!(told("", &cluster("", "", " # ekslint ignores [this]")), [""; 0]);
    let annotated = |annotation: &str| {
        let annotations = format!("metadata:\n  annotations:\n    {annotation}\n");
        let text = CLASS.replace("metadata:\n", &annotations);
        let result = checked("", &[("class.yaml", &text)]);
        found(&result).into_iter().filter(|it| it.contains("malformed")).collect::<Vec<_>>()
    };
    let malformed = ["class.yaml:5 ignore-malformed"];
    assert_eq!(annotated("ekslint.io/ignore: storageclass-immediate-binding x"), malformed);
    assert_eq!(annotated("ekslint/ignored: storageclass-immediate-binding x"), malformed);
    assert_eq!(annotated("ekslint/ignore: \"[storageclass-immediate-binding] x\""), malformed);
    assert_eq!(annotated("ekslint/ignore: storageclass-immediate-binding x"), [""; 0]);
}

#[test]
fn no_fix_of_a_verb_makes_an_exception_wider() {
    let text = cluster("", "", " # ekslint: ignore-next-line[public-endpoint-open] x");
    let result = checked("", &[("cluster.yaml", &text)]);
    let malformed = result.outcome.findings.iter().find(|it| it.rule.name == "ignore-malformed");
    let titles: Vec<_> = malformed.unwrap().finding.fixes.iter().map(|it| &it.title).collect();
    assert_eq!(titles, ["write `ignore`"]);
}
