//! Tokens inside of strings, heredocs and bare templates.

use super::{Frame, Heredoc, Kind, Lexer, recover};
use crate::syntax::Range;
use crate::syntax::hcl::problem::Flaw;

impl Lexer<'_> {
    /// One token of a quoted string.
    pub(super) fn quoted(&mut self) {
        match self.byte(0) {
            b'"' => {
                self.frames.pop();
                self.push(Kind::EndQuote, 1);
            }
            b'\n' => self.abandon_string(),
            b'$' | b'%' => self.marker(),
            _ => self.quoted_literal(),
        }
    }

    fn quoted_literal(&mut self) {
        let bytes = self.rest().as_bytes();
        let mut length = 0;
        while let Some(byte) = bytes.get(length) {
            match byte {
                b'"' | b'\n' | b'$' | b'%' => break,
                // What is escaped belongs to the literal, but a line never does.
                b'\\' if !matches!(bytes.get(length + 1), None | Some(b'\n')) => length += 2,
                _ => length += 1,
            }
        }
        while !self.rest().is_char_boundary(length) {
            length += 1;
        }
        self.push(Kind::Literal, length);
    }

    /// `${` and `%{` open a sequence, `$${` and `%%{` stand for themselves, others are characters.
    fn marker(&mut self) {
        let sign = self.byte(0);
        if self.byte(1) == b'{' {
            let length = if self.byte(2) == b'~' { 3 } else { 2 };
            return self.open(Kind::Sequence, Frame::Sequence, length);
        }
        let escaped = self.byte(1) == sign && self.byte(2) == b'{';
        self.push(Kind::Literal, if escaped { 3 } else { 1 });
    }

    /// One token of a heredoc.
    pub(super) fn heredoc(&mut self, heredoc: Heredoc) {
        if heredoc.line_start {
            if let Some((start, length)) = self.closing(heredoc.marker) {
                self.at = start;
                self.frames.pop();
                return self.push(Kind::EndHeredoc, length);
            }
            if heredoc.broken && recover::starts_block(self.rest()) {
                self.abandon();
                self.statement_start = true;
                return;
            }
        }
        let line_start = self.unquoted();
        let at_line_start = Frame::Heredoc(Heredoc { line_start, ..heredoc });
        // A sequence that was just opened lies above the heredoc.
        let own = self.frames.iter_mut().rev().find(|it| matches!(it.frame, Frame::Heredoc(_)));
        if let Some(opened) = own {
            opened.frame = at_line_start;
        }
    }

    /// One token of a template without quotes.
    pub(super) fn bare(&mut self) {
        self.unquoted();
    }

    /// One token of an unquoted template; says whether it ended a line.
    fn unquoted(&mut self) -> bool {
        if matches!(self.byte(0), b'$' | b'%') {
            self.marker();
            return false;
        }
        let rest = self.rest();
        let length = rest.find(['$', '%', '\n']).unwrap_or(rest.len());
        let ends_line = rest.as_bytes().get(length) == Some(&b'\n');
        self.push(Kind::Literal, length + usize::from(ends_line));
        ends_line
    }

    /// The closing marker, if this line is nothing else.
    fn closing(&self, marker: Range) -> Option<(usize, usize)> {
        let line = self.rest().split('\n').next().unwrap_or("");
        let found = line.trim();
        let indent = line.len() - line.trim_start().len();
        (found == &self.text[marker.indices()]).then_some((self.at + indent, found.len()))
    }

    /// Opens a heredoc, if this is one.
    pub(super) fn open_heredoc(&mut self) -> bool {
        let line = self.rest().split_inclusive('\n').next().unwrap_or("");
        let name = line[2..].strip_prefix('-').unwrap_or(&line[2..]);
        let marker = name.trim_end_matches(['\n', '\r']);
        let word = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
        let named = marker.starts_with(|it: char| it.is_alphabetic() || it == '_');
        if !named || !marker.chars().all(word) || !line.ends_with('\n') {
            return false;
        }
        let start = line.len() - name.len();
        let range = self.range(start + marker.len());
        let marker = Range::new(self.range(start).end, range.end);
        let broken = self.recover && recover::lacks_end(self.text, marker, self.at + line.len());
        let heredoc = Heredoc { marker, line_start: true, broken };
        if broken {
            self.problem(Flaw::OpenHeredoc, range);
        }
        self.open(Kind::Heredoc, Frame::Heredoc(heredoc), line.len());
        true
    }
}
