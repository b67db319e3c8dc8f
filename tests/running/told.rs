//! Statistics, lists of files, times, files of arguments, the environment.

use serde_json::{Value, json};

use super::folder::{Folder, read};
use super::{DAY, OPEN, closed};

fn check(folder: &Folder, more: &[&str]) -> (i32, String, String) {
    folder.run(&[&["check"][..], &DAY, more].concat())
}

#[test]
fn statistics_count_the_findings_of_each_rule() {
    let folder = Folder::new("statistics");
    folder.put("a/cluster.yaml", OPEN);
    folder.put("b/cluster.yaml", &OPEN.replace("1.35", "1.20").replace("name: c", "name: d"));
    let (code, out, err) = check(&folder, &["--statistics"]);
    let expected = "2  error    public-endpoint-open     2 fixable once read\n\
                    1  error    k8s-version-unsupported\n\
                    3 findings of 2 rules\n";
    assert_eq!((code, out.as_str(), err.as_str()), (1, expected, ""));
    let (_, out, _) = check(&folder, &["--statistics", "--quiet"]);
    assert_eq!(out.lines().count(), 2, "{out}");
    let (code, out, _) = check(&folder, &["--statistics", "--output", "json"]);
    let row = |rule: [&str; 2], count: usize, fixable: usize| {
        json!({ "rule": rule[1], "category": rule[0], "severity": "error", "count": count,
                "fixable": { "safe": 0, "unsafe": fixable } })
    };
    let expected = json!([
        row(["endpoint", "public-endpoint-open"], 2, 2),
        row(["upgrade", "k8s-version-unsupported"], 1, 0)
    ]);
    assert_eq!(
        (code, serde_json::from_str::<Value>(&out).expect("it is as the test made it")),
        (1, expected)
    );
    let (code, _, err) = check(&folder, &["--statistics", "--output", "sarif"]);
    assert!(code == 2 && err.contains("--statistics is printed as text or json"), "{err}");
    folder.put("a/cluster.yaml", &closed());
    std::fs::remove_dir_all(folder.0.join("b")).expect("it is as the test made it");
    assert_eq!(check(&folder, &["--statistics"]).1, "0 findings of 0 rules\n");
}

#[test]
fn files_are_listed_with_what_is_left_out() {
    let folder = Folder::new("show-files");
    folder.put("cluster.yaml", OPEN);
    folder.put("main.tf", "locals {\n  a = file(\"${path.module}/text.txt\")\n}\n");
    folder.put("text.txt", "a\n");
    folder.put("workflow.yml", "on: push\n");
    folder.put("secret.tfvars", "$ANSIBLE_VAULT;1.1;AES256\n6162\n");
    folder.put("notes.md", "nothing\n");
    let (code, out, err) = check(&folder, &["--show-files"]);
    assert_eq!(code, 0, "{err}");
    let lines: Vec<&str> = out.lines().collect();
    assert!(lines.starts_with(&["cluster.yaml", "main.tf"]), "{out}");
    assert!(!out.contains("workflow.yml") && !out.contains("notes.md"), "{out}");
    assert!(err.contains("skipped secret.tfvars: encrypted file"), "{err}");
    assert!(err.contains("skipped workflow.yml: neither eksctl nor Kubernetes"), "{err}");
    let (code, _, err) = check(&folder, &["--show-files", "--quiet"]);
    assert_eq!((code, err.as_str()), (0, ""));
}

#[test]
fn times_are_told_of_phases_and_rules() {
    let folder = Folder::new("timing");
    folder.put("cluster.yaml", OPEN);
    folder.put("main.tf", "locals {\n  a = 1\n}\n");
    let (code, out, err) = check(&folder, &["--timing", "--output", "concise"]);
    assert!(code == 1 && out.lines().count() == 1, "{out}");
    for name in ["discover", "read", "manifests", "terraform", "join", "rules", "report", "all"] {
        assert_eq!(err.lines().filter(|it| it.ends_with(&format!("  {name}"))).count(), 1, "{err}");
    }
    for name in ["parse", "evaluate", "lower", "judge", "public-endpoint-open"] {
        assert!(err.lines().any(|it| it.ends_with(&format!("  {name}"))), "{name}: {err}");
    }
    let (_, _, err) = check(&folder, &["--output", "concise"]);
    assert_eq!(err, "");
}

#[test]
fn arguments_may_stand_in_a_file() {
    let folder = Folder::new("argument-file");
    folder.put("a b/cluster.yaml", OPEN);
    folder.put("arguments", "--as-of\n2026-11-20\n\n--output=concise\r\na b\n");
    let (code, out, err) = folder.run(&["check", "@arguments"]);
    assert_eq!(code, 1, "{err}");
    assert!(out.starts_with("a b/cluster.yaml:9:19: error[public-endpoint-open]"), "{out}");
    let (code, _, err) = folder.run(&["check", "@nothing"]);
    assert!(code == 2 && err.contains("the file of arguments `nothing` cannot be read"), "{err}");
    // A path that begins so can still be named.
    folder.put("@odd/cluster.yaml", OPEN);
    for path in [&["./@odd"][..], &["--", "@odd"]] {
        let mut command = folder.command_of_all(&["check", "--select", "public-endpoint-open"]);
        let (code, out, err) = read(&command.args(DAY).args(path).output().expect("it runs"));
        assert!(code == 1 && out.contains("@odd/cluster.yaml"), "{path:?}: {err}");
    }
}

#[test]
fn the_environment_stands_for_options_that_are_not_given() {
    let folder = Folder::new("environment");
    folder.put("cluster.yaml", OPEN);
    folder.put("other.toml", "fail-on = \"never\"\n");
    let run = |more: &[&str], variables: &[(&str, &str)]| {
        let mut command = folder.command(&[&["check"][..], &DAY, more].concat());
        read(&command.envs(variables.iter().copied()).output().expect("it runs"))
    };
    let (code, out, _) = run(&[], &[("EKSLINT_OUTPUT", "concise"), ("EKSLINT_FAIL_ON", "never")]);
    assert!(code == 0 && out.starts_with("cluster.yaml:9:19: error["), "{out}");
    let (code, out, _) = run(&["--output", "json"], &[("EKSLINT_OUTPUT", "concise")]);
    assert!(code == 1 && out.starts_with('{'), "{out}");
    assert_eq!(run(&[], &[("EKSLINT_CONFIG", "other.toml")]).0, 0);
    let (_, out, _) = run(&[], &[("EKSLINT_COLOR", "always")]);
    assert!(out.contains("\u{1b}["), "{out}");
    let (code, _, err) = run(&[], &[("EKSLINT_PRESET", "loose")]);
    assert!(code == 2 && err.contains("'loose'") && err.contains("--preset"), "{err}");
    assert!(err.contains("tip: the variable `EKSLINT_PRESET` of the environment says so"), "{err}");
    let (_, help, _) = folder.run(&["check", "--help"]);
    let names = ["CONFIG", "PRESET", "FAIL_ON", "OUTPUT", "COLOR"];
    // A pipeline hands on what nobody gave it.
    let plain = run(&[], &[]);
    for name in names {
        assert_eq!(run(&[], &[(&format!("EKSLINT_{name}"), "")]), plain, "{name}");
    }
    for name in names {
        assert!(help.contains(&format!("[env: EKSLINT_{name}]")), "{name}: {help}");
    }
}
