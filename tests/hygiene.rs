//! Tests about the repository itself: what a reader may take for granted holds everywhere.

#[path = "hygiene/documents.rs"]
mod documents;
#[path = "hygiene/layers.rs"]
mod layers;
#[path = "support/read.rs"]
mod read;
#[path = "hygiene/tested.rs"]
mod tested;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use ekslint::rule::Meta;
use ekslint::rules::RULES;

/// Longer files, and why each is one file all the same.
const LONG: [(&str, &str); 0] = [];

const LONGEST: usize = 300;

#[test]
fn pages_rules_and_modules_are_parallel() {
    let pages = files("rules", "md").into_iter().map(|path| path.display().to_string());
    let wanted = metas().map(|meta| format!("rules/{}/{}.md", meta.category, meta.name));
    assert_eq!(pages.collect::<BTreeSet<_>>(), wanted.collect::<BTreeSet<_>>());

    let modules = files("src/rules", "rs").into_iter().filter(|path| path.components().count() > 3);
    let modules = modules.map(|path| path.display().to_string());
    let judging = metas().filter(|meta| has_module(meta));
    let module =
        |meta: &Meta| format!("src/rules/{}/{}.rs", meta.category, meta.name.replace('-', "_"));
    assert_eq!(modules.collect::<BTreeSet<_>>(), judging.map(module).collect::<BTreeSet<_>>());
}

#[test]
fn rules_are_in_order_and_hold_their_own_page() {
    let places: Vec<_> = metas().map(|meta| (meta.category, meta.name)).collect();
    assert!(places.is_sorted(), "{places:?}");
    let names: BTreeSet<_> = metas().map(|meta| meta.name).collect();
    assert_eq!(names.len(), RULES.len(), "two rules have one name");
    for meta in metas() {
        let path = format!("rules/{}/{}.md", meta.category, meta.name);
        assert_eq!(meta.page, read::read(&path), "{path} is not the page of its rule");
    }
}

#[test]
fn pages_have_one_shape() {
    for meta in metas() {
        let problem = front_matter(meta).or_else(|| sections(meta));
        assert_eq!(problem, None, "rules/{}/{}.md", meta.category, meta.name);
    }
}

#[test]
fn rules_ask_for_the_options_that_their_pages_declare() {
    for meta in metas().filter(|meta| has_module(meta)) {
        let module = format!("src/rules/{}/{}.rs", meta.category, meta.name.replace('-', "_"));
        let text = read::read(&module);
        let asked =
            text.split("context.option(\"").skip(1).filter_map(|rest| rest.split('"').next());
        let by_name = text.split("options.of(&RULE.meta, \"").skip(1);
        let asked = asked.chain(by_name.filter_map(|rest| rest.split('"').next()));
        let declared: BTreeSet<_> = meta.options().map(|option| option.name).collect();
        assert_eq!(asked.collect::<BTreeSet<_>>(), declared, "options of {}", meta.name);
        let within = |it: &ekslint::rule::OptionMeta| (it.least..=it.most).contains(&it.default);
        assert!(meta.options().all(|it| within(&it)), "a default of {} is refused", meta.name);
        let about =
            meta.options().find(|option| !meta.body().contains(&format!("`{}", option.name)));
        assert_eq!(about, None, "the page of {} does not speak of it", meta.name);
    }
}

#[test]
fn files_are_short_enough_to_read() {
    let mut files = files("src", "rs");
    files.extend(self::files("tests", "rs"));
    let long = |path: &Path| read::read(path).lines().count() > LONGEST;
    let found: Vec<_> = files.iter().filter(|path| long(path)).map(|it| it.display()).collect();
    let found: Vec<_> = found.iter().map(ToString::to_string).collect();
    let wanted: Vec<_> = LONG.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(found, wanted, "files of more than {LONGEST} lines");
}

/// What is noticed needs no function of its own: those rules share a module.
fn has_module(meta: &Meta) -> bool {
    !["reader", "suppression"].contains(&meta.category)
}

fn metas() -> impl Iterator<Item = &'static Meta> {
    RULES.iter().map(|rule| &rule.meta)
}

/// What is wrong with the front matter of a page.
fn front_matter(meta: &Meta) -> Option<String> {
    let (front, _) = meta.page.strip_prefix("---\n")?.split_once("\n---\n")?;
    let keys: Vec<_> = front
        .lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(|line| line.split_once(':').map(|(key, _)| key))
        .collect();
    let known = [
        ("name", true),
        ("aliases", false),
        ("category", true),
        ("severity", true),
        ("preset", true),
        ("formats", true),
        ("since", true),
        ("production", false),
        ("security", false),
        ("options", false),
        ("references", true),
    ];
    let wanted = known.into_iter().filter(|(key, needed)| *needed || keys.contains(key));
    if keys != wanted.map(|(key, _)| key).collect::<Vec<_>>() {
        return Some(format!("keys: {keys:?}"));
    }
    let unknown = meta.formats().find(|it| !["eksctl", "terraform", "kubernetes"].contains(it));
    if let Some(unknown) = unknown {
        return Some(format!("format: {unknown}"));
    }
    let references: Vec<_> = meta.references().collect();
    let other = references.iter().find(|link| !link.starts_with("https://"));
    match other {
        _ if references.is_empty() => Some("references: none".to_owned()),
        Some(other) => Some(format!("references: {other}")),
        None => None,
    }
}

/// What is wrong with the headings of a page.
fn sections(meta: &Meta) -> Option<String> {
    let lines = meta.body().lines();
    let mut fenced = false;
    let outside = lines.filter(|line| {
        fenced ^= line.starts_with("```");
        !fenced
    });
    let headings: Vec<_> = outside.filter(|line| line.starts_with('#')).collect();
    let titles = headings.iter().filter(|line| line.starts_with("# ")).count();
    let title = meta.title();
    if titles != 1 || !title.starts_with(char::is_uppercase) || title.ends_with('.') {
        return Some(format!("title: {title}"));
    }
    let sections: Vec<_> = headings.iter().filter_map(|line| line.strip_prefix("## ")).collect();
    let known = ["Why", "Bad", "Good", "Fix", "When it is silent"];
    let wanted: Vec<_> =
        known.into_iter().filter(|it| *it != "Fix" || sections.contains(it)).collect();
    (sections != wanted).then(|| format!("sections: {sections:?}"))
}

/// All files below a folder with this extension, sorted.
fn files(folder: impl AsRef<Path>, extension: &str) -> Vec<PathBuf> {
    let folder = folder.as_ref();
    let entries = std::fs::read_dir(folder).expect("the folder is there");
    let paths = entries.map(|entry| entry.expect("it can be listed").path());
    let mut files: Vec<PathBuf> = paths
        .flat_map(|path| if path.is_dir() { files(&path, extension) } else { vec![path] })
        .filter(|path| path.extension().is_some_and(|it| it == extension))
        .collect();
    files.sort();
    files
}
