//! One line of a file as it is drawn: harmless, tabs spread out, cut to the terminal's width.

use smol_str::SmolStr;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::report::look::Look;
use crate::report::sanitise;

/// Columns between tab stops.
const TAB: usize = 4;

/// Bytes of a line that are looked at around what is pointed to; minified files have long lines.
const REACH: usize = 400;

/// One line, character by character.
#[derive(Debug)]
pub(super) struct Row {
    cells: Vec<Cell>,
    /// Columns that the whole line takes.
    width: usize,
    cut_before: bool,
    cut_after: bool,
}

/// One character of the file.
#[derive(Debug)]
struct Cell {
    /// Its first byte in the line.
    byte: usize,
    /// What is shown for it.
    shown: SmolStr,
    /// The column it starts in, from 0.
    column: usize,
}

/// The part of a line that is shown.
#[derive(Debug)]
pub(super) struct Shown {
    /// The text to print.
    pub(super) text: String,
    /// Bytes of the line and where they are in `text`.
    at: Vec<(usize, usize)>,
}

impl Cell {
    fn is_blank(&self) -> bool {
        self.shown.trim().is_empty()
    }
}

impl Row {
    /// Reads a line without its end; `near` are the bytes in it that matter.
    pub(super) fn new(line: &str, near: std::ops::Range<usize>) -> Self {
        let line = line.trim_end_matches(['\n', '\r']);
        let from = floor(line, near.start.saturating_sub(REACH));
        let to = floor(line, near.end.saturating_add(REACH));
        let mut row =
            Self { cells: Vec::new(), width: 0, cut_before: from > 0, cut_after: to < line.len() };
        let mut seen = String::new();
        for (index, character) in line[from..to].char_indices() {
            if from + index == 0 && character == '\u{feff}' {
                continue;
            }
            let before = seen.len();
            if character == '\t' {
                seen.extend(std::iter::repeat_n(' ', TAB - row.width % TAB));
            } else {
                sanitise::push(&mut seen, character);
            }
            let shown = SmolStr::new(&seen[before..]);
            let column = row.width;
            row.width += columns(&shown);
            row.cells.push(Cell { byte: from + index, shown, column });
        }
        row
    }

    /// The column of a byte, from 0.
    pub(super) fn column(&self, byte: usize) -> usize {
        let index = self.cells.partition_point(|cell| cell.byte < byte);
        self.cells.get(index).map_or(self.width, |cell| cell.column)
    }

    /// Columns that the whole line takes.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// The column of the first character that is no blank; none on a blank line.
    pub(super) fn indent(&self) -> Option<usize> {
        if self.cut_before {
            return Some(0);
        }
        self.cells.iter().find(|cell| !cell.is_blank()).map(|cell| cell.column)
    }

    /// The line from column `scroll` on, in `room` columns.
    pub(super) fn show(&self, scroll: usize, room: usize, look: Look) -> Shown {
        let ellipsis = look.ellipsis();
        let cut = self.indent().is_some_and(|indent| indent < scroll || self.cut_before);
        let from = if cut { scroll + ellipsis.width() } else { scroll };
        let hidden = self.cells.iter().take_while(|cell| cell.column < from).count();
        let long = self.cut_after || self.width > scroll + room;
        let to = scroll + room - if long { ellipsis.width() } else { 0 };
        let mut shown = Shown { text: String::new(), at: Vec::new() };
        let lead = self.cells.get(hidden).map_or(0, |cell| cell.column - scroll);
        if cut {
            shown.text.push_str(ellipsis);
        }
        let used = shown.text.width();
        shown.text.extend(std::iter::repeat_n(' ', lead.saturating_sub(used)));
        let visible = self.cells.iter().skip(hidden);
        for cell in visible.take_while(|cell| cell.column + columns(&cell.shown) <= to) {
            shown.at.push((cell.byte, shown.text.len()));
            shown.text.push_str(&cell.shown);
        }
        if long {
            shown.at.push((usize::MAX, shown.text.len()));
            shown.text.push_str(ellipsis);
        }
        shown
    }
}

impl Shown {
    /// Where a byte of the line is in the text that is shown.
    pub(super) fn offset(&self, byte: usize) -> usize {
        let index = self.at.partition_point(|(from, _)| *from < byte);
        self.at.get(index).map_or(self.text.len(), |(_, to)| *to)
    }
}

/// Columns as miette counts them: character by character.
fn columns(text: &str) -> usize {
    text.chars().map(|character| character.width().unwrap_or(0)).sum()
}

/// The last character boundary at or before a byte.
fn floor(line: &str, byte: usize) -> usize {
    line.floor_char_boundary(byte.min(line.len()))
}

#[cfg(test)]
mod tests {
    use super::Row;
    use crate::report::look::Look;

    #[test]
    fn tabs_wide_characters_and_escapes_keep_their_columns() {
        let row = Row::new("\ta: \"日本\u{1b}\u{202e}x\"\r\n", 0..1);
        assert_eq!(row.column(1), 4);
        assert_eq!(row.column(5), 8);
        assert_eq!(row.column(5 + 6), 12);
        let shown = row.show(0, 80, Look::default());
        assert_eq!(shown.text, "    a: \"日本␛<U+202E>x\"");
        assert_eq!(&shown.text[shown.offset(5)..shown.offset(11)], "日本");
    }

    #[test]
    fn long_lines_are_cut_on_both_sides() {
        let row = Row::new("0123456789abcdefghij", 10..12);
        let shown = row.show(5, 10, Look::default());
        assert_eq!(shown.text, "…6789abcd…");
        assert_eq!(shown.offset(10), shown.text.find('a').unwrap());
        assert_eq!(row.show(0, 20, Look::default()).text, "0123456789abcdefghij");
        assert_eq!(row.show(0, 19, Look::default()).text, "0123456789abcdefgh…");
    }

    #[test]
    fn only_the_neighbourhood_of_a_huge_line_is_read() {
        let line = "x".repeat(100_000);
        let row = Row::new(&line, 50_000..50_001);
        assert_eq!(row.width, 801);
        let shown = row.show(390, 20, Look::default());
        assert!(shown.text.starts_with('…') && shown.text.ends_with('…'));
    }
}
