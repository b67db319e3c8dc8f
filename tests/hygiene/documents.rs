//! What README, CHANGELOG and the help say is so.

use std::process::Command;

use ekslint::rules::RULES;

use super::read;

#[path = "../support/golden.rs"]
mod golden;

#[test]
fn the_readme_shows_what_really_comes_out() {
    let readme = read::read("README.md");
    let mut actual = String::new();
    let mut lines = readme.lines();
    while let Some(line) = lines.next() {
        actual.push_str(line);
        actual.push('\n');
        if line == "```console" {
            let commands = lines.by_ref().take_while(|line| *line != "```");
            for command in commands.filter(|line| line.starts_with("$ ")) {
                actual.extend([command, "\n", &output(command)]);
            }
            actual.push_str("```\n");
        } else if line == "<!-- rules -->" {
            lines.by_ref().find(|line| *line == "<!-- end of rules -->");
            actual.extend([&table(), "<!-- end of rules -->\n"]);
        }
    }
    if let Err(problem) = golden::compare("README.md", &actual) {
        panic!("{problem}");
    }
}

#[test]
fn every_rule_is_in_the_changelog_of_its_version() {
    let changelog = read::read("CHANGELOG.md");
    for rule in RULES {
        let (name, since) = (rule.meta.name, rule.meta.since);
        let heading = format!("\n## [{since}]");
        let section = changelog.split_once(&heading).map(|(_, rest)| rest);
        let section = section.and_then(|rest| rest.split("\n## [").next());
        let section = section.unwrap_or_else(|| panic!("CHANGELOG.md has no section for {since}"));
        assert!(section.contains(&format!("`{name}`")), "{name} is not named under {since}");
    }
}

#[test]
fn the_readme_names_the_version_of_rust_that_is_needed() {
    let manifest = read::read("Cargo.toml");
    let version = manifest.lines().find_map(|line| line.strip_prefix("rust-version = "));
    let version = version.expect("Cargo.toml says it").trim_matches('"');
    assert!(read::read("README.md").contains(&format!("Rust {version}")), "Rust {version}");
}

/// What a command prints to its standard output.
fn output(command: &str) -> String {
    let mut words = command.trim_start_matches("$ ").split_whitespace();
    assert_eq!(words.next(), Some("ekslint"), "only ekslint is run: {command}");
    let mut program = Command::new(env!("CARGO_BIN_EXE_ekslint"));
    let output = program.args(words).output().expect("the program runs");
    let code = output.status.code();
    assert!(matches!(code, Some(0 | 1)), "{command}: {}", String::from_utf8_lossy(&output.stderr));
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(!text.is_empty(), "{command} prints nothing");
    text
}

/// All rules, with links to their pages.
fn table() -> String {
    let row = |meta: &ekslint::rule::Meta| {
        let (name, category) = (meta.name, meta.category);
        let (severity, formats) = (meta.severity.name(), meta.formats);
        let link = format!("[{name}](rules/{category}/{name}.md)");
        format!("| {link} | {severity} | {} | {formats} |\n", meta.title())
    };
    let rows: Vec<_> = RULES.iter().map(|rule| row(&rule.meta)).collect();
    format!("| rule | severity | what it finds | reads |\n|---|---|---|---|\n{}", rows.concat())
}
