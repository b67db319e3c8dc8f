//! Values as YAML, written as Terraform writes it: strings in double quotes, or as blocks where
//! they have several lines.

use std::fmt::Write as _;

use crate::terraform::objects;
use crate::value::{Kind, List, Map, Value};

/// Keys that are longer are written in another way.
const SIMPLE_KEY: usize = 120;

/// Lines are broken at the first space behind this column.
const WIDTH: usize = 80;

/// What stands before a value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Root,
    Item,
    Entry,
}

/// The text of a known value; none where it can't be written, or is too long.
pub(super) fn text(value: &Value) -> Option<String> {
    let mut out = String::new();
    write(value, 0, Place::Root, &mut out)?;
    let plain = matches!(value.kind, Kind::Null | Kind::Bool(_) | Kind::Number(_));
    if plain {
        out.push_str("...\n");
    }
    Some(out)
}

/// Writes a value and the end of its last line; `indent` is that of what stands around it.
fn write(value: &Value, indent: usize, place: Place, out: &mut String) -> Option<()> {
    match &value.kind {
        Kind::List(list) => {
            let list = objects::ordered(list);
            return sequence(&list, indent, place, out);
        }
        Kind::Map(map) => return mapping(map, indent, place, out),
        _ => {}
    }
    if place != Place::Root {
        out.push(' ');
    }
    match &value.kind {
        Kind::Null => out.push_str("null"),
        Kind::Bool(flag) => out.push_str(if *flag { "true" } else { "false" }),
        Kind::Number(number) if super::finite(number) => out.push_str(&number.to_string()),
        Kind::Text(text) => return string(text, indent, out),
        Kind::Document(_) => return string(&super::rendered(value)?, indent, out),
        _ => return None,
    }
    out.push('\n');
    (out.len() <= objects::STRING).then_some(())
}

fn sequence(list: &List, indent: usize, place: Place, out: &mut String) -> Option<()> {
    if list.items.is_empty() {
        out.push_str(if place == Place::Root { "[]\n" } else { " []\n" });
        return Some(());
    }
    // Below a key, a list is not indented.
    let column = if place == Place::Item { indent + 2 } else { indent };
    if place == Place::Entry {
        out.push('\n');
    }
    for (at, item) in list.items.iter().enumerate() {
        start(at, column, place, out);
        out.push('-');
        write(item, column, Place::Item, out)?;
    }
    Some(())
}

fn mapping(map: &Map, indent: usize, place: Place, out: &mut String) -> Option<()> {
    let entries = objects::sorted(map);
    if entries.is_empty() {
        out.push_str(if place == Place::Root { "{}\n" } else { " {}\n" });
        return Some(());
    }
    let column = if place == Place::Root { indent } else { indent + 2 };
    if place == Place::Entry {
        out.push('\n');
    }
    for (at, entry) in entries.into_iter().enumerate() {
        if entry.key.len() > SIMPLE_KEY {
            return None;
        }
        start(at, column, place, out);
        quoted(&entry.key, None, out);
        out.push(':');
        write(&entry.value, column, Place::Entry, out)?;
    }
    Some(())
}

/// The start of an item or entry: the first of an item stands on the line of its dash.
fn start(at: usize, column: usize, place: Place, out: &mut String) {
    if at == 0 && place == Place::Item {
        out.push(' ');
    } else {
        out.extend(std::iter::repeat_n(' ', column));
    }
}

/// A string and the end of its line.
fn string(text: &str, indent: usize, out: &mut String) -> Option<()> {
    if text.contains('\n') && fits_block(text) {
        block(text, indent + 2, out);
    } else {
        quoted(text, Some(indent + 2), out);
        out.push('\n');
    }
    (out.len() <= objects::STRING).then_some(())
}

fn fits_block(text: &str) -> bool {
    !text.ends_with(' ') && !text.contains(" \n") && text.chars().all(is_printable)
}

fn block(text: &str, indent: usize, out: &mut String) {
    let hint = if text.starts_with([' ', '\n', '\u{2028}', '\u{2029}']) { "2" } else { "" };
    let body = text.strip_suffix('\n');
    let chomp = match body {
        None => "-",
        Some(body) if body.is_empty() || body.ends_with('\n') => "+",
        Some(_) => "",
    };
    let _ = writeln!(out, "|{hint}{chomp}");
    for line in body.unwrap_or(text).split('\n') {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
        }
        out.push_str(line);
        out.push('\n');
    }
}

fn is_printable(letter: char) -> bool {
    matches!(letter, '\n' | ' '..='~' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}')
        && letter != '\u{feff}'
}

/// A string in quotes; where lines may be broken, longer ones are, at a space.
fn quoted(text: &str, fold: Option<usize>, out: &mut String) {
    let start = out.rfind('\n').map_or(0, |at| at + 1);
    let mut column = out[start..].chars().count() + 1;
    let mut before = out.len();
    out.push('"');
    let mut spaced = false;
    for (at, letter) in text.char_indices() {
        column += out[before..].chars().count().saturating_sub(usize::from(at == 0));
        before = out.len();
        let inside = at > 0 && at + 1 < text.len();
        let space = letter == ' ';
        if let (Some(indent), true) = (fold, space && inside && !spaced && column > WIDTH) {
            let again = text[at + 1..].starts_with(' ');
            let _ = write!(out, "\n{}{}", " ".repeat(indent), if again { "\\" } else { "" });
            (column, before) = (indent + usize::from(again), out.len());
            spaced = true;
            continue;
        }
        spaced = space;
        escaped(letter, out);
    }
    out.push('"');
}

/// A character as it stands between quotes.
fn escaped(letter: char, out: &mut String) {
    let escape = match letter {
        '"' => "\\\"",
        '\\' => "\\\\",
        '\0' => "\\0",
        '\u{7}' => "\\a",
        '\u{8}' => "\\b",
        '\t' => "\\t",
        '\n' => "\\n",
        '\u{b}' => "\\v",
        '\u{c}' => "\\f",
        '\r' => "\\r",
        '\u{1b}' => "\\e",
        '\u{85}' => "\\N",
        '\u{2028}' => "\\L",
        '\u{2029}' => "\\P",
        letter if is_printable(letter) => return out.push(letter),
        _ => "",
    };
    let code = u32::from(letter);
    let _ = match (escape, code) {
        ("", 0..=0xff) => write!(out, "\\x{code:02X}"),
        ("", 0x100..=0xffff) => write!(out, "\\u{code:04X}"),
        ("", _) => write!(out, "\\U{code:08X}"),
        (escape, _) => out.write_str(escape),
    };
}
