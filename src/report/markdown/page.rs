//! A page that must not be longer than a code host takes.

use crate::report::plural::count;

/// Room that is kept for the line that counts what was left out.
const LAST: usize = 160;

/// What is written so far.
#[derive(Debug)]
pub(super) struct Page {
    out: String,
    most: usize,
    left_out: usize,
}

impl Page {
    /// An empty page of at most `most` bytes; a host counts characters, which are never more.
    pub(super) fn new(most: usize) -> Self {
        Self { out: String::new(), most: most - LAST, left_out: 0 }
    }

    /// Whether there is room for a text.
    pub(super) fn fits(&self, text: &str) -> bool {
        self.out.len() + text.len() <= self.most
    }

    /// Writes a text that fits.
    pub(super) fn put(&mut self, text: &str) {
        self.out.push_str(text);
    }

    /// Writes a text that is said elsewhere too, if there is room for it.
    pub(super) fn put_if_it_fits(&mut self, text: &str) {
        // Rows are worth more: half of the room is theirs.
        if self.out.len() + text.len() <= self.most / 2 {
            self.put(text);
        }
    }

    /// Counts findings that there is no room for.
    pub(super) fn leave_out(&mut self, findings: usize) {
        self.left_out += findings;
    }

    /// The page with the line that counts what was left out.
    pub(super) fn finished(mut self) -> String {
        if self.left_out > 0 {
            let findings = count(self.left_out, "finding");
            self.put(&format!(
                "\n{findings} did not fit here; `ekslint check --all` prints them.\n"
            ));
        }
        self.out
    }
}
