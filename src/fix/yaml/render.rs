//! Values written as YAML and JSON.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::fix::layout::indented;
use crate::syntax::edit::Key;
use crate::syntax::yaml::Style;

/// A value on one line, in brackets if it has parts.
pub(super) fn flow(value: &Value, json: bool) -> String {
    match value {
        Value::String(text) if json => quoted(text),
        Value::String(text) => string(text, None, true),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(|item| flow(item, json)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(entries) if entries.is_empty() => "{}".to_owned(),
        Value::Object(entries) => {
            let entries: Vec<_> =
                entries.iter().map(|(key, value)| flow_entry(key, value, json)).collect();
            let space = if json { "" } else { " " };
            format!("{{{space}{}{space}}}", entries.join(", "))
        }
        other => other.to_string(),
    }
}

/// `key: value` on one line.
pub(super) fn flow_entry(key: &str, value: &Value, json: bool) -> String {
    let key = if json { quoted(key) } else { string(key, None, true) };
    format!("{key}: {}", flow(value, json))
}

/// A value on lines of its own; lines after the first are indented from column 0.
pub(super) fn block(value: &Value) -> String {
    match value {
        Value::Object(entries) if !entries.is_empty() => {
            let lines: Vec<_> = entries.iter().map(|(key, value)| entry(key, value)).collect();
            lines.join("\n")
        }
        Value::Array(items) if !items.is_empty() => {
            let lines: Vec<_> = items.iter().map(item).collect();
            lines.join("\n")
        }
        Value::String(text) => string(text, None, false),
        other => flow(other, false),
    }
}

/// `key: value`, with structures below the key.
pub(super) fn entry(key: &str, value: &Value) -> String {
    let below = match value {
        Value::Object(entries) => !entries.is_empty(),
        Value::Array(items) => !items.is_empty(),
        _ => false,
    };
    let gap = if below { "\n  " } else { " " };
    format!("{}:{gap}{}", string(key, None, false), indented(&block(value), "  "))
}

/// `- value`.
pub(super) fn item(value: &Value) -> String {
    format!("- {}", indented(&block(value), "  "))
}

/// The first of the keys that have to be written, and a value with the others around it; none if
/// one of them is a block.
pub(super) fn nested(keys: &[Key], new: &Value) -> Option<(String, Value)> {
    let mut names = keys.iter().map(|key| match key {
        Key::Name(name) => Some(name.to_string()),
        Key::Block(_) => None,
    });
    let first = names.next()??;
    let mut value = new.clone();
    for name in names.rev() {
        value = Value::Object(Map::from_iter([(name?, value)]));
    }
    Some((first, value))
}

/// A string in the quotes it had, if those can hold it.
pub(super) fn string(text: &str, style: Option<Style>, flow: bool) -> String {
    let printable = text.chars().all(is_printable);
    match style {
        Some(Style::Single) if printable => format!("'{}'", text.replace('\'', "''")),
        Some(Style::Single | Style::Double) => quoted(text),
        _ if is_plain(text, flow) => text.to_owned(),
        _ => quoted(text),
    }
}

/// A string in double quotes: JSON's escapes are YAML's.
pub(super) fn quoted(text: &str) -> String {
    let json = Value::String(text.to_owned()).to_string();
    json.chars().fold(String::with_capacity(json.len()), |mut all, letter| {
        if is_printable(letter) {
            all.push(letter);
        } else {
            let _ = write!(all, "\\u{:04x}", u32::from(letter));
        }
        all
    })
}

/// Whether YAML lets a character stand as it is on one line.
fn is_printable(letter: char) -> bool {
    let separator =
        matches!(letter, '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}');
    !letter.is_control() && !separator
}

/// Whether a string reads as itself without quotes, in every version of YAML.
pub(super) fn is_plain(text: &str, flow: bool) -> bool {
    const WORDS: [&str; 11] =
        ["", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n"];
    let lower = text.to_ascii_lowercase();
    let numeric = text.starts_with(|it: char| it.is_ascii_digit() || matches!(it, '.' | '+' | '-'))
        && text
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || matches!(it, '.' | '+' | '-' | '_' | ':'))
        && !is_name(text);
    let indicator = text.starts_with(|it| "-?:,[]{}#&*!|>'\"%@`=<".contains(it));
    let dash = text.starts_with("- ") || text == "-";
    let inside = text.contains(": ") || text.contains(" #") || text.ends_with(':');
    let blank = text.starts_with(char::is_whitespace) || text.ends_with(char::is_whitespace);
    let brackets = flow && text.contains([',', '[', ']', '{', '}', ':']);
    !(WORDS.contains(&&*lower) || numeric || indicator || dash || inside || blank || brackets)
        && text.chars().all(is_printable)
}

/// Whether a word that starts like a number cannot be one: `3scale`, but not `1e3`, `0x1f` or a
/// date.
fn is_name(text: &str) -> bool {
    text.chars().any(|it| it.is_ascii_alphabetic() && !"abcdefoxABCDEFOXntzTZ".contains(it))
        && !matches!(text.trim_start_matches(['.', '+', '-']), "inf" | "Inf" | "INF")
}
