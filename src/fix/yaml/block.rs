//! Removing from block collections.

use super::Source;
use crate::fix::layout::{comment_end, leads, line_start, lines, own_lines};
use crate::fix::{Splice, Splices, refuse};
use crate::syntax::Range;

impl Source<'_> {
    /// Removes an entry of a block map.
    pub(super) fn remove_entry(&self, map: Range, entries: &[Range], index: usize) -> Splices {
        let entry = entries[index];
        if entries.len() == 1 {
            // Nothing would read as null.
            return Ok(vec![Splice::new(map, "{}")]);
        }
        if let Some(own) = own_lines(self.text, entry, &self.stream.comments) {
            return Ok(vec![Splice::new(own, "")]);
        }
        // The first entry of an item stands behind the dash: the next one takes its place.
        let tail = comment_end(self.text, entry.end, &self.stream.comments);
        let Some(next) = entries.get(index + 1) else {
            return refuse("something else stands on the same line");
        };
        let between = &self.text[tail as usize..next.start as usize];
        if !between.trim().is_empty() {
            return refuse("there is a comment behind the entry");
        }
        Ok(vec![Splice::new(Range::new(entry.start, next.start), "")])
    }

    /// Removes an item of a block list.
    pub(super) fn remove_item(&self, list: Range, items: &[Range], index: usize) -> Splices {
        let item = items[index];
        if items.len() == 1 {
            // Inside of a map, brackets may not stand in the column of its keys.
            return Ok(vec![Splice::new(list, " []")]);
        }
        let floor = index.checked_sub(1).map_or(list.start, |before| items[before].end);
        let dash = self.text[floor as usize..item.start.max(floor) as usize].rfind('-');
        let Some(dash) = dash.map(|at| floor + crate::fix::layout::offset(at)) else {
            return refuse("the item has no dash");
        };
        let own =
            own_lines(self.text, Range::new(dash, item.end.max(dash + 1)), &self.stream.comments);
        if let Some(own) = own {
            return Ok(vec![Splice::new(own, "")]);
        }
        // The first item of a list in a list stands behind the outer dash.
        match items.get(index + 1) {
            Some(next) if !leads(self.text, dash) => {
                let line = lines(self.text, Range::new(next.start, next.start));
                let indent = line_start(self.text, next.start);
                let column = dash - line_start(self.text, dash);
                Ok(vec![Splice::new(Range::new(dash, indent.max(line.start) + column), "")])
            }
            _ => refuse("something else stands on the same line"),
        }
    }
}
