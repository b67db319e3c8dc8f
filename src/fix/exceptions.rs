//! Comments that say of findings that they do not count.

use std::collections::{BTreeMap, BTreeSet};

use super::language::Language;
use super::{Splice, spliced, verify};
use crate::engine::Reported;
use crate::finding::Label;
use crate::reader::masked;
use crate::source::{Span, TextId, Texts};
use crate::suppress::{Spot, spot, wording};
use crate::syntax::{hcl, yaml};

/// What to write so that findings do not count any more.
#[derive(Clone, Debug, Default)]
pub struct Exceptions {
    /// The files that change, in the order of their paths.
    pub files: Vec<Rewritten>,
    /// Findings that no comment can hide: their number in the list that was given, and why.
    pub left: Vec<(usize, &'static str)>,
}

/// A file with more comments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewritten {
    /// The file.
    pub text: TextId,
    /// How many comments are new.
    pub comments: usize,
    /// All of its content afterwards.
    pub content: String,
}

/// What is new in one file: rules by the line that the comment stands above, and the findings.
#[derive(Default)]
struct Page {
    rules: BTreeMap<u32, (Spot, BTreeSet<&'static str>)>,
    findings: Vec<usize>,
}

/// Writes a comment above the place of each finding, one for all rules of a line.
///
/// # Errors
/// If the reason cannot stand in a comment.
pub fn exceptions(
    texts: &Texts,
    findings: &[Reported],
    reason: &str,
) -> Result<Exceptions, String> {
    wording(["*"], reason)?;
    let mut exceptions = Exceptions::default();
    let mut pages: BTreeMap<(&str, TextId), Page> = BTreeMap::new();
    for (index, reported) in findings.iter().enumerate() {
        match place(texts, reported) {
            Ok((span, spot)) => {
                let page = pages.entry((texts.path(span), span.text)).or_default();
                let (_, rules) = page.rules.entry(spot.at).or_insert((spot, BTreeSet::new()));
                rules.insert(reported.rule.name);
                page.findings.push(index);
            }
            Err(why) => exceptions.left.push((index, why)),
        }
    }
    for ((_, text), page) in pages {
        if let Some(file) = page.written(texts, text, reason)? {
            exceptions.files.push(file);
        } else {
            let why = "the file could not be read with a comment there";
            exceptions.left.extend(page.findings.into_iter().map(|index| (index, why)));
        }
    }
    exceptions.left.sort_unstable();
    Ok(exceptions)
}

/// Where the comment for a finding goes.
fn place(texts: &Texts, reported: &Reported) -> Result<(Span, Spot), &'static str> {
    if reported.rule.category == "suppression" {
        return Err("it speaks of a comment, and is mended there");
    }
    let Label { place, .. } = &reported.finding.primary;
    if place.span == Span::NOWHERE {
        return Err("it stands in no file");
    }
    let span = texts.locate(*place);
    let text = texts.text(span.text);
    let Some(path) = text.file() else { return Err("it stands in no file") };
    if text.content().is_empty() {
        return Err("the file cannot be read");
    }
    if path.to_ascii_lowercase().ends_with("json") {
        return Err("JSON has no comments");
    }
    let spot = spot(text, span.start);
    spot.map(|spot| (span, spot)).ok_or("no comment can stand in such a file")
}

impl Page {
    /// The file with its comments; none if it does not hold them as comments afterwards.
    fn written(
        &self,
        texts: &Texts,
        text: TextId,
        reason: &str,
    ) -> Result<Option<Rewritten>, String> {
        let host = texts.text(text);
        let content = host.content();
        let mut splices = Vec::new();
        let line_end = if content.contains("\r\n") { "\r\n" } else { "\n" };
        for (spot, rules) in self.rules.values() {
            let words = wording(rules.iter().copied(), reason)?;
            let line = format!("{}# {words}{line_end}", spot.indent);
            splices.push(Splice::insert(spot.at, line));
        }
        let language = Language::of(host);
        let verified = verify::of_text(language, content, &splices);
        let changes: Vec<_> = splices.iter().map(|it| (it.range.indices(), &*it.content)).collect();
        let (Ok(after), Ok(())) = (spliced(content, &changes), verified) else { return Ok(None) };
        let comments = splices.len();
        let read = count(language, &after) == count(language, content) + comments;
        Ok(read.then_some(Rewritten { text, comments, content: after }))
    }
}

/// How many comments a text has.
fn count(language: Language, content: &str) -> usize {
    match language {
        Language::Hcl => hcl::parse(content).comments.len(),
        Language::Yaml => yaml::parse(content).comments.len(),
        Language::Chart => masked(content).map_or(0, |it| yaml::parse(&it).comments.len()),
        Language::Template => 0,
    }
}
