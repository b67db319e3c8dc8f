//! `--add-ignore`: writes a comment for every finding.

use std::path::Path;

use super::console::{Console, Stop};
use super::output;
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
    for file in &exceptions.files {
        unchanged(result, file, max_file_size)?;
    }
    for Rewritten { text, content, .. } in &exceptions.files {
        let path = result.texts.text(*text).file().unwrap_or("");
        output::write(Path::new(path), content)
            .map_err(|error| Stop::Failed(format!("`{path}` cannot be written: {error}")))?;
    }
    for (index, why) in &exceptions.left {
        let Some(reported) = findings.get(*index) else { continue };
        console.complain(Severity::Warning, &left(result, reported, why));
    }
    let comments = exceptions.files.iter().map(|file| file.comments).sum();
    let (comments, files) = (count(comments, "comment"), count(exceptions.files.len(), "file"));
    console.remark(&format!("wrote {comments} in {files}"));
    Ok(())
}

/// Refuses a file that is not, byte for byte, what was checked.
fn unchanged(result: &CheckResult, file: &Rewritten, max_file_size: u64) -> Result<(), Stop> {
    let text = result.texts.text(file.text);
    let path = text.file().unwrap_or("");
    let refuse = |why: String| Stop::Failed(format!("`{path}` is not changed, nor others: {why}"));
    match read(Path::new(path), max_file_size) {
        Ok(content) if content.reencoded => Err(refuse("it is not written in UTF-8".to_owned())),
        Ok(content) if content.text != text.content() => {
            Err(refuse("it has changed meanwhile".to_owned()))
        }
        Ok(_) => Ok(()),
        Err(problem) => Err(refuse(problem.message())),
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
