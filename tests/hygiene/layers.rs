//! The order of the modules: each uses only those above it.

use std::collections::BTreeSet;
use std::path::Path;

use super::{files, read};

/// Every module of the library, from what knows least to what knows most.
const LAYERS: [&str; 26] = [
    // Where the time goes.
    "timing",
    // What is read, and how to point into it.
    "source",
    "syntax",
    // What a configuration says.
    "value",
    "data",
    "field",
    "document",
    "terraform",
    // What is wrong with it.
    "finding",
    // What is declared, and what belongs together.
    "inputs",
    "model",
    "lower",
    "project",
    // What is judged, by whom.
    "rule",
    "engine",
    "rules",
    // The whole job, what it prints and what it changes.
    "config",
    "reader",
    "suppress",
    "fingerprint",
    "baseline",
    "since",
    "fix",
    "report",
    "check",
    "cli",
];

/// Uses that go upwards, and why.
const UPWARDS: [(&str, &str, &str); 0] = [];

#[test]
fn modules_use_only_those_above_them() {
    let mut upwards = BTreeSet::new();
    for path in files("src", "rs") {
        let Some(own) = module_of(&path) else { continue };
        let below = position(&own);
        for used in uses(&read::read(&path)) {
            if position(&used) > below {
                upwards.insert((own.clone(), used));
            }
        }
    }
    let known = UPWARDS.iter().map(|(own, used, _)| ((*own).to_owned(), (*used).to_owned()));
    assert_eq!(upwards, known.collect(), "uses that go upwards");
}

#[test]
fn uses_are_found() {
    let text = "use crate::value::{Kind, Text};\n// crate::cli\nfn a(b: &crate::rule::Meta) {}\n\
                #[cfg(test)]\nmod tests {\n    use crate::check::lint;\n}\n";
    assert_eq!(uses(text), ["value", "rule"]);
    assert_eq!(uses("use crate::{\n    field::Row,\n    value,\n};\n"), ["field", "value"]);
}

fn position(module: &str) -> usize {
    let position = LAYERS.iter().position(|it| *it == module);
    position.unwrap_or_else(|| panic!("`{module}` has no place in tests/hygiene/layers.rs"))
}

/// The module at the top level that a file belongs to; none for tests and the roots.
fn module_of(path: &Path) -> Option<String> {
    let inside = path.strip_prefix("src").ok()?;
    if inside.ends_with("tests.rs") || path.ancestors().any(|it| it.ends_with("tests")) {
        return None;
    }
    let first = inside.components().next()?.as_os_str().to_str()?;
    let name = first.strip_suffix(".rs").unwrap_or(first);
    (!["lib", "main"].contains(&name)).then(|| name.to_owned())
}

/// The modules that a text uses, without those that only its tests use.
fn uses(text: &str) -> Vec<String> {
    let code = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or("");
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    let code: String = lines.flat_map(|line| [line, "\n"]).collect();
    let word = |text: &str| -> String {
        text.chars().take_while(|it| it.is_alphanumeric() || *it == '_').collect()
    };
    let mut found = Vec::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        match rest.strip_prefix('{').and_then(|rest| rest.split_once("};")) {
            Some((group, _)) => {
                let names = group.split(',').map(|one| word(one.trim()));
                found.extend(names.filter(|name| !name.is_empty()));
            }
            None => found.push(word(rest)),
        }
    }
    // A macro names this crate, and a type at its root is no module.
    found.retain(|name| name.starts_with(char::is_lowercase));
    found
}
