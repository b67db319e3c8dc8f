//! Actions: `{{ .. }}`.

use super::super::{Range, SyntaxError};
use super::BlockKind;

/// One action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action {
    /// From its braces to its braces.
    pub range: Range,
    /// What stands between them, without the dashes and the space around it.
    pub inner: Range,
    /// What it does.
    pub verb: Verb,
    /// Whether it takes away the white space before it.
    pub trims: bool,
}

/// What an action does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verb {
    /// Writes something.
    Write,
    /// Writes nothing: a comment, an assignment, a call of `fail`.
    Nothing,
    /// Starts a block.
    Open(BlockKind),
    /// Starts another branch of a block; with a condition, unless it is the last.
    Else {
        /// Whether it has a condition of its own.
        condition: bool,
    },
    /// Ends a block.
    End,
}

/// The actions of a text, in order.
pub(super) fn actions(text: &str) -> Result<Vec<Action>, SyntaxError> {
    let mut actions = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find("{{")) {
        let start = at + found;
        let Some(action) = action(text, start) else {
            return Err(error(range(start, start + 2), "the action does not end"));
        };
        at = action.range.end as usize;
        actions.push(action);
    }
    Ok(actions)
}

/// The action whose braces start at `start`; none if it does not end.
fn action(text: &str, start: usize) -> Option<Action> {
    let rest = text.get(start + 2..)?;
    // A dash only counts with space behind it: `{{-3}}` writes a number.
    let spaced = |rest: &str| rest.starts_with([' ', '\t', '\r', '\n']);
    let trims = rest.strip_prefix('-').is_some_and(|rest| spaced(rest) || rest.starts_with("/*"));
    let lead = start + 2 + usize::from(trims);
    let body = text.get(lead..)?;
    let code = lead + (body.len() - body.trim_start().len());
    let comment = text.get(code..)?.starts_with("/*");
    let close = if comment { comment_end(text, code)? } else { code_end(text, lead)? };
    let inside = text.get(lead..close)?;
    let inside = inside.strip_suffix('-').filter(|it| comment || ends_spaced(it)).unwrap_or(inside);
    let inner_start = lead + (inside.len() - inside.trim_start().len());
    let inner = inside.trim();
    let verb = if comment { Verb::Nothing } else { verb(inner) };
    Some(Action {
        range: range(start, close + 2),
        inner: range(inner_start, inner_start + inner.len()),
        verb,
        trims,
    })
}

fn ends_spaced(text: &str) -> bool {
    text.ends_with([' ', '\t', '\r', '\n'])
}

/// Where the braces behind a comment start.
fn comment_end(text: &str, start: usize) -> Option<usize> {
    let end = start + 2 + text.get(start + 2..)?.find("*/")? + 2;
    let close = end + text.get(end..)?.find("}}")?;
    let between = text.get(end..close)?.trim();
    matches!(between, "" | "-").then_some(close)
}

/// Where the braces behind code start: not inside its strings.
fn code_end(text: &str, start: usize) -> Option<usize> {
    let mut quote: Option<u8> = None;
    let mut bytes = text.bytes().enumerate().skip(start);
    while let Some((at, byte)) = bytes.next() {
        match (quote, byte) {
            (Some(b'"' | b'\''), b'\\') => {
                bytes.next();
            }
            (Some(open), byte) if byte == open => quote = None,
            (Some(b'"' | b'\''), b'\n') => return None,
            (None, b'"' | b'\'' | b'`') => quote = Some(byte),
            (None, b'}') if text.as_bytes().get(at + 1) == Some(&b'}') => return Some(at),
            (Some(_) | None, _) => {}
        }
    }
    None
}

fn verb(inner: &str) -> Verb {
    let end = inner.find(|it: char| !it.is_alphanumeric() && it != '_').unwrap_or(inner.len());
    let (word, rest) = inner.split_at(end);
    match word {
        "if" => Verb::Open(BlockKind::If),
        "with" => Verb::Open(BlockKind::With),
        "range" => Verb::Open(BlockKind::Range),
        "define" => Verb::Open(BlockKind::Define),
        "block" => Verb::Open(BlockKind::Block),
        "else" => Verb::Else { condition: !rest.trim().is_empty() },
        "end" => Verb::End,
        "break" | "continue" | "fail" => Verb::Nothing,
        _ if is_assignment(inner) => Verb::Nothing,
        _ => Verb::Write,
    }
}

/// Whether code is `$name := ..` or `$name = ..`.
fn is_assignment(code: &str) -> bool {
    let Some(rest) = code.strip_prefix('$') else { return false };
    let rest = rest.trim_start_matches(|it: char| it.is_alphanumeric() || it == '_').trim_start();
    rest.starts_with(":=") || (rest.starts_with('=') && !rest.starts_with("=="))
}

pub(super) fn error(range: Range, message: &str) -> SyntaxError {
    SyntaxError { range, message: message.to_owned(), help: None }
}

pub(super) fn range(start: usize, end: usize) -> Range {
    let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    Range::new(short(start), short(end))
}
