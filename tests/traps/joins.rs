//! Things of one name in different places are different things.

use super::{found, places};
use ekslint::check::lint;

const ISSUER: &str = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

/// A cluster and a role `ledger` that trusts one account.
fn root(cluster: &str, account: &str) -> String {
    let role = format!(
        r#"
resource "aws_iam_role" "ledger" {{
  name = "ledger"
  assume_role_policy = <<-POLICY
    {{
      "Version": "2012-10-17",
      "Statement": [{{
        "Effect": "Allow",
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {{"Federated": "arn:aws:iam::111122223333:oidc-provider/{ISSUER}"}},
        "Condition": {{"StringEquals": {{"{ISSUER}:sub": "{account}"}}}}
      }}]
    }}
  POLICY
}}
"#
    );
    super::cluster("", "endpoint_public_access = false").replace("payments", cluster) + &role
}

const ACCOUNT: &str = "apiVersion: v1
kind: ServiceAccount
metadata:
  name: ledger
  namespace: payments
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/ledger
";

#[test]
fn a_policy_in_a_heredoc_is_read() {
    let bad = root("payments", "system:serviceaccounts:payments:ledger");
    assert_eq!(found(&[("main.tf", &bad)]), ["main.tf:21 irsa-trust-malformed"]);
    let good = root("payments", "system:serviceaccount:payments:ledger");
    assert!(found(&[("main.tf", &good)]).is_empty());
}

#[test]
fn two_roles_of_one_name_give_one_verdict_in_any_order() {
    let right = root("blue", "system:serviceaccount:payments:ledger");
    let wrong = root("green", "system:serviceaccount:accounting:bookkeeper");
    let owned = |(path, text): (&str, &str)| (path.to_owned(), text.to_owned());
    for (one, two) in [(&right, &wrong), (&wrong, &right)] {
        let mut files: Vec<_> =
            [("a/main.tf", one.as_str()), ("account.yaml", ACCOUNT), ("b/main.tf", two.as_str())]
                .map(owned)
                .to_vec();
        for _ in 0..files.len() {
            let result = lint(&files, &super::options());
            assert!(places(&result).is_empty(), "one of them trusts it: {:?}", places(&result));
            files.rotate_left(1);
        }
    }
}

#[test]
fn an_account_beside_its_cluster_is_joined_with_that_clusters_role() {
    let right = root("blue", "system:serviceaccount:payments:ledger");
    let wrong = root("green", "system:serviceaccount:accounting:bookkeeper");
    let files = [
        ("blue/main.tf", right.as_str()),
        ("blue/account.yaml", ACCOUNT),
        ("green/main.tf", wrong.as_str()),
        ("green/account.yaml", ACCOUNT),
    ];
    assert_eq!(found(&files), ["green/account.yaml:7 irsa-role-mismatch"]);
}

#[test]
fn roles_of_another_cluster_are_not_joined() {
    let wrong = root("green", "system:serviceaccount:accounting:bookkeeper");
    let blue = super::cluster("", "endpoint_public_access = false");
    let files = [
        ("blue/main.tf", blue.as_str()),
        ("blue/account.yaml", ACCOUNT),
        ("green/main.tf", wrong.as_str()),
    ];
    assert!(found(&files).is_empty(), "{:?}", found(&files));
}

#[test]
fn a_selector_is_held_against_the_workloads_that_may_have_its_labels() {
    let workload = |name: &str, labels: &str| {
        format!(
            "---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: {name}}}\nspec:\n  \
             replicas: 1\n  selector: {{matchLabels: {labels}}}\n  template:\n    metadata:\n      \
             labels: {labels}\n    spec:\n      containers: [{{name: a, image: a}}]\n"
        )
    };
    let budget = "---\napiVersion: policy/v1\nkind: PodDisruptionBudget\nmetadata: {name: b}\nspec:\n  \
                  minAvailable: 1\n  selector:\n    matchLabels: {app: web, tier: front}\n";
    let plain = [
        workload("api", "{app: api, tier: front}"),
        workload("web", "{app: web, tier: front, more: yes}"),
        workload("back", "{app: web, tier: back}"),
        budget.to_owned(),
    ];
    let result = super::checked(&[("a.yaml", &plain.concat())]);
    let [reported] = result.outcome.findings.as_slice() else {
        panic!("{:?}", super::places(&result))
    };
    let told = format!("{:?} {:?}", reported.finding.related, reported.finding.notes);
    assert!(told.contains("web") && !told.contains("api") && !told.contains("back"), "{told}");
    // A label that cannot be read may be any.
    let open = [workload("open", "{app: web, tier: \"${TIER}\"}"), plain.concat()];
    let result = super::checked(&[("a.yaml", &open.concat())]);
    let rules: Vec<_> = result.outcome.undecided.iter().map(|it| it.rule).collect();
    assert!(super::places(&result).is_empty(), "{:?}", super::places(&result));
    assert_eq!(rules, ["pdb-blocks-eviction"]);
}
