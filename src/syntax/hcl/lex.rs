//! Tokens of a whole text, as Terraform's scanner cuts it.
//!
//! The tokens serve what the parser underneath does not give: comments, the exact bytes of every
//! literal, the bounds of statements in a file that cannot be parsed, and the bracket or quote that
//! really is to blame. Scanning keeps its own stack, so no nesting can overflow the machine's.

use super::problem::{Flaw, Problem};
use crate::syntax::Range;

mod cursor;
mod recover;
mod template;

pub(super) use cursor::offset;

/// A stretch of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) range: Range,
}

/// The kinds of token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A comment without the end of its line.
    Comment,
    /// The end of a line, outside of templates.
    Newline,
    /// A name, a keyword or a number.
    Word,
    /// An operator or a separator.
    Symbol,
    /// `(`, `[` or the `{` of an object.
    Open,
    /// The `{` of a block.
    OpenBlock,
    /// `)`, `]` or `}`.
    Close,
    /// The first quote of a string.
    Quote,
    /// The last quote of a string.
    EndQuote,
    /// `<<MARKER` with the end of its line.
    Heredoc,
    /// The closing marker.
    EndHeredoc,
    /// Characters of a template: at most one line, escaped markers (`$${`) and lone `$` apart.
    Literal,
    /// `${` or `%{`, with `~` if there is one.
    Sequence,
    /// The `}` or `~}` that closes a sequence.
    EndSequence,
}

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    /// A body or an expression.
    Code,
    /// A template without quotes around it.
    Template,
}

/// What is still open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Frame {
    /// `{` of a block.
    Block,
    /// `{` of an object or of an object `for`.
    Object,
    /// `[`.
    Bracket,
    /// `(`.
    Parenthesis,
    /// `${` or `%{`.
    Sequence,
    /// `"`.
    Quote,
    /// `<<MARKER`.
    Heredoc(Heredoc),
}

/// An open heredoc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Heredoc {
    marker: Range,
    line_start: bool,
    /// Its end is missing: the next block ends it.
    broken: bool,
}

/// An open frame and where it opened.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opened {
    pub(super) frame: Frame,
    pub(super) range: Range,
    items: u32,
}

/// A text in tokens.
#[derive(Debug, Default)]
pub(super) struct Lexed {
    pub(super) tokens: Vec<Token>,
    /// Where each top-level statement starts.
    pub(super) statements: Vec<u32>,
    /// What cannot be right whatever the grammar says, by place.
    pub(super) problems: Vec<Problem>,
}

/// Objects with more keys are not read: the parser takes time in the square of their number.
const KEYS: u32 = 4_000;

impl Lexed {
    /// Where the comments are.
    pub(super) fn comments(&self) -> Vec<Range> {
        let comments = self.tokens.iter().filter(|token| token.kind == Kind::Comment);
        comments.map(|token| token.range).collect()
    }
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    out: Lexed,
    frames: Vec<Opened>,
    mode: Mode,
    /// Whether a line that starts a block ends everything that is still open.
    recover: bool,
    statement_start: bool,
}

/// Scans `text` from byte `start`.
///
/// With `recover`, a line at column 0 that starts a block ends whatever is open: useful only once
/// the text is known to be broken.
pub(super) fn lex(text: &str, start: usize, mode: Mode, recover: bool) -> Lexed {
    let out = Lexed::default();
    let statement_start = true;
    let mut lexer =
        Lexer { text, at: start, out, frames: Vec::new(), mode, recover, statement_start };
    lexer.run();
    lexer.out.problems.sort_by_key(|problem| problem.range);
    lexer.out
}

impl Lexer<'_> {
    fn run(&mut self) {
        while self.at < self.text.len() {
            match self.frames.last().map(|opened| opened.frame) {
                Some(Frame::Quote) => self.quoted(),
                Some(Frame::Heredoc(heredoc)) => self.heredoc(heredoc),
                None if self.mode == Mode::Template => self.bare(),
                _ => self.code(),
            }
        }
        while let Some(opened) = self.frames.pop() {
            self.blame(opened);
        }
    }

    /// One token outside of templates.
    fn code(&mut self) {
        match self.byte(0) {
            b'\n' => self.newline(1),
            b'\r' if self.byte(1) == b'\n' => self.newline(2),
            b' ' | b'\t' | b'\r' => self.at += 1,
            b'#' => self.line_comment(),
            b'/' if self.byte(1) == b'/' => self.line_comment(),
            b'/' if self.byte(1) == b'*' => self.block_comment(),
            b'"' => self.open(Kind::Quote, Frame::Quote, 1),
            b'<' if self.byte(1) == b'<' && self.open_heredoc() => {}
            b'(' => self.open(Kind::Open, Frame::Parenthesis, 1),
            b'[' => self.open(Kind::Open, Frame::Bracket, 1),
            b'{' => self.open_brace(),
            b'~' if self.byte(1) == b'}' && self.inside(Frame::Sequence) => {
                self.close(Frame::Sequence, 2);
            }
            b')' => self.close(Frame::Parenthesis, 1),
            b']' => self.close(Frame::Bracket, 1),
            b'}' => self.close(Frame::Object, 1),
            _ => self.word_or_symbol(),
        }
    }

    fn newline(&mut self, length: usize) {
        self.push(Kind::Newline, length);
        if self.recover && !self.frames.is_empty() && recover::starts_block(self.rest()) {
            self.abandon();
        }
        if self.frames.is_empty() {
            self.statement_start = true;
        }
    }

    fn line_comment(&mut self) {
        let line = self.rest().split('\n').next().unwrap_or("");
        self.push(Kind::Comment, line.strip_suffix('\r').unwrap_or(line).len());
    }

    fn block_comment(&mut self) {
        let rest = self.rest();
        let end = rest.get(2..).and_then(|inner| inner.find("*/")).map(|at| at + 4);
        if end.is_none() {
            self.problem(Flaw::OpenComment, self.range(2));
        }
        self.push(Kind::Comment, end.unwrap_or(rest.len()));
    }

    fn word_or_symbol(&mut self) {
        let first = self.rest().chars().next().unwrap_or(' ');
        if first.is_alphanumeric() || first == '_' {
            let word = |it: char| it.is_alphanumeric() || matches!(it, '_' | '-');
            let rest = self.rest();
            return self.push(Kind::Word, rest.find(|it| !word(it)).unwrap_or(rest.len()));
        }
        let double = ["==", "=>", "!=", "<=", ">=", "::", "&&", "||"];
        if double.iter().any(|symbol| self.rest().starts_with(symbol)) {
            return self.push(Kind::Symbol, 2);
        }
        if matches!(first, '=' | ':') {
            self.count_key();
        }
        self.push(Kind::Symbol, first.len_utf8());
    }

    fn count_key(&mut self) {
        let Some(opened) = self.frames.last_mut().filter(|it| it.frame == Frame::Object) else {
            return;
        };
        opened.items += 1;
        if opened.items == KEYS + 1 {
            let range = opened.range;
            self.problem(Flaw::TooLarge, range);
        }
    }

    fn open(&mut self, kind: Kind, frame: Frame, length: usize) {
        let range = self.range(length);
        self.push(kind, length);
        self.frames.push(Opened { frame, range, items: 0 });
    }

    /// A brace opens a block where a statement stands and its type or a label comes before it.
    fn open_brace(&mut self) {
        let in_body = self.frames.last().is_none_or(|opened| opened.frame == Frame::Block);
        let before = self.out.tokens.iter().rev().find(|token| token.kind != Kind::Comment);
        let named = before.is_some_and(|it| matches!(it.kind, Kind::Word | Kind::EndQuote));
        if in_body && named {
            self.open(Kind::OpenBlock, Frame::Block, 1);
        } else {
            self.open(Kind::Open, Frame::Object, 1);
        }
    }
}
