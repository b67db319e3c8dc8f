//! The report for programs, version 1: fields are added within it, never changed or taken away.
//!
//! Lines and columns count from 1, columns in Unicode code points; offsets are bytes of the file
//! from 0; ends are exclusive; paths are relative to `root`, with `/`. Strings hold what the files
//! hold, but everything that a terminal or a CI runner would act on is written as `\u` escapes.

mod build;
mod counts;
mod document;
mod lines;

pub use document::{Declared, Document, Hop, Setting, Tool};

pub(crate) use build::{declared, hop};

use std::fmt::Write;

use super::Report;
use super::sanitise::{is_hidden, opens_command};

/// The name of the report's JSON Schema, which `ekslint schema report` prints.
const SCHEMA: &str = "urn:ekslint:report:1";

/// The name of the JSON Schema of its lines, which `ekslint schema lines` prints.
const LINE_SCHEMA: &str = "urn:ekslint:report-line:1";

/// Renders the JSON report; it ends with a line end.
pub fn render(report: &Report<'_>) -> String {
    print(&build::document(report))
}

/// Renders JSON Lines: a header, then every entry of the report on a line of its own, each with its
/// `type`, and the summary as the last line.
pub fn render_lines(report: &Report<'_>) -> String {
    lines::lines(build::document(report)).iter().map(print_line).collect()
}

/// The JSON Schema of the lines.
pub fn lines_schema() -> String {
    let mut schema = schemars::schema_for!(lines::Line);
    schema.insert("$id".to_owned(), LINE_SCHEMA.into());
    schema.insert("title".to_owned(), "line of an ekslint report, version 1".into());
    print(&schema)
}

/// The JSON Schema of the report.
pub fn schema() -> String {
    let mut schema = schemars::schema_for!(Document);
    schema.insert("$id".to_owned(), SCHEMA.into());
    schema.insert("title".to_owned(), "ekslint report, version 1".into());
    print(&schema)
}

/// Prints a value as indented JSON that is safe to show.
///
/// # Panics
/// If a map in the value has keys that are no strings.
pub fn print(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string_pretty(value).expect("keys are strings");
    escape(&json) + "\n"
}

/// Prints a value as JSON on one line that is safe to show.
fn print_line(value: &impl serde::Serialize) -> String {
    let json = serde_json::to_string(value).expect("keys are strings");
    escape(&json) + "\n"
}

/// Escapes what a terminal or a CI runner would act on; such characters occur in strings alone.
fn escape(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut rest = json;
    while let Some(at) = rest.bytes().position(|byte| !is_plain(byte)) {
        out.push_str(&rest[..at]);
        let Some(character) = rest[at..].chars().next() else { break };
        let acts = is_hidden(character) || character == '\u{7f}';
        if acts || (character == '[' && opens_command(&out)) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}").expect("a string takes any text");
            }
        } else {
            out.push(character);
        }
        rest = &rest[at + character.len_utf8()..];
    }
    out + rest
}

/// Whether a byte is a character that nobody acts on, wherever it stands.
fn is_plain(byte: u8) -> bool {
    byte == b'\n' || (byte.is_ascii_graphic() && byte != b'[') || byte == b' '
}

#[cfg(test)]
mod tests;
