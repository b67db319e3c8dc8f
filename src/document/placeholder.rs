//! Marks in a text that something fills in before the real tool reads it.

use std::ops::Range;

use super::Placeholders;
use crate::syntax::template::is_hole;

/// The placeholders of a text, in order.
///
/// With `expanded`, `$(VAR)` is no placeholder.
pub(super) fn find(text: &str, wanted: Placeholders, expanded: bool) -> Vec<Range<usize>> {
    let (mut found, mut at) = (Vec::new(), 0);
    for hole in masked(text) {
        found.extend(written(text, at..hole.start, wanted, expanded));
        at = hole.end;
        found.push(hole);
    }
    found.extend(written(text, at..text.len(), wanted, expanded));
    found
}

/// The placeholders of a part of a text that stand there as such.
fn written(
    text: &str,
    part: Range<usize>,
    wanted: Placeholders,
    expanded: bool,
) -> impl Iterator<Item = Range<usize>> {
    let start = part.start;
    let found = marks(&text[part], wanted, expanded);
    found.into_iter().map(move |it| start + it.start..start + it.end)
}

fn marks(text: &str, wanted: Placeholders, expanded: bool) -> Vec<Range<usize>> {
    let starts = |byte: u8| matches!(byte, b'$' | b'{' | b'<' | b'%' | b'@' | b'_');
    let mut found = Vec::new();
    if wanted == Placeholders::Literal || !text.bytes().any(starts) {
        return found;
    }
    if text.strip_prefix('$').is_some_and(is_variable) {
        found.push(0..text.len());
        return found;
    }
    let markup = ["</", "/>", "<!"].iter().any(|mark| text.contains(mark));
    let mut at = 0;
    while let Some(next) = text[at..].bytes().position(starts) {
        at += next;
        let window = &text[at..text.floor_char_boundary(at + LONGEST)];
        let before = text[..at].bytes().next_back();
        let length = match window.as_bytes()[0] {
            b'$' => dollar(window, wanted, expanded),
            b'{' => enclosed(window, "{{", "}}", |name| !name.trim().is_empty()),
            b'<' if !markup => angle(window, before),
            b'%' => enclosed(window, "%", "%", |name| name.len() >= 3 && is_variable(name)),
            b'@' => enclosed(window, "@@", "@@", |name| name.bytes().all(in_name)),
            b'_' => underscores(window, before),
            _ => None,
        };
        found.extend(length.map(|length| at..at + length));
        at += length.unwrap_or(1);
    }
    found
}

/// Runs of holes in a masked template, with the space around them, which actions may take away.
fn masked(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    // Hardly any text has one, and finding characters takes longer than finding bytes.
    if text.is_ascii() {
        return found;
    }
    for (at, hole) in text.char_indices().filter(|(_, it)| is_hole(*it)) {
        let start = text[..at].trim_end().len();
        let end = at + hole.len_utf8();
        let end = text.len() - text[end..].trim_start().len();
        match found.last_mut() {
            Some(last) if last.end >= start => last.end = end,
            _ => found.push(start..end),
        }
    }
    found
}

/// A placeholder is no longer than this: without a limit, a text of openings alone would be read
/// to its end from each of them.
const LONGEST: usize = 1024;

/// Whether a name is in capitals, as those of environment variables are.
fn is_variable(name: &str) -> bool {
    let first = name.bytes().next();
    first.is_some_and(|byte| byte.is_ascii_uppercase() || byte == b'_')
        && name.bytes().all(|byte| in_name(byte) && !byte.is_ascii_lowercase())
}

fn in_name(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The length of `open name close` at the start of a text.
fn enclosed(text: &str, open: &str, close: &str, fits: impl Fn(&str) -> bool) -> Option<usize> {
    let inner = text.strip_prefix(open)?;
    let end = inner.find(close)?;
    let name = &inner[..end];
    (!name.is_empty() && fits(name)).then_some(open.len() + end + close.len())
}

/// `${…}` with balanced braces, or `$(VAR)`.
fn dollar(text: &str, wanted: Placeholders, expanded: bool) -> Option<usize> {
    if !text.starts_with("${") {
        return (!expanded).then(|| enclosed(text, "$(", ")", is_variable)).flatten();
    }
    let mut depth = 0_usize;
    for (at, letter) in text.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            '\n' => return None,
            _ => {}
        }
        if depth == 0 && at > 1 {
            let name = &text[2..at];
            let own = wanted == Placeholders::Policy && is_policy_variable(name);
            return (!name.is_empty() && !own).then_some(at + 1);
        }
    }
    None
}

/// `aws:username`, `saml:sub`, `cognito-identity.amazonaws.com:sub`, and the escapes `*`, `?`, `$`.
fn is_policy_variable(name: &str) -> bool {
    if matches!(name, "*" | "?" | "$") {
        return true;
    }
    let Some((prefix, rest)) = name.split_once(':') else { return false };
    let lower =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    // `${name:-default}` is a shell's.
    !prefix.is_empty() && prefix.bytes().all(lower) && !rest.starts_with(['-', '=', '+', '?'])
}

/// `<ACCOUNT_ID>` or `<your cluster>`, but no markup, comparison, here-document or named group.
fn angle(text: &str, before: Option<u8>) -> Option<usize> {
    if before.is_some_and(|byte| in_name(byte) || matches!(byte, b'<' | b'?' | b'\\')) {
        return None;
    }
    let in_words = |byte: u8| in_name(byte) || matches!(byte, b'-' | b'.' | b' ' | b'/');
    let fits = |name: &str| {
        let letter = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        letter && name.bytes().all(in_words) && !name.ends_with([' ', '/']) && !is_markup(name)
    };
    enclosed(text, "<", ">", fits)
}

/// Elements of HTML that stand without a closing one, and what programs print for nothing.
fn is_markup(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "p" | "li" | "none" | "nil" | "unset" | "unknown")
}

/// `__NAME__`, all in capitals and a word of its own.
fn underscores(text: &str, before: Option<u8>) -> Option<usize> {
    if before.is_some_and(in_name) {
        return None;
    }
    let length = text.bytes().position(|byte| !in_name(byte)).unwrap_or(text.len());
    let name = text[..length].strip_prefix("__")?.strip_suffix("__")?;
    (!name.starts_with('_') && is_variable(name)).then_some(length)
}

#[cfg(test)]
mod tests;
