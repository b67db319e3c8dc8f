//! What is fixed, what is left, and how it is told.

use std::io::Write as _;
use std::process::Stdio;

use super::about::{FEW, others};
use super::repository::Repository;
use super::{NETWORK, closed, fixes_told, mended, network};

#[test]
fn safe_fixes_are_applied_and_unsafe_ones_on_demand() {
    let repository = network("classes");
    let (code, out, _) = repository.check(&[]);
    assert_eq!((code, repository.read("main.tf").as_str()), (1, NETWORK), "nothing is asked for");
    assert_eq!(
        fixes_told(&out),
        ["found  3 errors", "fixable  2 with --fix, 1 more with --unsafe-fixes as well"]
    );
    let (code, out, err) = repository.check(&["--fix"]);
    assert_eq!((code, repository.read("main.tf"), err.as_str()), (1, mended(), ""));
    assert_eq!(
        fixes_told(&out),
        [
            "fixed  2 findings in 1 file",
            "found  1 error",
            "fixable  1 with --fix --unsafe-fixes; read them first"
        ]
    );
    let (code, out, _) = repository.check(&["--fix", "--unsafe-fixes", "--verbose"]);
    assert_eq!((code, repository.read("main.tf")), (0, closed()), "all is fixed: exit code 0");
    assert_eq!(fixes_told(&out), ["fixed  1 finding in 1 file", "found  nothing wrong"]);
    assert!(out.contains("main.tf: turn the public endpoint off (public-endpoint-open)"), "{out}");
    let (code, out, _) = repository.check(&["--fix", "--unsafe-fixes"]);
    assert_eq!((code, fixes_told(&out)[0]), (0, "fixed  nothing"));
}

#[test]
fn what_has_to_be_created_anew_is_never_changed() {
    let repository = Repository::new("recreate");
    let class = "apiVersion: storage.k8s.io/v1\nkind: StorageClass\nmetadata: {name: a}\n\
                 provisioner: ebs.csi.aws.com\nvolumeBindingMode: Immediate\n";
    repository.write("class.yaml", class);
    let (code, out, _) = repository.check(&["--fix", "--unsafe-fixes", "--fail-on=info"]);
    assert_eq!((code, repository.read("class.yaml").as_str()), (1, class));
    assert!(out.contains("= fix (recreates it): "), "{out}");
    assert_eq!(fixes_told(&out), ["fixed  nothing", "found  1 warning"]);
}

#[test]
fn a_diff_is_printed_and_nothing_is_written() {
    let repository = network("diff");
    let (code, out, err) = repository.check(&["--diff"]);
    assert_eq!((code, err.as_str()), (1, "would fix 2 findings in 1 file\n"));
    let expected = "--- a/main.tf\n+++ b/main.tf\n@@ -3,11 +3,11 @@\n }\n \n";
    assert!(out.starts_with(expected), "{out}");
    assert_eq!(
        out.lines().filter(|it| *it == "+  allocation_id = aws_eip.nat.allocation_id").count(),
        2
    );
    assert_eq!(repository.check(&["--fix", "--diff"]), (code, out.clone(), err), "the same");
    assert_eq!(repository.read("main.tf"), NETWORK);
    repository.write("main.tf", &closed());
    let nothing = (0, String::new(), "nothing would be fixed\n".to_owned());
    assert_eq!(repository.check(&["--diff"]), nothing);
}

#[test]
fn a_diff_can_be_applied_from_a_folder_of_the_repository() {
    let repository = network("below");
    repository.git(&["init", "--quiet"]);
    repository.write("live/x.tf", &NETWORK.replace("payments", "other"));
    let live = |arguments: &[&str]| {
        repository.check_with(arguments, |command| {
            command.current_dir(repository.0.join("live"));
        })
    };
    let (_, out, _) = live(&["--diff", "."]);
    assert!(out.starts_with("--- a/x.tf\n"), "{out}");
    let (_, out, err) = live(&["--diff", ".", "../main.tf"]);
    assert!(out.contains("--- a/live/x.tf\n") && out.contains("--- a/main.tf\n"), "{out}");
    assert!(err.ends_with("; paths are relative to the root of the project\n"), "{err}");
}

#[test]
fn only_what_counts_is_fixed() {
    let hidden = NETWORK.replacen(
        "aws_eip.nat\n",
        "aws_eip.nat # ekslint: ignore[reference-missing-attribute] later\n",
        1,
    );
    let repository = network("counts");
    repository.write("main.tf", &hidden);
    repository.check(&["--fix"]);
    assert_eq!(
        repository.read("main.tf"),
        hidden.replace("nat\n", "nat.allocation_id\n"),
        "a comment"
    );

    let repository = network("known");
    repository.write("ekslint.toml", "");
    repository.check(&["--update-baseline"]);
    let more = NETWORK.replace("\"aws_nat_gateway\" \"two\"", "\"aws_nat_gateway\" \"three\"");
    repository.write("main.tf", &more);
    let (_, out, _) = repository.check(&["--fix"]);
    let last = more.rfind("aws_eip.nat\n").expect("it is there") + "aws_eip.nat".len();
    let expected = format!("{}.allocation_id{}", &more[..last], &more[last..]);
    assert_eq!(repository.read("main.tf"), expected, "a baseline: {out}");

    let repository = network("selected");
    repository.check(&["--fix", "--unsafe-fixes", "--select=public-endpoint-open"]);
    let expected = NETWORK.replace("access  = true", "access  = false");
    assert_eq!(repository.read("main.tf"), expected, "a selection");
}

#[test]
fn only_what_changed_is_fixed_with_since() {
    let repository = network("since");
    repository.git(&["init", "--quiet"]);
    repository.git(&["add", "."]);
    repository.git(&["commit", "--quiet", "--message=x"]);
    let changed =
        format!("# one more line\n{}", NETWORK.replacen("= aws_eip.nat\n", "=  aws_eip.nat\n", 1));
    repository.write("main.tf", &changed);
    let (code, out, err) = repository.check(&["--fix", "--since=HEAD"]);
    let expected = changed.replacen("=  aws_eip.nat\n", "=  aws_eip.nat.allocation_id\n", 1);
    assert_eq!(repository.read("main.tf"), expected, "{err}");
    assert_eq!(
        (code, fixes_told(&out)),
        (0, vec!["fixed  1 finding in 1 file", "found  nothing new"])
    );
}

#[test]
fn what_waits_for_another_is_fixed_in_the_next_round() {
    let repository = Repository::new("rounds");
    let comment = "# ekslint: ignore[pdb-blocks-eviction,ebs-rwx,irsa-role-mismatch] none of them";
    let class = format!(
        "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: a {comment}\n  labels: {{}}\n"
    );
    repository.write("a.yaml", &class);
    let (_, out, err) = repository.check(&["--fix", "--preset=advice", "--output=json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(repository.read("a.yaml"), class.replace(&format!(" {comment}"), ""), "{out}{err}");
    assert_eq!(report["summary"]["fixed"]["waiting"], 0);
}

#[test]
fn a_fix_that_adds_a_finding_is_taken_back_and_told() {
    let repository = network("taken-back");
    let typo = "apiVersion: v1\nkind: Service\nmetadata:\n  name: a # ekslint: ignore[ebs-rxw] x\n";
    repository.write("a.yaml", typo);
    let arguments = ["--fix", "--unsafe-fixes", "--output=json"];
    let (code, out, err) = repository.check(&arguments);
    assert_eq!(
        err,
        "warning: a.yaml: ignore-unknown-rule is not fixed (no rule is called `ebs-rxw`): `write \
         `ebs-rwx`` was tried in memory, and it would add this finding: info[ignore-unused] no \
         finding of `ebs-rwx` is there to ignore\n"
    );
    assert_eq!((code, repository.read("a.yaml").as_str()), (1, typo), "it is left, and counts");
    assert_eq!(repository.read("main.tf"), closed(), "the others are fixed");
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let fixed = serde_json::json!({"diagnostics": 3, "files": 1, "refused": 1, "waiting": 0});
    assert_eq!(report["summary"]["fixed"], fixed);
}

#[test]
fn programs_are_told_what_was_fixed() {
    let repository = network("json");
    let (_, out, _) = repository.check(&["--fix", "--output=json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    let fixed = serde_json::json!({"diagnostics": 2, "files": 1, "refused": 0, "waiting": 0});
    assert_eq!(report["summary"]["fixed"], fixed);
    assert_eq!(report["summary"]["fixable"], serde_json::json!({"safe": 0, "unsafe": 1}));
    assert_eq!(report["fixed"].as_array().map(Vec::len), Some(2));
    assert_eq!(report["fixed"][0]["rule"]["name"], "reference-missing-attribute");
    assert_eq!(report["fixed"][0]["paths"], serde_json::json!(["main.tf"]));
    let (_, schema, _) = repository.run(&["schema".to_owned(), "report".to_owned()]);
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("JSON");
    assert!(jsonschema::is_valid(&schema, &report));
    let (_, out, _) = repository.check(&["--output=json"]);
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["summary"]["fixed"], serde_json::Value::Null);
    assert!(jsonschema::is_valid(&schema, &report));
}

/// Runs a check of standard input.
fn piped(repository: &Repository, arguments: &[&str], content: &[u8]) -> (i32, Vec<u8>, String) {
    let path = repository.0.join("../input");
    std::fs::write(&path, content).expect("it can be written");
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_ekslint"));
    command.args(["check", "--as-of", "2026-11-20"]).args(arguments).current_dir(&repository.0);
    command.args(["--ignore", &others(&FEW).join(",")]);
    command.env_clear().stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("the command starts");
    child.stdin.take().expect("it is piped").write_all(content).ok();
    let output = child.wait_with_output().expect("it ends");
    let err = String::from_utf8(output.stderr).expect("it prints UTF-8");
    (output.status.code().expect("it ends by itself"), output.stdout, err)
}

#[test]
fn standard_input_is_fixed_on_standard_output() {
    let repository = Repository::new("piped");
    let (code, out, err) = piped(&repository, &["--fix", "-"], NETWORK.as_bytes());
    assert_eq!((code, String::from_utf8(out)), (1, Ok(mended())));
    assert_eq!(fixes_told(&err)[..2], ["fixed  2 findings in 1 file", "found  1 error"]);
    let arguments = ["--fix", "--unsafe-fixes", "-", "--stdin-filename=main.tf"];
    repository.write("main.tf", "# another text\n");
    let (code, out, _) = piped(&repository, &arguments, NETWORK.as_bytes());
    assert_eq!((code, String::from_utf8(out)), (0, Ok(closed())));
    assert_eq!(repository.read("main.tf"), "# another text\n", "no file is written");
    let (code, out, _) = piped(&repository, &["--fix", "-"], closed().as_bytes());
    assert_eq!((code, String::from_utf8(out)), (0, Ok(closed())), "what is right comes out again");
    let (code, out, err) = piped(&repository, &["--diff", "-"], NETWORK.as_bytes());
    assert!(code == 1 && out.starts_with(b"--- a/<stdin>.tf\n+++ b/<stdin>.tf\n"), "{err}");
    let wide: Vec<u8> =
        format!("\u{feff}{NETWORK}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    let (code, out, err) = piped(&repository, &["--fix", "-"], &wide);
    assert_eq!((code, out.len()), (2, 0));
    assert!(err.contains("standard input cannot be fixed: it is not written in UTF-8"), "{err}");
}

#[test]
fn what_makes_no_sense_is_refused() {
    let repository = network("refused");
    for (arguments, expected) in [
        (&["--unsafe-fixes"][..], "--unsafe-fixes needs --fix"),
        (&["--fix", "--add-ignore=x"], "cannot be used with"),
        (&["--diff", "--update-baseline"], "cannot be used with"),
        (&["--diff", "--output=json"], "cannot be used with"),
    ] {
        let (code, _, err) = repository.check(arguments);
        assert!(code == 2 && err.contains(expected), "{arguments:?}: {err}");
    }
    assert_eq!(repository.read("main.tf"), NETWORK);
}
