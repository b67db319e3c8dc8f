//! What else stands in the lines of an action.

use super::super::super::Range;
use super::Template;

/// The lines of a template, with and without its actions.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// The text with blanks in the place of actions and of blocks of one line.
    bare: String,
}

/// What stands around an action in its first and its last line.
pub(super) struct Line<'t> {
    /// What stands before it in its first line, without actions.
    before: &'t str,
    /// What stands behind it in its last line, without actions.
    behind: &'t str,
    /// What stands before it in its first line.
    written: &'t str,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str, template: &Template) -> Self {
        let mut bytes = text.as_bytes().to_vec();
        let whole = template.actions.iter().map(|action| {
            let block = super::taken_whole(template, action);
            block.map_or(action.range, |block| block.range)
        });
        for range in whole {
            super::blank(&mut bytes, range);
        }
        Self { text, bare: super::string(bytes) }
    }

    /// The surroundings of an action.
    pub(super) fn around(&'t self, range: Range) -> Line<'t> {
        let (start, end) = (range.start as usize, range.end as usize);
        let from = line_start(self.text, start);
        let behind = self.bare.get(end..).unwrap_or("");
        Line {
            before: self.bare.get(from..start).unwrap_or("").trim(),
            behind: behind.split('\n').next().unwrap_or("").trim(),
            written: self.text.get(from..start).unwrap_or("").trim(),
        }
    }

    /// In which column an action stands.
    pub(super) fn column(&self, range: Range) -> Option<u32> {
        let code = self.text.get(range.indices()).unwrap_or("");
        let here = column(self.text, range.start as usize);
        match number_behind(code, "indent") {
            Some(more) => Some(here + more),
            // A computed indentation.
            None if code.contains("indent") => None,
            None => Some(here),
        }
    }

    /// The column of what an action writes on new lines, as its call of `nindent` says.
    pub(super) fn new_line_column(&self, range: Range) -> Option<u32> {
        number_behind(self.text.get(range.indices()).unwrap_or(""), "nindent")
    }
}

impl Line<'_> {
    /// Whether nothing but actions and a comment stands in the lines.
    pub(super) fn is_alone(&self) -> bool {
        self.before.is_empty() && (self.behind.is_empty() || self.behind.starts_with('#'))
    }

    /// Whether nothing stands before it, not even another action.
    pub(super) fn is_first(&self) -> bool {
        self.written.is_empty()
    }

    /// Whether text stands on both sides.
    pub(super) fn is_between(&self) -> bool {
        !self.before.is_empty() && !self.behind.is_empty()
    }

    /// Whether it stands in a comment.
    pub(super) fn is_comment(&self) -> bool {
        self.before.starts_with('#')
    }

    /// Whether it is all of the value of a key or an item.
    pub(super) fn is_value(&self) -> bool {
        let opens = self.before.ends_with(':') || self.before == "-" || self.before.ends_with(" -");
        opens && (self.behind.is_empty() || self.behind.starts_with('#'))
    }
}

/// In which column of its line a byte stands, in characters.
pub(super) fn column(text: &str, at: usize) -> u32 {
    let before = text.get(line_start(text, at)..at).unwrap_or("");
    u32::try_from(before.chars().count()).unwrap_or(u32::MAX)
}

fn line_start(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|before| before.rfind('\n')).map_or(0, |end| end + 1)
}

/// The whole number that stands behind the last use of a function.
fn number_behind(code: &str, function: &str) -> Option<u32> {
    let (before, rest) = code.rsplit_once(function)?;
    let own = !before.ends_with(|it: char| it.is_alphanumeric() || it == '_' || it == '.');
    let rest = rest.trim_start();
    let digits = rest.len() - rest.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    rest.get(..digits).filter(|_| own)?.parse().ok()
}
