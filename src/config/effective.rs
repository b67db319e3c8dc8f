//! What holds in the end, and where it was said.

use std::fmt::Write;

use super::levels::Entry;
use super::resolve::listed;
use super::{Config, Ignore, Setting};
use crate::rule::{Meta, OptionMeta, Severity};
use crate::source::Span;

/// The effective configuration as `ekslint config` prints it: a line for each value, with its origin
/// behind it.
pub fn effective(config: &Config, known: &[&'static Meta]) -> String {
    let texts = config.texts();
    let mut lines = Vec::new();
    let origin = |place: Option<Span>| match place {
        Some(place) => {
            let position = texts.text(place.text).position(place.start);
            format!("{}:{}", texts.path(place), position.line)
        }
        None => "default".to_owned(),
    };
    let mut add = |text: String, place: Option<Span>| lines.push((text, origin(place)));
    add(format!("preset = \"{}\"", config.preset().name()), place_of(config.preset.as_ref()));
    let limit = config.fail_on().map_or("never", Severity::name);
    add(format!("fail-on = \"{limit}\""), place_of(config.fail_on.as_ref()));
    let patterns = config.exclude.value.patterns();
    add(format!("exclude = {patterns:?}"), config.exclude.place);
    if let Some(baseline) = &config.baseline {
        add(format!("baseline = \"{}\"", baseline.value.display()), baseline.place);
    }
    let reason = config.require_reason.as_ref().is_some_and(|it| it.value);
    add(format!("require-reason = {reason}"), place_of(config.require_reason.as_ref()));
    for Entry { written, level, paths, place, .. } in config.levels.entries() {
        let paths =
            paths.as_ref().map_or_else(String::new, |it| format!(" in {:?}", it.patterns()));
        add(format!("rules.\"{written}\" = \"{}\"{paths}", level.name()), Some(*place));
    }
    for (name, value) in options(config, known) {
        let place = config.optioned.get(&name).copied();
        lines.push((format!("rules.{name} = {value}"), origin(place)));
    }
    let origin_of = |place| origin(Some(place));
    for (what, value, place) in &config.said {
        lines.push((format!("{what}: {value}"), origin_of(*place)));
    }
    for ignore in &config.ignores {
        let subject = ignore.subject.as_deref().unwrap_or("every subject");
        lines.push((ignored(ignore, subject), origin_of(ignore.place.span)));
    }
    print(&lines)
}

/// Every option of every rule as `rule.option`, with its value.
fn options(config: &Config, known: &[&'static Meta]) -> Vec<(String, i64)> {
    let all = known.iter().flat_map(|rule| rule.options().map(move |option| (rule, option)));
    let line = |(rule, option): (&&'static Meta, OptionMeta)| {
        (format!("{}.{}", rule.name, option.name), config.options.of(rule, option.name))
    };
    all.map(line).collect()
}

/// What is said of findings that do not count, in one line.
fn ignored(ignore: &Ignore, subject: &str) -> String {
    let mut parts = vec![format!("ignore {} of {subject}", ignore.rule)];
    parts.extend(listed("paths", ignore.paths.patterns()));
    parts.extend(ignore.until.map(|day| format!("until {day}")));
    parts.extend((!ignore.reason.is_empty()).then(|| ignore.reason.clone()));
    parts.join(", ")
}

fn place_of<T>(setting: Option<&Setting<T>>) -> Option<Span> {
    setting.and_then(|setting| setting.place)
}

/// Values on the left, origins in a column on the right.
fn print(lines: &[(String, String)]) -> String {
    let width = lines.iter().map(|(text, _)| text.chars().count()).filter(|it| *it < 60).max();
    let width = width.unwrap_or(0);
    let mut out = String::new();
    for (text, origin) in lines {
        writeln!(out, "{text:<width$}  # {origin}").expect("a string takes any text");
    }
    out
}
