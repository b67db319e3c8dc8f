//! Whole repositories with what is to be said of them.
//!
//! Every folder of `testdata/projects` is linted by itself and as a whole; `expected.txt` holds the
//! findings, one a line. `EKSLINT_BLESS=1 cargo test --test projects` writes them anew.

#[path = "support/golden.rs"]
mod golden;
#[path = "support/pinned.rs"]
mod pinned;
#[path = "support/read.rs"]
mod read;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ekslint::check::{CheckOptions, CheckResult, run};
use ekslint::engine::Reported;
use ekslint::finding::Label;
use ekslint::rule::{Meta, Preset};

#[test]
fn projects_are_reported_as_expected() {
    let mut problems = Vec::new();
    for folder in folders() {
        let actual = report(&folder);
        problems.extend(golden::compare(folder.join("expected.txt"), &actual).err());
    }
    assert!(problems.is_empty(), "{}", problems.join("\n\n"));
}

#[test]
fn every_mistake_has_a_project_without_it() {
    for folder in folders().iter().filter(|folder| !is_fixed(folder)) {
        let fixed = folder.with_extension("fixed");
        assert!(fixed.is_dir(), "{} is missing", fixed.display());
        let expected = read::read(fixed.join("expected.txt"));
        assert_eq!(expected, "nothing to report\n", "{}", fixed.display());
        assert_ne!(read::read(folder.join("expected.txt")), expected, "{}", folder.display());
    }
}

/// Rules that speak only where something is told: that all objects of a kind are here, or the past.
const TOLD: [&str; 2] = ["storageclass-unknown", "version-skip"];

/// A rule about releases of a controller that the demo, which is up to date, does not have: a project
/// of its own shows it.
const OUTDATED: &str = "subnet-role-tag-missing";

#[test]
fn the_demo_shows_every_rule_but_those_of_nodes_and_each_once() {
    let result = checked(Path::new("testdata/demo"));
    let mut found: Vec<_> = result.outcome.findings.iter().map(|it| it.rule.name).collect();
    found.sort_unstable();
    // The projects `nodes-*` show those of nodes.
    let shown = |it: &&Meta| {
        !["reader", "suppression", "nodes"].contains(&it.category)
            && it.preset == Preset::Recommended
            && !TOLD.contains(&it.name)
            && it.name != OUTDATED
    };
    let rules = ekslint::rules::RULES.iter().map(|rule| &rule.meta);
    let mut wanted: Vec<_> = rules.filter(shown).map(|it| it.name).collect();
    wanted.sort_unstable();
    assert_eq!(wanted, found);
}

#[test]
fn projects_of_nodes_show_every_recommended_rule_of_nodes() {
    let rules = ekslint::rules::RULES.iter().map(|rule| &rule.meta);
    let mut wanted: BTreeSet<_> = rules
        .filter(|it| it.category == "nodes" && it.preset == Preset::Recommended)
        .map(|it| it.name)
        .collect();
    let named = |it: &&PathBuf| it.to_string_lossy().contains("/nodes-") && !is_fixed(it);
    for folder in folders().iter().filter(named) {
        for reported in &checked(folder).outcome.findings {
            wanted.remove(reported.rule.name);
        }
    }
    assert!(wanted.is_empty(), "{wanted:?}");
}

#[test]
fn the_demo_joins_files_of_different_formats() {
    let result = checked(Path::new("testdata/demo"));
    let extension = |label: &Label| {
        let span = result.texts.locate(label.place);
        Path::new(result.texts.path(span)).extension().map(std::ffi::OsStr::to_owned)
    };
    let joins = result.outcome.findings.iter().filter(|it| {
        let own = extension(&it.finding.primary);
        it.finding.related.iter().any(|label| extension(label) != own)
    });
    let joins: Vec<_> = joins.map(|it| it.rule.name).collect();
    assert!(joins.len() >= 4, "only {joins:?}");
}

#[test]
fn one_thread_reports_what_many_do() {
    let demo = || report(Path::new("testdata/demo"));
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
    assert_eq!(pool(1).install(demo), pool(16).install(demo));
}

/// The folders that hold a project, in order.
fn folders() -> Vec<PathBuf> {
    let entries = std::fs::read_dir("testdata/projects").expect("the folder is there");
    let mut folders: Vec<_> =
        entries.map(|entry| entry.expect("it can be listed").path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    folders
}

fn is_fixed(folder: &Path) -> bool {
    folder.extension().is_some_and(|it| it == "fixed")
}

fn checked(folder: &Path) -> CheckResult {
    let mut options = CheckOptions { paths: vec![folder.to_owned()], ..pinned::options() };
    // What `--target-version` would say.
    let target = folder.join("target-version");
    if target.exists() {
        let target = read::read(target);
        let target = target.trim().parse().expect("it is a version");
        Arc::make_mut(&mut options.config).world.target = Some(target);
    }
    run(&options).expect("the folder can be checked")
}

/// In how many instances something is wrong, and the first of them.
fn instances(reported: &Reported) -> Option<String> {
    let all = &reported.instances;
    let first: Vec<_> = all.iter().take(3).map(ToString::to_string).collect();
    let more = if all.len() > first.len() { ", ..." } else { "" };
    let instances = || format!("    in {} instances: {}{more}\n", all.len(), first.join(", "));
    (!all.is_empty()).then(instances)
}

/// One line a finding, and one for each place it speaks of.
fn report(folder: &Path) -> String {
    let result = checked(folder);
    let place = |label: &Label| {
        let span = result.texts.locate(label.place);
        let position = result.texts.text(span.text).position(span.start);
        let path = result.texts.path(span);
        format!("    {path}:{}:{}: {}\n", position.line, position.column, label.text)
    };
    let lines = result.outcome.findings.iter().flat_map(|it| {
        let finding = &it.finding;
        let (severity, rule) = (it.severity.name(), it.rule.name);
        let head = format!("{severity}[{rule}] {}\n", finding.message);
        let labels = std::iter::once(&finding.primary).chain(&finding.related);
        let instances = instances(it);
        std::iter::once(head).chain(labels.map(place)).chain(instances).collect::<Vec<_>>()
    });
    let report: String = lines.collect();
    if report.is_empty() { "nothing to report\n".to_owned() } else { report }
}
