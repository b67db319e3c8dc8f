//! Applies what a finding offers and looks at what is left.

use ekslint::check::{CheckResult, lint};
use ekslint::engine::Reported;
use ekslint::finding::Fix;
use ekslint::fix::{TextEdit, apply, resolve};
use ekslint::rule::{Preset, Rule};
use ekslint::source::Texts;

use super::page::Example;
use super::{Sources, every, own};

/// Applies the nth fix of every finding at once and looks at what is left.
pub(crate) fn check(
    rule: &Rule,
    example: &Example,
    before: &CheckResult,
    nth: usize,
) -> Result<(), String> {
    let mut edits = Vec::new();
    let mut unfixed = Vec::new();
    for it in &before.outcome.findings {
        match it.finding.fixes.get(nth).and_then(|fix| resolved(&before.texts, fix)) {
            Some(resolved) => edits.extend(resolved),
            None => unfixed.push(it.finding.message.as_str()),
        }
    }
    let after = changed(&example.sources(), &before.texts, &edits)?;
    for (file, (path, text)) in example.files.iter().zip(&after) {
        let promised = file.fixed.as_ref().unwrap_or(&file.text);
        let silent = example.files.iter().all(|file| file.fixed.is_none());
        if !silent && text != promised {
            return Err(format!("the fix of {path} gives\n{text}\nbut the page says\n{promised}"));
        }
    }
    let left = lint(&after, &own(rule, example));
    let mended = |it: &&Reported| !unfixed.contains(&it.finding.message.as_str());
    if let Some(it) = left.outcome.findings.iter().find(mended) {
        let message = &it.finding.message;
        return Err(format!("after the fix there is still: {message}\n{}", shown(&after)));
    }
    no_news(example, &after)
}

/// The bytes that a fix changes; none if its place is one that only a person can edit.
fn resolved(texts: &Texts, fix: &Fix) -> Option<Vec<TextEdit>> {
    let edits = fix.edits.iter().map(|edit| resolve(texts, edit).ok());
    Some(edits.collect::<Option<Vec<_>>>()?.concat())
}

/// The files after edits.
fn changed(files: &Sources, texts: &Texts, edits: &[TextEdit]) -> Result<Sources, String> {
    let after = files.iter().map(|(path, text)| {
        let own: Vec<_> =
            edits.iter().filter(|edit| texts.path(edit.span) == path).cloned().collect();
        let text = apply(text, &own).map_err(|overlap| format!("{path}: {overlap}"))?;
        Ok((path.clone(), text))
    });
    after.collect()
}

/// A fix adds no finding of any rule.
fn no_news(example: &Example, after: &Sources) -> Result<(), String> {
    let messages = |files: &Sources| -> Vec<String> {
        let findings = lint(files, &every(Preset::Advice, example)).outcome.findings;
        findings.iter().map(|it| format!("[{}] {}", it.rule.name, it.finding.message)).collect()
    };
    let known = messages(&example.sources());
    match messages(after).into_iter().find(|message| !known.contains(message)) {
        Some(new) => Err(format!("the fix adds: {new}\n{}", shown(after))),
        None => Ok(()),
    }
}

fn shown(files: &Sources) -> String {
    let each = files.iter().map(|(path, text)| format!("--- {path}\n{text}"));
    each.collect::<Vec<_>>().concat()
}
