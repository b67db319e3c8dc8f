//! What to do where brackets, quotes and heredocs do not match.

use super::{Frame, Kind, Lexer, Opened};
use crate::syntax::Range;
use crate::syntax::hcl::problem::Flaw;

/// The types of block that stand at the top of Terraform's files.
const TOP_LEVEL: [&str; 15] = [
    "action",
    "check",
    "data",
    "ephemeral",
    "import",
    "list",
    "locals",
    "module",
    "moved",
    "output",
    "provider",
    "removed",
    "resource",
    "terraform",
    "variable",
];

/// Whether the first line of `rest` is the header of a top-level block.
pub(super) fn starts_block(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or("");
    let word = line.find(|it: char| !it.is_ascii_alphanumeric()).unwrap_or(line.len());
    let (keyword, after) = line.split_at(word);
    let after = after.trim_start();
    TOP_LEVEL.contains(&keyword)
        && (after.starts_with(['"', '{'])
            || after.starts_with(char::is_alphabetic) && after.trim_end().ends_with('{'))
}

/// Whether the heredoc that starts at `from` has no end of its own: none at all, or only one behind
/// a block that opens a heredoc with the same marker.
pub(super) fn lacks_end(text: &str, marker: Range, from: usize) -> bool {
    let name = &text[marker.indices()];
    let mut block_seen = false;
    for line in text[from..].lines() {
        if line.trim() == name {
            return false;
        }
        block_seen |= starts_block(line);
        let opens = line.trim_end().strip_suffix(name).is_some_and(|it| it.ends_with(['<', '-']));
        if block_seen && opens {
            return true;
        }
    }
    true
}

impl Lexer<'_> {
    /// Closes a bracket, and whatever inside of it was left open.
    pub(super) fn close(&mut self, frame: Frame, length: usize) {
        let fits = |opened: &Opened| match opened.frame {
            Frame::Block | Frame::Sequence => frame == Frame::Object || opened.frame == frame,
            other => other == frame,
        };
        let code = |opened: &&Opened| !matches!(opened.frame, Frame::Quote | Frame::Heredoc(_));
        let Some(depth) = self.frames.iter().rev().take_while(code).position(fits) else {
            let range = self.range(length);
            self.problem(Flaw::Unopened, range);
            return self.push(Kind::Close, length);
        };
        for _ in 0..depth {
            if let Some(left_open) = self.frames.pop() {
                self.blame(left_open);
            }
        }
        let sequence = self.inside(Frame::Sequence);
        self.blame_by_indent();
        self.frames.pop();
        self.push(if sequence { Kind::EndSequence } else { Kind::Close }, length);
    }

    /// A brace that stands left of the line whose brace it closes: that one, or one inside of it,
    /// was meant to be closed before. Only a hint, for a text that is broken anyway.
    fn blame_by_indent(&mut self) {
        let Some(opened) = self.frames.last().filter(|it| it.frame == Frame::Block) else { return };
        let (indent, blank) = self.indent(self.at);
        let (outer, _) = self.indent(opened.range.start as usize);
        if self.recover && blank && indent < outer {
            let range = opened.range;
            self.problem(Flaw::Misplaced, range);
        }
    }

    /// The indentation of the line of a byte, and whether nothing else stands before the byte.
    fn indent(&self, at: usize) -> (usize, bool) {
        let start = self.text[..at].rfind('\n').map_or(0, |newline| newline + 1);
        let before = &self.text[start..at];
        let indent = before.len() - before.trim_start_matches([' ', '\t']).len();
        (indent, indent == before.len())
    }

    /// Reports something that was left open.
    pub(super) fn blame(&mut self, opened: Opened) {
        let flaw = match opened.frame {
            Frame::Quote => Flaw::OpenString,
            Frame::Heredoc(heredoc) if heredoc.broken => return,
            Frame::Heredoc(_) => Flaw::OpenHeredoc,
            _ => Flaw::Unclosed,
        };
        self.problem(flaw, opened.range);
    }

    /// Gives up everything that is open.
    pub(super) fn abandon(&mut self) {
        while let Some(opened) = self.frames.pop() {
            self.blame(opened);
        }
    }

    /// Gives up the string that the line ends in, with the strings around it.
    pub(super) fn abandon_string(&mut self) {
        let outermost = self.frames.iter().position(|opened| opened.frame == Frame::Quote);
        let opened = self.frames[outermost.unwrap_or(0)];
        self.frames.truncate(outermost.unwrap_or(0));
        self.problem(Flaw::OpenString, opened.range);
    }
}
