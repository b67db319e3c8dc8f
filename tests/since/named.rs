//! `--report-only`: all is read, and what concerns named files is told.

use super::repository::Repository;
use super::{CLASS, CLUSTER, short};

/// `path:line rule` of each finding that concerns some files.
fn named(repository: &Repository, files: &[&str]) -> Vec<String> {
    let arguments = [&["--report-only", "--output", "concise"], files].concat();
    let (code, out, err) = repository.check_all(&arguments);
    assert_eq!(err, "");
    let lines: Vec<String> = out.lines().map(short).collect();
    assert!(code == 1 || lines.is_empty(), "{out}");
    lines
}

fn repository(name: &str) -> Repository {
    let repository = Repository::new(name);
    repository.write("clusters/main.yaml", CLUSTER);
    repository.write("apps/class.yaml", &CLASS.replace("WaitForFirstConsumer", "Immediate"));
    repository
}

#[test]
fn files_that_are_not_named_are_left_out() {
    let repository = repository("named");
    let all = named(&repository, &["clusters", "apps"]);
    let one = named(&repository, &["apps/class.yaml"]);
    assert!(!one.is_empty() && one.len() < all.len(), "{all:?}");
    assert!(one.iter().all(|line| line.starts_with("apps/class.yaml:")), "{one:?}");
    assert_eq!(named(&repository, &["./apps/"]), one, "a folder stands for what is in it");
    assert_eq!(named(&repository, &["."]), all);
    let (_, out, _) = repository.check_all(&["--report-only", "apps/class.yaml"]);
    let rest = all.len() - one.len();
    assert!(out.contains(&format!("{rest} findings in files that are not named")), "{out}");
    let (_, out, _) =
        repository.check_all(&["--report-only", "apps/class.yaml", "--output", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("it prints JSON");
    assert_eq!(report["summary"]["report_only"]["elsewhere"], rest);
}

#[test]
fn a_manifest_is_held_against_terraform_that_is_not_named() {
    let repository = Repository::new("named-across");
    repository.copy("testdata/demo/payments", "payments");
    let found = named(&repository, &["payments/manifests/service-accounts.yaml"]);
    let across = "payments/terraform/roles.tf:118 irsa-subject-unknown";
    assert!(found.iter().any(|line| line == across), "{found:?}");
}

#[test]
fn values_that_decide_a_finding_elsewhere_are_told() {
    let repository = Repository::new("named-values");
    let cluster = "variable \"version\" { type = string }\n\
        resource \"aws_eks_cluster\" \"main\" {\n  name = \"c\"\n  version = var.version\n}\n";
    repository.write(
        "eks/main.tf",
        &cluster.replace("version\" {", "kubernetes\" {").replace("var.version", "var.kubernetes"),
    );
    repository.write("eks/terraform.tfvars", "kubernetes = \"1.29\"\n");
    repository.write("eks/other.tf", "locals { unused = 1 }\n");
    let found = named(&repository, &["eks/terraform.tfvars"]);
    assert!(found.iter().any(|line| line.ends_with("k8s-version-unsupported")), "{found:?}");
    assert_eq!(named(&repository, &["eks/other.tf"]), [""; 0]);
}

#[test]
fn the_project_is_read_from_every_folder() {
    let repository = Repository::new("named-folder");
    repository.copy("testdata/demo/payments", "payments");
    let mut arguments = vec!["--report-only", "service-accounts.yaml", "--output", "concise"];
    arguments.extend(["--select", "irsa-subject-unknown"]);
    let (code, out, _) = repository.check_with(&arguments, |command| {
        command.current_dir(repository.0.join("payments/manifests"));
    });
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
}

#[test]
fn what_it_cannot_do_is_told() {
    let repository = repository("named-refused");
    let refused: [(&[&str], &str); 3] = [
        (&["--report-only", "apps/gone.yaml"], "`apps/gone.yaml` does not exist"),
        (&["--report-only", "-"], "--report-only needs files"),
        (&["--report-only", "--since", "HEAD", "apps"], "cannot be used with"),
    ];
    for (arguments, expected) in refused {
        let (code, _, err) = repository.check_all(arguments);
        assert!(code == 2 && err.contains(expected), "{arguments:?}: {err}");
    }
}

#[test]
fn excluded_files_stay_out_though_they_are_named() {
    let repository = repository("named-excluded");
    repository.write("ekslint.toml", "exclude = [\"apps\"]\n");
    assert_eq!(named(&repository, &["apps/class.yaml", "--force-exclude"]), [""; 0]);
    assert!(!named(&repository, &["clusters/main.yaml", "--force-exclude"]).is_empty());
}
