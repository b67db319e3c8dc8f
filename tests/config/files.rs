//! The configuration as files and options of the command line.

use super::OPEN;
use super::folder::Folder;

const DATE: [&str; 2] = ["--as-of", "2026-11-20"];

/// A project with two clusters and this configuration.
pub(super) fn project(name: &str, config: &str) -> Folder {
    let folder = Folder::new(&format!("config-{name}"));
    folder.put(".git/HEAD", "ref: refs/heads/main\n");
    folder.put("ekslint.toml", config);
    folder.put("dev/cluster.yaml", OPEN);
    folder.put("prod/cluster.yaml", OPEN);
    folder
}

/// The exit code, and every line of the concise report.
pub(super) fn check(folder: &Folder, arguments: &[&str]) -> (i32, Vec<String>, String) {
    let fixed = ["check", "--output", "concise"];
    let all: Vec<&str> = fixed.iter().chain(&DATE).chain(arguments).copied().collect();
    let (code, out, err) = folder.run(&all);
    let place = |line: &str| line.split(": ").take(2).collect::<Vec<_>>().join(" ");
    (code, out.lines().map(place).collect(), err)
}

#[test]
fn excluded_paths_are_not_looked_at_unless_they_are_named() {
    let folder = project("exclude", "exclude = [\"dev\"]");
    let prod = "prod/cluster.yaml:2:1 error[public-endpoint-open] the API server of `payments` is open to the whole internet";
    let prod = prod.split(' ').next().expect("a place");
    let places = |arguments: &[&str]| -> Vec<String> {
        let lines = check(&folder, arguments).1;
        lines.iter().filter_map(|line| Some(line.split(' ').next()?.to_owned())).collect()
    };
    assert_eq!(places(&[]), [prod]);
    assert_eq!(places(&["dev"]), [""; 0], "what lies in a named folder is excluded all the same");
    assert_eq!(places(&["dev/cluster.yaml"]), ["dev/cluster.yaml:2:1"]);
    assert_eq!(places(&["dev/cluster.yaml", "--force-exclude"]), [""; 0]);
    assert_eq!(places(&["--isolated"]), ["dev/cluster.yaml:2:1", prod]);
}

#[test]
fn paths_are_relative_to_the_root_wherever_it_is_run() {
    let folder = project("root", "[[overrides]]\npaths = [\"dev\"]\nrules = { \"*\" = \"off\" }");
    assert_eq!(check(&folder, &[]).1.len(), 1);
    let mut command = folder.command(&["check", "--output", "concise", "../dev", "."]);
    let output = command.current_dir(folder.0.join("prod")).output().expect("the command starts");
    let (code, out, _) = super::folder::read(&output);
    assert_eq!((code, out.lines().count()), (1, 1), "{out}");
    assert!(out.starts_with("cluster.yaml:2:1"), "{out}");
}

#[test]
fn the_command_line_wins_over_the_file() {
    let folder = project("wins", "preset = \"strict\"\nfail-on = \"never\"");
    assert_eq!(check(&folder, &[]).0, 0);
    assert_eq!(check(&folder, &["--fail-on", "error"]).0, 1);
    assert_eq!(check(&folder, &["--config", "fail-on = 'error'"]).0, 1);
    assert_eq!(check(&folder, &["--isolated"]).0, 1);
    let off = ["--config", "rules.public-endpoint-open = 'off'"];
    assert_eq!(check(&folder, &off).1.len(), 0);
    let named = ["--select", "public-endpoint-open"];
    let both: Vec<&str> = off.iter().chain(&named).copied().collect();
    assert_eq!(check(&folder, &both).1.len(), 2, "a rule that is named on the command line runs");
}

#[test]
fn another_file_may_be_named_and_extended() {
    let folder = project("extends", "extends = \"policy/base.toml\"\n[rules]\nebs-rwx = \"off\"");
    folder.put("policy/base.toml", "fail-on = \"never\"\n[rules]\npublic-endpoint-open = \"info\"");
    let (code, lines, _) = check(&folder, &[]);
    assert!(code == 0 && lines.iter().all(|line| line.contains("info[")), "{lines:?}");
    let (_, out, _) = folder.run(&["config"]);
    assert!(out.contains("fail-on = \"never\"") && out.contains("# policy/base.toml:1"), "{out}");
    folder.put("other.toml", "[rules]\npublic-endpoint-open = \"warning\"");
    let (code, lines, _) = check(&folder, &["--config", "other.toml"]);
    assert!(code == 1 && lines.iter().all(|line| line.contains("warning[")), "{lines:?}");
    folder.put("policy/base.toml", "extends = \"../ekslint.toml\"");
    let (code, _, err) = check(&folder, &[]);
    let expected = "error: policy/base.toml:1:11: configurations extend each other in a circle: `ekslint.toml` extends `policy/base.toml` extends `ekslint.toml`\n";
    assert_eq!((code, err.as_str()), (2, expected));
    folder.put("ekslint.toml", "extends = \"policy/bse.toml\"");
    let (code, _, err) = check(&folder, &[]);
    let expected = "error: ekslint.toml:1:11: `policy/bse.toml` does not exist\n";
    assert_eq!((code, err.as_str()), (2, expected));
}

#[test]
fn a_path_that_matches_nothing_is_a_warning_of_a_run_over_everything() {
    let config = "[[cluster]]\nname = \"payments\"\npaths = [\"prod\", \"prodction\"]";
    let folder = project("idle", config);
    let (_, _, err) = check(&folder, &[]);
    let expected = "warning: ekslint.toml:3:9: the path `prodction` matches no file\n";
    assert_eq!(err, expected);
    assert_eq!(check(&folder, &["dev"]).2, "", "not all of the project was looked at");
    assert_eq!(check(&folder, &["--quiet"]).2, "");
}

#[test]
fn a_configuration_to_start_from_is_accepted_as_it_is() {
    let folder = project("init", "");
    let (code, _, err) = folder.run(&["init"]);
    assert_eq!(
        (code, err.as_str()),
        (2, "error: `ekslint.toml` exists; `ekslint init --print` shows what it would hold\n")
    );
    std::fs::remove_file(folder.0.join("ekslint.toml")).expect("it is there");
    folder.put("ledger/main.tf", "variable \"v\" {}\nresource \"aws_eks_cluster\" \"a\" {\n  name = \"ledger\"\n  version = var.v\n}\n");
    folder.put("ledger/prod.tfvars", "other = \"1.35\"\n");
    let (code, out, err) = folder.run(&["init", "--accept"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let text = folder.text("ekslint.toml");
    let expected = "[[cluster]]\nname = \"ledger\"\npaths = [\"ledger\"]\n";
    assert!(text.contains(expected), "{text}");
    let expected = "[[environment]]\nname = \"prod\"\nclass = \"prod\"\npaths = [\"prod\"]\nvar-files = [\"ledger/prod.tfvars\"]\n";
    assert!(text.contains(expected), "{text}");
    assert!(text.contains("# v = … # decides 1 check\n"), "{text}");
    let adopted = text.replace("# [assume", "[assume").replace("# v =", "v =");
    assert!(super::read(&adopted).is_err(), "a line that nobody filled in decides nothing");
    let (code, out, err) = folder.run(&["config"]);
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    assert!(out.contains("cluster `ledger`") && out.contains("environment `prod`: prod"), "{out}");
}

#[test]
fn why_says_what_a_verdict_hangs_on() {
    let folder = project("why", "[rules]\nk8s-version-unsupported = \"warning\"\n");
    folder.put("main.tf", "variable \"v\" {}\nresource \"aws_eks_cluster\" \"a\" {\n  name = \"ledger\"\n  version = var.v\n}\n");
    let (code, out, _) = folder.run(&["why", "k8s-version-unsupported", "a"]);
    let expected = "k8s-version-unsupported: warning, by ekslint.toml:2:27
The Kubernetes version is past the end of extended support

aws_eks_cluster.a
  undecided  main.tf:2:1
    version: `var.v` has no default and no tfvars file sets it
      tell it: assume.variables.v = …
";
    assert_eq!((code, out.as_str()), (0, expected));
    let (code, _, err) = folder.run(&["why", "k8s-version-unsupported", "aws_eks_cluster.b"]);
    let expected = "error: k8s-version-unsupported judges no `aws_eks_cluster.b`; did you mean `aws_eks_cluster.a`?\n";
    assert_eq!((code, err.as_str()), (2, expected));
    let (_, out, _) = folder.run(&["why", "public-endpoint-open", "payments"]);
    assert!(out.contains("error[public-endpoint-open]"), "{out}");
}

#[test]
fn what_is_said_nearer_wins() {
    let base = "[[overrides]]
paths = [\"dev\"]
rules = { public-endpoint-open = \"off\" }
[[cluster]]
name = \"c\"
version = \"1.33\"
";
    let own = "extends = \"base.toml\"\n[[cluster]]\nname = \"c\"\nversion = \"1.34\"";
    let folder = project("nearer", own);
    folder.put("base.toml", base);
    assert_eq!(check(&folder, &[]).1.len(), 1, "the override of the base holds");
    let (_, out, _) = folder.run(&["config"]);
    assert!(out.contains("1.34") && !out.contains("1.33"), "{out}");
    assert_eq!(check(&folder, &["--config", "rules.public-endpoint-open = 'info'"]).1.len(), 2);
    let softer = "extends = \"base.toml\"\n[rules]\npublic-endpoint-open = \"info\"";
    folder.put("ekslint.toml", softer);
    assert_eq!(check(&folder, &[]).1.len(), 2, "a file wins over the one that it extends");
}

#[test]
fn why_knows_overrides_and_the_options_of_a_run() {
    let config = "[[overrides]]\npaths = [\"dev\"]\nrules = { public-endpoint-open = \"info\" }";
    let folder = project("why-override", config);
    let (code, out, err) = folder.run(&["why", "public-endpoint-open", "payments"]);
    let expected = "  info in dev/cluster.yaml, by ekslint.toml:3";
    assert!(code == 0 && out.contains(expected), "{out}{err}");
    let why = |version: &str| {
        let run = ["why", "k8s-version-unsupported", "payments", "--as-of", "2030-01-01"];
        folder.run(&run.iter().copied().chain(["--target-version", version]).collect::<Vec<_>>())
    };
    assert!(why("1.36").1.contains("Kubernetes 1.36"), "{:?}", why("1.36"));
    let (code, _, err) = why("1.99");
    assert!(code == 2 && err.contains("newer than 1.37"), "{err}");
}

#[test]
fn the_report_names_the_target_version() {
    let folder = project("target", "");
    let (_, out, _) = folder.run(&["check", "--target-version", "1.36"]);
    assert!(out.contains("judged as if upgraded to 1.36"), "{out}");
}

#[test]
fn a_configuration_that_is_not_read_is_told() {
    let folder = project("unread", "exclude = [\"vendor\", \"**/*.bak\", \"prod\"]");
    folder.put(".ekslint.toml", "");
    let (_, _, err) = check(&folder, &[]);
    assert!(err.contains("`.ekslint.toml` is not read"), "{err}");
    for pattern in ["vendor", "**/*.bak"] {
        assert!(err.contains(&format!("`{pattern}` excludes nothing")), "{err}");
    }
    assert!(!err.contains("`prod` excludes"), "{err}");
    for command in ["config", "init"] {
        let (code, _, err) = folder.run(&[command, "nosuch"]);
        assert_eq!((code, err.as_str()), (2, "error: `nosuch` does not exist\n"), "{command}");
    }
    std::fs::remove_file(folder.0.join("ekslint.toml")).expect("it is there");
    std::fs::create_dir(folder.0.join("ekslint.toml")).expect("it can be made");
    assert_eq!(check(&folder, &[]).0, 2, "a folder cannot be read");
}

#[test]
fn the_configuration_is_shown_whole() {
    let config = "closed = [\"ServiceAccount\"]
[[cluster]]
name = \"payments\"
paths = [\"prod\"]
[[environment]]
name = \"dev\"
class = \"dev\"
paths = [\"dev\"]
[[ignore]]
rule = \"ebs-rwx\"
reason = \"moves\"
until = \"2027-01-31\"
[rules]
subnet-too-small = { prefix = 24 }
";
    let folder = project("shown", config);
    let (_, out, _) = folder.run(&["config"]);
    for (line, at) in [
        ("closed: ServiceAccount", 1),
        ("cluster `payments`: paths = [\"prod\"]", 2),
        ("environment `dev`: dev, paths = [\"dev\"]", 5),
        ("ignore ebs-rwx of every subject, until 2027-01-31, moves", 9),
        ("rules.subnet-too-small.prefix = 24", 14),
    ] {
        let found = out.lines().find(|it| it.starts_with(line));
        let place = format!("# ekslint.toml:{at}");
        assert!(found.is_some_and(|it| it.ends_with(&place)), "{line} {place}: {out}");
    }
}
