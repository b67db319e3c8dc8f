//! What is wrong with a text, in words.

use hcl_edit::parser::Error;

use super::lex::Token;
use crate::syntax::{Range, SyntaxError};

/// Something that scanning alone shows to be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) flaw: Flaw,
    pub(super) range: Range,
}

/// What is wrong; the first is the best explanation where there are several.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Flaw {
    TooLarge,
    OpenString,
    OpenHeredoc,
    OpenComment,
    Misplaced,
    Unopened,
    Unclosed,
}

impl Flaw {
    /// Whether the parser underneath must not even try.
    pub(super) fn is_fatal(self) -> bool {
        matches!(self, Self::TooLarge | Self::OpenString)
    }
}

/// The best explanation among problems: where brackets are left open, the innermost.
pub(super) fn explain(problems: &[Problem], text: &str) -> Option<SyntaxError> {
    let best = problems.iter().min_by_key(|it| {
        let inner = if it.flaw == Flaw::Unclosed { u32::MAX - it.range.start } else { 0 };
        (it.flaw, inner, it.range)
    })?;
    let sign = text.get(best.range.indices()).unwrap_or("");
    let (message, help) = match best.flaw {
        Flaw::TooLarge => (
            "the object has too many keys to be read (more than 4000)".to_owned(),
            "keep data of this size in a JSON or YAML file and read it with `jsondecode(file(…))`",
        ),
        Flaw::OpenString => (
            "the string is not closed on its line".to_owned(),
            "add the closing quote; for several lines, use a heredoc (`<<-EOT`)",
        ),
        Flaw::OpenHeredoc => (
            format!("the heredoc `{sign}` is not closed"),
            "end it with the marker alone on a line",
        ),
        Flaw::OpenComment => ("the comment is not closed".to_owned(), "end it with `*/`"),
        Flaw::Misplaced => (
            "the block that opens here seems to lack its closing brace".to_owned(),
            "the next `}` is indented as one of an outer block: close this one before it",
        ),
        Flaw::Unopened => {
            (format!("`{sign}` closes nothing"), "remove it, or open what it should close")
        }
        Flaw::Unclosed => (
            format!("`{sign}` is not closed"),
            "add the closing bracket before the end of the block",
        ),
    };
    Some(SyntaxError { range: best.range, message, help: Some(help.to_owned()) })
}

/// What the parser underneath reports, at the token it stumbled over.
pub(super) fn translate(error: &Error, start: usize, text: &str, tokens: &[Token]) -> SyntaxError {
    let at = start + error.location().offset();
    let next = tokens.partition_point(|token| token.range.end as usize <= at);
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let range = tokens.get(next).map_or(Range::new(end, end), |token| token.range);
    let found = text.get(range.indices()).unwrap_or("").trim();
    let found = match found {
        "" => "the end of the line".to_owned(),
        long if long.len() > 40 => "this".to_owned(),
        short => format!("`{short}`"),
    };
    let (message, help) = wording(error.message(), &found);
    SyntaxError { range, message, help: help.map(str::to_owned) }
}

/// Our words for the parser's.
fn wording(message: &str, found: &str) -> (String, Option<&'static str>) {
    let known = |part: &str| message.contains(part);
    let (text, help) = if known("nesting depth") {
        ("nested more than 64 levels deep", Some("move inner parts to `locals`"))
    } else if known("binary operation") {
        ("more than 128 operators in one expression", Some("move parts of it to `locals`"))
    } else if known("redefined object key") {
        ("this key is written more than once", Some("keep one of the entries"))
    } else if known("redefined attribute") {
        ("this argument is set more than once", Some("keep one of them"))
    } else if known("escape sequence") || known("hex code") {
        ("unknown escape sequence", Some("write a backslash as `\\\\`"))
    } else if known("traversal operator") {
        ("expected a name, a number or `*` after the dot", None)
    } else {
        return (unexpected(&known, found), None);
    };
    (text.to_owned(), help)
}

fn unexpected(known: &dyn Fn(&str) -> bool, found: &str) -> String {
    if known("object value assignment") {
        format!("expected `=` after the key, found {found}")
    } else if known("invalid structure") {
        format!("expected `=` or `{{` after the name, found {found}")
    } else if known("invalid expression") {
        format!("expected a value, found {found}")
    } else if known("newline or eof") {
        format!("expected the end of the line, found {found}")
    } else if known("invalid block body") {
        format!("expected an argument, a block or `}}`, found {found}")
    } else if known("heredoc end") {
        "the heredoc is not closed".to_owned()
    } else {
        format!("unexpected {}", found.strip_prefix("the ").unwrap_or(found))
    }
}
