//! What a comment holds for.

use super::outline::Outline;
use super::words::Verb;
use crate::source::Text;
use crate::syntax::Range;

/// Lines or bytes of one file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Extent {
    Lines(u32, u32),
    Bytes(Range),
    File,
}

/// A file with its outline.
pub(super) struct Sheet<'a> {
    pub(super) text: &'a Text,
    pub(super) outline: &'a Outline,
}

impl Sheet<'_> {
    /// What a comment holds for; the error says why it holds for nothing.
    pub(super) fn extent(&self, comment: Range, verb: Verb) -> Result<Extent, &'static str> {
        match verb {
            Verb::Line => Ok(self.lines(comment)),
            Verb::Block => self
                .block(comment)
                .map(Extent::Bytes)
                .ok_or("`ignore-block` has to stand above a block, or at its head"),
            Verb::File if comment.end <= self.outline.first => Ok(Extent::File),
            Verb::File => Err("`ignore-file` has to stand at the top of the file"),
        }
    }

    /// The line of a comment; if nothing else stands on it, the next line too.
    fn lines(&self, comment: Range) -> Extent {
        let first = self.line(comment.start);
        let target = self.target(comment);
        let ends = self.outline.strings.iter().filter(|it| self.line(it.start) == target);
        let last = ends.map(|it| self.last_line(*it)).max().unwrap_or(target);
        Extent::Lines(first, last.max(target))
    }

    /// The line that a comment speaks of: its own, or the next one that is no comment.
    fn target(&self, comment: Range) -> u32 {
        let mut line = self.last_line(comment);
        if self.is_alone(comment) {
            line += 1;
            let comments = &self.outline.comments;
            let mut next = comments.partition_point(|it| it.start < comment.end);
            while let Some(other) = comments.get(next).filter(|it| self.line(it.start) == line) {
                if !self.is_alone(*other) {
                    break;
                }
                line = self.last_line(*other) + 1;
                next += 1;
            }
        }
        line
    }

    /// Whether nothing else stands on the lines of a comment.
    fn is_alone(&self, comment: Range) -> bool {
        let content = self.text.content();
        let before = content[..comment.start as usize].rsplit('\n').next().unwrap_or("");
        let behind = content[comment.end as usize..].split('\n').next().unwrap_or("");
        before.trim_start_matches('\u{feff}').trim().is_empty() && behind.trim().is_empty()
    }

    /// The document, block or setting that a comment stands above or at the head of.
    fn block(&self, comment: Range) -> Option<Range> {
        let target = self.target(comment);
        let alone = self.is_alone(comment);
        let documents = &self.outline.documents;
        let head = |it: &&(Range, u32)| {
            let marked = self.line(it.0.start) == target && self.starts_document(target);
            marked || (it.0.contains(comment) && comment.end <= it.1)
        };
        if alone && let Some((document, _)) = documents.iter().find(head) {
            return Some(*document);
        }
        let things = &self.outline.things;
        let below = things.iter().find(|it| self.line(it.start) == target).copied();
        if let Some(below) = below.filter(|it| self.last_line(*it) > target) {
            return Some(below);
        }
        let around = self.outline.around(comment).filter(|around| {
            let earlier = |it: &&Range| around.contains(**it) && it.end <= comment.start;
            alone && !things.iter().any(|it| it != around && earlier(&it))
        });
        around.or(below)
    }

    fn starts_document(&self, line: u32) -> bool {
        let start = self.text.line_starts().get(line as usize).copied().unwrap_or(u32::MAX);
        self.text.content().get(start as usize..).is_some_and(|rest| rest.starts_with("---"))
    }

    fn line(&self, byte: u32) -> u32 {
        self.text.position(byte).line - 1
    }

    fn last_line(&self, range: Range) -> u32 {
        self.line(range.end.saturating_sub(1).max(range.start))
    }
}
