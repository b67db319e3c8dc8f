//! Texts inside of others: what is changed in them is written as each text around them wants it.

use super::repository::Repository;

const ACCOUNT: &str = "apiVersion: v1
kind: ServiceAccount
metadata:
  name: order-service
  namespace: shop
  annotations: {eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/orders}
";

/// A role whose trust policy is this expression.
fn role(policy: &str) -> String {
    let host = "oidc.eks.eu-west-1.amazonaws.com/id/AAAA";
    let policy = policy.replace("HOST", host);
    format!(
        "resource \"aws_iam_role\" \"orders\" {{\n  name = \"orders\"\n  assume_role_policy = {policy}\n}}\n"
    )
}

/// The only change that all fixes make to a file.
fn change(name: &str, files: &[(&str, &str)]) -> Vec<String> {
    let repository = Repository::new(&format!("strings-{name}"));
    for (path, text) in files {
        repository.write(path, text);
    }
    let (_, diff, err) = repository.check(&["--diff", "--unsafe-fixes"]);
    let (code, out, more) = repository.check(&["--fix", "--unsafe-fixes", "--output=concise"]);
    assert_eq!((code, out.as_str()), (0, ""), "{diff}{err}{more}");
    let changed = diff.lines().filter(|it| it.starts_with(['+', '-']) && !it.contains("/main."));
    changed.map(str::to_owned).collect()
}

#[test]
fn policies_are_changed_in_whatever_holds_them() {
    let json = r#"{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity",
        "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/HOST"},
        "Condition": {"StringEquals": {"HOST:sub": "system:serviceaccount:shop:order-servise"}}}]}"#;
    let one_line: String = json.lines().map(str::trim_start).collect();
    let quoted = format!("\"{}\"", one_line.replace('"', "\\\""));
    let encoded = format!("jsonencode({})", json.replace("\": ", "\" = "));
    let indented = json.replace('\n', "\n    ");
    let forms = [
        ("heredoc", format!("<<EOT\n{json}\nEOT")),
        ("flush", format!("<<-EOT\n    {indented}\n    EOT")),
        ("quoted", quoted),
        ("encoded", encoded),
    ];
    for (form, policy) in forms {
        let main = role(&policy);
        let changed = change(form, &[("main.tf", &main), ("account.yaml", ACCOUNT)]);
        let [old, new] = changed.as_slice() else { panic!("{form}: {changed:?}") };
        assert_eq!(old.replace("servise", "service")[1..], new[1..], "{form}");
    }
}

#[test]
fn manifests_are_changed_in_whatever_holds_them() {
    let pod = "apiVersion: apps/v1
kind: Deployment
metadata: {name: web, namespace: shop}
spec:
  replicas: 1
  selector: {matchLabels: {app: web}}
  template:
    metadata:
      labels: {app: web}
      annotations:
        cluster-autoscaler.kubernetes.io/safe-to-evict: \"false\"
        team: \"a\"
    spec: {containers: [{name: web, image: web}]}
";
    let line = "cluster-autoscaler.kubernetes.io/safe-to-evict: \"false\"";
    let one = |form: &str, path: &str, text: &str| change(form, &[(path, text)]);
    assert_eq!(one("block", "main.yaml", pod), [format!("-        {line}")]);
    let flow = pod.replace(
        &format!("annotations:\n        {line}\n        team: \"a\""),
        &format!("annotations: {{{line}, team: a}}"),
    );
    assert_eq!(
        one("flow", "main.yaml", &flow),
        [
            format!("-      annotations: {{{line}, team: a}}"),
            "+      annotations: {team: a}".to_owned()
        ]
    );
    let list = format!("  {}\n", pod.trim_end().replace('\n', "\n  "));
    let list = format!("apiVersion: v1\nkind: List\nitems:\n- {}", list.trim_start());
    assert_eq!(one("list", "main.yaml", &list), [format!("-          {line}")]);
    let json = r#"{"apiVersion": "apps/v1", "kind": "Deployment", "metadata": {"name": "web"}, "spec": {
  "selector": {"matchLabels": {"app": "web"}}, "template": {"metadata": {"annotations": {
    "team": "a",
    "cluster-autoscaler.kubernetes.io/safe-to-evict": "false"
  }}}}}
"#;
    let changed = one("json", "main.json", json);
    let evict = "-    \"cluster-autoscaler.kubernetes.io/safe-to-evict\": \"false\"";
    assert_eq!(changed, ["-    \"team\": \"a\",", evict, "+    \"team\": \"a\""]);
}

#[test]
fn what_is_escaped_on_the_way_does_not_move_the_edit() {
    let repository = Repository::new("strings-escaped");
    let main = role(
        r#"<<EOT
{"Statement": [{"Effect": "Allow", "Action": "sts:AssumeRoleWithWebIdentity", "Sid": "$${a}",
  "Principal": {"Federated": "arn:aws:iam::111122223333:oidc-provider/HOST"},
  "Condition": {"StringEquals": {"HOST:sub": "system:serviceaccount:shop:order-servise"}}}]}
EOT"#,
    );
    repository.write("main.tf", &main);
    repository.write("account.yaml", ACCOUNT);
    let (code, out, _) = repository.check(&["--fix", "--unsafe-fixes", "--output=concise"]);
    assert_eq!(code, 0, "{out}");
    assert_eq!(repository.read("main.tf"), main.replace("servise", "service"));
}
