//! Fingerprints stay when people tidy up: they name findings, not places.

use std::path::PathBuf;
use std::sync::{Arc, LazyLock};

use ekslint::check::{CheckOptions, Selection, lint};
use ekslint::config::Config;
use ekslint::fingerprint::Fingerprints;
use ekslint::reader::is_template;
use ekslint::rule::Preset;
use ekslint::source::Root;
use proptest::prelude::*;
use proptest::sample::Index;
use serde::Deserialize;

use super::{Sources, cases, folder, pinned};

/// A project, and the fingerprints of what is found in it.
struct Project {
    sources: Sources,
    fingerprints: Vec<String>,
}

impl Project {
    fn of(sources: Sources) -> Self {
        let fingerprints = fingerprints(&sources, &Root::default());
        Self { sources, fingerprints }
    }
}

/// The demo, and every project with a mistake; checked once for all cases.
static PROJECTS: LazyLock<Vec<Project>> =
    LazyLock::new(|| projects().into_iter().map(Project::of).collect());

/// The Terraform of the demo.
static TERRAFORM: LazyLock<Project> =
    LazyLock::new(|| Project::of(folder("testdata/demo/payments/terraform")));

fn projects() -> Vec<Sources> {
    const UNSTYLED: [&str; 5] = [
        "encrypted-tfvars",
        "installed-module",
        "plan-without-sources",
        "planned-cluster",
        "written-by-a-program",
    ];
    let entries = std::fs::read_dir("testdata/projects").expect("the folder is there");
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.retain(|path| path.is_dir() && path.extension().is_none());
    // What is found through JSON, or in what is no text, cannot be restyled here.
    paths.retain(|path| !UNSTYLED.iter().any(|name| path.ends_with(name)));
    paths.sort();
    paths.push(PathBuf::from("testdata/demo"));
    let configuration = |path: &str| is_terraform(path) || extension(path) == "yaml";
    let sources = |path: PathBuf| {
        let mut sources = folder(&path.display().to_string());
        sources.retain(|(path, _)| configuration(path));
        sources
    };
    paths.into_iter().map(sources).collect()
}

/// The fingerprints of everything that is found, whatever the preset; sorted.
fn fingerprints(sources: &Sources, root: &Root) -> Vec<String> {
    let mut config = Config::default();
    config.world.root = root.clone();
    let options = CheckOptions {
        selection: Selection::of(Preset::Advice),
        config: Arc::new(config),
        ..pinned::options()
    };
    let result = lint(sources, &options);
    let all = Fingerprints::of(&result.outcome, &result.texts, root).findings;
    let mut all: Vec<String> = all.iter().map(ToString::to_string).collect();
    all.sort();
    all
}

/// The blocks or documents of a file, with the comments above them.
fn parts(path: &str, text: &str) -> Vec<String> {
    if !is_terraform(path) {
        return text.split_inclusive("\n---\n").map(|it| it.replace("---\n", "")).collect();
    }
    let mut parts = vec![String::new()];
    for line in text.split_inclusive('\n') {
        parts.last_mut().expect("there is always one").push_str(line);
        if line.starts_with('}') {
            parts.push(String::new());
        }
    }
    parts
}

fn extension(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or_default()
}

fn is_terraform(path: &str) -> bool {
    matches!(extension(path), "tf" | "tfvars" | "hcl")
}

fn joined(path: &str, parts: &[String]) -> String {
    let text = |part: &String| part.trim_matches('\n').to_owned() + "\n";
    let parts: Vec<String> = parts.iter().filter(|it| !it.trim().is_empty()).map(text).collect();
    parts.join(if is_terraform(path) { "\n" } else { "---\n" })
}

/// A file with its blocks or documents in another order.
fn reordered(path: &str, text: &str, keys: &[u32]) -> String {
    let mut parts: Vec<(u32, String)> =
        keys.iter().copied().cycle().zip(parts(path, text)).collect();
    parts.sort_by_key(|(key, _)| *key);
    joined(path, &parts.into_iter().map(|(_, part)| part).collect::<Vec<_>>())
}

/// A file in another style: YAML as its library writes it, Terraform with other blanks.
fn restyled(path: &str, text: &str) -> String {
    if !is_terraform(path) {
        let documents = serde_yaml::Deserializer::from_str(text);
        let documents = documents.map(|it| serde_yaml::Value::deserialize(it).expect("it is YAML"));
        let documents = documents.filter(|it| !it.is_null());
        let texts = documents.map(|it| serde_yaml::to_string(&it).expect("it can be written"));
        return texts.collect::<Vec<_>>().join("---\n");
    }
    let mut heredoc: Option<String> = None;
    let mut out = String::new();
    for line in text.lines() {
        let indent = line.len() - line.trim_start().len();
        let within = heredoc.is_some();
        if heredoc.as_deref() == Some(line.trim()) {
            heredoc = None;
        } else if let Some((_, word)) = line.split_once("<<") {
            heredoc = Some(word.trim_start_matches('-').trim().to_owned());
        }
        let styled = match line.split_once(" = ") {
            _ if within => line.to_owned(),
            Some((key, value)) => {
                format!("{}{}={}", "\t".repeat(indent), key.trim(), value.trim_start())
            }
            None => format!("{}{}", " ".repeat(indent * 2), line.trim_start()),
        };
        out += &(styled + "\n");
    }
    out
}

/// Empty lines and comments between blocks, so that lines move.
fn moved(path: &str, text: &str, lines: usize) -> String {
    let parts = parts(path, text);
    let notes = "# A note.\n\n".repeat(lines);
    joined(path, &parts.iter().map(|part| format!("{notes}{part}")).collect::<Vec<_>>())
}

/// The same files after a change of each; templates are no YAML before they are rendered.
fn changed(sources: &Sources, change: impl Fn(&str, &str) -> String) -> Sources {
    let one = |(path, text): &(String, String)| {
        let in_chart = path.contains("/templates/");
        let template = !is_terraform(path) && (in_chart || is_template(text));
        (path.clone(), if template { text.clone() } else { change(path, text) })
    };
    sources.iter().map(one).collect()
}

#[test]
fn projects_have_findings_to_name() {
    let found: Vec<usize> = PROJECTS.iter().map(|it| it.fingerprints.len()).collect();
    assert!(found.iter().all(|number| *number > 0), "{found:?}");
    assert!(found.iter().sum::<usize>() >= 25, "{found:?}");
}

#[test]
fn style_is_no_part_of_them() {
    for Project { sources, fingerprints: before } in PROJECTS.iter() {
        let after = changed(sources, restyled);
        assert_eq!(&fingerprints(&after, &Root::default()), before, "{}", sources[0].0);
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn lines_and_blocks_may_move(lines in 0..9_usize, keys in any::<[u32; 11]>()) {
        for Project { sources, fingerprints: before } in PROJECTS.iter() {
            let name = &sources[0].0;
            let reordered = changed(sources, |path, text| reordered(path, text, &keys));
            let after = changed(&reordered, |path, text| moved(path, text, lines));
            prop_assert_eq!(&fingerprints(&after, &Root::default()), before, "moved {}", name);
            let after = changed(&reordered, restyled);
            prop_assert_eq!(&fingerprints(&after, &Root::default()), before, "restyled {}", name);
        }
    }

    #[test]
    fn folders_above_the_root_may_have_any_name(name in "[a-z]{1,8}(/[a-z .]{1,8}x)?") {
        for Project { sources, fingerprints: before } in PROJECTS.iter() {
            let below = |(path, text): &(String, String)| (format!("{name}/{path}"), text.clone());
            let after: Sources = sources.iter().map(below).collect();
            let (folder, here) = (PathBuf::from("/").join(&name), PathBuf::from("/"));
            let root = Root { folder, here, ..Root::default() };
            prop_assert_eq!(&fingerprints(&after, &root), before, "{}", sources[0].0);
        }
    }

    #[test]
    fn a_block_may_go_to_another_file_of_its_folder(at in any::<Index>(), name in "[a-z]{3}") {
        let Project { sources, fingerprints: before } = &*TERRAFORM;
        let mut after = sources.clone();
        let file = at.index(after.len());
        let mut blocks = parts(&after[file].0, &after[file].1);
        let block = blocks.remove(at.index(blocks.len()));
        after[file].1 = blocks.concat();
        after.push((format!("testdata/demo/payments/terraform/zz-{name}.tf"), block));
        prop_assert_eq!(&fingerprints(&after, &Root::default()), before);
    }
}
