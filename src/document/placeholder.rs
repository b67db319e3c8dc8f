//! Marks in a text that something fills in before the real tool reads it.

use std::ops::Range;

use super::Placeholders;

/// The placeholders of a text, in order.
///
/// With `expanded`, `$(VAR)` is no placeholder.
pub(super) fn find(text: &str, wanted: Placeholders, expanded: bool) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let starts = |byte: u8| matches!(byte, b'$' | b'{' | b'<' | b'%' | b'@' | b'_');
    if wanted == Placeholders::Literal || !text.bytes().any(starts) {
        return found;
    }
    if text.strip_prefix('$').is_some_and(is_variable) {
        return vec![0..text.len()];
    }
    let mut at = 0;
    while let Some(next) = text.bytes().skip(at).position(starts) {
        at += next;
        let rest = &text[at..];
        let length = match rest.as_bytes()[0] {
            b'$' => dollar(rest, wanted, expanded),
            b'{' => enclosed(rest, "{{", "}}", |name| !name.trim().is_empty()),
            b'<' => angle(text, at),
            b'%' => enclosed(rest, "%", "%", |name| name.len() >= 3 && is_variable(name)),
            b'@' => enclosed(rest, "@@", "@@", |name| name.bytes().all(in_name)),
            _ => underscores(text, at),
        };
        match length {
            Some(length) => {
                found.push(at..at + length);
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

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
fn angle(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].bytes().next_back();
    if before.is_some_and(|byte| in_name(byte) || matches!(byte, b'<' | b'?' | b'\\')) {
        return None;
    }
    let in_words = |byte: u8| in_name(byte) || matches!(byte, b'-' | b'.' | b' ' | b'/');
    let fits = |name: &str| {
        let letter = name.bytes().next().is_some_and(|byte| byte.is_ascii_alphabetic());
        letter && name.bytes().all(in_words) && !name.ends_with([' ', '/']) && !is_markup(name)
    };
    let markup = || text.contains("</") || text.contains("/>") || text.contains("<!");
    enclosed(&text[at..], "<", ">", fits).filter(|_| !markup())
}

/// Elements of HTML that stand without a closing one, and what programs print for nothing.
fn is_markup(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "p" | "li" | "none" | "nil" | "unset" | "unknown")
}

/// `__NAME__`, all in capitals and a word of its own.
fn underscores(text: &str, at: usize) -> Option<usize> {
    let before = text[..at].bytes().next_back();
    let rest = &text[at..];
    let length = rest.bytes().position(|byte| !in_name(byte)).unwrap_or(rest.len());
    let name = rest[..length].strip_prefix("__")?.strip_suffix("__")?;
    let own = before.is_none_or(|byte| !in_name(byte));
    (own && !name.starts_with('_') && is_variable(name)).then_some(length)
}
