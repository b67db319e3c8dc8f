//! Runs the commands of a page, one after the other, in a folder of its own that has `testdata/demo`.
//!
//! A line `` `path`: `` above a block of text makes it a file of that folder. A block that shows
//! commands of which one ends in another code than 0 has the tag `exit=`, with the code of each
//! command, as in `exit=1,0`. Three dots on a line of output stand for any lines.

use std::path::PathBuf;
use std::process::{Command, Stdio};

use super::page::{Block, Page, Part};
use super::read;
use super::shell::{self, Shown};

/// The day that every command is run at, unless it names one.
const DAY: &str = "2026-11-20";

/// The page as it would be if it showed what its commands print.
pub(crate) fn run(page: &Page) -> Page {
    let mut session = Session::new(&page.path);
    page.with(|part| match part {
        Part::Hidden(command) => {
            let (code, output) = session.execute(command);
            assert_eq!(code, 0, "{}: {command}: {output}", page.path);
            part.clone()
        }
        Part::Block(block) => Part::Block(session.block(block)),
        Part::Line(_) | Part::Generated { .. } => part.clone(),
    })
}

struct Session {
    page: String,
    root: PathBuf,
    /// Where the next command is run.
    here: PathBuf,
    code: i32,
}

impl Session {
    fn new(page: &str) -> Self {
        let name = page.replace(['/', '.'], "-");
        let all = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("documents");
        let root = all.join(name);
        std::fs::remove_dir_all(&root).ok();
        std::fs::create_dir_all(root.join(".git")).expect("the target directory can be written");
        std::fs::create_dir_all(root.join(".home/bin")).expect("folders can be made");
        let session = Self { page: page.to_owned(), here: root.clone(), root, code: 0 };
        session.write(".home/bin/ekslint", &wrapper());
        session.must("chmod +x .home/bin/ekslint && mkdir testdata");
        let demo = concat!(env!("CARGO_MANIFEST_DIR"), "/testdata/demo");
        session.must(&format!("cp -r '{demo}' testdata/demo && rm testdata/demo/fixes.diff"));
        session
    }

    /// A block with what its commands really print.
    fn block(&mut self, block: &Block) -> Block {
        if let Some(path) = &block.file {
            self.write(path, &block.text);
        }
        let commands = shell::commands(block);
        let mut codes = Vec::new();
        let mut text = String::new();
        for Shown { command, output } in &commands {
            let Some(line) = shell::runnable(command) else {
                text.push_str(&shown(command, output));
                continue;
            };
            let (code, actual) = self.execute(&line);
            assert_ne!(code, 127, "{}: {command}: {actual}", self.page);
            codes.push(code.to_string());
            let Some(cut) = cut(&lines(output), &lines(&actual)) else {
                panic!("{}: {command} prints\n{actual}\nand not\n{output}", self.page);
            };
            text.push_str(&shown(command, &cut));
        }
        let console = block.language == "console";
        let text = if console { text } else { block.text.clone() };
        let tags = match codes.iter().any(|code| code != "0") {
            true => format!("exit={}", codes.join(",")),
            false if commands.is_empty() => block.tags.clone(),
            false => String::new(),
        };
        Block { tags, text, ..block.clone() }
    }

    /// Runs a command; its exit code, and all that it prints.
    fn execute(&mut self, command: &str) -> (i32, String) {
        if let Some(folder) = command.trim().strip_prefix("cd ") {
            self.here.push(folder);
            let there = self.here.is_dir() && self.here.starts_with(&self.root);
            assert!(there, "{}: {command}", self.page);
            return (0, String::new());
        }
        // The code of the command before, for `$?`.
        let script = format!("exec 2>&1\n(exit {})\n{command}", self.code);
        let output = self.shell(&script).output().expect("there is a shell");
        self.code = output.status.code().expect("it ends by itself");
        (self.code, String::from_utf8(output.stdout).expect("it prints UTF-8"))
    }

    fn must(&self, script: &str) {
        assert!(self.shell(script).status().expect("there is a shell").success(), "{script}");
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.here.join(path);
        let folder = path.parent().expect("it lies in the folder");
        std::fs::create_dir_all(folder).expect("folders can be made");
        std::fs::write(path, text).expect("files can be written");
    }

    /// A shell with nothing of whoever runs the tests but the way to programs.
    #[expect(clippy::disallowed_methods, reason = "git is looked for where the tests' own is")]
    fn shell(&self, script: &str) -> Command {
        let home = self.root.join(".home");
        let programs = std::env::var("PATH").unwrap_or_default();
        let mut shell = Command::new("sh");
        shell.arg("-c").arg(script).current_dir(&self.here).stdin(Stdio::null()).env_clear();
        shell.env("PATH", format!("{}:{programs}", home.join("bin").display()));
        shell.env("HOME", &home).env("LC_ALL", "C.UTF-8").env("GIT_CONFIG_NOSYSTEM", "1");
        for (name, value) in
            [("NAME", "A"), ("EMAIL", "a@example.com"), ("DATE", "2026-11-20T12:00Z")]
        {
            shell.env(format!("GIT_AUTHOR_{name}"), value);
            shell.env(format!("GIT_COMMITTER_{name}"), value);
        }
        shell.env("GIT_CONFIG_COUNT", "1").env("GIT_CONFIG_KEY_0", "init.defaultBranch");
        shell.env("GIT_CONFIG_VALUE_0", "main");
        shell
    }
}

/// The command, on a day that does not change.
fn wrapper() -> String {
    let program = env!("CARGO_BIN_EXE_ekslint");
    format!(
        "#!/bin/sh
case \"$*\" in
  *--as-of* | *--help*) ;;
  check* | inspect* | why*)
    command=$1
    shift
    set -- \"$command\" --as-of {DAY} \"$@\"
    ;;
esac
exec '{program}' \"$@\"
"
    )
}

/// A command and its output, as a console shows them.
fn shown(command: &str, output: &str) -> String {
    let end = if output.is_empty() || output.ends_with('\n') { "" } else { "\n" };
    format!("$ {command}{output}{end}")
}

fn lines(text: &str) -> Vec<&str> {
    text.lines().collect()
}

/// What is shown of lines where a page shows `pattern`: all of them, unless it has lines `...`. Then as
/// many as the page has between them, from the next line on whose first word is the one of the page.
/// None if there is no such line.
fn cut(pattern: &[&str], lines: &[&str]) -> Option<String> {
    let mut shown = String::new();
    let mut rest = lines;
    let mut first = true;
    for part in pattern.split(|line| *line == "...") {
        let part_shown: &[&str] = if pattern.contains(&"...") { part } else { rest };
        if !first {
            shown.push_str("...\n");
            let word = part.first().map(|line| line.split_whitespace().next());
            let begins = |line: &&str| Some(line.split_whitespace().next()) == word;
            rest = match word {
                Some(_) => rest.get(rest.iter().position(begins)?..)?,
                None => &[],
            };
        }
        let (here, after) = rest.split_at_checked(part_shown.len())?;
        shown.extend(here.iter().flat_map(|line| [*line, "\n"]));
        (rest, first) = (after, false);
    }
    // What is left out is said.
    (rest.is_empty() || pattern.last() == Some(&"...")).then_some(shown)
}

#[test]
fn what_differs_is_seen() {
    let mut session = Session::new("what differs");
    let block = |text: &str| Block {
        fence: "```".to_owned(),
        language: "console".to_owned(),
        tags: String::new(),
        file: None,
        text: text.to_owned(),
    };
    let actual = session.block(&block("$ echo one\ntwo\n$ cat nothing > /dev/null\n$ echo $?\n"));
    assert!(actual.text.starts_with("$ echo one\none\n$ cat"), "{}", actual.text);
    assert!(actual.text.ends_with("$ echo $?\n1\n"), "{}", actual.text);
    assert_eq!(actual.tags, "exit=0,1,0");
    let some = "$ printf 'a\\nb\\nc\\n'\na\n...\n";
    assert_eq!(session.block(&block(some)).text, some);
    let lines = ["a 1", "b", "c", "d 2", "e"];
    let cut = |pattern: &[&str]| cut(pattern, &lines).unwrap_or_default();
    assert_eq!(cut(&["..."]), "...\n");
    assert_eq!(cut(&["a 9", "...", "d 8", "..."]), "a 1\n...\nd 2\n...\n");
    assert_eq!((cut(&["...", "e"]), cut(&["...", "d"])), ("...\ne\n".to_owned(), String::new()));
    assert_eq!((cut(&["x"]), cut(&["a", "...", "x"])), (lines.join("\n") + "\n", String::new()));
}

#[test]
fn the_demo_is_the_one_of_this_repository() {
    let session = Session::new("the demo");
    let copied = session.root.join("testdata/demo/batch/cluster.yaml");
    assert_eq!(read::read(copied), read::read("testdata/demo/batch/cluster.yaml"));
}
