//! What `ekslint inspect` shows of the demo and of one project, in full.

#[path = "support/about.rs"]
mod about;
#[path = "support/folder.rs"]
mod folder;
#[path = "support/golden.rs"]
mod golden;
#[path = "support/read.rs"]
mod read;

use std::process::Command;

use folder::Folder;
use unicode_width::UnicodeWidthStr;

/// The command on files of the repository, on a day that stays.
fn inspect(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ekslint"));
    command.args(["inspect", "--as-of", "2026-11-20"]).args(arguments);
    command.env_clear().env("LC_ALL", "C.UTF-8");
    let (code, out, err) = folder::read(&command.output().expect("the command starts"));
    assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
    out
}

#[test]
fn the_demo_and_a_project_look_as_they_did() {
    let chain = "testdata/projects/irsa-chain-provider";
    let cases: [(&str, &[&str]); 5] = [
        ("demo.txt", &["testdata/demo"]),
        ("demo-all.txt", &["testdata/demo", "--all"]),
        ("demo-batch.json", &["testdata/demo", "--name", "payments-batch", "--output", "json"]),
        ("chain.txt", &[chain]),
        ("chain-ascii.txt", &[chain, "--ascii"]),
    ];
    for (name, arguments) in cases {
        let out = inspect(arguments);
        let wide: Vec<_> = out.lines().filter(|line| line.width() > 80).collect();
        assert!(name.ends_with("json") || wide.is_empty(), "{name}: {wide:?}");
        assert!(!name.contains("ascii") || out.is_ascii(), "{name} is not ASCII");
        let path = format!("tests/snapshots/inspect/{name}");
        golden::compare(path, &out).unwrap_or_else(|problem| panic!("{problem}"));
    }
}

#[test]
fn what_is_not_known_names_the_setting_and_the_reason() {
    let folder = Folder::new("inspect-unknown");
    folder.put(
        "main.tf",
        r#"variable "types" { type = list(string) }
variable "most" {}
resource "aws_subnet" "a" {
  cidr_block = "10.0.0.0/24"
}
resource "aws_eks_node_group" "blue" {
  cluster_name    = "elsewhere"
  node_group_name = "blue"
  instance_types  = var.types
  subnet_ids      = [aws_subnet.a.id]
  scaling_config {
    max_size = var.most
  }
}
"#,
    );
    let (code, out, err) = folder.run(&["inspect"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let words = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let expected = "1 subnet has 251 usable addresses; what one node takes is not known: \
                    `instance types`: `var.types` has no default and no tfvars file sets it; the \
                    greatest number of nodes is not known: `scaling_config.max_size`: `var.most` \
                    has no default and no tfvars file sets it";
    assert!(words.contains(expected), "{out}");
}

#[test]
fn prefixes_are_no_single_addresses() {
    let folder = Folder::new("inspect-prefixes");
    folder.put(
        "cluster.yaml",
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: c, region: \
         eu-west-1, version: \"1.35\"}\naddons:\n  - name: vpc-cni\n    configurationValues: \
         '{\"env\": {\"ENABLE_PREFIX_DELEGATION\": \"true\"}}'\nmanagedNodeGroups:\n  - name: \
         blue\n    instanceType: m5.large\n    maxSize: 3\n",
    );
    let (_, out, _) = folder.run(&["inspect", "--output", "json"]);
    let document: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let addresses = &document["things"][0]["parts"][0]["addresses"];
    assert_eq!(addresses["not_known"][0]["key"], "ENABLE_PREFIX_DELEGATION", "{out}");
    assert_eq!((&addresses["fits"], &addresses["maximum"]), (&serde_json::Value::Null, &3.into()));
}

#[test]
fn many_things_are_listed_and_one_is_shown_by_its_name() {
    let folder = Folder::new("inspect-many");
    for number in 0..30 {
        let text = format!(
            "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {{name: c{number:02}, \
             region: eu-west-1, version: \"1.35\"}}\n"
        );
        folder.put(&format!("c{number:02}.yaml"), &text);
    }
    let (_, out, _) = folder.run(&["inspect", "--ascii"]);
    assert!(out.contains("Clusters (30)") && out.contains("... and 10 more"), "{out}");
    assert!(out.contains("c19") && !out.contains("c20") && out.lines().count() < 60, "{out}");
    let (_, out, _) = folder.run(&["inspect", "--name", "c25"]);
    assert!(out.contains("cluster c25") && !out.contains("c24"), "{out}");
    let (_, out, _) = folder.run(&["inspect", "--all"]);
    assert_eq!(out.matches("  cluster c").count(), 30);
    let (code, out, err) = folder.run(&["inspect", "--name", "green"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("nothing that was understood here is called `green`"), "{err}");
}

#[test]
fn the_json_obeys_its_published_schema() {
    let (code, schema, _) = Folder::new("inspect-schema").run(&["schema", "inspection"]);
    assert_eq!(code, 0);
    let parsed = |text: &str| serde_json::from_str(text).expect("it is JSON");
    let (schema, mut document): (serde_json::Value, serde_json::Value) =
        (parsed(&schema), parsed(&inspect(&["testdata/demo", "--output", "json"])));
    let validator = jsonschema::draft202012::new(&schema).expect("it is a schema");
    let errors: Vec<_> = validator.iter_errors(&document).map(|it| it.to_string()).collect();
    assert_eq!(errors, Vec::<String>::new());
    document["things"][0]["chain"] = 3.into();
    assert!(!validator.is_valid(&document));
}

#[test]
fn nothing_in_a_file_acts_on_the_terminal() {
    let folder = Folder::new("inspect-hostile");
    folder.put(
        "cluster.yaml",
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\nmetadata: {name: \"a\\e[31mb\", \
         region: eu-west-1, version: \"1.\\e[2J\"}\n",
    );
    let (_, out, _) = folder.run(&["inspect"]);
    assert!(out.contains("cluster a␛[31mb") && !out.contains('\u{1b}'), "{out:?}");
}
