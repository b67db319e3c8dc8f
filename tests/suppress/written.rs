//! The command: what it says of what does not count, and what it writes.

use std::path::Path;

use super::CLASS;
use super::folder::Folder;

/// A project with a mistake in YAML, one in Terraform and one in JSON.
fn project(name: &str) -> Folder {
    let folder = Folder::new(name);
    std::fs::create_dir(folder.0.join(".git")).expect("a folder can be made");
    folder.put("class.yaml", &CLASS.replace('\n', "\r\n"));
    folder.put("main.tf", &super::told::role());
    folder.put("account.yaml", super::told::ACCOUNT);
    folder.put(
        "class.json",
        r#"{"apiVersion": "storage.k8s.io/v1", "kind": "StorageClass", "metadata": {"name": "other"},
            "provisioner": "ebs.csi.aws.com", "volumeBindingMode": "Immediate"}"#,
    );
    folder
}

const CHECK: [&str; 3] = ["check", "--as-of", "2026-11-20"];

fn with<'a>(more: &[&'a str]) -> Vec<&'a str> {
    CHECK.iter().chain(more).copied().collect()
}

#[expect(clippy::disallowed_methods, reason = "the test looks at what was written")]
fn content(folder: &Folder, path: &str) -> String {
    std::fs::read_to_string(folder.0.join(Path::new(path))).expect("it can be read")
}

#[test]
fn comments_are_written_for_every_finding() {
    let folder = project("add-ignore");
    let (code, out, err) = folder.run(&with(&["--add-ignore=known since 2025"]));
    assert_eq!(
        err,
        "warning: class.json:2:68: no comment for storageclass-immediate-binding: JSON has no \
         comments; ekslint.toml can: [[ignore]] rule = \"storageclass-immediate-binding\", subject \
         = 'storage.k8s.io/v1/StorageClass/other'\nwrote 2 comments in 2 files\n"
    );
    assert_eq!(code, 1, "what is left counts: {out}");
    assert!(out.contains("suppressed  2 findings: 2 by comments\n"), "{out}");
    let yaml = content(&folder, "class.yaml");
    let line = "# ekslint: ignore[storageclass-immediate-binding] known since 2025\r\n";
    assert!(yaml.replace(line, "") == CLASS.replace('\n', "\r\n") && yaml.contains(line), "{yaml}");
    let main = content(&folder, "main.tf");
    let lines = "  # ekslint: ignore[irsa-subject-unknown] known since 2025\n  assume_role_policy";
    assert!(main.contains(lines), "above the heredoc: {main}");
    let (code, _, err) = folder.run(&with(&["--add-ignore=again", "--output=concise"]));
    assert_eq!((code, err.lines().last()), (1, Some("wrote 0 comments in 0 files")));
    assert_eq!(content(&folder, "main.tf"), main, "nothing is written twice");
}

#[test]
fn files_that_cannot_be_written_as_they_are_do_not_keep_back_the_others() {
    let folder = project("encodings");
    let marked = format!("\u{feff}{CLASS}");
    let wide: Vec<u8> = marked.encode_utf16().flat_map(u16::to_le_bytes).collect();
    std::fs::write(folder.0.join("wide.yaml"), &wide).expect("a file can be written");
    std::fs::write(folder.0.join("terraform.tfvars"), b"a = \0").expect("a file can be written");
    let (code, _, err) = folder.run(&with(&["--add-ignore=known", "--output=concise"]));
    assert!(err.contains("`wide.yaml` is left alone, because it is not written in UTF-8"), "{err}");
    assert!(err.contains("no comment for unreadable-file: the file cannot be read"), "{err}");
    assert!(err.ends_with("wrote 2 comments in 2 files\n"), "{err}");
    assert_eq!(code, 1);
    let bytes = std::fs::File::open(folder.0.join("wide.yaml")).map(std::io::Read::bytes);
    let bytes: Vec<u8> = bytes.expect("it is there").map_while(Result::ok).collect();
    assert_eq!(bytes, wide, "as it was");
}

#[test]
fn all_counts_with_no_ignores() {
    let folder = project("no-ignores");
    let all = folder.run(&with(&["--output=concise"])).1;
    assert_eq!(all.lines().count(), 3, "{all}");
    folder.run(&with(&["--add-ignore=known"]));
    assert_eq!(folder.run(&with(&["--output=concise"])).1.lines().count(), 1);
    let (code, out, _) = folder.run(&with(&["--no-ignores", "--output=concise"]));
    assert_eq!((code, out.lines().count()), (1, 3), "{out}");
}

#[test]
fn reports_tell_what_does_not_count() {
    let folder = project("reports");
    folder.run(&with(&["--add-ignore=known until=2027-01-31"]));
    folder.put(
        "ekslint.toml",
        "[[ignore]]\nrule = \"storage/\"\nsubject = \"*/StorageClass/other\"\nreason = \"legacy\"\n",
    );
    let (code, out, err) = folder.run(&with(&[]));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let line = "  suppressed  3 findings: 2 by comments, 1 by ekslint.toml\n";
    assert!(out.contains(line), "{out}");
    let (_, out, _) = folder.run(&with(&["--output=json"]));
    let report: serde_json::Value = serde_json::from_str(&out).expect("it is JSON");
    assert_eq!(report["diagnostics"].as_array().map(Vec::len), Some(0));
    assert_eq!(report["summary"]["suppressed"], 3);
    let kinds: Vec<_> = (0..3).map(|at| &report["suppressed"][at]["suppression"]).collect();
    assert_eq!(kinds[0]["kind"], "config");
    assert_eq!(kinds[0]["reason"], "legacy");
    assert_eq!(kinds[1]["kind"], "inline");
    assert_eq!(kinds[1]["until"], "2027-01-31");
    assert_eq!(report["suppressed"][2]["rule"]["name"], "irsa-subject-unknown");
    let (_, out, _) = folder.run(&["check", "--as-of", "2027-02-01", "--output=concise"]);
    let expired = out.lines().filter(|line| line.contains("[ignore-expired]")).count();
    assert_eq!((expired, out.lines().count()), (2, 4), "{out}");
}

#[test]
fn nothing_is_told_to_be_unused_by_a_run_that_saw_a_part() {
    let folder = project("partly");
    folder.run(&with(&["--add-ignore=known"]));
    let (code, out, _) = folder.run(&with(&["main.tf", "--output=concise"]));
    assert_eq!((code, out.as_str()), (0, ""), "the account that is meant was not read");
}

#[test]
fn reasons_and_files_that_cannot_be_are_refused() {
    let folder = project("refused");
    let before = content(&folder, "class.yaml");
    for (argument, expected) in [
        ("--add-ignore=two\nlines", "a reason is one line of text"),
        ("--add-ignore=until=soon", "`soon` is no day"),
    ] {
        let (code, _, err) = folder.run(&with(&[argument]));
        assert!(code == 2 && err.contains(expected), "{code} {err}");
    }
    let (code, _, err) = folder.run(&with(&["--add-ignore"]));
    assert!(code == 2 && err.contains("--add-ignore=<REASON>"), "{err}");
    let (code, _, err) = folder.run(&with(&["--add-ignore=x", "--no-ignores"]));
    assert!(code == 2 && err.contains("cannot be used with"), "{err}");
    let (code, _, err) = folder.run(&with(&["--add-ignore=x", "-"]));
    assert!(code == 2 && err.contains("standard input is none"), "{err}");
    folder.put("ekslint.toml", "require-reason = true\n");
    let (code, _, err) = folder.run(&with(&["--add-ignore="]));
    assert!(code == 2 && err.contains("`require-reason` is set"), "{err}");
    assert_eq!(content(&folder, "class.yaml"), before, "nothing was written");
}
