//! Draws a segment with miette.

use std::fmt;

use miette::{Diagnostic, GraphicalReportHandler, LabeledSpan, SourceCode};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::row::{Row, Shown};
use super::segment::{Mark, Segment, decimal_digits};
use super::window::Window;
use crate::report::look::{Look, Role};
use crate::report::sanitise;
use crate::report::wrap::wrap;

/// Columns of label text that blanks are given up for.
const LABEL_ROOM: usize = 44;

/// Columns of label text that a part of the line is given up for.
const LABEL_LEAST: usize = 22;

/// Columns between the stem of a label and its text.
const STEM: usize = 4;

/// Columns of an underline that a label hangs on if it does not fit under the middle.
const HOOK: usize = 3;

/// The drawn lines of a segment; line numbers take `digits` columns.
pub(super) fn draw(segment: &Segment<'_>, digits: usize, look: Look) -> Vec<String> {
    let canvas = Canvas::new(segment, digits, look);
    let drawing = canvas.drawing();
    let handler = GraphicalReportHandler::new_themed(look.theme(&drawing.roles))
        .with_width(look.width)
        .with_links(false)
        .without_cause_chain();
    let mut drawn = String::new();
    handler.render_report(&mut drawn, &drawing).expect("a string takes any text");
    // miette's own title and frame are left out: a finding has one frame for all its files.
    let lines: Vec<&str> = drawn.lines().collect();
    let body = lines.get(2..lines.len().saturating_sub(1)).unwrap_or_default();
    let pad = " ".repeat(digits.saturating_sub(decimal_digits(segment.last + 1)));
    body.iter().map(|line| format!("{pad}{line}").trim_end().to_owned()).collect()
}

/// The lines of a segment as they fit the terminal.
struct Canvas<'a> {
    segment: &'a Segment<'a>,
    rows: Vec<Row>,
    shown: Vec<Shown>,
    /// Columns for the lines.
    room: usize,
    /// Columns that the lines are moved to the left.
    scroll: usize,
}

impl<'a> Canvas<'a> {
    fn new(segment: &'a Segment<'a>, digits: usize, look: Look) -> Self {
        let rows: Vec<Row> = (segment.first..=segment.last).map(|line| segment.row(line)).collect();
        let brackets = segment.marks.iter().filter(|mark| mark.is_tall()).count();
        let frame = digits + 4 + if brackets > 0 { brackets + 3 } else { 0 };
        let room = look.width.saturating_sub(frame).max(24);
        let mut canvas = Self { segment, rows, shown: Vec::new(), room, scroll: 0 };
        canvas.scroll = canvas.scroll(look.ellipsis().width());
        let show = |row: &Row| row.show(canvas.scroll, room, look);
        canvas.shown = canvas.rows.iter().map(show).collect();
        canvas
    }

    /// How far the lines are moved to the left, so that marks and their labels can be seen.
    ///
    /// Blanks that all lines start with go first; text goes only if a label would get too little
    /// room otherwise. The first mark counts most: others are not brought in at its cost.
    fn scroll(&self, ellipsis: usize) -> usize {
        let marks = &self.segment.marks;
        let first = marks.iter().find(|mark| mark.is_primary()).unwrap_or(&marks[0]);
        let (from, _) = self.columns(first);
        let indent = self.rows.iter().filter_map(Row::indent).min().unwrap_or(0);
        let least = |mark: &Mark<'_>| {
            // A name is not cut in two while there is something to give up.
            let longest = mark.text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0);
            self.excess(mark, longest.clamp(LABEL_LEAST, LABEL_ROOM), ellipsis)
        };
        if marks.iter().all(|mark| least(mark) <= indent) {
            return self.excess(first, LABEL_ROOM, ellipsis).min(indent);
        }
        let leftmost = marks.iter().map(|mark| self.columns(mark).0).min().unwrap_or(from);
        let wished = marks.iter().map(least).max().unwrap_or(0) + ellipsis;
        let all_seen = wished.min(leftmost.saturating_sub(ellipsis));
        let needed = match least(first) {
            0 => 0,
            excess => (excess + ellipsis).min(from.saturating_sub(ellipsis)),
        };
        // Of a very long line, something is shown after the place as well.
        let width = self.rows[first.place.first_line() - self.segment.first].width();
        let centred = leftmost.saturating_sub(self.room / 4).min(width.saturating_sub(self.room));
        needed.max(all_seen).max(centred)
    }

    /// Columns by which a mark and so much of its label go over the edge.
    fn excess(&self, mark: &Mark<'_>, label: usize, ellipsis: usize) -> usize {
        let (from, to) = self.columns(mark);
        let to = to.min(from + self.room.saturating_sub(2 * ellipsis));
        let stem = (from + HOOK / 2).min(usize::midpoint(from, to));
        let end = to.max(stem + STEM + mark.text.width().min(label));
        end.saturating_sub(self.room)
    }

    /// The columns of a mark on its first line.
    fn columns(&self, mark: &Mark<'_>) -> (usize, usize) {
        let line = mark.place.first_line();
        let row = &self.rows[line - self.segment.first];
        let bytes = self.segment.bytes_on(mark, line);
        (row.column(bytes.start), row.column(bytes.end))
    }

    fn drawing(&self) -> Drawing {
        let head = self.segment.head();
        let window = Window {
            name: sanitise::clean(head.path).into_owned(),
            lines: self.shown.iter().flat_map(|row| [row.text.as_str(), "\n"]).collect(),
            first: self.segment.first,
            count: self.shown.len(),
            head: head.start,
        };
        let mut drawing = Drawing { window, labels: Vec::new(), roles: Vec::new() };
        for mark in &self.segment.marks {
            let labels = self.labels(mark, &drawing.window.lines);
            drawing.roles.extend(labels.iter().map(|_| mark.role));
            drawing.labels.extend(labels);
        }
        drawing
    }

    /// The label of a mark; if its text does not fit under the middle, it hangs on the first few
    /// columns, and the rest of the underline is a label without text.
    fn labels(&self, mark: &Mark<'_>, lines: &str) -> Vec<LabeledSpan> {
        let (start, end) = (self.offset(mark, false), self.offset(mark, true));
        let (from, to) = self.columns(mark);
        let (from, to) = (from.saturating_sub(self.scroll), to.saturating_sub(self.scroll));
        let middle = usize::midpoint(from, to.min(self.room)) + STEM;
        let label = |text: Vec<String>, start: usize, end: usize| {
            let text = Some(text.join("\n")).filter(|text| !text.is_empty());
            LabeledSpan::new(text, start, end.saturating_sub(start))
        };
        if mark.is_tall() {
            return vec![label(wrap(&mark.text, self.room), start, end)];
        }
        if middle + mark.text.width() <= self.room || to < from + 2 * HOOK {
            let room = self.room.saturating_sub(middle).max(LABEL_LEAST);
            return vec![label(wrap(&mark.text, room), start, end)];
        }
        let (length, wide) = hook(lines.get(start..end).unwrap_or(""));
        let room = self.room.saturating_sub(from + wide / 2 + STEM).max(LABEL_LEAST);
        let split = start + length;
        vec![label(wrap(&mark.text, room), start, split), label(Vec::new(), split, end)]
    }

    /// Where a mark starts or ends in the drawn lines.
    fn offset(&self, mark: &Mark<'_>, end: bool) -> usize {
        let line = if end { mark.last_line() } else { mark.place.first_line() };
        let bytes = self.segment.bytes_on(mark, line);
        let index = line - self.segment.first;
        let before: usize = self.shown[..index].iter().map(|row| row.text.len() + 1).sum();
        before + self.shown[index].offset(if end { bytes.end } else { bytes.start })
    }
}

/// Bytes and columns of the first characters that take at least [`HOOK`] columns.
fn hook(text: &str) -> (usize, usize) {
    let mut wide = 0;
    for (index, character) in text.char_indices() {
        if wide >= HOOK {
            return (index, wide);
        }
        wide += character.width().unwrap_or(0);
    }
    (text.len(), wide)
}

/// What miette is given to draw.
#[derive(Debug)]
struct Drawing {
    window: Window,
    labels: Vec<LabeledSpan>,
    /// The role of each label.
    roles: Vec<Role>,
}

impl fmt::Display for Drawing {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        Ok(())
    }
}

impl std::error::Error for Drawing {}

impl Diagnostic for Drawing {
    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.window)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.labels.iter().cloned()))
    }
}
