//! What README and CHANGELOG say is so; `tests/documents.rs` looks at the documentation.

use ekslint::rules::RULES;

use super::read;

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
