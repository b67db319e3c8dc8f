//! `--add-ignore`: writes a comment for every finding.

use std::path::Path;

use super::console::{Console, Stop};
use super::replace;
use crate::check::{CheckOptions, CheckResult};
use crate::engine::Reported;
use crate::fix::{Rewritten, exceptions};
use crate::report::place_name;
use crate::report::plural::count;
use crate::rule::Severity;
use crate::source::read;

/// Refuses what cannot be done, before anything is checked.
pub(super) fn allowed(reason: &str, options: &CheckOptions) -> Result<(), Stop> {
    let required = options.config.require_reason.as_ref().is_some_and(|it| it.value);
    let refuse = |why: &str| Err(Stop::Failed(why.to_owned()));
    if options.stdin.is_some() {
        return refuse("--add-ignore writes into files, and standard input is none");
    }
    if required && reason.trim().is_empty() {
        return refuse("--add-ignore needs a reason here: `require-reason` is set");
    }
    Ok(())
}

/// Writes the comments; what cannot be written is said on standard error.
pub(super) fn write(
    result: &CheckResult,
    reason: &str,
    max_file_size: u64,
    console: &mut Console<'_>,
) -> Result<(), Stop> {
    let findings = &result.outcome.findings;
    let exceptions = exceptions(&result.texts, findings, reason).map_err(Stop::Failed)?;
    // Everything is looked at before anything is written.
    let mut files = Vec::new();
    for file in &exceptions.files {
        let path = result.texts.text(file.text).file().unwrap_or("");
        if unchanged(result, file, max_file_size)? {
            files.push((path, file));
        } else {
            let text = format!("`{path}` is left alone, because it is not written in UTF-8");
            console.complain(Severity::Warning, &text);
        }
    }
    for (path, Rewritten { content, .. }) in &files {
        replace::write(Path::new(path), content)
            .map_err(|error| Stop::Failed(format!("`{path}` cannot be written: {error}")))?;
    }
    for (index, why) in &exceptions.left {
        let Some(reported) = findings.get(*index) else { continue };
        console.complain(Severity::Warning, &left(result, reported, why));
    }
    let comments = files.iter().map(|(_, file)| file.comments).sum();
    let (comments, files) = (count(comments, "comment"), count(files.len(), "file"));
    console.remark(&format!("wrote {comments} in {files}"));
    Ok(())
}

/// Whether the bytes of a file are those that were checked, and not another encoding of them.
///
/// # Errors
/// If it has changed since, or cannot be read any more.
fn unchanged(result: &CheckResult, file: &Rewritten, max_file_size: u64) -> Result<bool, Stop> {
    let text = result.texts.text(file.text);
    let path = text.file().unwrap_or("");
    let refuse = |why: String| Stop::Failed(format!("nothing is written: `{path}` {why}"));
    match read(Path::new(path), max_file_size) {
        Ok(content) if content.text != text.content() => {
            Err(refuse("has changed meanwhile".to_owned()))
        }
        Ok(content) => Ok(!content.reencoded),
        Err(problem) => Err(refuse(format!("cannot be read any more: {}", problem.message()))),
    }
}

/// What to say of a finding that no comment hides.
fn left(result: &CheckResult, reported: &Reported, why: &str) -> String {
    let place = place_name(&result.texts, reported.finding.primary.place);
    let place = place.map(|it| format!("{it}: ")).unwrap_or_default();
    let rule = reported.rule.name;
    let remedy = if reported.rule.category == "suppression" {
        String::new()
    } else {
        let subject = &reported.subject;
        format!("; ekslint.toml can: [[ignore]] rule = \"{rule}\", subject = '{subject}'")
    };
    format!("{place}no comment for {rule}: {why}{remedy}")
}
