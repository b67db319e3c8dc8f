//! Values written as `terraform fmt` likes them.

use std::fmt::Write as _;

use serde_json::{Map, Value};

use crate::syntax::edit::Key;

/// Lists of scalars that are longer get a line for each item.
const LINE: usize = 80;

/// A value as an expression; lines after the first are indented from column 0.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(text) => format!("\"{}\"", escaped(text)),
        Value::Array(items) => list(items),
        Value::Object(entries) => object(entries),
    }
}

fn list(items: &[Value]) -> String {
    let rendered: Vec<_> = items.iter().map(value).collect();
    let flat = format!("[{}]", rendered.join(", "));
    if !flat.contains('\n') && flat.len() <= LINE {
        return flat;
    }
    let lines: String = rendered.iter().fold(String::new(), |mut all, item| {
        let _ = writeln!(all, "  {},", super::layout::indented(item, "  "));
        all
    });
    format!("[\n{lines}]")
}

fn object(entries: &Map<String, Value>) -> String {
    if entries.is_empty() {
        return "{}".to_owned();
    }
    let rendered: Vec<_> = entries.iter().map(|(name, it)| (key(name), value(it))).collect();
    // Signs are aligned among neighbours of one line each.
    let widest = rendered.iter().map(|(name, _)| name.chars().count()).max().unwrap_or(0);
    let flat = rendered.iter().all(|(_, value)| !value.contains('\n'));
    let width = if flat { widest } else { 0 };
    let lines = rendered.iter().fold(String::new(), |mut all, (name, value)| {
        let _ = writeln!(all, "  {name:width$} = {}", super::layout::indented(value, "  "));
        all
    });
    format!("{{\n{lines}}}")
}

/// A key of an object: bare if it is a name.
pub(super) fn key(name: &str) -> String {
    let starts = name.starts_with(|it: char| it.is_ascii_alphabetic() || it == '_');
    let word = |it: char| it.is_ascii_alphanumeric() || matches!(it, '_' | '-');
    let keyword = matches!(name, "for" | "true" | "false" | "null");
    if starts && name.chars().all(word) && !keyword {
        name.to_owned()
    } else {
        format!("\"{}\"", escaped(name))
    }
}

/// The characters of a quoted string.
pub(in crate::fix) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            '"' => escaped.push_str("\\\""),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            control if control.is_control() => {
                let _ = write!(escaped, "\\u{:04x}", u32::from(control));
            }
            letter => escaped.push(letter),
        }
    }
    unquoted(&escaped)
}

/// The characters of a heredoc.
pub(in crate::fix) fn unquoted(text: &str) -> String {
    text.replace("${", "$${").replace("%{", "%%{")
}

/// A value below keys that have to be written, as an expression; none if one of them is a block.
pub(super) fn nested(keys: &[Key], new: &Value) -> Option<String> {
    let mut all = new.clone();
    for name in keys.iter().rev() {
        let Key::Name(name) = name else { return None };
        all = Value::Object(Map::from_iter([(name.to_string(), all)]));
    }
    Some(value(&all))
}
