//! What this package is built from may be used the way this package may be.

#[path = "support/read.rs"]
mod read;

use std::process::Command;

#[test]
fn every_dependency_has_a_licence_that_deny_toml_allows() {
    let deny = read::read("deny.toml");
    let allowed = allowed(&deny);
    assert!(allowed.len() > 5, "deny.toml allows {allowed:?}");
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    assert!(packages.len() > 20, "only {} packages", packages.len());
    let refused = packages.iter().filter(|package| {
        let licence = package["license"].as_str().unwrap_or("");
        !holds(licence, &|one| allowed.contains(&one))
    });
    let refused: Vec<_> = refused.map(|it| format!("{} ({})", it["name"], it["license"])).collect();
    assert!(refused.is_empty(), "not allowed: {refused:?}");
}

#[test]
fn expressions_are_read_as_spdx_means_them() {
    let allowed = ["MIT", "Unicode-3.0"];
    let holds = |text| holds(text, &|one| allowed.contains(&one));
    assert!(holds("MIT") && holds("GPL-3.0 OR MIT") && holds("GPL-3.0/MIT"));
    assert!(holds("(MIT OR GPL-3.0) AND Unicode-3.0"));
    assert!(!holds("") && !holds("GPL-3.0") && !holds("GPL-3.0 AND MIT"));
    assert!(!holds("(MIT OR Zlib) AND GPL-3.0"));
}

/// The licences of the `allow` list, one a line.
fn allowed(deny: &str) -> Vec<&str> {
    let list = deny.split_once("allow = [").and_then(|(_, rest)| rest.split_once(']'));
    let lines = list.map_or("", |(list, _)| list).lines();
    lines.map(|line| line.trim().trim_matches([',', '"'])).filter(|it| !it.is_empty()).collect()
}

/// The packages that are built on this machine.
fn metadata() -> serde_json::Value {
    let mut command = Command::new(env!("CARGO"));
    command.args(["metadata", "--format-version", "1", "--locked", "--offline"]);
    command.args(["--filter-platform", &host()]);
    let output = command.output().expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("cargo prints JSON")
}

fn host() -> String {
    let output = Command::new("rustc").arg("-vV").output().expect("rustc runs");
    let text = String::from_utf8_lossy(&output.stdout);
    text.lines()
        .find_map(|line| line.strip_prefix("host: "))
        .expect("rustc names its host")
        .to_owned()
}

/// Whether an SPDX expression can be met: `OR` and `/` choose, `AND` binds closer.
fn holds(expression: &str, allowed: &dyn Fn(&str) -> bool) -> bool {
    let parts = |operator: &str| split(expression, operator);
    if let [_, _, ..] = parts(" OR ").as_slice() {
        return parts(" OR ").iter().any(|part| holds(part, allowed));
    }
    if let [_, _, ..] = parts(" AND ").as_slice() {
        return parts(" AND ").iter().all(|part| holds(part, allowed));
    }
    let inner = expression.strip_prefix('(').and_then(|it| it.strip_suffix(')'));
    match inner {
        Some(inner) => holds(inner, allowed),
        None => expression.split('/').any(|part| allowed(part.trim())),
    }
}

/// The parts of an expression between operators that stand in no parentheses.
fn split<'a>(expression: &'a str, operator: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    let (mut depth, mut start) = (0_i32, 0);
    for (at, character) in expression.char_indices() {
        depth += i32::from(character == '(') - i32::from(character == ')');
        if depth == 0 && expression[at..].starts_with(operator) {
            parts.push(expression[start..at].trim());
            start = at + operator.len();
        }
    }
    parts.push(expression[start..].trim());
    parts
}
