//! The two forms of text tables under `source/`, and how they are searched.
//!
//! Both start with `#` lines: the source, the day, what the columns mean. Then either
//!
//! - sorted *rows*, the key first and a comma behind it; or
//! - sorted *sections*: a head in the first column, its sorted entries indented by one space.

use std::cmp::Ordering;

use jiff::civil::{Date, date};

/// What the `# source: ` line of a table says. A table without one does not compile.
pub(super) const fn source(table: &'static str) -> &'static str {
    header(table, "# source: ").0
}

/// The day in the `# as of: ` line, the second of a table. A table without one does not compile.
pub(super) const fn as_of(table: &'static str) -> Date {
    let (day, _) = header(header(table, "# source: ").1, "# as of: ");
    assert!(day.len() == 10 && two(day, 0) == 20, "a date is written 2026-01-31");
    date(2000 + two(day, 2) as i16, two(day, 5), two(day, 8))
}

/// The rest of the first line behind `label`, and the lines below it.
const fn header(text: &'static str, label: &str) -> (&'static str, &'static str) {
    let (bytes, wanted) = (text.as_bytes(), label.as_bytes());
    let mut end = 0;
    while bytes[end] != b'\n' {
        assert!(end >= wanted.len() || bytes[end] == wanted[end], "a header line is missing");
        end += 1;
    }
    (text.split_at(end).0.split_at(wanted.len()).1, text.split_at(end + 1).1)
}

/// The number that two digits of a date make.
const fn two(date: &str, at: usize) -> i8 {
    let (tens, ones) = (date.as_bytes()[at], date.as_bytes()[at + 1]);
    assert!(tens.is_ascii_digit() && ones.is_ascii_digit(), "a date is written in digits");
    ((tens - b'0') * 10 + (ones - b'0')).cast_signed()
}

/// The table below its `#` lines.
pub(super) fn body(table: &'static str) -> &'static str {
    let mut rest = table;
    while rest.starts_with('#') {
        rest = rest.split_once('\n').map_or("", |(_, below)| below);
    }
    rest
}

/// A sorted text from its first line on whose key is not below `key`. Binary search over the bytes:
/// tables are ASCII.
fn from_key(
    text: &'static str,
    key: &str,
    key_of: impl Fn(&'static str) -> &'static str,
) -> &'static str {
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = low.midpoint(high);
        let start = text[low..middle].rfind('\n').map_or(low, |newline| low + newline + 1);
        let end = text[start..].find('\n').map_or(text.len(), |length| start + length + 1);
        if key_of(&text[start..end]) < key { low = end } else { high = start }
    }
    &text[low..]
}

/// The key of a line and what stands behind it.
fn split(line: &'static str, separator: char) -> (&'static str, &'static str) {
    line.split_once(separator).unwrap_or((line, ""))
}

/// The name in an indented line and what stands behind it.
fn entry(line: &'static str) -> (&'static str, &'static str) {
    split(&line[1..], ' ')
}

/// The row of a table that starts with `key`, as key and other cells.
pub(super) fn row(table: &'static str, key: &str) -> Option<(&'static str, &'static str)> {
    let line = from_key(body(table), key, |line| split(line, ',').0).lines().next()?;
    Some(split(line, ',')).filter(|(found, _)| *found == key)
}

/// A head and the entries below it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section {
    /// The line in the first column.
    pub(super) head: &'static str,
    /// The indented lines.
    body: &'static str,
}

impl Section {
    /// The entries: name, and what stands behind it.
    pub(super) fn entries(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.body.lines().map(entry)
    }

    /// What stands behind the entries with this name.
    pub(super) fn entries_of(self, name: &str) -> impl Iterator<Item = &'static str> {
        let same = Self { body: from_key(self.body, name, |line| entry(line).0), ..self };
        same.entries().take_while(move |(found, _)| *found == name).map(|(_, rest)| rest)
    }
}

/// The sections of a table in the order of their heads.
#[derive(Debug)]
pub(super) struct Sections(Vec<Section>);

impl Sections {
    /// Finds the heads. Takes some ten microseconds for each hundred kilobytes.
    pub(super) fn parse(table: &'static str) -> Self {
        let mut sections = Vec::new();
        let mut rest = body(table);
        while let Some((head, below)) = rest.split_once('\n') {
            let length = entries_length(below);
            sections.push(Section { head, body: &below[..length] });
            rest = &below[length..];
        }
        Self(sections)
    }

    /// The section for whose head `order` answers `Equal`.
    pub(super) fn find(&self, order: impl Fn(&str) -> Ordering) -> Option<Section> {
        let found = self.0.binary_search_by(|section| order(section.head));
        found.ok().map(|index| self.0[index])
    }

    /// All sections.
    pub(super) fn iter(&self) -> impl Iterator<Item = Section> {
        self.0.iter().copied()
    }
}

/// The length in bytes of the indented lines at the start of a text.
fn entries_length(text: &str) -> usize {
    text.split_inclusive('\n').take_while(|line| line.starts_with(' ')).map(str::len).sum()
}
