//! Patterns of RE2, which Terraform has, in the words of the library that is used here.
//!
//! Both choose the leftmost match in the same way. They differ in what stands for classes of ASCII
//! (`\d`, `\w`, `\s`, `\b` are of Unicode here), in quoting (`\Q…\E`), and in what this library
//! has besides (`&&`, `--`, `~~` and classes inside of classes).

use std::fmt::Write as _;

/// More repetitions than this are refused.
const REPETITIONS: u32 = 1000;

/// The pattern as this library reads it; none where RE2 refuses it.
pub(super) fn translated(pattern: &str) -> Option<String> {
    let mut out = String::with_capacity(pattern.len() + 8);
    let mut rest = pattern;
    while let Some(letter) = rest.chars().next() {
        let after = &rest[letter.len_utf8()..];
        rest = match letter {
            '\\' => escape(after, false, &mut out)?,
            '[' => class(after, &mut out)?,
            '{' => braces(rest, &mut out)?,
            '*' | '+' | '?' => repetition(rest, &mut out)?,
            _ => {
                out.push(letter);
                after
            }
        };
    }
    Some(out)
}

/// A repetition sign, which may be lazy, and behind which no other one stands.
fn repetition<'p>(text: &'p str, out: &mut String) -> Option<&'p str> {
    let mut rest = &text[1..];
    // `(?` opens a group of a kind.
    let group = text.starts_with('?') && out.ends_with('(') && !out.ends_with("\\(");
    out.push_str(&text[..1]);
    if group {
        return Some(rest);
    }
    if let Some(after) = rest.strip_prefix('?') {
        out.push('?');
        rest = after;
    }
    let again = rest.starts_with(['*', '+', '?']) || counted(rest).is_some();
    (!again).then_some(rest)
}

/// The length of `{1}`, `{1,}` or `{1,2}` at the start of a text, and its greater number.
fn counted(text: &str) -> Option<(usize, u32)> {
    let end = text.strip_prefix('{')?.find('}')? + 1;
    let (least, most) = text[1..end].split_once(',').unwrap_or((&text[1..end], ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if least.is_empty() || !plain(least) || !plain(most) {
        return None;
    }
    let number = |part: &str| part.parse().unwrap_or(u32::MAX);
    let most = if most.is_empty() { number(least) } else { number(most) };
    Some((end + 1, most.max(number(least))))
}

/// A brace: a count, or else itself.
fn braces<'p>(text: &'p str, out: &mut String) -> Option<&'p str> {
    let Some((length, most)) = counted(text) else {
        out.push_str("\\{");
        return Some(&text[1..]);
    };
    if most > REPETITIONS {
        return None;
    }
    out.push_str(&text[..length]);
    let mut rest = &text[length..];
    if let Some(after) = rest.strip_prefix('?') {
        out.push('?');
        rest = after;
    }
    let again = rest.starts_with(['*', '+', '?']) || counted(rest).is_some();
    (!again).then_some(rest)
}

/// What follows a backslash, and what is left behind it.
fn escape<'p>(text: &'p str, inside: bool, out: &mut String) -> Option<&'p str> {
    let letter = text.chars().next()?;
    let after = &text[letter.len_utf8()..];
    let replaced = match (letter, inside) {
        ('d', true) => "0-9",
        ('d', false) => "[0-9]",
        ('D', _) => "[^0-9]",
        ('w', true) => "0-9A-Za-z_",
        ('w', false) => "[0-9A-Za-z_]",
        ('W', _) => "[^0-9A-Za-z_]",
        ('s', true) => "\\t\\n\\x0c\\r ",
        ('s', false) => "[\\t\\n\\x0c\\r ]",
        ('S', _) => "[^\\t\\n\\x0c\\r ]",
        ('b', false) => "(?-u:\\b)",
        ('B', false) => "(?-u:\\B)",
        ('A', false) => "\\A",
        ('z', false) => "\\z",
        ('Q', _) => return Some(quoted(after, out)),
        ('E', _) => "",
        ('a' | 'f' | 'n' | 'r' | 't' | 'v' | 'x' | 'p' | 'P', _) => {
            let braced = after.starts_with('{') && matches!(letter, 'x' | 'p' | 'P');
            let length = if braced { after.find('}')? + 1 } else { 0 };
            out.push('\\');
            out.push(letter);
            out.push_str(&after[..length]);
            return Some(&after[length..]);
        }
        ('0'..='7', _) => return octal(text, out),
        (letter, _) if letter.is_ascii_punctuation() || letter == ' ' => {
            out.push_str(&regex::escape(letter.encode_utf8(&mut [0; 4])));
            return Some(after);
        }
        _ => return None,
    };
    out.push_str(replaced);
    Some(after)
}

/// A character by its octal number, which has a leading zero or three digits.
fn octal<'p>(text: &'p str, out: &mut String) -> Option<&'p str> {
    let digits = text.bytes().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    if !text.starts_with('0') && digits < 3 {
        return None;
    }
    let code = u32::from_str_radix(&text[..digits], 8).ok()?;
    let _ = write!(out, "\\x{{{code:x}}}");
    Some(&text[digits..])
}

/// Characters up to `\E` that stand for themselves.
fn quoted<'p>(text: &'p str, out: &mut String) -> &'p str {
    let (quoted, rest) = text.split_once("\\E").unwrap_or((text, ""));
    out.push_str(&regex::escape(quoted));
    rest
}

/// The rest of a class in brackets.
fn class<'p>(text: &'p str, out: &mut String) -> Option<&'p str> {
    out.push('[');
    let mut rest = text;
    if let Some(after) = rest.strip_prefix('^') {
        out.push('^');
        rest = after;
    }
    let mut first = true;
    loop {
        let letter = rest.chars().next()?;
        let after = &rest[letter.len_utf8()..];
        rest = match letter {
            ']' if !first => {
                out.push(']');
                return Some(after);
            }
            '\\' => escape(after, true, out)?,
            '[' if after.starts_with(':') && after.contains(":]") => {
                let end = after.find(":]")? + 2;
                out.push('[');
                out.push_str(&after[..end]);
                &after[end..]
            }
            '-' => {
                out.push_str(if first || after.starts_with(']') { "\\-" } else { "-" });
                after
            }
            '[' | '&' | '~' | ']' => {
                out.push('\\');
                out.push(letter);
                after
            }
            letter => {
                out.push(letter);
                after
            }
        };
        first = false;
    }
}
