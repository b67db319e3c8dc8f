//! Everything that a user may say is said in some test, whose output is looked at.

use std::collections::BTreeSet;
use std::process::Command;

use ekslint::config::schema;
use serde_json::Value;

use super::{files, read};

/// What the command prints, as whoever asks for help reads it.
fn help(arguments: &[&str]) -> String {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ekslint"));
    let output = command.args(arguments).arg("--help").output().expect("the command starts");
    String::from_utf8(output.stdout).expect("it prints UTF-8")
}

/// The first words of the lines that are indented like an entry of a section of help.
fn entries<'a>(help: &'a str, heading: &str) -> Vec<&'a str> {
    let section = help.lines().skip_while(|line| *line != heading).skip(1);
    let section = section.take_while(|line| !line.is_empty());
    section.filter_map(|line| line.split_whitespace().next()).collect()
}

/// Every long option of every subcommand.
fn options() -> BTreeSet<String> {
    let top = help(&[]);
    let commands = entries(&top, "Commands:");
    assert!(commands.contains(&"check") && commands.contains(&"init"), "{top}");
    let option = |line: &str| {
        let line = line.trim_start();
        let long =
            line.split(", ").find(|it| it.starts_with("--")).filter(|_| line.starts_with('-'));
        Some(long?.split(|it: char| !it.is_ascii_lowercase() && it != '-').next()?.to_owned())
    };
    let all = commands.iter().map(|command| help(&[command]));
    all.flat_map(|help| help.lines().filter_map(option).collect::<Vec<_>>()).collect()
}

/// The keys of a schema and of everything inside it.
fn keys(schema: &Value, into: &mut BTreeSet<String>) {
    match schema {
        Value::Object(object) => {
            let own = object.get("properties").and_then(Value::as_object);
            into.extend(own.into_iter().flatten().map(|(key, _)| key.clone()));
            for part in object.values() {
                keys(part, into);
            }
        }
        Value::Array(items) => {
            for part in items {
                keys(part, into);
            }
        }
        _ => {}
    }
}

/// The text of every test but those of the repository itself.
fn tests() -> String {
    let own = |path: &std::path::PathBuf| !path.starts_with("tests/hygiene");
    files("tests", "rs").iter().filter(|path| own(path)).map(read::read).collect()
}

#[test]
fn every_option_of_the_command_line_is_tested() {
    let (options, tests) = (options(), tests());
    assert!(options.len() > 30, "{options:?}");
    let said = |option: &&String| {
        ["\"", "=", " "].iter().any(|end| tests.contains(&format!("\"{option}{end}")))
    };
    let untested: Vec<_> = options.iter().filter(|it| !said(it)).collect();
    assert!(untested.is_empty(), "no test says {untested:?}");
}

#[test]
fn every_key_of_the_configuration_is_tested() {
    let mut all = BTreeSet::new();
    keys(&serde_json::to_value(schema()).expect("a schema is JSON"), &mut all);
    assert!(all.contains("preset") && all.contains("var-files"), "{all:?}");
    // A schema alone tests nothing: what a key does is seen in the output of a run.
    let tests = tests().replace(&read::read("tests/config/refused.rs"), "");
    let said = |key: &&String| {
        let table = [format!("[{key}]"), format!(".{key}]")];
        tests.contains(&format!("{key} = ")) || table.iter().any(|it| tests.contains(it))
    };
    let untested: Vec<_> = all.iter().filter(|it| !said(it)).collect();
    assert!(untested.is_empty(), "no test says {untested:?}");
}
