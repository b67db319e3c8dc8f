//! What the command line takes and shows of the configuration and of files.

use std::io::Write;
use std::process::Stdio;

use ekslint::rule::Preset;
use ekslint::rules::RULES;

use super::OPEN;
use super::files::{check, project};
use super::folder::{Folder, read};

/// What a run in a folder says of a text that comes through standard input.
fn piped(folder: &Folder, arguments: &[&str], text: &str) -> (i32, String, String) {
    let mut command = folder.command(arguments);
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    // A run that refuses its arguments reads nothing.
    child.stdin.take().expect("it is piped").write_all(text.as_bytes()).ok();
    read(&child.wait_with_output().expect("it ends"))
}

#[test]
fn standard_input_may_stand_for_a_file_of_another_project() {
    let one = project("stdin-one", "");
    project("stdin-two", "[rules]\npublic-endpoint-open = \"info\"");
    let other = "../cli-config-stdin-two/prod/cluster.yaml";
    let check = ["check", "-", "--output", "concise", "--stdin-filename", other];
    let (code, out, err) = piped(&one, &check, OPEN);
    let places: Vec<_> = out.lines().filter_map(|line| line.split(": ").next()).collect();
    let dev = "../cli-config-stdin-two/dev/cluster.yaml:2:1";
    let prod = "../cli-config-stdin-two/prod/cluster.yaml:2:1";
    assert_eq!((code, places), (0, vec![dev, prod]), "its own configuration holds: {out}{err}");
    let shut = format!("{OPEN}vpc: {{ publicAccessCIDRs: [198.51.100.0/24] }}\n");
    let (_, out, _) = piped(&one, &check, &shut);
    assert!(
        out.contains(dev) && !out.contains(prod),
        "the text takes the place of the file: {out}"
    );
}

#[test]
fn standard_input_is_refused_where_it_is_unclear_what_it_is() {
    let one = project("stdin-refused", "");
    project("stdin-three", "preset = \"strict\"");
    let refused = |arguments: &[&str]| {
        let (code, out, err) = piped(&one, &[&["check"], arguments].concat(), OPEN);
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        err
    };
    let other = "../cli-config-stdin-three/dev/cluster.yaml";
    let own = "has a configuration of its own, and one run takes one; check it alone\n";
    let expected = format!("error: `{other}` {own}");
    assert_eq!(refused(&[".", "-", "--stdin-filename", other]), expected);
    assert_eq!(
        refused(&["--stdin-filename", "a.yaml"]),
        "error: --stdin-filename needs the path `-`\n"
    );
    assert_eq!(
        refused(&["-", "dev"]),
        "error: `-` is checked alone; to check it with other files, say which one it is with --stdin-filename\n"
    );
}

#[test]
fn a_configuration_below_the_root_is_told() {
    let folder = project("below", "");
    folder.put("dev/ekslint.toml", "preset = \"strict\"");
    let expected = "warning: `dev/ekslint.toml` is not read: a project has one configuration, `ekslint.toml` at its root\n";
    assert_eq!(check(&folder, &[]).2, expected);
    assert_eq!(check(&folder, &["--config", "dev/ekslint.toml"]).2, "", "it is read");
    let mut command = folder.command(&["check", "--output", "concise"]);
    let output = command.current_dir(folder.0.join("dev")).output().expect("the command starts");
    let expected = "warning: `ekslint.toml` is not read: a project has one configuration, `../ekslint.toml` at its root\n";
    assert_eq!(read(&output).2, expected);
}

#[test]
fn what_a_cluster_provides_is_shown() {
    let config = "[[cluster]]\nname = \"payments\"\npaths = [\"prod\"]\nprovides = [\"aws-ebs-csi-driver\", \"house-agent\"]\n";
    let folder = project("provides", config);
    let (_, out, _) = folder.run(&["inspect", "prod"]);
    let row = out.lines().find(|line| line.contains("aws-ebs-csi-driver"));
    assert!(row.is_some_and(|it| it.ends_with("which the platform provides")), "{out}");
    let (_, out, _) = folder.run(&["config"]);
    assert!(out.contains("has aws-ebs-csi-driver, has house-agent"), "{out}");
}

#[test]
fn environments_are_shown_and_extended_by_name() {
    let own = "extends = \"base.toml\"
[[environment]]
name = \"dev\"
class = \"dev\"
paths = [\"dev\"]
var-files = [\"dev/a.tfvars\", \"dev/b.tfvars\"]
accounts = [\"444455556666\"]
ebs-encryption-by-default = false
[assume]
accounts = [\"111122223333\"]
ebs-encryption-by-default = true
";
    let folder = project("environments", own);
    let base = "[[environment]]\nname = \"dev\"\nclass = \"staging\"\npaths = [\"prod\"]\n[[environment]]\nname = \"prod\"\nclass = \"prod\"\npaths = [\"prod\"]\n[assume]\nebs-encryption-by-default = false\n";
    folder.put("base.toml", base);
    let (_, out, err) = folder.run(&["config"]);
    let lines: Vec<_> = out.lines().skip_while(|line| !line.starts_with("environment")).collect();
    let expected = [
        "environment `prod`: prod, paths = [\"prod\"]                # base.toml:5",
        "environment `dev`: dev, paths = [\"dev\"], var-files = [\"dev/a.tfvars\", \"dev/b.tfvars\"], accounts = [\"444455556666\"], ebs-encryption-by-default = false  # ekslint.toml:2",
        "account: 111122223333                                   # ekslint.toml:10",
        "ebs-encryption-by-default: true                         # ekslint.toml:11",
    ];
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let (lines, expected) = (lines.iter().map(|it| squeezed(it)), expected.map(squeezed));
    assert_eq!(lines.collect::<Vec<_>>(), expected, "{out}{err}");
}

#[test]
fn the_preset_of_the_command_line_wins() {
    let folder = project("preset", "preset = \"advice\"");
    let rules = |arguments: &[&str]| {
        let (_, lines, _) = check(&folder, arguments);
        let rule = |line: &String| Some(line.split_once('[')?.1.split_once(']')?.0.to_owned());
        lines.iter().filter_map(rule).collect::<Vec<_>>()
    };
    for (name, preset) in [("recommended", Preset::Recommended), ("strict", Preset::Strict)] {
        let found = rules(&["--preset", name]);
        assert!(found.contains(&"public-endpoint-open".to_owned()), "{found:?}");
        let more = |name: &&String| {
            RULES.iter().any(|rule| rule.meta.name == **name && rule.meta.preset > preset)
        };
        assert_eq!(found.iter().find(more), None, "it is no rule of {name}");
    }
    let (code, _, err) = check(&folder, &["--preset", "strickt"]);
    assert!(code == 2 && err.contains("invalid value 'strickt'"), "{err}");
}

#[test]
fn undecided_verdicts_are_listed_where_that_is_asked_for() {
    let folder = project("undecided", "");
    folder.put(
        "main.tf",
        "variable \"v\" {}\nresource \"aws_eks_cluster\" \"a\" {\n  version = var.v\n}\n",
    );
    let printed = |more: &[&str]| {
        let select = ["check", "--as-of", "2026-11-20", "--select", "k8s-version-unsupported"];
        folder.run(&[&select, more].concat()).1
    };
    let reason = "`var.v` has no default and no tfvars file sets it";
    assert!(printed(&["--undecided"]).contains(reason), "{}", printed(&["--undecided"]));
    assert!(!printed(&[]).contains(reason), "{}", printed(&[]));
}

#[test]
fn ascii_draws_without_lines() {
    let folder = project("ascii", "");
    let drawn = |more: &[&str]| folder.run(&[&["check", "--as-of", "2026-11-20"], more].concat()).1;
    assert!(drawn(&[]).contains("╭─ dev/cluster.yaml:2:1"), "{}", drawn(&[]));
    let plain = drawn(&["--ascii"]);
    assert!(plain.is_ascii() && plain.contains("--> dev/cluster.yaml:2:1"), "{plain}");
}

#[test]
fn init_prints_clusters_that_lie_apart() {
    let folder = project("init-print", "preset = \"strict\"");
    folder.put("prod/cluster.yaml", &OPEN.replace("payments", "live"));
    folder.put("dev/lab/cluster.yaml", &OPEN.replace("payments", "lab"));
    let (code, out, _) = folder.run(&["init", "--print"]);
    let names: Vec<_> = out.lines().filter(|line| line.starts_with("# name = ")).collect();
    assert_eq!(code, 0);
    assert!(names.contains(&"# name = \"live\"") && names.contains(&"# name = \"lab\""), "{out}");
    let around = "# paths = [\"dev\"]\n";
    assert!(!out.split("# Environments").next().is_some_and(|it| it.contains(around)), "{out}");
    assert_eq!(folder.text("ekslint.toml"), "preset = \"strict\"", "nothing is written");
}

#[test]
fn why_takes_a_cluster_or_a_line_and_names_what_hides_a_finding() {
    let config =
        "[[ignore]]\nrule = \"public-endpoint-open\"\npaths = [\"dev\"]\nreason = \"a honeypot\"\n";
    let folder = project("why-subjects", config);
    folder.put("tf/main.tf", "resource \"aws_eks_cluster\" \"main\" {\n  name = \"ledger\"\n  vpc_config {\n    endpoint_public_access = true\n  }\n}\n");
    let why = |subject: &str| folder.run(&["why", "public-endpoint-open", subject]);
    let (_, out, err) = why("ledger");
    assert!(out.contains("\naws_eks_cluster.main\n") && out.contains("tf/main.tf:"), "{out}{err}");
    for line in ["tf/main.tf:4", "tf/main.tf:6"] {
        let (_, out, err) = why(line);
        assert!(out.contains("\naws_eks_cluster.main\n"), "{line}: {out}{err}");
    }
    let (_, out, _) = why("dev/cluster.yaml:2");
    assert!(out.contains("  does not count: a honeypot, by ekslint.toml:1:1\n"), "{out}");
    folder.put(
        "tf/more.tf",
        "resource \"aws_eks_cluster\" \"more\" {\n  name = \"more\"\n}\n\nlocals {\n  a = 1\n}\n",
    );
    assert_eq!(why("tf/more.tf:3").0, 0);
    let (code, _, err) = why("tf/more.tf:6");
    assert!(code == 2 && err.contains("judges no `tf/more.tf:6`"), "{err}");
    let (code, _, err) = why("tf/other.tf:4");
    assert!(code == 2 && err.contains("judges no `tf/other.tf:4`"), "{err}");
    check(&folder, &["--update-baseline"]);
    let (_, out, _) = why("ledger");
    assert!(out.contains("  does not count: it is known, by ekslint-baseline.json\n"), "{out}");
}

#[test]
fn verbose_reports_name_the_subject_that_exceptions_take() {
    let folder = project("verbose", "");
    let (_, out, _) = folder.run(&["check", "--as-of", "2026-11-20", "--verbose"]);
    assert!(out.contains("   = subject: cluster/payments\n"), "{out}");
}

#[test]
fn findings_in_the_configuration_are_of_ekslint_itself() {
    let folder = project("kind", "[[ignore]]\nrule = \"ebs-rwx\"\nuntil = 2020-01-01\n");
    let (_, out, _) = folder.run(&["check", "--as-of", "2026-11-20", "--output", "json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    let all = report["diagnostics"].as_array().expect("it is a list");
    let expired = all.iter().find(|it| it["rule"]["name"] == "ignore-expired");
    assert_eq!(
        expired.map(|it| &it["primary"]["subject"]["kind"]),
        Some(&"config".into()),
        "{out}"
    );
}

#[test]
fn the_configuration_is_shown_with_what_has_no_effect_in_it() {
    let config = "[[cluster]]\nname = \"payments\"\npaths = [\"prod\"]\nversion = \"1.99\"\n";
    let folder = project("doubted", config);
    let (code, out, err) = folder.run(&["config"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("1.99"), "{out}");
    let expected = "warning: ekslint.toml:4:11: `1.99` is newer than 1.37, the last version that ekslint knows, so that nothing is said of it\n";
    assert_eq!(err, expected);
    assert_eq!(check(&folder, &[]).2, expected, "in the words of `check`");
}
