//! Runs every example of every rule's page, and every fix that is offered for one.

#[path = "rules/fixes.rs"]
mod fixes;
#[path = "rules/page.rs"]
mod page;
#[path = "support/pinned.rs"]
mod pinned;
#[path = "rules/smoke.rs"]
mod smoke;

use std::collections::BTreeSet;
use std::sync::Arc;

use ekslint::check::{CheckOptions, CheckResult, Selection};
use ekslint::config::Config;
use ekslint::engine::Reported;
use ekslint::rule::{Preset, Rule};
use ekslint::rules::RULES;
use page::Example;

/// Rules whose mistakes cannot be shown in a page, because a page is text without a configuration.
const NOT_SHOWN: [&str; 1] = ["unreadable-file"];

type Sources = Vec<(String, String)>;

#[test]
fn bad_examples_are_found_line_by_line() {
    check_all(|rule, example| {
        let found = places(&example.lint(&own(rule, example)));
        let marked = example.files.iter().flat_map(|file| {
            let at = move |line: &u32| (file.path.clone(), *line, rule.meta.name);
            file.errors.iter().map(at)
        });
        let mut marked: Vec<_> = marked.collect();
        marked.sort();
        same(&marked, &found)
    });
}

#[test]
fn good_examples_are_clean_under_every_rule() {
    check_all(|_, example| {
        if !example.good {
            return Ok(());
        }
        same(&Vec::new(), &places(&example.lint(&every(Preset::Recommended, example))))
    });
}

#[test]
fn fixes_do_what_the_page_says() {
    check_all(|rule, example| {
        let result = example.lint(&own(rule, example));
        let most = result.outcome.findings.iter().map(|it| it.finding.fixes.len()).max();
        (0..most.unwrap_or(0)).try_for_each(|nth| fixes::check(rule, example, &result, nth))?;
        let promised = example.files.iter().any(|file| file.fixed.is_some());
        if promised && most.unwrap_or(0) == 0 {
            return Err("the page has a fixed form, but no fix is offered".to_owned());
        }
        Ok(())
    });
}

#[test]
fn every_format_has_a_bad_and_a_good_example() {
    for rule in RULES.iter().filter(|rule| !NOT_SHOWN.contains(&rule.meta.name)) {
        let examples = page::examples(rule.meta.page).unwrap();
        let shown = |good| -> BTreeSet<&str> {
            let wanted = examples.iter().filter(|example| example.good == good);
            wanted.flat_map(|example| &example.files).map(|file| file.format).collect()
        };
        let claimed: BTreeSet<&str> = rule.meta.formats().collect();
        let name = rule.meta.name;
        assert_eq!(claimed, &claimed & &shown(false), "formats without a bad example of {name}");
        assert_eq!(claimed, &claimed & &shown(true), "formats without a good example of {name}");
        assert_eq!(claimed, &claimed | &shown(false), "formats that {name} does not claim");
    }
}

#[test]
fn messages_have_manners() {
    check_all(|rule, example| {
        let result = example.lint(&own(rule, example));
        result.outcome.findings.iter().try_for_each(|it| {
            let finding = &it.finding;
            let texts =
                [Some(&finding.message), Some(&finding.primary.text), finding.help.as_ref()];
            let texts = texts.into_iter().flatten().chain(&finding.notes);
            let labels = finding.related.iter().map(|label| &label.text);
            let titles = finding.fixes.iter().map(|fix| &fix.title);
            texts.chain(labels).chain(titles).try_for_each(|text| manners(text))?;
            let length = finding.message.chars().count();
            if length > 100 {
                return Err(format!("{length} characters are too many: {}", finding.message));
            }
            Ok(())
        })
    });
}

#[test]
fn a_page_with_a_mistake_is_refused() {
    let refused = |page: &str| page::examples(page).unwrap_err();
    assert!(refused("## Bad\n```yaml\nkind: Pod\n```\n").contains("no line marked"));
    assert!(refused("## Good\n```yaml\nkind: Pod # error\n```\n").contains("marked"));
    assert!(refused("## Bad\n```yaml\nkind: Pod # error\n").contains("not closed"));
    assert!(refused("## Bad\n```yaml fixed\nkind: Pod\n```\n").contains("before what it fixes"));
    assert!(refused("## Bad\n```yaml fixd\nkind: Pod # error\n```\n").contains("tag"));
    assert!(refused("## Bad\n```ini\na = 1 # error\n```\n").contains("ini"));
}

/// Runs a check on every example and shows all that fail, with the place in the page.
fn check_all(check: impl Fn(&'static Rule, &Example) -> Result<(), String>) {
    let mut problems = Vec::new();
    for rule in RULES {
        let meta = &rule.meta;
        let path = format!("rules/{}/{}.md", meta.category, meta.name);
        match page::examples(meta.page) {
            Err(problem) => problems.push(format!("{path}: {problem}")),
            Ok(examples) => {
                assert_eq!(
                    examples.is_empty(),
                    NOT_SHOWN.contains(&meta.name),
                    "examples of {path}"
                );
                let failed = |example: &Example| {
                    let problem = check(rule, example).err()?;
                    Some(format!("{path}:{}: {problem}", example.line))
                };
                problems.extend(examples.iter().filter_map(failed));
            }
        }
    }
    assert!(problems.is_empty(), "{} problems\n\n{}", problems.len(), problems.join("\n\n"));
}

/// The rule of a page, and those of the reader.
fn own(rule: &Rule, example: &Example) -> CheckOptions {
    let select = [rule.meta.name.to_owned(), "reader/".to_owned()];
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    let selection =
        Selection::new(Preset::Recommended, &select, &[], &known).expect("the rule exists");
    CheckOptions { selection, config: config(example), ..on_its_day(example) }
}

/// All rules of a preset.
fn every(preset: Preset, example: &Example) -> CheckOptions {
    let selection = Selection::of(preset);
    CheckOptions { selection, config: config(example), ..on_its_day(example) }
}

/// The options of a run on the day of an example.
fn on_its_day(example: &Example) -> CheckOptions {
    let options = pinned::options();
    CheckOptions { as_of: example.as_of.unwrap_or(options.as_of), ..options }
}

/// The configuration of an example.
fn config(example: &Example) -> Arc<Config> {
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    Config::from_text(&example.config, &known).expect("it is a configuration").into()
}

/// Where findings are, and of which rules.
fn places(result: &CheckResult) -> Vec<(String, u32, &'static str)> {
    let place = |it: &Reported| {
        let span = result.texts.locate(it.finding.primary.place);
        let line = result.texts.text(span.text).position(span.start).line;
        (result.texts.path(span).to_owned(), line, it.rule.name)
    };
    let mut places: Vec<_> = result.outcome.findings.iter().map(place).collect();
    places.sort();
    places
}

fn same<T: PartialEq + std::fmt::Debug>(wanted: &Vec<T>, found: &Vec<T>) -> Result<(), String> {
    if wanted == found { Ok(()) } else { Err(format!("\n  wanted {wanted:?}\n  found  {found:?}")) }
}

/// Words that are written with a capital letter wherever they stand.
const NAMES: [&str; 8] =
    ["Deployment", "Fargate", "Ingress", "Job", "Karpenter", "Kubernetes", "Service", "Terraform"];

/// Lower case at the start, unless it is a name or has capital letters within; no full stop; one
/// line.
fn manners(text: &str) -> Result<(), String> {
    let word = text.split_whitespace().next().ok_or("an empty text")?;
    let name = NAMES.contains(&word) || word.chars().skip(1).any(char::is_uppercase);
    if word.starts_with(char::is_uppercase) && !name {
        return Err(format!("starts with a capital letter: {text}"));
    }
    if text.ends_with('.') || text.contains('\n') {
        return Err(format!("ends in a full stop or has several lines: {text}"));
    }
    Ok(())
}
