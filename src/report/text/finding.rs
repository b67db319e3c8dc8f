//! One finding, drawn in full.

use super::plan::Plan;
use super::segment::{Segment, decimal_digits};
use super::{chain, drawing};
use crate::engine::Reported;
use crate::report::look::Look;
use crate::report::preview;
use crate::report::sanitise::clean;
use crate::report::words::{fix_title, instances};
use crate::report::wrap::wrap;
use crate::source::Texts;

/// Draws findings; the last line of each has its end, and no blank line follows.
///
/// The subject is named where that is asked for: exceptions and `ekslint why` take it, and the line
/// alone does not show it.
pub(super) fn draw(
    texts: &Texts,
    findings: &[&Reported],
    (look, subjects): (Look, bool),
) -> Vec<String> {
    let fixes = preview::resolve(texts, findings);
    let of = |it: &Reported| subjects.then(|| it.subject.name.to_string());
    let draw = |(it, fixes): (&&Reported, &Vec<_>)| draw_one(texts, it, (fixes, of(it)), look);
    findings.iter().zip(&fixes).map(draw).collect()
}

fn draw_one(
    texts: &Texts,
    reported: &Reported,
    (fixes, subject): (&[Vec<preview::Replacement>], Option<String>),
    look: Look,
) -> String {
    let plan = Plan::new(texts, reported);
    let digits = decimal_digits(plan.last_line());
    let mut lines = header(reported, look);
    for (index, snippet) in plan.snippets.iter().enumerate() {
        lines.extend(drawn(snippet, index == 0, digits, look));
    }
    let notes = Notes { look, indent: digits + 2 };
    for mark in &plan.named {
        let text = format!("{}: {}", mark.place.name(), mark.text);
        lines.extend(notes.line("see", &text));
    }
    lines.extend(subject.iter().flat_map(|name| notes.line("subject", name)));
    if let Some((name, listed)) = instances(reported) {
        lines.extend(notes.line(&name, &listed));
    }
    let finding = &reported.finding;
    lines.extend(chain::draw(texts, &finding.chain, notes.indent, look));
    lines.extend(finding.notes.iter().flat_map(|note| notes.line("note", note)));
    lines.extend(finding.help.iter().flat_map(|help| notes.line("help", help)));
    for (fix, replacements) in finding.fixes.iter().zip(fixes) {
        lines.extend(notes.line(fix_title(fix.class), &fix.title));
        lines.extend(preview::draw(texts, replacements, digits, look));
    }
    lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
}

/// `error[rule-name]: message`, with later lines indented.
fn header(reported: &Reported, look: Look) -> Vec<String> {
    let label = format!("{}[{}]", reported.severity.name(), reported.rule.name);
    let text = format!("{label}: {}", clean(&reported.finding.message));
    let line = |(index, line): (usize, &String)| match line.strip_prefix(label.as_str()) {
        Some(rest) if index == 0 => look.severity(reported.severity, &label) + &look.bold(rest),
        _ if index == 0 => look.bold(line),
        _ => format!("  {}", look.bold(line)),
    };
    wrap(&text, look.width.saturating_sub(2).max(24)).iter().enumerate().map(line).collect()
}

/// The snippet of one file.
fn drawn(segments: &[Segment<'_>], first: bool, digits: usize, look: Look) -> Vec<String> {
    let pad = " ".repeat(digits + 2);
    let primary = segments.iter().find(|segment| segment.has_primary());
    let head = primary.unwrap_or(&segments[0]).head();
    let mut lines = vec![format!("{pad}{} {}", look.opening(first), look.accent(&head.name()))];
    for (index, segment) in segments.iter().enumerate() {
        if index > 0 {
            lines.push(format!("{pad}{}", look.gap()));
        }
        lines.extend(drawing::draw(segment, digits, look));
    }
    lines
}

/// Lines below a drawing, each with a name.
struct Notes {
    look: Look,
    indent: usize,
}

impl Notes {
    fn line(&self, name: &str, text: &str) -> Vec<String> {
        let first = format!("{}= {name}: ", " ".repeat(self.indent));
        let width = self.look.width.saturating_sub(first.len()).max(24);
        let texts = wrap(&clean(text), width);
        let rest = " ".repeat(first.len());
        let named = format!("{}= {}: ", " ".repeat(self.indent), self.look.bold(name));
        let lead = |index: usize| if index == 0 { &named } else { &rest };
        texts.iter().enumerate().map(|(index, text)| format!("{}{text}", lead(index))).collect()
    }
}
