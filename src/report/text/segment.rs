//! Neighbouring lines of a file that are drawn together, and the places marked on them.

use super::row::Row;
use crate::report::look::Role;
use crate::report::place::Located;

/// A place to draw, and what to say there.
#[derive(Clone, Debug)]
pub(super) struct Mark<'a> {
    pub(super) place: Located<'a>,
    /// Harmless to print.
    pub(super) text: String,
    pub(super) role: Role,
}

impl Mark<'_> {
    /// The last line that is drawn of the place: all of a short one, the first of a long one.
    pub(super) fn last_line(&self) -> usize {
        let (first, last) = (self.place.first_line(), self.place.last_line());
        if last > first + 3 { first } else { last }
    }

    pub(super) fn is_primary(&self) -> bool {
        matches!(self.role, Role::Primary(_))
    }

    /// Whether it is drawn over several lines.
    pub(super) fn is_tall(&self) -> bool {
        self.last_line() > self.place.first_line()
    }

    /// The bytes of the file that are drawn as the mark.
    fn covered(&self) -> std::ops::Range<u32> {
        let span = self.place.span;
        let next_line = self.place.text.line_starts().get(self.last_line() + 1);
        let end = next_line.map_or(span.end, |next| span.end.min(*next));
        span.start..end.max(span.start + 1)
    }

    /// Whether both cannot be drawn into the same lines.
    pub(super) fn collides(&self, other: &Self) -> bool {
        let (mine, others) = (self.covered(), other.covered());
        self.place.path == other.place.path && mine.start < others.end && others.start < mine.end
    }
}

/// Neighbouring lines of one file, and the marks on them in the order of their places.
#[derive(Debug)]
pub(super) struct Segment<'a> {
    pub(super) marks: Vec<Mark<'a>>,
    /// First line, from 0.
    pub(super) first: usize,
    /// Last line, from 0.
    pub(super) last: usize,
}

impl Segment<'_> {
    /// The place that the segment is about.
    pub(super) fn head(&self) -> Located<'_> {
        let primary = self.marks.iter().find(|mark| mark.is_primary());
        primary.unwrap_or(&self.marks[0]).place
    }

    /// Whether the segment shows what is wrong.
    pub(super) fn has_primary(&self) -> bool {
        self.marks.iter().any(Mark::is_primary)
    }

    /// One line of the file.
    pub(super) fn row(&self, line: usize) -> Row {
        let on_line =
            |mark: &&Mark<'_>| mark.place.first_line() <= line && line <= mark.last_line();
        let near = self.marks.iter().find(on_line);
        let bytes = near.map_or(0..0, |mark| self.bytes_on(mark, line));
        Row::new(self.line(line).1, bytes)
    }

    /// Where a line starts in the file, and its content.
    fn line(&self, line: usize) -> (usize, &str) {
        let text = self.marks[0].place.text;
        let starts = text.line_starts();
        let start = starts[line] as usize;
        let end = starts.get(line + 1).map_or(text.content().len(), |next| *next as usize);
        (start, &text.content()[start..end])
    }

    /// The bytes of a line that a mark covers; at least one character, if there is one.
    pub(super) fn bytes_on(&self, mark: &Mark<'_>, line: usize) -> std::ops::Range<usize> {
        let (start, content) = self.line(line);
        let content = content.trim_end_matches(['\n', '\r']);
        let within = |byte: u32| (byte as usize).saturating_sub(start).min(content.len());
        let (from, to) = (within(mark.place.span.start), within(mark.place.span.end));
        let next = content[from..].chars().next().map_or(0, char::len_utf8);
        from..to.max(from + next)
    }

    /// Drops blank lines at both ends that carry no mark.
    pub(super) fn trim(&mut self) {
        let first = self.marks.iter().map(|mark| mark.place.first_line()).min();
        let last = self.marks.iter().map(Mark::last_line).max();
        let (Some(first), Some(last)) = (first, last) else { return };
        while self.first < first && self.row(self.first).indent().is_none() {
            self.first += 1;
        }
        while self.last > last && self.row(self.last).indent().is_none() {
            self.last -= 1;
        }
    }
}

/// Digits of a line number.
pub(super) fn decimal_digits(number: usize) -> usize {
    number.checked_ilog10().map_or(1, |digits| digits as usize + 1)
}
