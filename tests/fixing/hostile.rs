//! Input that wants to do harm.

#![cfg(unix)]

use std::fmt::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use super::repository::Repository;
use super::{NETWORK, network};

fn fifo(repository: &Repository, name: &str) {
    let made = Command::new("mkfifo").arg(repository.0.join(name)).status();
    assert!(made.expect("mkfifo is there").success());
}

#[test]
fn a_pipe_without_a_writer_is_not_waited_for() {
    let repository = network("fifo");
    fifo(&repository, "pipe.tf");
    fifo(&repository, "pipe.tfvars");
    for (arguments, code, expected) in [
        (&["pipe.tf"][..], 2, "`pipe.tf` cannot be read: it is no regular file"),
        (&["main.tf", "--var-file=pipe.tfvars"], 2, "it is no regular file"),
        (&["main.tf", "--config=pipe.tfvars"], 2, "it is no regular file"),
        (&["main.tf", "--baseline=pipe.tfvars"], 2, "it is no regular file"),
        (&["."], 1, ""),
        (&["main.tf", "--var-file=/dev/null"], 1, ""),
    ] {
        let start = Instant::now();
        let (actual, out, err) = repository.check(arguments);
        assert_eq!(actual, code, "{arguments:?}: {err}");
        let all = format!("{out}{err}").split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(all.contains(expected), "{arguments:?}: {all}");
        assert!(start.elapsed() < Duration::from_secs(20), "{arguments:?}");
    }
}

#[test]
fn aliases_that_stand_for_too_much_are_told() {
    let mut bomb =
        "apiVersion: v1\nkind: Service\nmetadata: {name: x}\na0: &a0 [x, x]\n".to_owned();
    for level in 1..40 {
        let below = level - 1;
        writeln!(bomb, "a{level}: &a{level} [*a{below}, *a{below}, *a{below}]").expect("a string");
    }
    let repository = Repository::new("bomb");
    repository.write("bomb.yaml", &bomb);
    let (code, out, _) = repository.check(&[]);
    assert_eq!(code, 0, "{out}");
    assert!(out.contains("not checked  1 document with too many aliases: "), "{out}");
    let few = bomb.lines().take(5).collect::<Vec<_>>().join("\n");
    repository.write("bomb.yaml", &few);
    let (_, out, _) = repository.check(&[]);
    assert!(!out.contains("not checked"), "{out}");
}

#[test]
fn names_of_files_steer_no_terminal() {
    let repository = Repository::new("escapes");
    let name = "a\u{1b}[2J\u{202e}\u{7}::error::x.tf";
    repository.write(name, NETWORK);
    let harmless =
        |text: &str| !text.chars().any(|it| (it.is_control() && it != '\n') || it == '\u{202e}');
    for arguments in [&["--diff"][..], &["--fix"], &["--fix", "--unsafe-fixes", "--output=json"]] {
        let (_, out, err) = repository.check(arguments);
        assert!(harmless(&out) && harmless(&err), "{out:?} {err:?}");
    }
    // In a diff for a terminal, what stands in files does not steer it either.
    let text = NETWORK.replace("domain = \"vpc\"", "domain = \"vpc\" # \u{1b}[2J");
    let repository = Repository::new("escapes-in-a-diff");
    repository.write("main.tf", &text.replacen("\n\n", "\n", 1));
    let coloured = repository.check_with(&["--diff"], |command| {
        command.env("FORCE_COLOR", "1");
    });
    assert!(coloured.1.contains("# ␛[2J"), "{}", coloured.1);
    let (_, plain, _) = repository.check(&["--diff"]);
    assert!(plain.contains("# \u{1b}[2J"), "a program gets the bytes: {plain}");
}

#[test]
fn a_closed_pipe_does_not_keep_fixes_from_being_written() {
    let repository = network("closed");
    let script =
        format!("'{}' check --as-of 2026-11-20 --fix --all | true", env!("CARGO_BIN_EXE_ekslint"));
    let output = Command::new("sh").args(["-c", &script]).current_dir(&repository.0).output();
    let output = output.expect("there is a shell");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(repository.read("main.tf"), super::mended());
}

#[test]
fn a_large_file_is_left_alone_until_the_limit_is_raised() {
    let repository = Repository::new("large");
    let comment = "x".repeat(1024);
    let filler = format!("# {comment}\n").repeat(3_000);
    repository.write("main.tf", &format!("{filler}{NETWORK}"));
    let arguments = ["--fix", "--unsafe-fixes", "--quiet", "--max-file-size=2M"];
    let (code, out, err) = repository.check(&arguments);
    assert!(code == 1 && out.contains("[unreadable-file]"), "{out}{err}");
    assert!(repository.read("main.tf") == format!("{filler}{NETWORK}"));
    let arguments = ["--fix", "--unsafe-fixes", "--quiet"];
    let (code, _, err) = repository.check(&arguments);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(repository.read("main.tf") == format!("{filler}{}", super::closed()));
}

#[test]
fn links_that_go_round_are_no_trap_for_fixes() {
    let repository = network("round");
    std::os::unix::fs::symlink(".", repository.0.join("again")).expect("linked");
    std::os::unix::fs::symlink("b.tf", repository.0.join("a.tf")).expect("linked");
    std::os::unix::fs::symlink("a.tf", repository.0.join("b.tf")).expect("linked");
    let (_, _, err) = repository.check(&["--fix", "--quiet"]);
    assert_eq!((repository.read("main.tf"), err.as_str()), (super::mended(), ""));
}
