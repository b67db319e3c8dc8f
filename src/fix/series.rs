//! Items between brackets: lists and objects of HCL, flow collections of YAML, JSON.

use super::layout::{
    comment_end, find_behind, indent, indented, leads, line_end, own_lines, same_line,
};
use super::{Splice, Splices, refuse};
use crate::syntax::Range;

/// What stands between two brackets.
pub(super) struct Series<'a> {
    pub(super) text: &'a str,
    /// With the brackets.
    pub(super) range: Range,
    /// Each item, with its key if it has one.
    pub(super) items: Vec<Range>,
    pub(super) comments: &'a [Range],
    /// Whether a line end separates as well as a comma.
    pub(super) commas: Commas,
    /// What stands inside of brackets around the only item.
    pub(super) padding: &'static str,
}

/// How items are kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Commas {
    /// By commas.
    Needed,
    /// By commas or line ends.
    Optional,
}

impl Series<'_> {
    /// The indentation of the lines that items stand on.
    fn indent(&self) -> String {
        match self.items.iter().rev().find(|item| leads(self.text, item.start)) {
            Some(item) => indent(self.text, item.start).to_owned(),
            None => format!("{}  ", indent(self.text, self.range.start)),
        }
    }

    fn multi_line(&self) -> bool {
        self.items.last().is_some_and(|item| leads(self.text, item.start))
    }

    fn comma_behind(&self, item: Range) -> Option<u32> {
        find_behind(self.text, item.end, self.range.end - 1, self.comments, b',')
    }

    /// Adds an item at the end.
    pub(super) fn append(&self, item: &str) -> Splices {
        let Some(last) = self.items.last().copied() else { return self.fill(item) };
        if !self.multi_line() {
            return Ok(vec![Splice::insert(last.end, format!(", {item}"))]);
        }
        let space = self.indent();
        let line = format!("\n{space}{}", indented(item, &space));
        let comma = self.comma_behind(last);
        let behind = comma.map_or(last.end, |comma| comma + 1);
        let tail = comment_end(self.text, behind, self.comments);
        // The closing bracket may stand on the line of the last item.
        let at = if line_end(self.text, tail) < self.range.end {
            line_end(self.text, tail)
        } else {
            tail
        };
        Ok(match comma {
            Some(_) => vec![Splice::insert(at, format!("{line},"))],
            None if self.commas == Commas::Optional => vec![Splice::insert(at, line)],
            None if at == last.end => vec![Splice::insert(at, format!(",{line}"))],
            None => vec![Splice::insert(last.end, ","), Splice::insert(at, line)],
        })
    }

    /// Puts the first item between the brackets.
    fn fill(&self, item: &str) -> Splices {
        let inner = Range::new(self.range.start + 1, self.range.end - 1);
        if !self.text[inner.indices()].trim().is_empty() {
            return refuse("there is a comment between empty brackets");
        }
        let item = indented(item, indent(self.text, self.range.start));
        let content = format!("{0}{item}{0}", self.padding);
        Ok(vec![Splice::new(inner, content)])
    }

    /// Removes an item, with its comma and the comment at the end of its line.
    pub(super) fn remove(&self, index: usize) -> Splices {
        let item = self.items[index];
        let comma = self.comma_behind(item);
        let whole = Range::new(item.start, comma.map_or(item.end, |comma| comma + 1));
        let before = index.checked_sub(1).map(|before| self.items[before]);
        let mut splices = Vec::new();
        // Without an item behind it, the comma before it may not stay.
        if comma.is_none()
            && self.commas == Commas::Needed
            && let Some(comma) = before.and_then(|before| self.comma_behind(before))
        {
            splices.push(Splice::new(Range::new(comma, comma + 1), ""));
        }
        if let Some(own) = own_lines(self.text, whole, self.comments) {
            splices.push(Splice::new(self.inside(own), ""));
        } else if let Some(next) = self
            .items
            .get(index + 1)
            .filter(|next| same_line(self.text, Range::new(item.start, next.start)))
        {
            splices.push(Splice::new(Range::new(item.start, next.start), ""));
        } else if let Some(before) = before {
            return Ok(vec![Splice::new(Range::new(before.end, whole.end), "")]);
        } else {
            let inner = Range::new(self.range.start + 1, self.range.end - 1);
            if !self.text[whole.end as usize..inner.end as usize].trim().is_empty() {
                return refuse("there is a comment between the brackets");
            }
            splices.push(Splice::new(inner, ""));
        }
        Ok(splices)
    }

    /// Lines, but never the brackets on them.
    fn inside(&self, lines: Range) -> Range {
        let start = lines.start.max(self.range.start + 1);
        Range::new(start, lines.end.min(self.range.end - 1).max(start))
    }
}
