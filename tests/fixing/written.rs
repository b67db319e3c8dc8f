//! How files are written: whole, or not at all.

#![cfg(unix)]

use std::fs;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, symlink};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::repository::Repository;
use super::{NETWORK, mended, network};

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it can be listed");
    let name = |entry: std::io::Result<fs::DirEntry>| {
        entry.expect("it can be listed").file_name().into_string().expect("UTF-8")
    };
    let mut names: Vec<_> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn permissions_links_and_folders_stay_as_they_are() {
    let repository = network("links");
    let file = repository.0.join("main.tf");
    fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).expect("set");
    fs::create_dir(repository.0.join("live")).expect("made");
    symlink("../main.tf", repository.0.join("live/main.tf")).expect("linked");
    let (_, _, err) = repository.check(&["--fix", "live"]);
    assert_eq!((repository.read("main.tf"), err.as_str()), (mended(), ""));
    assert_eq!(fs::metadata(&file).expect("there").mode() & 0o7777, 0o640);
    let link = fs::read_link(repository.0.join("live/main.tf")).expect("still a link");
    assert_eq!(link, Path::new("../main.tf"));
    assert_eq!(names(&repository.0), [".git", "live", "main.tf"], "nothing is left behind");
}

#[test]
fn what_cannot_be_written_does_not_keep_back_the_others() {
    let repository = network("others");
    let elsewhere = Repository::new("elsewhere");
    elsewhere.write("x.tf", NETWORK);
    for folder in ["a", "b", "c"] {
        fs::create_dir(repository.0.join(folder)).expect("made");
    }
    repository.write("a/main.tf", NETWORK);
    fs::set_permissions(repository.0.join("a/main.tf"), fs::Permissions::from_mode(0o444))
        .expect("set");
    symlink(elsewhere.0.join("x.tf"), repository.0.join("b/main.tf")).expect("linked");
    let wide: Vec<u8> =
        format!("\u{feff}{NETWORK}").encode_utf16().flat_map(u16::to_le_bytes).collect();
    fs::write(repository.0.join("c/main.tf"), &wide).expect("written");
    let (code, out, err) = repository.check(&["--fix", "--quiet", "--output=json"]);
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("error: `a/main.tf` is not fixed: it is read-only\n"), "{err}");
    let line = "error: `b/main.tf` is not fixed: a link leads from it out of the project\n";
    assert!(err.contains(line), "{err}");
    let line = "warning: `c/main.tf` is not fixed, because it is not written in UTF-8\n";
    assert!(err.contains(line), "{err}");
    assert_eq!(repository.read("main.tf"), mended());
    assert_eq!(repository.read("a/main.tf"), NETWORK);
    assert_eq!(elsewhere.read("x.tf"), NETWORK);
    assert_eq!(
        fs::metadata(repository.0.join("c/main.tf")).expect("there").len(),
        wide.len() as u64
    );
    let report: serde_json::Value = serde_json::from_str(&out).expect("JSON");
    assert_eq!(report["summary"]["fixed"]["diagnostics"], 2, "what is written is counted");
    // Who names the file that a link leads to means it.
    let (_, _, err) = repository.check(&["--fix", "--quiet", "b/main.tf"]);
    assert_eq!((elsewhere.read("x.tf"), err.as_str()), (mended(), ""));
}

/// A file of many lines, of which half are mended.
fn long(gateways: usize) -> String {
    let gateway = |at: usize| {
        format!(
            "resource \"aws_nat_gateway\" \"n{at}\" {{\n  allocation_id = aws_eip.nat\n  subnet_id = \"s\"\n}}\n"
        )
    };
    let all: String = (0..gateways).map(gateway).collect();
    format!("resource \"aws_eip\" \"nat\" {{}}\n{all}")
}

/// `ekslint check --fix` in a shell that lets no file grow beyond some blocks.
fn limited(repository: &Repository, trap: &str) -> std::process::Output {
    let script = format!(
        "{trap} ulimit -c 0; ulimit -f 8; exec '{}' check --as-of 2026-11-20 --fix --quiet",
        env!("CARGO_BIN_EXE_ekslint")
    );
    let mut command = Command::new("sh");
    command.args(["-c", &script]).current_dir(&repository.0).stdin(Stdio::null());
    command.env_remove("TMPDIR").output().expect("there is a shell")
}

#[test]
fn a_disk_that_is_full_leaves_the_old_file() {
    let repository = network("full");
    let old = long(500);
    repository.write("long/main.tf", &old);
    let output = limited(&repository, "trap '' XFSZ;");
    let err = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{err}");
    assert!(err.contains("error: `long/main.tf` is not fixed: "), "{err}");
    assert!(repository.read("long/main.tf") == old);
    assert_eq!(names(&repository.0.join("long")), ["main.tf"], "nothing is left behind");
    assert_eq!(repository.read("main.tf"), mended(), "the others are written");
}

#[test]
fn a_process_that_is_killed_while_it_writes_leaves_the_old_file() {
    let repository = Repository::new("killed-writing");
    let old = long(500);
    repository.write("main.tf", &old);
    let output = limited(&repository, "");
    assert_eq!(output.status.code(), None, "the system kills what writes too much");
    assert!(repository.read("main.tf") == old);
    // What it left beside the file is no configuration, and does not stand in the way.
    assert_eq!(names(&repository.0).len(), 3, "{:?}", names(&repository.0));
    let (code, _, err) = repository.check(&["--fix", "--quiet"]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(
        repository.read("main.tf") == old.replace("aws_eip.nat\n", "aws_eip.nat.allocation_id\n")
    );
}

#[test]
fn a_process_that_is_killed_at_any_time_leaves_old_or_new() {
    let repository = Repository::new("killed");
    let old = long(60);
    let new = old.replace("aws_eip.nat\n", "aws_eip.nat.allocation_id\n");
    let mut seen = [0, 0];
    for step in 0..40 {
        repository.write("main.tf", &old);
        let mut command = Command::new(env!("CARGO_BIN_EXE_ekslint"));
        command.args(["check", "--as-of", "2026-11-20", "--fix", "--quiet"]);
        command.current_dir(&repository.0).env_clear();
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let mut child = command.spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(step * 10));
        child.kill().ok();
        child.wait().expect("it ends");
        let text = repository.read("main.tf");
        assert!(text == old || text == new, "half a file after {step}0 ms");
        seen[usize::from(text == new)] += 1;
    }
    assert!(seen[0] > 0, "it was killed before it wrote at least once");
}
