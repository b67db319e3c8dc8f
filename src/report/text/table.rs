//! What is counted or listed instead of drawn.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr;

use crate::engine::{Reported, Undecided};
use crate::report::Report;
use crate::report::look::Look;
use crate::report::place::located;
use crate::report::plural::count;
use crate::report::sanitise::clean;
use crate::report::wrap::{shorten, wrap};
use crate::rule::Meta;
use crate::source::Texts;

/// The findings that are not drawn: one line a rule, with one example place.
pub(super) fn rest(report: &Report<'_>, rest: &[&Reported], look: Look) -> String {
    if rest.is_empty() {
        return String::new();
    }
    let title = format!("and {}:", count(rest.len(), "more finding"));
    let mut lines = vec![look.bold(&title)];
    let rules = by_rule(rest);
    let digits = rules.iter().map(|(_, all)| all.len().to_string().len()).max().unwrap_or(1);
    let names = rules.iter().map(|(rule, _)| rule.name.len()).max().unwrap_or(0);
    for (rule, findings) in &rules {
        let first = findings[0];
        let severity = format!("{:<7}", first.severity.name());
        let name = format!("{:<names$}", rule.name);
        let room = look.width.saturating_sub(2 + digits + 2 + 7 + 2 + names + 2);
        let place = located(report.texts, first.finding.primary.place);
        let place = place.map_or_else(String::new, |place| keep_end(&place.name(), room, look));
        let row = format!(
            "  {:>digits$}  {}  {name}  {}",
            findings.len(),
            look.severity(first.severity, &severity),
            look.accent(&place)
        );
        lines.push(row.trim_end().to_owned());
    }
    lines.push(String::new());
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// The findings of each rule, the worst and then the most frequent rule first.
fn by_rule<'a>(rest: &[&'a Reported]) -> Vec<(&'static Meta, Vec<&'a Reported>)> {
    let mut rules: BTreeMap<&str, (&'static Meta, Vec<&Reported>)> = BTreeMap::new();
    for reported in rest {
        let (_, all) = rules.entry(reported.rule.name).or_insert((reported.rule, Vec::new()));
        all.push(reported);
    }
    let mut rules: Vec<_> = rules.into_values().collect();
    rules.sort_by_key(|(_, all)| (Reverse(all[0].severity), Reverse(all.len())));
    rules
}

/// A place cut at its start: its end says more.
fn keep_end(place: &str, room: usize, look: Look) -> String {
    if place.width() <= room {
        return place.to_owned();
    }
    let keep = room.saturating_sub(look.ellipsis().width());
    let reversed: String = place.chars().rev().collect();
    let end: String = shorten(&reversed, keep, "").chars().rev().collect();
    format!("{}{end}", look.ellipsis())
}

/// The verdicts that the files do not decide, each with the settings that are not known.
pub(super) fn undecided(report: &Report<'_>, look: Look) -> String {
    let mut lines = Vec::new();
    for undecided in &report.outcome.undecided {
        lines.extend(verdict(report.texts, undecided, look));
    }
    if !lines.is_empty() {
        lines.push(String::new());
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

fn verdict(texts: &Texts, undecided: &Undecided, look: Look) -> Vec<String> {
    let label = format!("undecided[{}]", undecided.rule);
    let subject = undecided.subject.to_string();
    let mut lines = vec![format!("{}: {}", look.bold(&label), clean(&subject))];
    if let Some(place) = located(texts, undecided.place.into()) {
        lines.push(format!("  at {}", look.accent(&place.name())));
    }
    for (setting, why) in &undecided.settings {
        let why = why.to_string();
        let text = format!("{}: {}", clean(setting), clean(&why));
        for (index, line) in wrap(&text, look.width.saturating_sub(6).max(24)).iter().enumerate() {
            let lead = if index == 0 { "  = " } else { "      " };
            lines.push(format!("{lead}{line}"));
        }
    }
    lines
}
