//! Files of all sorts: what one of them is like says nothing of the others.

use std::fmt::Write;

use ekslint::check::{CheckOptions, run};

use super::{OPEN, OPEN_FOUND, found, on_disk, places};

/// One file in each language, with findings in all of them.
const SAMPLES: [(&str, &str); 3] = [
    ("cluster.yaml", OPEN),
    ("main.tf", include_str!("../../testdata/demo/payments/terraform/roles.tf")),
    ("manifest.yaml", include_str!("../../testdata/demo/payments/manifests/ledger.yaml")),
];

#[test]
fn line_ends_of_windows_change_no_line() {
    for (path, text) in SAMPLES {
        let windows = text.replace('\n', "\r\n");
        let unix = found(&[(path, text)]);
        assert!(!unix.is_empty(), "{path} has findings");
        assert_eq!(found(&[(path, &windows)]), unix);
    }
    let heredoc =
        "resource \"aws_iam_role\" \"x\" {\n  assume_role_policy = <<-END\n    {}\n  END\n}\n";
    assert_eq!(found(&[("x.tf", &heredoc.replace('\n', "\r\n"))]), found(&[("x.tf", heredoc)]));
}

#[test]
fn a_byte_order_mark_changes_nothing() {
    for (path, text) in SAMPLES {
        assert_eq!(found(&[(path, &format!("\u{feff}{text}"))]), found(&[(path, text)]));
    }
    let json = r#"{"apiVersion": "eksctl.io/v1alpha5", "kind": "ClusterConfig",
        "metadata": {"name": "payments", "region": "eu-west-1"}}"#;
    let wanted = found(&[("cluster.json", json)]);
    assert_eq!(wanted, ["cluster.json:1 public-endpoint-open"]);
    assert_eq!(found(&[("cluster.json", &format!("\u{feff}{json}"))]), wanted);
}

#[test]
fn one_bad_document_hides_no_other() {
    let bad = "apiVersion: v1\nkind: Pod\nmetadata: {name: [broken\n---\n";
    let after = found(&[("cluster.yaml", &format!("{bad}{OPEN}"))]);
    assert_eq!(after.len(), 2, "{after:?}");
    assert_eq!(after[1], "cluster.yaml:6 public-endpoint-open");
    let before = found(&[("cluster.yaml", &format!("{OPEN}---\n{bad}"))]);
    assert_eq!((before.len(), before[0].as_str()), (2, OPEN_FOUND), "{before:?}");
}

#[test]
fn one_bad_block_hides_no_other() {
    let good = super::cluster("", "endpoint_public_access = true");
    let bad = "resource \"aws_eip\" \"nat\" {\n  domain = \n}\n";
    for config in [format!("{bad}{good}"), format!("{good}{bad}")] {
        let found = found(&[("main.tf", &config)]);
        let count = |rule: &str| found.iter().filter(|it| it.ends_with(rule)).count();
        assert_eq!((count("public-endpoint-open"), count("syntax-error")), (1, 1), "{found:?}");
    }
}

#[test]
fn a_manifest_that_breaks_off_is_a_finding_in_json_too() {
    let json = "{\n  \"apiVersion\": \"v1\",\n  \"kind\": \"Pod\",\n  \"metadata\": {\"name\": \n";
    let found = found(&[("pod.json", json)]);
    assert!(found.iter().any(|it| it.ends_with("syntax-error")), "{found:?}");
}

#[test]
fn files_that_are_no_text_are_findings_and_others_count() {
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(OPEN.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    let options = on_disk(
        "no-text",
        &[
            ("binary/main.tf", b"PK\x03\0\x12\x34"),
            ("cluster.yaml", OPEN.as_bytes()),
            ("empty/main.tf", b""),
            ("empty/nothing.yaml", b""),
            ("latin/main.tf", b"# caf\xe9\nlocals {}\n"),
            ("utf16/cluster.yaml", &utf16),
            ("utf16/odd.tf", b"\xFF\xFEa"),
        ],
    );
    let result = run(&options).unwrap();
    let found: Vec<_> = places(&result).iter().map(|it| tail(it, 2)).collect();
    assert_eq!(
        found,
        [
            "binary/main.tf:1 unreadable-file".to_owned(),
            format!("traps-no-text/{OPEN_FOUND}"),
            "latin/main.tf:1 unreadable-file".to_owned(),
            format!("utf16/{OPEN_FOUND}"),
            "utf16/odd.tf:1 unreadable-file".to_owned(),
        ]
    );
}

#[test]
fn encrypted_files_are_counted_and_hide_what_they_may_set() {
    let sealed = "ENC[AES256_GCM,data:p673w==,iv:YY=,tag:UQ==,type:str]";
    let main = super::cluster(
        "variable \"open\" {\n  default = true\n}\n",
        "endpoint_public_access = var.open",
    );
    let kind = format!("apiVersion: {sealed}\nkind: {sealed}\nsops:\n  version: 3.9.0\n");
    let data = format!("{OPEN}extra: {sealed}\n");
    let options = on_disk(
        "encrypted",
        &[
            ("git/main.tf", main.as_bytes()),
            ("git/terraform.tfvars", b"\0GITCRYPT\0\x12\x34"),
            ("git/secret.yaml", b"\0GITCRYPT\0\x12\x34"),
            ("sops/main.tf", main.as_bytes()),
            ("sops/terraform.tfvars", format!("open = \"{sealed}\"\n").as_bytes()),
            ("sops/whole.yaml", kind.as_bytes()),
            ("sops/cluster.yaml", data.as_bytes()),
        ],
    );
    let result = run(&options).unwrap();
    let found: Vec<_> = places(&result).iter().map(|it| tail(it, 1)).collect();
    // The kind of the last one can be read, so it is checked as any other.
    assert_eq!(found, [OPEN_FOUND, "cluster.yaml:6 unknown-key"]);
    let counted: Vec<_> = result.summary.not_checked.iter().map(|it| (it.count, it.what)).collect();
    assert_eq!(counted, [(4, "encrypted file")]);
}

#[cfg(unix)]
#[test]
fn broken_links_count_only_where_configuration_is_meant() {
    use std::os::unix::fs::symlink;
    let options = on_disk("links", &[("cluster.yaml", OPEN.as_bytes())]);
    let folder = &options.paths[0];
    for (link, target) in [
        (".#main.tf", "someone@host.1234"),
        ("result", "/no/such/path"),
        ("loop", "loop"),
        ("dead.yaml", "/no/such/path"),
        ("round.tf", "round.tf"),
    ] {
        symlink(target, folder.join(link)).unwrap();
    }
    std::fs::write(folder.join(".#other.tf"), "someone@host.1234").unwrap();
    let result = run(&options).unwrap();
    let found: Vec<_> = places(&result).iter().map(|it| tail(it, 1)).collect();
    assert_eq!(found, [OPEN_FOUND, "dead.yaml:1 unreadable-file", "round.tf:1 unreadable-file"]);
    let messages: Vec<_> =
        result.outcome.findings.iter().map(|it| it.finding.message.as_str()).collect();
    assert!(messages[1].ends_with("the link leads to nothing"), "{messages:?}");
    assert!(messages[2].ends_with("the link leads in a circle"), "{messages:?}");
}

/// The last parts of a path, and what stands after it.
fn tail(place: &str, parts: usize) -> String {
    let all: Vec<_> = place.split('/').collect();
    all[all.len() - parts..].join("/")
}

#[test]
fn a_file_over_the_limit_is_a_finding_and_others_count() {
    let large = format!("{OPEN}# {}\n", "x".repeat(2000));
    let options =
        on_disk("large", &[("cluster.yaml", OPEN.as_bytes()), ("large.yaml", large.as_bytes())]);
    let result = run(&CheckOptions { max_file_size: 1000, ..options }).unwrap();
    let found: Vec<_> = places(&result).iter().map(|it| tail(it, 1)).collect();
    assert_eq!(found, [OPEN_FOUND, "large.yaml:1 unreadable-file"]);
}

#[test]
fn deep_nesting_is_refused_and_others_count() {
    const DEPTH: usize = 10_000;
    let nested = |open: &str, close: &str| open.repeat(DEPTH) + &close.repeat(DEPTH);
    let head = "apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: ";
    let indented: String =
        (0..DEPTH).map(|depth| " ".repeat(depth.min(2000)) + "- \n").collect::<Vec<_>>().concat();
    let files = [
        ("a.yaml", format!("{head}{}\n", nested("[", "]"))),
        ("b.yaml", format!("{head}{}\n", nested("{a: ", "}"))),
        ("c.yaml", format!("{head}{}\n", "- ".repeat(DEPTH))),
        ("d.yaml", format!("{head}\n{indented}")),
        (
            "e.json",
            format!(
                "{{\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"spec\": {}}}",
                nested("[", "]")
            ),
        ),
        ("f/x.tf", format!("locals {{\n  a = {}\n}}\n", nested("[", "]"))),
        ("g/x.tf", format!("locals {{\n  a = {}1{}\n}}\n", "(".repeat(DEPTH), ")".repeat(DEPTH))),
        ("h/x.tf", format!("locals {{\n  a = {}true\n}}\n", "!".repeat(DEPTH))),
        ("i/x.tf", nested("a {\n", "}\n")),
        ("j/x.tf", format!("locals {{\n  a = {}\n}}\n", nested("\"${", "}\""))),
        ("k/x.tf", format!("locals {{\n  a = 1{}\n}}\n", " + 1".repeat(DEPTH))),
        ("l/x.tf", format!("locals {{\n  a = {}1\n}}\n", "true ? 1 : ".repeat(DEPTH))),
        ("m/x.tf", format!("locals {{\n  a = x{}\n}}\n", "[0]".repeat(DEPTH))),
        ("n/x.tf", format!("locals {{\n  a = jsondecode({:?})\n}}\n", nested("[", "]"))),
    ];
    for (path, text) in &files {
        let found = found(&[("cluster.yaml", OPEN), (path, text)]);
        assert!(found.contains(&OPEN_FOUND.to_owned()), "{path}: {found:?}");
        // A long sum or a long chain of indexes is no nesting that anything has to refuse.
        if !["k/x.tf", "m/x.tf", "n/x.tf"].contains(path) {
            assert!(found.iter().any(|it| it.ends_with("syntax-error")), "{path}: {found:?}");
        }
    }
}

#[test]
fn an_alias_bomb_does_not_explode() {
    let mut bomb =
        "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\na0: &a0 [x, x]\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        writeln!(bomb, "a{level}: &a{level} [*a{below}, *a{below}, *a{below}]").unwrap();
    }
    let kinds = ["ConfigMap", "Deployment", "Service"];
    for kind in kinds {
        let bomb = bomb.replace("ConfigMap", kind) + "spec: {template: *a39, type: *a39}\n";
        let found = found(&[("bomb.yaml", &bomb), ("cluster.yaml", OPEN)]);
        assert!(found.contains(&OPEN_FOUND.to_owned()), "{found:?}");
    }
    let mut config =
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nx0: &x0 {a: 1}\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        writeln!(config, "x{level}: &x{level} {{<<: *x{below}, l: *x{below}, r: *x{below}}}")
            .unwrap();
    }
    config += "metadata: {name: payments, region: eu-west-1, tags: *x39}\nvpc: *x39\n";
    let found = found(&[("bomb.yaml", &config), ("cluster.yaml", OPEN)]);
    assert!(found.contains(&OPEN_FOUND.to_owned()), "{found:?}");
}

#[test]
fn a_bomb_in_terraform_does_not_explode() {
    let mut locals = "locals {\n  x0 = [\"x\", \"x\"]\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        writeln!(locals, "  x{level} = concat(local.x{below}, local.x{below}, local.x{below})")
            .unwrap();
    }
    locals += "}\n";
    let config = locals + &super::cluster("", "public_access_cidrs = local.x39");
    let found = found(&[("cluster.yaml", OPEN), ("main.tf", &config)]);
    assert!(found.contains(&OPEN_FOUND.to_owned()), "{found:?}");
}

#[test]
fn lines_for_a_template_engine_in_a_string_are_no_template() {
    let kept = r#"apiVersion: apps/v1
kind: Deployment
metadata:
  name: alerts
  annotations:
    description: |
      {{ $labels.pod }} is down
      {{ $value }}
    summary: "quoted
      {{ $value }}"
spec:
  template:
    metadata:
      annotations:
        cluster-autoscaler.kubernetes.io/safe-to-evict: "false"
"#;
    assert_eq!(found(&[("alerts.yaml", kept)]), ["alerts.yaml:15 safe-to-evict-false"]);
    let with = |old: &str, new: &str| kept.replacen(old, new, 1);
    let structured = [
        with("spec:", "{{- if .Values.on }}\nspec:") + "{{- end }}\n",
        with("      annotations:", "      {{- include \"x\" . }}\n      annotations:") + "{{ if }}",
    ];
    for template in structured {
        assert_ne!(template, kept);
        assert!(found(&[("alerts.yaml", &template)]).is_empty(), "{template}");
    }
    // Such lines elsewhere are a template's, of which the rest is read all the same.
    for template in [
        with("  annotations:", "  labels:\n    {{ toYaml .Values.labels }}\n  annotations:"),
        with("  annotations:", "  {{ include \"labels\" . }}\n  annotations:"),
    ] {
        assert_eq!(found(&[("alerts.yaml", &template)]).len(), 1, "{template}");
    }
}
