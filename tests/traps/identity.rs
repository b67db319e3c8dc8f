//! The way from a pod to its credentials: one mistake is told once, and what is no mistake never.

use ekslint::check::{CheckOptions, lint};
use ekslint::config::Config;

use super::{checked_by_all, found_by_all};

const ISSUER: &str = "oidc.eks.eu-west-1.amazonaws.com/id/0123456789ABCDEF0123456789ABCDEF";

const POLICY: &str = r#"{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = "arn:aws:iam::111122223333:oidc-provider/ISSUER" }
      Condition = { TEST = { CONDITIONS } }
    }"#;

/// A role `ledger` with one statement that compares these claims of an issuer's tokens.
fn role(issuer: &str, test: &str, claims: &[(&str, &str)]) -> String {
    let claim = |(claim, value): &(&str, &str)| format!(r#""{issuer}:{claim}" = "{value}""#);
    let claims: Vec<String> = claims.iter().map(claim).collect();
    let statement = POLICY.replace("ISSUER", issuer).replace("TEST", test);
    let statement = statement.replace("CONDITIONS", &claims.join("\n"));
    format!(
        "resource \"aws_iam_role\" \"ledger\" {{\n  name = \"ledger\"\n  \
         assume_role_policy = jsonencode({{ Statement = [{statement}] }})\n}}\n"
    )
}

fn account(name: &str, namespace: &str, arn: &str) -> String {
    format!(
        "apiVersion: v1
kind: ServiceAccount
metadata:
  name: {name}
  namespace: {namespace}
  annotations:
    eks.amazonaws.com/role-arn: {arn}
"
    )
}

/// A Deployment `ledger`; lines of its own in its metadata and its pods.
fn deployment(metadata: &str, pods: &str) -> String {
    format!(
        "apiVersion: apps/v1
kind: Deployment
metadata:
  name: ledger
  {metadata}
spec:
  selector: {{matchLabels: {{app: ledger}}}}
  template:
    metadata:
      labels: {{app: ledger}}
    spec:
      {pods}
      containers:
        - name: ledger
          image: ledger:1.4.0
"
    )
}

const LEDGER: &str = "arn:aws:iam::111122223333:role/ledger";
const SUBJECT: &str = "system:serviceaccount:payments:ledger";

fn closed(kind: &str, files: &[(&str, &str)]) -> Vec<String> {
    let config = format!("closed = [\"{kind}\"]");
    let known = ekslint::rules::RULES.iter().map(|rule| &rule.meta).collect::<Vec<_>>();
    let config = Config::from_text(&config, &known).expect("it is a configuration");
    let options = CheckOptions { config: config.into(), ..super::pinned::options() };
    let files: Vec<_> =
        files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
    super::places(&lint(&files, &options))
}

#[test]
fn only_the_first_broken_link_is_told() {
    let wrong = role(ISSUER, "StringEquals", &[("aud", "sts.amazon.com"), ("sub", SUBJECT)]);
    assert_eq!(found_by_all(&[("role.tf", &wrong)]), ["role.tf:7 oidc-audience"]);
    let files = |arn: &str, namespace: &str| {
        found_by_all(&[("a.yaml", &account("ledger", namespace, arn)), ("role.tf", &wrong)])
    };
    assert_eq!(files(LEDGER, "payments"), ["role.tf:7 oidc-audience"]);
    assert_eq!(files(LEDGER, "accounting"), ["a.yaml:7 irsa-role-mismatch"]);
    for bad in [&format!("\"{LEDGER} \""), "ledger", "arn:aws:iam::111122223333:policy/ledger"] {
        assert_eq!(files(bad, "payments"), ["a.yaml:7 irsa-annotation-invalid"], "{bad}");
    }
}

#[test]
fn the_chain_has_a_mark_for_every_link() {
    let wrong = role(ISSUER, "StringEquals", &[("aud", "sts.amazon.com"), ("sub", SUBJECT)]);
    let pods = deployment("namespace: payments", "serviceAccountName: ledger");
    let account = account("ledger", "payments", LEDGER);
    let result = checked_by_all(&[("a.yaml", &account), ("b.yaml", &pods), ("role.tf", &wrong)]);
    let [only] = result.outcome.findings.as_slice() else { panic!("{:?}", result.outcome) };
    let chain = &only.finding.chain;
    let shown: Vec<_> =
        chain.iter().map(|hop| format!("{} {:?}", hop.link.name(), hop.holds)).collect();
    let expected = [
        "pod True",
        "account True",
        "role True",
        "subject True",
        "audience False",
        "provider Unknown",
        "issuer True",
    ];
    assert_eq!(shown, expected);
}

/// Other tools look at AWS principals only, and let any federated statement pass.
#[test]
fn federated_statements_are_read() {
    let open = role(ISSUER, "StringEquals", &[("aud", "sts.amazonaws.com")]);
    assert_eq!(found_by_all(&[("role.tf", &open)]), ["role.tf:7 irsa-trust-unscoped"]);
}

#[test]
fn issuers_that_are_not_eks_are_left_alone() {
    for issuer in ["token.actions.githubusercontent.com", "gitlab.com", "app.terraform.io"] {
        for claims in [&[("aud", "sts.amazon.com")][..], &[("aud", "https://gitlab.com")], &[]] {
            let role = role(issuer, "StringEquals", claims);
            assert!(found_by_all(&[("role.tf", &role)]).is_empty(), "{issuer} {claims:?}");
        }
    }
}

#[test]
fn the_documented_pattern_of_the_efs_driver_is_clean() {
    let subject = "system:serviceaccount:kube-system:efs-csi-*";
    let claims = [("aud", "sts.amazonaws.com"), ("sub", subject)];
    assert!(found_by_all(&[("role.tf", &role(ISSUER, "StringLike", &claims))]).is_empty());
}

/// Other tools compare `""` with `"default"`, and report what is there.
#[test]
fn a_namespace_that_is_not_written_is_not_another() {
    for (pods, accounts) in [("", "default"), ("namespace: default", "default"), ("", "payments")] {
        let pods = deployment(pods, "serviceAccountName: ledger");
        let account = account("ledger", accounts, LEDGER);
        let found = closed("ServiceAccount", &[("a.yaml", &account), ("b.yaml", &pods)]);
        assert!(found.is_empty(), "{found:?}");
    }
    let pods = deployment("namespace: audit", "serviceAccountName: ledger");
    let account = account("ledger", "payments", LEDGER);
    let found = closed("ServiceAccount", &[("a.yaml", &account), ("b.yaml", &pods)]);
    assert_eq!(found, ["b.yaml:12 sa-not-found"]);
}

#[test]
fn siblings_are_no_misprints() {
    for (written, other) in [("ledger-1", "ledger-2"), ("ledger-dev", "ledger-qa")] {
        let pods = deployment("namespace: payments", &format!("serviceAccountName: {written}"));
        let account = account(other, "payments", LEDGER);
        assert!(found_by_all(&[("a.yaml", &account), ("b.yaml", &pods)]).is_empty());
    }
}

/// Controllers name accounts in ways of their own.
#[test]
fn any_equal_word_is_a_use() {
    let account = account("ledger", "payments", LEDGER);
    let pods = deployment("namespace: payments", "restartPolicy: Always");
    let files =
        |other: &str| found_by_all(&[("a.yaml", &account), ("b.yaml", &pods), ("c.yaml", other)]);
    assert_eq!(files("kind: Nothing\n"), ["a.yaml:7 irsa-sa-unused"]);
    for other in [
        "apiVersion: sparkoperator.k8s.io/v1beta2\nkind: SparkApplication\nmetadata: {}\n",
        "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nroleRef: {name: a}\nsubjects: [{name: ledger}]\n",
    ] {
        assert_eq!(files(other), ["a.yaml:7 irsa-sa-unused"], "{other}");
    }
    for other in [
        "apiVersion: argoproj.io/v1alpha1\nkind: Workflow\nmetadata: {}\nspec: {serviceAccountName: ledger}\n",
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {}\ndata: {runner: 'account=ledger,size=2'}\n",
        "apiVersion: actions.summerwind.dev/v1\nkind: Runner\nmetadata: {}\nspec:\n  sa: ledger\n",
    ] {
        assert!(files(other).is_empty(), "{other}");
    }
}

/// Overlays declare an account with a role and without one: which is deployed is not known.
#[test]
fn an_account_that_is_declared_twice_may_have_no_role() {
    let association = r#"
resource "aws_eks_pod_identity_association" "ledger" {
  namespace       = "payments"
  service_account = "ledger"
  role_arn        = "arn:aws:iam::111122223333:role/pods"
}
"#;
    let account = account("ledger", "payments", LEDGER);
    let files = [("a.yaml", account.as_str()), ("main.tf", association)];
    assert_eq!(found_by_all(&files), ["a.yaml:7 irsa-and-pod-identity"]);
    let plain = account.split("  annotations").next().unwrap_or_default();
    assert!(found_by_all(&[files[0], files[1], ("b.yaml", plain)]).is_empty());
}

#[test]
fn keys_of_another_store_and_examples_are_left_alone() {
    let account = account("ledger", "payments", LEDGER);
    let with = |env: &str| {
        let pods = deployment("namespace: payments", "serviceAccountName: ledger");
        let pods = format!("{pods}          env: {env}\n");
        found_by_all(&[("a.yaml", &account), ("b.yaml", &pods)])
    };
    let key = "{name: AWS_ACCESS_KEY_ID, value: minio}";
    assert_eq!(with(&format!("[{key}]")), ["b.yaml:16 static-aws-credentials"]);
    assert!(with(&format!("[{key}, {{name: S3_ENDPOINT, value: minio}}]")).is_empty());
    assert!(with("[{name: AWS_ACCESS_KEY_ID, value: ''}]").is_empty());
    assert!(with("[{name: AWS_ACCESS_KEY, value: x}]").is_empty());
}
