//! What `editors/` holds reads what is really printed.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use regex::Regex;
use serde_json::Value;

use super::folder::{Folder, read};
use super::{DAY, OPEN};

#[expect(clippy::disallowed_methods, reason = "a test looks at a file of the repository")]
fn file(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("editors").join(name))
        .expect("it is as the test made it")
}

/// Findings of all severities, one of them in a folder with a space.
fn findings(name: &str) -> (Folder, String) {
    let folder = Folder::new(name);
    folder.put("a b/cluster.yaml", &OPEN.replace("1.35", "1.33"));
    let service =
        "apiVersion: v1\nkind: Service\nmetadata: {name: NAME}\nspec: {type: LoadBalancer}\n";
    let services: Vec<String> =
        (0..5).map(|it| service.replace("NAME", &format!("s{it}"))).collect();
    folder.put("services.yaml", &services.join("---\n"));
    let arguments = ["check", "--quiet", "--output", "concise", "--preset", "advice"];
    let mut command = folder.command_of_all(&[&arguments[..], &DAY].concat());
    let (_, out, err) = read(&command.output().expect("it runs"));
    assert_eq!(err, "");
    for severity in ["error", "warning", "info"] {
        assert!(out.contains(&format!(": {severity}[")), "{severity}: {out}");
    }
    (folder, out)
}

/// The pattern that a problem matcher has at a place.
fn pattern(text: &str, place: &str) -> Value {
    let json: Value = serde_json::from_str(text).expect("it is as the test made it");
    json.pointer(place).unwrap_or_else(|| panic!("{place}")).clone()
}

#[test]
fn problem_matchers_take_every_line_apart() {
    let (_, out) = findings("matcher");
    let github = pattern(&file("github-problem-matcher.json"), "/problemMatcher/0/pattern/0");
    let code = pattern(&file("vscode-tasks.json"), "/tasks/0/problemMatcher/pattern");
    assert_eq!(github, code);
    let regex = Regex::new(github["regexp"].as_str().expect("it is as the test made it"))
        .expect("it is as the test made it");
    for line in out.lines() {
        let parts = regex.captures(line).unwrap_or_else(|| panic!("{line}"));
        let part = |name: &str| {
            &parts[usize::try_from(github[name].as_u64().expect("it is as the test made it"))
                .expect("it is as the test made it")]
        };
        let again = format!(
            "{}:{}:{}: {}[{}] {}",
            part("file"),
            part("line"),
            part("column"),
            part("severity"),
            part("code"),
            part("message")
        );
        assert_eq!(again, line);
        assert!(part("file").contains(".yaml"), "{line}");
    }
    assert!(!regex.is_match("3 findings in 2 files"));
}

/// Whether a program is installed; one that is not is named in what the test prints.
fn installed(program: &str) -> bool {
    let run = Command::new(program).arg("--version").stdout(Stdio::null()).status();
    let there = run.is_ok_and(|it| it.success());
    if !there {
        let said =
            format!("SKIPPED: `{program}` is not installed, its error format is not tried\n");
        std::io::stderr().write_all(said.as_bytes()).expect("stderr can be written");
    }
    there
}

#[test]
fn vim_and_neovim_take_every_line_apart() {
    let (folder, out) = findings("errorformat");
    folder.put("compiler/ekslint.vim", &file("ekslint.vim"));
    folder.put("findings", &out);
    // One line a quickfix entry, in the form that is printed.
    let list = "let g:names = {'e': 'error', 'w': 'warning', 'i': 'info'}\n\
                set runtimepath^=.\ncompiler ekslint\ncgetfile findings\n\
                let found = map(getqflist(), {_, it -> bufname(it.bufnr) . ':' . it.lnum . ':' . \
                it.col . ': ' . g:names[tolower(it.type)] . '[' . it.module . '] ' . \
                substitute(it.text, '^\\s*', '', '')})\n\
                call writefile(found, 'listed')\nqall!\n";
    folder.put("list.vim", list);
    for (program, quiet) in
        [("vim", &["-u", "NONE", "-es", "-N"][..]), ("nvim", &["--headless", "-u", "NONE"])]
    {
        if !installed(program) {
            continue;
        }
        std::fs::remove_file(folder.0.join("listed")).ok();
        let mut command = Command::new(program);
        command.args(quiet).args(["-S", "list.vim"]).current_dir(&folder.0).stdin(Stdio::null());
        let output = command.output().expect("it runs");
        assert!(folder.0.join("listed").exists(), "{program}: {output:?}");
        assert_eq!(folder.text("listed"), out, "{program}");
    }
}
