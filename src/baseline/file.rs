//! The file: JSON, sorted, one finding a line, so that a change of it can be reviewed and merged.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::{Baseline, Entry};
use crate::source::Content;

/// The version of the file's shape; another one is refused.
const VERSION: u64 = 1;

/// Bytes above which a file is no baseline.
const LARGEST: u64 = 256 << 20;

/// Why a file cannot be used as a baseline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaselineError {
    /// `path:line:column`, or the path.
    pub place: String,
    /// What is wrong, and what to do.
    pub reason: String,
}

impl fmt::Display for BaselineError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.place, self.reason)
    }
}

impl std::error::Error for BaselineError {}

/// Whose file it is; what else is in it is not looked at.
#[derive(Deserialize)]
struct Header {
    tool: Option<String>,
    version: Option<u64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "tool")]
    _tool: String,
    #[serde(rename = "version")]
    _version: u64,
    findings: Vec<Line>,
}

/// One line of the file.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line {
    path: String,
    rule: String,
    subject: String,
    message: String,
    fingerprint: String,
    count: usize,
}

impl Baseline {
    /// Reads a file; `name` is what messages call it.
    pub fn read(path: &Path, name: &str) -> Result<Self, BaselineError> {
        let Content { text, .. } = crate::source::read(path, LARGEST).map_err(|problem| {
            let reason = format!("the baseline cannot be read: {}", problem.message());
            BaselineError { place: name.to_owned(), reason }
        })?;
        Self::parse(&text, name)
    }

    /// Reads a text; `name` is what messages call it.
    pub fn parse(text: &str, name: &str) -> Result<Self, BaselineError> {
        let text = &united(text.trim_start_matches('\u{feff}'));
        if let Some(line) = conflict(text) {
            let reason = "a merge left conflict marks here; keep the lines of both sides, and take \
                          the marks out";
            return Err(BaselineError {
                place: format!("{name}:{line}"),
                reason: reason.to_owned(),
            });
        }
        if text.trim_start().starts_with('[') {
            let reason = "this is no baseline of ekslint but a list; name another file with \
                          --baseline";
            return Err(BaselineError { place: format!("{name}:1"), reason: reason.to_owned() });
        }
        let header: Header = serde_json::from_str(text).map_err(|error| broken(&error, name))?;
        if header.tool.as_deref() != Some("ekslint") {
            let whose = header.tool.map_or(String::new(), |tool| format!(" but of `{tool}`"));
            let reason =
                format!("this is no baseline of ekslint{whose}; name another file with --baseline");
            return Err(BaselineError { place: line_of(text, "\"tool\"", name), reason });
        }
        if header.version != Some(VERSION) {
            let version =
                header.version.map_or("no version".to_owned(), |it| format!("version {it}"));
            let reason = format!(
                "this baseline has {version}, and this ekslint reads version {VERSION}; use the \
                 ekslint that wrote it, or delete it and run `ekslint check --update-baseline`"
            );
            return Err(BaselineError { place: line_of(text, "\"version\"", name), reason });
        }
        let file: File = serde_json::from_str(text).map_err(|error| broken(&error, name))?;
        let mut baseline = Self::default();
        for Line { path, rule, subject, message, fingerprint, count } in file.findings {
            baseline.merge(Entry { path, rule, subject, message, fingerprint }, count);
        }
        Ok(baseline)
    }

    /// The content of the file.
    ///
    /// # Panics
    /// Never: text and numbers can always be written as JSON.
    pub fn render(&self) -> String {
        let line = |(entry, count): (&Entry, &usize)| {
            let Entry { path, rule, subject, message, fingerprint } = entry.clone();
            let line = Line { path, rule, subject, message, fingerprint, count: *count };
            serde_json::to_string(&line).expect("text and numbers are JSON")
        };
        let lines: Vec<String> = self.entries.iter().map(line).collect();
        let findings = match lines.as_slice() {
            [] => "[]".to_owned(),
            lines => format!("[\n    {}\n  ]", lines.join(",\n    ")),
        };
        format!(
            "{{\n  \"tool\": \"ekslint\",\n  \"version\": {VERSION},\n  \"findings\": {findings}\n}}\n"
        )
    }
}

fn broken(error: &serde_json::Error, name: &str) -> BaselineError {
    let (line, column) = (error.line(), error.column());
    let full = error.to_string();
    let what = full.split(" at line ").next().unwrap_or(&full);
    let comma = if what.contains("expected `,`") {
        " (every line of a finding but the last ends with a comma)"
    } else {
        ""
    };
    let reason = format!(
        "this baseline is broken: {what}{comma}; mend it, or take it from an earlier commit. \
         `ekslint check --update-baseline` without the file writes it anew, with all that is new"
    );
    BaselineError { place: format!("{name}:{line}:{column}"), reason }
}

/// The text with a comma behind every line of a finding but the last: git joins the lines of both sides
/// with `merge=union`, and the last line of one side has none. Lines keep their numbers.
fn united(text: &str) -> Cow<'_, str> {
    let is_finding = |line: &str| line.trim_start().starts_with("{\"path\":");
    let lines: Vec<&str> = text.lines().collect();
    let mended = |(index, line): (usize, &&str)| {
        let (next, bare) = (lines.get(index + 1)?, line.trim_end().trim_end_matches(','));
        let whole = is_finding(line) && bare.ends_with('}');
        let comma = if is_finding(next) { "," } else { "" };
        let mended = format!("{bare}{comma}");
        (whole && mended != line.trim_end()).then_some((index, mended))
    };
    let mended: BTreeMap<usize, String> = lines.iter().enumerate().filter_map(mended).collect();
    if mended.is_empty() {
        return Cow::Borrowed(text);
    }
    let line =
        |(index, line): (usize, &&str)| mended.get(&index).map_or(*line, String::as_str).to_owned();
    Cow::Owned(lines.iter().enumerate().map(line).collect::<Vec<_>>().join("\n"))
}

/// The first line, from 1, that a merge left to be resolved.
fn conflict(text: &str) -> Option<usize> {
    const MARKS: [&str; 4] = ["<<<<<<< ", "||||||| ", "=======", ">>>>>>> "];
    let is_mark = |line: &str| MARKS.iter().any(|mark| line.starts_with(mark));
    text.lines().position(is_mark).map(|index| index + 1)
}

/// `path:line` of the first line that holds a text, or of the first line.
fn line_of(text: &str, what: &str, name: &str) -> String {
    let line = text.lines().position(|line| line.contains(what)).map_or(1, |index| index + 1);
    format!("{name}:{line}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(path: &str, message: &str) -> Entry {
        let text = str::to_owned;
        Entry {
            path: text(path),
            rule: text("subnet-too-small"),
            subject: text("aws_subnet.a"),
            message: text(message),
            fingerprint: text("v1:0000000000000001"),
        }
    }

    #[test]
    fn one_finding_is_one_line_and_comes_back() {
        let mut baseline = Baseline::default();
        baseline.add(entry("b.tf", "with \"quotes\" and\nlines"), 2);
        baseline.add(entry("a.tf", "é"), 1);
        let text = baseline.render();
        assert_eq!(text.lines().count(), 8, "{text}");
        assert!(text.lines().nth(4).unwrap().contains("a.tf"), "sorted by path: {text}");
        assert_eq!(Baseline::parse(&text, "x"), Ok(baseline));
        let formatted: serde_json::Value = serde_json::from_str(&text).unwrap();
        let formatted = serde_json::to_string_pretty(&formatted).unwrap();
        assert_eq!(Baseline::parse(&formatted, "x").unwrap().len(), 3, "formatters may have it");
        let empty = Baseline::default();
        assert_eq!(Baseline::parse(&empty.render(), "x"), Ok(empty));
    }

    #[test]
    fn a_line_that_a_merge_wrote_twice_is_one_finding() {
        let mut baseline = Baseline::default();
        baseline.add(entry("a.tf", "one"), 1);
        let text = baseline.render();
        let line = text.lines().nth(4).unwrap();
        assert_eq!(
            Baseline::parse(&text.replace(line, &format!("{line},\n{line}")), "x"),
            Ok(baseline)
        );
    }

    #[test]
    fn what_git_joins_with_merge_union_is_read() {
        let mut both = Baseline::default();
        both.add(entry("a.tf", "one"), 1);
        let ours = both.render();
        both.add(entry("b.tf", "two"), 1);
        let (all, last) = (both.render(), ours.lines().nth(4).unwrap());
        let joined = all.replace(&format!("{last},"), last);
        assert_ne!(joined, all, "a comma is lost");
        assert_eq!(Baseline::parse(&joined, "x"), Ok(both.clone()));
        let cut = ours.replace(last, &format!("{last},"));
        assert_eq!(Baseline::parse(&cut, "x").unwrap().len(), 1, "the last line was taken out");
        let formatted =
            serde_json::to_string_pretty(&serde_json::from_str::<serde_json::Value>(&all).unwrap());
        let formatted = formatted.unwrap().replacen("    },\n", "    }\n", 1);
        let error = Baseline::parse(&formatted, "x").unwrap_err().to_string();
        assert!(error.contains("ends with a comma"), "other shapes are not mended: {error}");
    }

    #[test]
    fn what_is_not_ours_is_refused_at_its_line() {
        let refused = |text: &str| Baseline::parse(text, "known.json").unwrap_err().to_string();
        let newer = refused("{\n  \"tool\": \"ekslint\",\n  \"version\": 2,\n  \"shape\": {}\n}\n");
        assert!(newer.starts_with("known.json:3: this baseline has version 2"), "{newer}");
        let other = refused("{\n\"tool\": \"otherlint\"}");
        assert!(other.contains("known.json:2") && other.contains("of `otherlint`"), "{other}");
        let package = refused("{\"name\": \"left-pad\", \"version\": \"1.0.0\"}");
        assert!(package.starts_with("known.json:1:"), "{package}");
        let merged = refused("{\n<<<<<<< HEAD\n  \"tool\": \"ekslint\"\n");
        assert!(merged.starts_with("known.json:2: a merge left conflict marks"), "{merged}");
        assert!(!merged.contains("update-baseline"), "what is new on both sides is not known");
        let typo = "{\"tool\": \"ekslint\", \"version\": 1, \"findings\": [{\"pth\": \"a\"}]}";
        assert!(refused(typo).contains("unknown field `pth`"), "{}", refused(typo));
        assert!(refused("[]").contains("known.json:1"), "{}", refused("[]"));
        assert!(refused("").contains("update-baseline"), "{}", refused(""));
    }
}
