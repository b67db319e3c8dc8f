//! Structures as text and back.

use super::call::{Call, Made};
use super::symbolic::transformed;
use crate::terraform::objects::{self, is_known};
use crate::value::{Format, Kind, Transform, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "jsonencode" => encode(call, Format::Json),
        "yamlencode" => encode(call, Format::Yaml),
        "jsondecode" | "yamldecode" => decode(call),
        "base64encode" => base64(call, |text| Some(base64_encoded(text))),
        "base64decode" => base64(call, base64_decoded),
        _ => return None,
    })
}

fn encode(call: &Call<'_, '_>, format: Format) -> Made {
    call.arity(1..=1)?;
    Ok(Value::document(format, call.any(0)?, call.origin.clone()))
}

fn decode(call: &Call<'_, '_>) -> Made {
    call.arity(1..=1)?;
    let value = call.argument(0)?;
    if let Kind::Document(document) = &value.kind
        && (document.format == Format::Json || call.name == "yamldecode")
    {
        return Ok(document.root.along(&value.origin));
    }
    let text = call.text(0)?;
    match serde_json::from_str(&text) {
        Ok(json) => Ok(Value::from_json(&json, &value.origin)),
        Err(_) if call.name == "yamldecode" => Err(call.unsure(Why::Function("yamldecode".into()))),
        Err(_) => Err(call.error("the text is not valid JSON")),
    }
}

/// The text of a known document, as Terraform writes it.
pub(in crate::terraform) fn rendered(value: &Value) -> Option<String> {
    let Kind::Document(document) = &value.kind else { return None };
    if document.format != Format::Json || !is_known(&document.root) {
        return None;
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
        Kind::Number(number) => out.push_str(&number.to_string()),
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

fn base64(call: &Call<'_, '_>, change: impl Fn(&str) -> Option<String>) -> Made {
    call.arity(1..=1)?;
    let value = call.textual(0)?;
    match value.as_str() {
        Some(text) => match change(text) {
            Some(changed) => Ok(call.string(changed)),
            None => Err(call.error("the text is not base64 of UTF-8")),
        },
        None => transformed(call, &value, Transform::Function(call.name.into())),
    }
}

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

fn base64_encoded(text: &str) -> String {
    let mut out = String::new();
    for chunk in text.as_bytes().chunks(3) {
        let bits = chunk
            .iter()
            .enumerate()
            .fold(0_u32, |bits, (at, byte)| bits | u32::from(*byte) << (16 - 8 * at));
        for at in 0..4 {
            let letter = char::from(ALPHABET[(bits >> (18 - 6 * at) & 63) as usize]);
            out.push(if at <= chunk.len() { letter } else { '=' });
        }
    }
    out
}

fn base64_decoded(text: &str) -> Option<String> {
    let letters: Vec<u8> = text.bytes().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
    let mut bytes = Vec::new();
    let last = letters.len().div_ceil(4);
    for (at, chunk) in letters.chunks(4).enumerate() {
        let data = chunk.iter().position(|byte| *byte == b'=').unwrap_or(chunk.len());
        let padded = chunk[data..].iter().all(|byte| *byte == b'=');
        if chunk.len() != 4 || data < 2 || !padded || (data < 4 && at + 1 != last) {
            return None;
        }
        let mut bits = 0_u32;
        for byte in &chunk[..data] {
            let value = ALPHABET.iter().position(|letter| letter == byte)?;
            bits = bits << 6 | u32::try_from(value).ok()?;
        }
        bits <<= 6 * (4 - data);
        bytes.extend_from_slice(&bits.to_be_bytes()[1..data]);
    }
    String::from_utf8(bytes).ok()
}
