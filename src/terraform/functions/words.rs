//! Functions of strings that have to be fully known.

use unicode_segmentation::UnicodeSegmentation;

use super::call::{Call, Made};
use super::text::upper;
use crate::terraform::objects;
use crate::value::Why;

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "title" => one(call, title),
        "trimspace" => one(call, |text| text.trim().to_owned()),
        "chomp" => one(call, |text| text.trim_end_matches(['\n', '\r']).to_owned()),
        "strrev" => reversed(call),
        "trim" => trim(call),
        "indent" => indent(call),
        "substr" => substring(call),
        "basename" => one(call, basename),
        "dirname" => one(call, dirname),
        "urlencode" => one(call, url_encoded),
        _ => return None,
    })
}

fn one(call: &Call<'_, '_>, change: impl Fn(&str) -> String) -> Made {
    Ok(call.string(change(&call.text(0)?)))
}

/// The first letter of each word in its third case. Words end at spaces, and at what is neither
/// letter, digit nor `_` in ASCII.
fn title(text: &str) -> String {
    let mut inside = false;
    let change = |letter: char| {
        let start = !inside;
        inside = match letter {
            letter if letter.is_ascii() => letter.is_ascii_alphanumeric() || letter == '_',
            letter => letter.is_alphanumeric() || !letter.is_whitespace(),
        };
        if start { titled(letter) } else { letter }
    };
    text.chars().map(change).collect()
}

/// The third case of a letter: that of a pair of letters has one capital.
fn titled(letter: char) -> char {
    match letter {
        'Ǆ'..='ǆ' => 'ǅ',
        'Ǉ'..='ǉ' => 'ǈ',
        'Ǌ'..='ǌ' => 'ǋ',
        'Ǳ'..='ǳ' => 'ǲ',
        letter => upper(letter),
    }
}

/// Reverses characters as people see them.
fn reversed(call: &Call<'_, '_>) -> Made {
    one(call, |text| text.graphemes(true).rev().collect())
}

fn trim(call: &Call<'_, '_>) -> Made {
    let (text, set) = (call.text(0)?, call.text(1)?);
    Ok(call.string(text.trim_matches(|letter| set.contains(letter))))
}

fn indent(call: &Call<'_, '_>) -> Made {
    let width = call.integer(0)?;
    let text = call.text(1)?;
    let Ok(width) = usize::try_from(width) else { return Err(call.error("a negative width")) };
    let lines = text.matches('\n').count();
    if width.saturating_mul(lines) > objects::STRING {
        return Err(call.unsure(Why::Limit("a string of more than 1 MiB")));
    }
    Ok(call.string(text.replace('\n', &format!("\n{}", " ".repeat(width)))))
}

fn substring(call: &Call<'_, '_>) -> Made {
    let text = call.text(0)?;
    let (offset, length) = (call.integer(1)?, call.integer(2)?);
    let letters: Vec<&str> = text.graphemes(true).collect();
    let size = i64::try_from(letters.len()).unwrap_or(i64::MAX);
    let start = if offset < 0 { (size + offset).max(0) } else { offset.min(size) };
    // Of nothing from the end, Terraform gives everything.
    let all = length < 0 || (length == 0 && offset < 0);
    let end = if all { size } else { start.saturating_add(length).min(size) };
    let index = |at: i64| usize::try_from(at).unwrap_or(0);
    Ok(call.string(letters.get(index(start)..index(end)).unwrap_or(&[]).concat()))
}

fn basename(path: &str) -> String {
    if path.is_empty() {
        return ".".to_owned();
    }
    let path = path.trim_end_matches('/');
    let name = path.rsplit('/').next().unwrap_or("");
    if name.is_empty() { "/".to_owned() } else { name.to_owned() }
}

fn dirname(path: &str) -> String {
    let folder = path.rfind('/').map_or("", |at| &path[..=at]);
    cleaned(folder)
}

/// A path without `.`, `..` and doubled slashes.
pub(super) fn cleaned(path: &str) -> String {
    let rooted = path.starts_with('/');
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            ".." if rooted => {}
            part => parts.push(part),
        }
    }
    match (rooted, parts.is_empty()) {
        (true, _) => format!("/{}", parts.join("/")),
        (false, true) => ".".to_owned(),
        (false, false) => parts.join("/"),
    }
}

fn url_encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    let encode = |byte: u8| -> String {
        match byte {
            b' ' => "+".to_owned(),
            byte if plain(byte) => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        }
    };
    text.bytes().map(encode).collect()
}
