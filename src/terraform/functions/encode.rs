//! Structures as text.

mod yaml;

use super::call::{Call, Made};
use crate::syntax::Number;
use crate::terraform::objects::{self, is_known};
use crate::value::{Format, Kind, Value};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "jsonencode" => encode(call, Format::Json),
        "yamlencode" => encode(call, Format::Yaml),
        _ => return None,
    })
}

fn encode(call: &Call<'_, '_>, format: Format) -> Made {
    let value = call.any(0)?;
    if endless(&value) {
        return Err(call.error("an infinite number can't be written"));
    }
    Ok(Value::document(format, value, call.origin.clone()))
}

/// Whether a number has an end, so that it can be written.
fn finite(number: &Number) -> bool {
    number.big().is_some_and(|number| !number.is_infinite())
}

fn endless(value: &Value) -> bool {
    match &value.kind {
        Kind::Number(number) => !finite(number),
        Kind::List(list) => list.items.iter().any(endless),
        Kind::Map(map) => map.entries.iter().any(|entry| endless(&entry.value)),
        _ => false,
    }
}

/// The text of a known document, as Terraform writes it.
pub(in crate::terraform) fn rendered(value: &Value) -> Option<String> {
    let Kind::Document(document) = &value.kind else { return None };
    if !is_known(&document.root) {
        return None;
    }
    if document.format == Format::Yaml {
        return yaml::text(&document.root);
    }
    let mut out = String::new();
    render(&document.root, &mut out)?;
    Some(out)
}

/// Writes a value as compact JSON with sorted keys.
pub(super) fn render(value: &Value, out: &mut String) -> Option<()> {
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Kind::Number(number) if finite(number) => out.push_str(&number.to_string()),
        Kind::Text(text) => quote(text, out),
        Kind::List(list) => {
            out.push('[');
            for (at, item) in list.items.iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                render(item, out)?;
            }
            out.push(']');
        }
        Kind::Map(map) => {
            out.push('{');
            for (at, entry) in objects::sorted(map).into_iter().enumerate() {
                out.push_str(if at > 0 { "," } else { "" });
                quote(&entry.key, out);
                out.push(':');
                render(&entry.value, out)?;
            }
            out.push('}');
        }
        Kind::Document(_) => quote(&rendered(value)?, out),
        _ => return None,
    }
    (out.len() <= objects::STRING).then_some(())
}

/// Writes a JSON string as Go does, which escapes what is special to HTML.
pub(super) fn quote(text: &str, out: &mut String) {
    out.push('"');
    for letter in text.chars() {
        match letter {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{8}' => out.push_str("\\b"),
            '\u{c}' => out.push_str("\\f"),
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}' => {
                out.push_str("\\u");
                out.extend(hexadecimal(letter));
            }
            letter => out.push(letter),
        }
    }
    out.push('"');
}

/// The four digits of a character of the first plane.
fn hexadecimal(letter: char) -> impl Iterator<Item = char> {
    let code = u32::from(letter);
    [12, 8, 4, 0].into_iter().filter_map(move |shift| char::from_digit(code >> shift & 15, 16))
}
