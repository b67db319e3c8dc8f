//! The command as a user meets it: arguments, streams, files and exit codes.

#[path = "support/about.rs"]
mod about;
#[path = "support/folder.rs"]
mod folder;

use std::io::Write;
use std::process::{Command, Stdio};

use folder::{Folder, read};

#[test]
fn help_and_version_go_to_standard_output() {
    let folder = Folder::new("help");
    for arguments in [&["--help"][..], &["check", "--help"], &["check", "-h"], &["rules", "--help"]]
    {
        let (code, out, err) = folder.run(arguments);
        assert_eq!((code, err.as_str()), (0, ""), "{arguments:?}");
        assert!(out.contains("Usage: ekslint"), "{out}");
        assert!(out.lines().all(|line| line.chars().count() <= 100), "{out}");
    }
    let (_, out, _) = folder.run(&["check", "--help"]);
    assert!(out.contains("Exit codes: 0 clean"), "{out}");
    let version = format!("ekslint {}\n", env!("CARGO_PKG_VERSION"));
    assert_eq!(folder.run(&["version"]), (0, version.clone(), String::new()));
    assert_eq!(folder.run(&["--version"]), (0, version, String::new()));
}

#[test]
fn bad_usage_is_exit_code_two() {
    let folder = Folder::new("usage");
    let cases: &[(&[&str], &str)] = &[
        (&[], "Usage: ekslint"),
        (&["chekc"], "'check'"),
        (&["check", "--presett", "strict"], "similar argument exists: '--preset'"),
        (&["check", "--select", "no-such-rule-at-all"], "no rule is called `no-such-rule-at-all`"),
        (&["check", "--ignore", "zzzz/"], "no rule is called `zzzz/`"),
        (&["check", "--output", "xml"], "`xml` is no format; use text, concise, json, "),
        (&["check", "--output", "text", "--output", "json"], "only one report can be printed"),
        (&["check", "--as-of", "yesterday"], "invalid value 'yesterday'"),
        (&["check", "--threads", "0"], "invalid value '0'"),
        (&["check", "--max-file-size", "5x"], "`x` is no unit"),
        (&["check", "--var", "region"], "expected NAME=VALUE"),
        (&["check", "--var-file", "no/such.tfvars"], "`no/such.tfvars` does not exist"),
        (&["inspect", "--address", "local.x"], "no Terraform root here has anything called"),
        (&["inspect", "--address", "a +"], "`a +` is no address"),
        (&["check", "no/such/path"], "error: `no/such/path` does not exist"),
        (&["check", "-", "."], "--stdin-filename"),
        (&["check", "--stdin-filename", "a.yaml"], "--stdin-filename needs the path `-`"),
        (&["check", "--quiet", "--verbose"], "cannot be used with"),
        (&["explain", "no-such-rule-at-all"], "no rule is called `no-such-rule-at-all`"),
        (&["inspect", "no/such/path"], "does not exist"),
    ];
    for (arguments, expected) in cases {
        let (code, out, err) = folder.run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}: {err}");
        assert!(err.contains(expected), "{arguments:?}: {err}");
    }
}

/// A cluster of which variables decide the version and who may reach it.
const CLUSTER: &str = r#"
variable "kubernetes" { default = "1.35" }
variable "cidrs" {
  type    = list(string)
  default = ["198.51.100.0/24"]
}
resource "aws_eks_cluster" "main" {
  name    = "c"
  version = var.kubernetes
  vpc_config {
    endpoint_private_access = true
    endpoint_public_access  = true
    public_access_cidrs     = var.cidrs
  }
}
"#;

#[test]
fn variables_are_set_on_the_command_line() {
    let folder = Folder::new("variables");
    std::fs::write(folder.0.join("main.tf"), CLUSTER).unwrap();
    std::fs::write(folder.0.join("example.tfvars"), "kubernetes = \"1.20\"\n").unwrap();
    let check = |more: &[&str]| {
        let common = ["check", "--as-of", "2026-11-20", "--output", "concise"];
        folder.run(&[&common[..], more].concat())
    };
    assert_eq!(check(&[]), (0, String::new(), String::new()));
    let (code, out, _) = check(&["--var-file", "example.tfvars"]);
    assert!(code == 1 && out.starts_with("example.tfvars:1:14: error[k8s-version"), "{out}");
    // Of files and single variables alike, the last one given counts.
    let (code, out, _) = check(&["--var-file", "example.tfvars", "--var", "kubernetes=1.36"]);
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, out, _) = check(&["--var=kubernetes=1.36", "--var-file=example.tfvars"]);
    assert!(code == 1 && out.starts_with("example.tfvars:1:14: error[k8s-version"), "{out}");
    let order = ["--var", "kubernetes=1.19", "--var-file", "example.tfvars", "--var"];
    let (code, out, _) = check(&[&order[..], &["kubernetes=1.36"]].concat());
    assert_eq!((code, out.as_str()), (0, ""));
    let (code, out, _) = check(&["--var", "cidrs=[\"10.0.0.0/8\", \"0.0.0.0/0\"]"]);
    assert!(code == 1 && out.starts_with("--var cidrs:1:16: error[public-endpoint"), "{out}");
    let (code, _, err) = check(&["--var", "cidr=[]"]);
    assert_eq!(code, 0);
    assert!(err.contains("no variable is called `cidr`"), "{err}");
}

#[cfg(unix)]
#[test]
fn a_linked_file_belongs_to_every_folder_that_links_to_it() {
    let folder = Folder::new("links");
    for (root, public) in [("a", "false"), ("b", "true"), ("common", "")] {
        std::fs::create_dir(folder.0.join(root)).unwrap();
        if !public.is_empty() {
            let link = folder.0.join(root).join("cluster.tf");
            std::os::unix::fs::symlink("../common/cluster.tf", link).unwrap();
            let extra = "locals {\n  cidrs = [\"0.0.0.0/0\"]\n}\n";
            let extra =
                if root == "a" { extra.replace("0.0.0.0/0", "10.0.0.0/8") } else { extra.into() };
            std::fs::write(folder.0.join(root).join("cidrs.tf"), extra).unwrap();
        }
    }
    let cluster = CLUSTER.replace("= var.cidrs", "= local.cidrs");
    std::fs::write(folder.0.join("common/cluster.tf"), cluster).unwrap();
    let arguments = ["check", "--as-of", "2026-11-20", "--output", "concise", "a", "b"];
    let (code, out, _) = folder.run(&arguments);
    assert!(code == 1 && out.starts_with("b/cidrs.tf:2:12: error[public-endpoint"), "{out}");
    assert_eq!(out.lines().count(), 1, "{out}");
}

#[test]
fn an_address_is_told_with_its_way() {
    let folder = Folder::new("address");
    let main = "module \"a\" {\n  source = \"./m\"\n  count  = 2\n  name   = local.name\n}\n\
                locals {\n  name = \"c-${data.aws_region.x.name}\"\n}\ndata \"aws_region\" \"x\" {}\n";
    let inner = "variable \"name\" {}\nresource \"aws_eks_cluster\" \"this\" {\n  name = var.name\n}\n\
                 output \"name\" {\n  value = aws_eks_cluster.this.name\n}\n";
    std::fs::create_dir(folder.0.join("m")).unwrap();
    std::fs::write(folder.0.join("main.tf"), main).unwrap();
    std::fs::write(folder.0.join("m/main.tf"), inner).unwrap();
    let expected = "module.a[1].aws_eks_cluster.this.name  .\n\
                    \u{20} value    \"c-${data.aws_region.x.name}\"\n\
                    \u{20} written  main.tf:7:10\n\
                    \u{20} then     main.tf:4:12  passed as `name` here\n\
                    \u{20} then     m/main.tf:3:10  used here\n\
                    \u{20} unknown  `data.aws_region.x.name` is read from the AWS account\n";
    let (code, out, err) =
        folder.run(&["inspect", "--address", "module.a[1].aws_eks_cluster.this.name"]);
    assert_eq!((code, out.as_str(), err.as_str()), (0, expected, ""));
    let (_, out, _) = folder.run(&["inspect", "--address", "module.a.name"]);
    assert_eq!(out.matches("value").count(), 2, "{out}");
}

#[test]
fn what_is_known_of_each_setting_is_counted() {
    let folder = Folder::new("coverage");
    let cluster = |name: &str, version: &str| {
        format!(
            "resource \"aws_eks_cluster\" \"{name}\" {{\n  name    = \"{name}\"\n  \
             version = {version}\n  vpc_config {{\n    \
             endpoint_public_access = terraform.workspace != \"prod\"\n  }}\n}}\n"
        )
    };
    let main = [cluster("a", "\"1.34\""), cluster("b", "var.release"), cluster("c", "var.release")];
    let main = format!("variable \"release\" {{}}\n{}", main.concat());
    std::fs::write(folder.0.join("main.tf"), main).unwrap();
    let (code, out, err) = folder.run(&["inspect", "--coverage"]);
    let expected = "\
cluster name: 3 written, 0 by default, 0 unset, 0 not known
cluster version: 1 written, 0 by default, 0 unset, 2 not known
  2 on variables without a value
    2  aws_eks_cluster.b: `var.release` has no default and no tfvars file sets it  main.tf:1:1
public endpoint: 0 written, 0 by default, 0 unset, 3 not known
  3 on how Terraform is run
    3  aws_eks_cluster.a: `terraform.workspace` hangs on how Terraform is run  main.tf:6:30
open to: 0 written, 3 by default, 0 unset, 0 not known
private endpoint: 0 written, 3 by default, 0 unset, 0 not known
";
    assert_eq!((code, out.as_str(), err.as_str()), (0, expected, ""));
}

#[test]
fn a_file_over_the_limit_is_said_once() {
    let folder = Folder::new("over");
    folder.put("main.tf", "locals {}\n");
    let (code, out, err) =
        folder.run(&["check", "--max-file-size", "2", "--output", "concise", "main.tf"]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.contains("10 bytes is over the limit of 2 bytes"), "{out}");
}

#[test]
fn nothing_to_check_is_clean_and_said_on_standard_error() {
    let folder = Folder::new("empty");
    for format in ["text", "concise", "json"] {
        let (code, _, err) = folder.run(&["check", "--output", format]);
        assert_eq!(code, 0, "{format}: {err}");
        assert!(err.starts_with("warning: nothing to check: "), "{err}");
        let (code, _, err) = folder.run(&["check", "--output", format, "--quiet"]);
        assert_eq!((code, err.as_str()), (0, ""));
    }
}

#[test]
fn reports_are_written_to_files_and_printed() {
    let folder = Folder::new("files");
    let json = "--output=json=report.json";
    let (code, out, err) =
        folder.run(&["check", json, "--output=concise=out.txt", "--output=text"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("found"), "{out}");
    let report = std::fs::File::open(folder.0.join("report.json")).unwrap();
    let report: serde_json::Value = serde_json::from_reader(report).unwrap();
    assert_eq!(report["format_version"], "1.0");
    let mut names: Vec<_> =
        std::fs::read_dir(&folder.0).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["out.txt", "report.json"], "no temporary file stays behind");
}

#[test]
fn a_file_that_cannot_be_written_is_exit_code_two() {
    let folder = Folder::new("unwritable");
    let (code, out, err) = folder.run(&["check", "--output=json=no/such/x.json", "--output=text"]);
    assert_eq!(code, 2);
    assert!(err.contains("error: `no/such/x.json` cannot be written"), "{err}");
    assert!(out.contains("found"), "the other report is printed all the same: {out}");
    let (code, _, err) = folder.run(&["check", "--output=json=."]);
    assert_eq!(code, 2, "{err}");
}

#[cfg(unix)]
#[test]
fn devices_are_written_to_and_not_replaced() {
    let folder = Folder::new("device");
    let (code, out, err) = folder.run(&["check", "--output=json=/dev/stdout", "--quiet"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.starts_with('{'), "{out}");
    assert!(!std::fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn standard_input_is_read() {
    let folder = Folder::new("stdin");
    for arguments in [&["check", "-"][..], &["check", "-", "--stdin-filename", "a.yaml"]] {
        let mut command = folder.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        child.stdin.take().unwrap().write_all(b"kind: Pod\n").unwrap();
        let (code, _, err) = read(&child.wait_with_output().unwrap());
        assert_eq!(code, 0, "{err}");
    }
}

#[test]
fn a_closed_pipe_is_no_reason_to_complain() {
    let folder = Folder::new("pipe");
    for arguments in [&["schema", "report"][..], &["completions", "bash"], &["check"]] {
        let mut child = folder
            .command(arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        let (code, _, err) = read(&output);
        assert_eq!(code, 0, "{arguments:?}: {err}");
        assert!(!err.contains("panicked") && !err.contains("error"), "{arguments:?}: {err}");
    }
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    let folder = Folder::new("colour");
    let coloured = |command: &mut Command| {
        let (_, out, _) = read(&command.output().unwrap());
        out.contains('\u{1b}')
    };
    assert!(!coloured(&mut folder.command(&["check"])));
    assert!(coloured(&mut folder.command(&["check", "--color", "always"])));
    assert!(coloured(folder.command(&["check"]).env("FORCE_COLOR", "1")));
    assert!(!coloured(folder.command(&["check"]).env("FORCE_COLOR", "1").env("NO_COLOR", "1")));
}

#[test]
fn rules_schema_and_completions_print_what_they_say() {
    let folder = Folder::new("lists");
    let (code, out, _) = folder.run(&["rules"]);
    assert!(code == 0 && out.contains("`ekslint explain NAME` tells more"), "{out}");
    assert!(out.lines().all(|line| line.chars().count() <= 80), "{out}");
    let (_, out, _) = folder.run(&["rules", "--output", "json"]);
    assert!(serde_json::from_str::<serde_json::Value>(&out).unwrap().is_array());
    let (_, out, _) = folder.run(&["schema", "report"]);
    assert!(serde_json::from_str::<serde_json::Value>(&out).unwrap()["properties"].is_object());
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, out, _) = folder.run(&["completions", shell]);
        let words = !["powershell", "elvish"].contains(&shell);
        assert_eq!((code, out.contains(" ebs-rwx ")), (0, words), "{shell}");
    }
}
