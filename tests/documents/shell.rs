//! Commands as pages write them.

use std::collections::BTreeSet;

use super::page::Block;

/// Programs that are run, because every machine that builds ekslint has them.
const RUN: [&str; 12] =
    ["cat", "cd", "cp", "echo", "ekslint", "git", "head", "ls", "mkdir", "printf", "sed", "tail"];

/// Commands that are not run, by how they begin, and why.
pub(crate) const NOT_RUN: [(&str, &str); 12] = [
    ("cargo install ", "compiles for minutes; packaging/check.sh publishes to nowhere instead"),
    ("cargo run --release ", "compiles for minutes; what it runs is run with the program at hand"),
    ("cargo test", "is what runs this"),
    ("docker ", "needs a daemon and a release; packaging/image.sh runs the steps of the image"),
    ("gh ", "needs an account and a release"),
    ("helm ", "is not on every machine; tests/render.rs runs it where it is"),
    ("kustomize ", "is not on every machine; tests/render.rs runs it where it is"),
    ("mise ", "needs a release"),
    ("pip ", "needs a release; packaging/check.sh installs the wheel"),
    ("pre-commit ", "needs a release; packaging/check.sh runs it with every hook"),
    ("terraform ", "is not on every machine"),
    ("uv ", "needs a release; packaging/check.sh installs the wheel"),
];

/// A command and what the page shows below it.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Shown {
    /// The command, with its continuation lines.
    pub(crate) command: String,
    pub(crate) output: String,
}

/// The commands of a block: those behind `$ ` where it shows output, all lines otherwise.
pub(crate) fn commands(block: &Block) -> Vec<Shown> {
    let console = match block.language.as_str() {
        "console" => true,
        "sh" | "bash" => false,
        _ => return Vec::new(),
    };
    let mut commands: Vec<Shown> = Vec::new();
    for line in block.text.split_inclusive('\n') {
        let continued = commands.last().is_some_and(|last| last.command.ends_with("\\\n"));
        let command = if console { line.strip_prefix("$ ") } else { Some(line) };
        match (commands.last_mut(), command) {
            (Some(last), _) if continued => last.command.push_str(line),
            (_, Some(command)) if command.trim().is_empty() => {}
            (_, Some(command)) => {
                commands.push(Shown { command: command.to_owned(), output: String::new() });
            }
            (Some(last), None) => last.output.push_str(line),
            (None, None) => panic!("output before any command: {line}"),
        }
    }
    commands
}

/// What of a command can be run here; none if another program is needed.
pub(crate) fn runnable(command: &str) -> Option<String> {
    let here = command.replace("cargo run --release -- ", "ekslint ");
    let needed: Vec<_> = parts(&here).into_iter().filter(|part| !known(part)).collect();
    for part in &needed {
        let listed = NOT_RUN.iter().any(|(start, _)| part.starts_with(start));
        assert!(listed, "`{part}` is neither run nor listed with a reason");
    }
    needed.is_empty().then_some(here)
}

/// The commands of a line, without variables that are set for them.
pub(crate) fn parts(line: &str) -> Vec<String> {
    let line = line.replace("\\\n", " ");
    let line = line.split(" #").next().unwrap_or_default();
    let parts = line.split(['|', ';']).flat_map(|part| part.split("&&"));
    let parts = parts.map(|part| {
        let words = part.split_whitespace();
        let words = words.skip_while(|word| word.contains('=') && !word.starts_with('-'));
        words.collect::<Vec<_>>().join(" ")
    });
    parts.filter(|part| !part.is_empty()).collect()
}

fn known(part: &str) -> bool {
    RUN.contains(&part.split(' ').next().unwrap_or_default())
}

#[test]
fn every_exception_is_needed() {
    let pages = super::pages();
    let blocks = pages.iter().flat_map(super::page::Page::blocks);
    let prose = pages.iter().flat_map(|page| super::flags::spans(&page.prose()));
    let written: Vec<_> = blocks
        .flat_map(|block| commands(&block))
        .map(|it| it.command)
        .chain(prose)
        .flat_map(|it| parts(&it))
        .collect();
    let used = |start: &str| written.iter().any(|part| format!("{part} ").starts_with(start));
    let unused: BTreeSet<_> = NOT_RUN.iter().map(|it| it.0).filter(|start| !used(start)).collect();
    assert!(unused.is_empty(), "no page has these: {unused:?}");
}

#[test]
fn commands_are_taken_apart() {
    let text = "$ cd a # there\n$ ekslint check \\\n    --all | head -1\none\ntwo\n";
    let block = Block {
        fence: "```".to_owned(),
        language: "console".to_owned(),
        tags: String::new(),
        file: None,
        text: text.to_owned(),
    };
    let found = commands(&block);
    assert_eq!(found.len(), 2);
    assert_eq!(found[1].output, "one\ntwo\n");
    assert_eq!(parts(&found[1].command), ["ekslint check --all", "head -1"]);
    assert_eq!(parts("A=1 ekslint rules && ls"), ["ekslint rules", "ls"]);
    assert!(runnable("docker run x").is_none() && runnable("ekslint rules").is_some());
}
