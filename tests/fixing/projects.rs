//! Whole repositories: `--fix` makes what is promised, and `--diff` says exactly that.

use std::path::{Path, PathBuf};

use super::golden;
use super::read::read;
use super::repository::Repository;

const ALL: [&str; 1] = ["--unsafe-fixes"];

/// The folders with a mistake, in order, and the demo.
fn projects() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("testdata/projects").expect("the folder is there");
    let mut folders: Vec<_> = entries.map(|it| it.expect("it can be listed").path()).collect();
    folders.retain(|path| path.is_dir() && path.extension().is_none());
    folders.push("testdata/demo".into());
    folders.sort();
    folders
}

fn copied(from: &Path, kind: &str) -> Repository {
    let name = from.file_name().expect("it has a name").to_string_lossy();
    let repository = Repository::new(&format!("{name}-{kind}"));
    repository.copy(&from.display().to_string(), ".");
    repository.git(&["init", "--quiet"]);
    repository
}

/// Every file with its content.
fn content(folder: &Path) -> Vec<(String, String)> {
    let mut open = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.ends_with(".git") {
            continue;
        }
        if path.is_dir() {
            let entries = std::fs::read_dir(&path).expect("it can be listed");
            open.extend(entries.map(|it| it.expect("it can be listed").path()));
        } else {
            let name = path.strip_prefix(folder).expect("it lies below").display().to_string();
            found.push((name, read(&path)));
        }
    }
    found.sort();
    found
}

/// Fixes one copy, applies the diff to another, and compares them; gives the diff.
fn fixed(one: &Repository, other: &Repository) -> String {
    let (code, diff, err) = one.check_all(&[&["--diff"], &ALL[..]].concat());
    assert_eq!(code, i32::from(!diff.is_empty()), "{err}");
    one.write("../changes.diff", &diff);
    if !diff.is_empty() {
        one.git(&["apply", "--whitespace=nowarn", "../changes.diff"]);
    }
    let before = other.check_all(&["--output=json"]).1;
    let (code, out, err) = other.check_all(&[&["--fix", "--output=json"], &ALL[..]].concat());
    assert!(code < 2, "{err}");
    assert_eq!(content(&one.0), content(&other.0), "the diff says what is written");
    let report = |text: &str| -> serde_json::Value { serde_json::from_str(text).expect("JSON") };
    let (before, after) = (report(&before), report(&out));
    let count = |report: &serde_json::Value| report["summary"]["diagnostics"].as_u64();
    let mended = after["summary"]["fixed"]["diagnostics"].as_u64();
    assert_eq!(count(&before), count(&after).zip(mended).map(|(left, mended)| left + mended));
    let again = other.check_all(&[&["--diff"], &ALL[..]].concat());
    assert_eq!((again.0, again.1.as_str()), (0, ""), "nothing is left to fix");
    diff
}

#[test]
fn projects_are_fixed_as_promised() {
    let mut problems = Vec::new();
    let mut some = 0;
    for folder in projects() {
        let diff = fixed(&copied(&folder, "diff"), &copied(&folder, "fix"));
        some += usize::from(!diff.is_empty());
        let promised = folder.join("fixes.diff");
        if !diff.is_empty() || promised.exists() {
            problems.extend(golden::compare(promised, &diff).err());
        }
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
    assert!(some >= 8, "only {some} projects have fixes");
}

#[test]
fn ends_of_lines_and_marks_stay_as_they_are() {
    for (kind, change) in [
        ("windows", (|text: &str| text.replace('\n', "\r\n")) as fn(&str) -> String),
        ("marked", |text| format!("\u{feff}{text}")),
        ("open", |text| text.trim_end_matches('\n').to_owned()),
        ("old", |text| text.replace('\n', "\r\n").trim_end().to_owned()),
    ] {
        let from = Path::new("testdata/demo");
        let copies = ["diff", "fix"].map(|it| copied(from, &format!("{kind}-{it}")));
        for copy in &copies {
            for (path, text) in content(&copy.0) {
                copy.write(path, &change(&text));
            }
        }
        let [one, other] = &copies;
        let plain = copied(from, &format!("{kind}-plain"));
        fixed(one, other);
        let arguments = ["--fix", "--unsafe-fixes", "--quiet"];
        plain.check_all(&arguments);
        let expected = content(&plain.0).into_iter().map(|(path, text)| (path, change(&text)));
        assert_eq!(content(&other.0), expected.collect::<Vec<_>>(), "{kind}");
    }
}
