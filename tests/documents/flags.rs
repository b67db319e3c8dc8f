//! Commands and options that prose and examples of other tools name.

use std::collections::BTreeMap;
use std::process::Command;

use regex::Regex;

use super::page::Page;
use super::{help, shell};

/// Every command of ekslint within backticks takes the options that it is given, and every option
/// within backticks is one of ekslint's.
pub(crate) fn check(pages: &[Page]) {
    let flags = help::flags();
    let known = help::commands();
    // Many pages name the same command.
    let mut commands = BTreeMap::new();
    for page in pages {
        let spans = spans(&page.prose());
        for span in &spans {
            let word = span.split([' ', '=']).next().unwrap_or_default();
            let own = word == "--" || flags.iter().any(|flag| flag == word);
            assert!(own || !word.starts_with("--"), "{}: {word} is no option", page.path);
        }
        let blocks = page.blocks();
        let shown = blocks.iter().flat_map(shell::commands).map(|it| it.command);
        for part in shown.chain(spans).flat_map(|it| shell::parts(&it)) {
            let name = part.strip_prefix("ekslint ").and_then(|it| it.split(' ').next());
            let name = name.filter(|name| name.starts_with(char::is_lowercase));
            let exists = name.is_none_or(|name| known.iter().any(|it| it == name));
            assert!(exists, "{}: `{part}` is no command", page.path);
            commands.insert(part, page.path.as_str());
        }
    }
    for (command, path) in commands {
        accepts(&command, path);
    }
}

/// All that stands within backticks, also where it is broken into two lines.
pub(crate) fn spans(prose: &str) -> Vec<String> {
    let span = Regex::new("`([^`]+)`").expect("a pattern");
    let paragraphs = prose.split("\n\n").map(|it| it.replace('\n', " "));
    let spans = paragraphs.flat_map(|text| {
        let spans = span.captures_iter(&text).map(|it| it[1].replace("\\|", "|"));
        spans.collect::<Vec<_>>()
    });
    spans.collect()
}

/// A command of ekslint, wherever it begins in a line, is one that the program can read.
pub(crate) fn accepts(line: &str, place: &str) {
    let start = Regex::new(r"(?:^|[ /])ekslint ((?:check|explain|rules|inspect|why|init|config|schema|completions|version)\b.*)")
        .expect("a pattern");
    let Some(found) = start.captures(line) else { return };
    // What a file of arguments holds is known where the page runs.
    let words = words(&found[1]).into_iter().filter(|word| !word.starts_with('@'));
    let mut program = Command::new(env!("CARGO_BIN_EXE_ekslint"));
    // Options are read from the left, so those that do not exist are told before the help is.
    let output = program.args(words).arg("--help").env_clear().output().expect("it runs");
    let problem = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{place}: {line}: {problem}");
}

/// The words of a command, without what a shell does with them; variables stand for a day.
fn words(text: &str) -> Vec<String> {
    let variable = Regex::new(r"\$(\{\{[^}]*\}\}|\{[^}]*\}|\([^)]*\)|\w+)").expect("a pattern");
    let text = variable.replace_all(text, "2026-11-20");
    let text = text.split([';', '|', '>', '<']).next().unwrap_or_default();
    let mut words: Vec<String> = Vec::new();
    let mut open = None;
    let mut inside = false;
    for it in text.chars() {
        match (it, open) {
            (it, Some(quote)) if it == quote => open = None,
            ('\'' | '"', None) => open = Some(it),
            (' ' | '\n', None) => inside = false,
            _ => {}
        }
        let blank = open.is_none() && [' ', '\n'].contains(&it);
        if blank || it == '\\' {
            continue;
        }
        if !inside {
            words.push(String::new());
            inside = true;
        }
        if let Some(word) = words.last_mut().filter(|_| !['\'', '"'].contains(&it)) {
            word.push(it);
        }
    }
    words
}

#[test]
fn what_does_not_exist_is_refused() {
    let refused = |line: &str| std::panic::catch_unwind(|| accepts(line, "here")).is_err();
    assert!(refused("ekslint check --sinse main") && refused("x && ekslint check --preset loud"));
    assert!(!refused("ekslint check --since main") && !refused("ekslint is a linter"));
    let all = words(r#"check --config 'a = "b"' --as-of "$(git log)" --output x="$Y""#);
    let wanted =
        ["check", "--config", "a = b", "--as-of", "2026-11-20", "--output", "x=2026-11-20"];
    assert_eq!(all, wanted);
}
