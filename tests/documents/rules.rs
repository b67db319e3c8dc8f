//! The index of rules, from their pages and what their examples show.

use std::fmt::Write as _;
use std::sync::Arc;

use ekslint::check::{CheckOptions, Selection};
use ekslint::config::Config;
use ekslint::finding::FixClass;
use ekslint::rule::{Elsewhere, Meta, Preset};
use ekslint::rules::RULES;

use super::pinned;

#[expect(dead_code, reason = "the tests of rules use all of it")]
#[path = "../rules/page.rs"]
mod page;

/// A table for each category.
pub(crate) fn index() -> String {
    let mut out = String::new();
    let mut category = "";
    for meta in RULES.iter().map(|rule| &rule.meta) {
        if meta.category != category {
            let blank = if category.is_empty() { "" } else { "\n" };
            category = meta.category;
            write!(out, "{blank}### {category}\n\n").expect("a string takes it");
            out.push_str("| rule | what it finds | severity | preset | fix | reads |\n");
            out.push_str("|---|---|---|---|---|---|\n");
        }
        let (name, title, formats) = (meta.name, meta.title(), meta.formats);
        let (severity, preset, fix) = (meta.severity.name(), meta.preset.name(), fix(meta));
        let link = format!("[{name}](../rules/{category}/{name}.md)");
        writeln!(out, "| {link} | {title} | {severity} | {preset} | {fix} | {formats} |")
            .expect("a string takes it");
    }
    out
}

/// The options of rules.
pub(crate) fn options() -> String {
    let mut out = "| rule | option | default | from | to | what it is |\n".to_owned();
    out.push_str("|---|---|---|---|---|---|\n");
    for meta in RULES.iter().map(|rule| &rule.meta) {
        for it in meta.options() {
            let most =
                if it.most == i64::from(u32::MAX) { String::new() } else { it.most.to_string() };
            let (name, option, default) = (meta.name, it.name, it.default);
            let (least, about) = (it.least, it.about);
            writeln!(out, "| `{name}` | `{option}` | {default} | {least} | {most} | {about} |")
                .expect("a string takes it");
        }
    }
    out
}

/// What is not asked of environments that are not production, and what is info there.
pub(crate) fn production() -> String {
    let named = |wanted: Elsewhere| {
        let rules = RULES.iter().filter(|rule| rule.meta.elsewhere() == wanted);
        rules.map(|rule| format!("`{}`", rule.meta.name)).collect::<Vec<_>>().join(", ")
    };
    format!(
        "- Not asked there: {}.\n- Info there: {}.\n",
        named(Elsewhere::Silent),
        named(Elsewhere::Info)
    )
}

/// The fixes that are offered for the examples of a rule's page.
fn fix(meta: &Meta) -> String {
    let mut classes: Vec<FixClass> = Vec::new();
    for example in page::examples(meta.page).expect("tests of rules look at it") {
        let found = example.lint(&alone(meta, &example)).outcome.findings;
        let fixes = found.iter().filter(|it| it.rule.name == meta.name);
        classes.extend(fixes.flat_map(|it| &it.finding.fixes).map(|fix| fix.class));
    }
    classes.sort();
    classes.dedup();
    let words = classes.into_iter().map(|class| match class {
        FixClass::Safe => "safe",
        FixClass::Unsafe => "unsafe",
        FixClass::Recreate => "shown",
    });
    words.collect::<Vec<_>>().join(", ")
}

fn alone(meta: &Meta, example: &page::Example) -> CheckOptions {
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    let select = [meta.name.to_owned()];
    let selection = Selection::new(Preset::Recommended, &select, &[], &known);
    let config = Config::from_text(&example.config, &known).expect("it is a configuration");
    let options = pinned::options();
    CheckOptions {
        selection: selection.expect("the rule exists"),
        config: Arc::new(config),
        as_of: example.as_of.unwrap_or(options.as_of),
        ..options
    }
}
