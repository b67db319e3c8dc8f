//! The documents of a text and what they are, by their lines alone.
//!
//! Most YAML in a repository is neither Kubernetes nor eksctl, and most Kubernetes bytes are custom
//! resource definitions: both are recognised without parsing. A line that starts in column 0 and
//! reads `key:` is a key of the top level, unless it goes on a quoted text from the line above,
//! which is no valid YAML but accepted by some parsers; a chunk is not certain as soon as any line
//! in column 0 is anything else.

use std::ops::Range;

/// One document, not parsed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk<'a> {
    /// Its bytes, from its `---` line to before the next one.
    pub range: Range<usize>,
    /// The value of `apiVersion` at the top level.
    pub api_version: Option<&'a str>,
    /// The value of `kind` at the top level.
    pub kind: Option<&'a str>,
    /// Whether the two are known to be what parsing would give; if not, they are hints.
    pub certain: bool,
}

impl Chunk<'_> {
    /// Whether this is certainly no Kubernetes object and no eksctl file: it has no API version.
    pub fn is_foreign(&self) -> bool {
        self.certain && self.api_version.is_none()
    }
}

/// The documents of a text, split at its `---` lines.
pub fn documents(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    // A carriage return alone ends a line for a parser, but not for this module.
    let odd_lines = text.match_indices('\r').any(|(at, _)| !text[at + 1..].starts_with('\n'));
    let mut rest = (!text.is_empty()).then_some(0);
    std::iter::from_fn(move || {
        let start = rest?;
        let end = if odd_lines { text.len() } else { next_marker(text, start) };
        rest = (end < text.len()).then_some(end);
        let mut chunk = scan(text, start..end);
        chunk.certain &= !odd_lines;
        if !chunk.certain && !text[start..end].contains("apiVersion") {
            // However the document is written: what is not there is not there.
            chunk = Chunk { range: start..end, api_version: None, kind: None, certain: true };
        }
        Some(chunk)
    })
}

/// The offset of the first `---` line after the line at `start`.
fn next_marker(text: &str, start: usize) -> usize {
    let found = memchr::memmem::find_iter(&text.as_bytes()[start..], "\n---");
    let mut markers = found.map(|at| start + at + 1);
    markers.find(|marker| is_marker(&text[*marker..])).unwrap_or(text.len())
}

fn is_marker(line: &str) -> bool {
    let rest = line.strip_prefix("---");
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

fn scan(text: &str, range: Range<usize>) -> Chunk<'_> {
    let mut chunk = Chunk { range: range.clone(), api_version: None, kind: None, certain: true };
    let mut key_before = None;
    for (index, line) in text[range].split_inclusive('\n').enumerate() {
        let line = if index == 0 { line.trim_start_matches('\u{feff}') } else { line };
        match (index, Line::of(line)) {
            // Where everything is indented, keys do not start in column 0; and below a name, more
            // of it.
            (_, Line::Inner) if !matches!(key_before, None | Some("apiVersion" | "kind")) => {}
            (_, Line::Inner) => chunk.certain &= without_comment(line).is_empty(),
            (_, Line::Item) => chunk.certain &= key_before.is_some(),
            (0, Line::Marker(rest)) => chunk.certain &= rest.is_empty(),
            (_, Line::Key(key, value)) => {
                key_before = Some(key);
                chunk.key(key, value);
            }
            (_, Line::Marker(_) | Line::Other) => chunk.certain = false,
        }
    }
    chunk
}

impl<'a> Chunk<'a> {
    fn key(&mut self, key: &str, value: &'a str) {
        let slot = match key {
            "apiVersion" => &mut self.api_version,
            "kind" => &mut self.kind,
            _ => {
                self.certain &= !opens_quotes(value);
                return;
            }
        };
        let word = word(value);
        // A list holds objects of other kinds.
        self.certain &= slot.is_none() && word.is_some_and(|word| !word.ends_with("List"));
        *slot = word;
    }
}

/// What a line is by how it starts.
pub(super) enum Line<'a> {
    /// Blank, a comment, or indented: part of what stands above.
    Inner,
    /// `- item`.
    Item,
    /// `---` and what follows it.
    Marker(&'a str),
    /// `key: value` in column 0.
    Key(&'a str, &'a str),
    /// Anything else.
    Other,
}

impl<'a> Line<'a> {
    pub(super) fn of(line: &'a str) -> Self {
        match line.as_bytes().first() {
            None | Some(b' ' | b'\t' | b'\r' | b'\n' | b'#') => return Self::Inner,
            Some(b'-') if is_marker(line) => return Self::Marker(without_comment(&line[3..])),
            Some(b'-') if line[1..].trim_start() != &line[1..] => return Self::Item,
            Some(first) if !first.is_ascii_alphabetic() && *first != b'_' => return Self::Other,
            Some(_) => {}
        }
        let length = line.bytes().position(|byte| !in_word(byte)).unwrap_or(line.len());
        match line[length..].strip_prefix(':') {
            Some(value) if value.trim_start() != value || value.is_empty() => {
                Self::Key(&line[..length], value)
            }
            _ => Self::Other,
        }
    }
}

fn in_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"_-./".contains(&byte)
}

/// A value that is one plain or simply quoted word.
fn word(value: &str) -> Option<&str> {
    let value = without_comment(value);
    let quoted = |quote| value.strip_prefix(quote).and_then(|rest| rest.strip_suffix(quote));
    let bare = quoted('"').or_else(|| quoted('\'')).unwrap_or(value);
    (!bare.is_empty() && bare.bytes().all(in_word)).then_some(bare)
}

fn without_comment(value: &str) -> &str {
    let end = if value.trim_start().starts_with('#') { Some(0) } else { value.find(" #") };
    value[..end.unwrap_or(value.len())].trim()
}

/// Whether quotes are opened that are not closed in the same line.
fn opens_quotes(value: &str) -> bool {
    let value = value.trim();
    let open = |quote: char| value.starts_with(quote) && value.matches(quote).count() % 2 == 1;
    open('"') || open('\'')
}
