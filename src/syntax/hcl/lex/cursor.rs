//! Moving through the text and recording tokens.

use super::{Frame, Kind, Lexer, Token};
use crate::syntax::Range;
use crate::syntax::hcl::problem::{Flaw, Problem};

/// A byte offset; texts that are parsed are shorter than 4 GiB.
pub(in crate::syntax::hcl) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'a> Lexer<'a> {
    pub(super) fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    /// A byte ahead; 0 behind the end.
    pub(super) fn byte(&self, ahead: usize) -> u8 {
        self.text.as_bytes().get(self.at + ahead).copied().unwrap_or(0)
    }

    /// The next `length` bytes.
    pub(super) fn range(&self, length: usize) -> Range {
        Range::new(offset(self.at), offset(self.at + length))
    }

    /// Whether the innermost open thing is `frame`.
    pub(super) fn inside(&self, frame: Frame) -> bool {
        self.frames.last().is_some_and(|opened| opened.frame == frame)
    }

    pub(super) fn problem(&mut self, flaw: Flaw, range: Range) {
        self.out.problems.push(Problem { flaw, range });
    }

    /// Records a token and steps over it.
    pub(super) fn push(&mut self, kind: Kind, length: usize) {
        let range = self.range(length);
        let counts = !matches!(kind, Kind::Comment | Kind::Newline);
        if counts && self.statement_start && self.frames.is_empty() {
            self.out.statements.push(range.start);
            self.statement_start = false;
        }
        self.out.tokens.push(Token { kind, range });
        self.at += length;
    }
}
