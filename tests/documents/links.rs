//! Links within the repository.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};

use regex::Regex;

use super::page::Page;
use super::read;

/// Every link to a file or a heading leads there.
pub(crate) fn check(page: &Page) {
    for link in links(page) {
        if link.contains("://") {
            assert!(link.starts_with("https://"), "{}: {link}", page.path);
            continue;
        }
        let (path, wanted) = link.split_once('#').unwrap_or((&link, ""));
        let path = if path.is_empty() { PathBuf::from(&page.path) } else { beside(page, path) };
        assert!(path.exists(), "{}: {link} leads nowhere", page.path);
        if !wanted.is_empty() {
            let path = path.to_str().expect("it is UTF-8");
            let anchors = anchors(&Page::read(path));
            assert!(anchors.contains(wanted), "{}: {link} is none of {anchors:?}", page.path);
        }
    }
}

/// Every document can be reached from the README.
pub(crate) fn check_all_are_found(pages: &[Page]) {
    let mut found = BTreeSet::from([PathBuf::from("README.md")]);
    let mut waiting: Vec<_> = pages.iter().filter(|it| it.path == "README.md").collect();
    while let Some(page) = waiting.pop() {
        for link in links(page) {
            let path = beside(page, link.split('#').next().unwrap_or_default());
            let next = pages.iter().find(|it| Path::new(&it.path) == path);
            waiting.extend(next.filter(|_| found.insert(path)));
        }
    }
    let lost: Vec<_> =
        pages.iter().map(|it| &it.path).filter(|it| !found.contains(Path::new(it))).collect();
    assert!(lost.is_empty(), "no way from the README leads to {lost:?}");
}

/// Where GitHub puts a heading.
pub(crate) fn anchor(heading: &str) -> String {
    let kept = heading.chars().filter(|it| it.is_alphanumeric() || " -_".contains(*it));
    kept.flat_map(char::to_lowercase).map(|it| if it == ' ' { '-' } else { it }).collect()
}

fn links(page: &Page) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("a pattern");
    let code = Regex::new("`[^`]*`").expect("a pattern");
    let prose = page.prose();
    let prose = code.replace_all(&prose, "");
    link.captures_iter(&prose).map(|it| it[1].to_owned()).collect()
}

/// The anchors of a page's headings; those of the same text are counted.
fn anchors(page: &Page) -> BTreeSet<String> {
    let mut seen = BTreeMap::new();
    let prose = page.prose();
    let headings = prose.lines().filter(|line| line.starts_with('#'));
    let headings = headings.map(|line| anchor(line.trim_start_matches('#').trim()));
    let anchors = headings.map(|anchor| {
        let times = seen.entry(anchor.clone()).and_modify(|it| *it += 1).or_insert(0);
        if *times == 0 { anchor } else { format!("{anchor}-{times}") }
    });
    anchors.collect()
}

/// A path as a page names it, from the root of the repository.
fn beside(page: &Page, path: &str) -> PathBuf {
    let mut whole = PathBuf::from(&page.path);
    whole.pop();
    for part in Path::new(path).components() {
        match part {
            Component::ParentDir => _ = whole.pop(),
            other => whole.push(other),
        }
    }
    whole
}

#[test]
fn anchors_are_those_of_github() {
    assert_eq!(anchor("What is `--since`?"), "what-is---since");
    assert_eq!(anchor("`[[cluster]]`"), "cluster");
    let text = read::read("README.md");
    assert!(text.starts_with("# ekslint\n"));
}
