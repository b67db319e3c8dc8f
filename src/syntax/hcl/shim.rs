//! What Terraform accepts and the parser underneath does not, rewritten in place.
//!
//! Every rewriting keeps the length of the text, so ranges stay true; names and strings are always
//! read from the original, so nothing that is put in here is ever seen.
//!
//! - A key that is written twice in one object (Terraform: the later one counts), and an argument
//!   that is set twice (an error in Terraform too, but no reason to lose the block): the later one
//!   gets another name.
//! - Line ends directly inside of `[for …]`, `{for …}` and `%{…}` become spaces, comments too.
//! - A line of a heredoc that starts with its closing marker, but goes on, loses the marker.

mod keys;

use super::lex::{Kind, Token, offset};
use crate::syntax::{Range, SyntaxError};
use keys::{Key, Keys};

/// A rewritten text.
#[derive(Debug, Default)]
pub(super) struct Shimmed {
    /// The text, if it had to be rewritten.
    pub(super) text: Option<String>,
    /// Arguments that are set twice.
    pub(super) errors: Vec<SyntaxError>,
}

/// Rewrites what has to be rewritten in `text`.
pub(super) fn apply(text: &str, tokens: &[Token]) -> Shimmed {
    let mut shim = Shim { text, tokens, changes: Vec::new(), errors: Vec::new() };
    shim.run();
    if shim.changes.is_empty() {
        return Shimmed::default();
    }
    let mut bytes = text.as_bytes().to_vec();
    for (range, replacement) in shim.changes {
        bytes[range.indices()].copy_from_slice(replacement.as_bytes());
    }
    Shimmed { text: String::from_utf8(bytes).ok(), errors: shim.errors }
}

struct Shim<'a> {
    text: &'a str,
    tokens: &'a [Token],
    changes: Vec<(Range, String)>,
    errors: Vec<SyntaxError>,
}

/// What is open around a token.
struct Frame<'a> {
    /// Line ends mean nothing here to Terraform, but something to the parser.
    flat: bool,
    /// The marker of a heredoc.
    marker: Option<&'a str>,
    keys: Keys<'a>,
}

impl<'a> Shim<'a> {
    fn run(&mut self) {
        let mut frames = vec![Frame { flat: false, marker: None, keys: Keys::of_body() }];
        for at in 0..self.tokens.len() {
            let token = self.tokens[at];
            let outer = frames.len() > 1;
            let Some(frame) = frames.last_mut() else { return };
            match token.kind {
                Kind::Open | Kind::OpenBlock | Kind::Quote | Kind::Heredoc | Kind::Sequence => {
                    frame.keys.begin(at);
                    frames.push(self.opened(at));
                }
                Kind::Close | Kind::EndQuote | Kind::EndHeredoc | Kind::EndSequence if outer => {
                    frames.pop();
                }
                Kind::Newline | Kind::Comment if frame.flat => self.blank(token.range),
                Kind::Newline => frame.keys.end(),
                Kind::Comment => {}
                Kind::Literal => {
                    let marker = frame.marker;
                    self.literal(marker, token.range);
                }
                _ => {
                    let key = frame.keys.token(at, self.slice(token.range), self.text, self.tokens);
                    self.rename(frame, key);
                }
            }
        }
    }

    /// The frame that the token at `opener` opens.
    fn opened(&self, opener: usize) -> Frame<'a> {
        let token = self.tokens[opener];
        let sign = self.slice(token.range);
        let mut inner = self.tokens[opener + 1..].iter();
        let first = inner.find(|it| !matches!(it.kind, Kind::Newline | Kind::Comment));
        let is_for =
            token.kind == Kind::Open && first.is_some_and(|it| self.slice(it.range) == "for");
        let keys = match (token.kind, sign) {
            (Kind::OpenBlock, _) => Keys::of_body(),
            (Kind::Open, "{") if !is_for => Keys::of_object(),
            _ => Keys::none(),
        };
        let marker = (token.kind == Kind::Heredoc)
            .then(|| sign.trim_start_matches('<').trim_start_matches('-').trim_end());
        Frame { flat: is_for || sign.starts_with("%{"), marker, keys }
    }

    fn slice(&self, range: Range) -> &'a str {
        &self.text[range.indices()]
    }

    fn blank(&mut self, range: Range) {
        self.changes.push((range, " ".repeat(range.len() as usize)));
    }

    /// Hides the marker of a heredoc at the start of a line that goes on behind it.
    fn literal(&mut self, marker: Option<&str>, range: Range) {
        let Some(marker) = marker else { return };
        let line = self.slice(range);
        let starts = self.text[..range.start as usize].ends_with('\n');
        if starts && line.trim_start().starts_with(marker) {
            let start = range.start + offset(line.len() - line.trim_start().len());
            let hidden = Range::new(start, start + offset(marker.len()));
            self.changes.push((hidden, "x".repeat(marker.len())));
        }
    }

    /// Gives a repeated key another name.
    fn rename(&mut self, frame: &mut Frame<'a>, key: Option<Key>) {
        let Some(key) = key else { return };
        let longest = self.tokens[key.tokens.clone()]
            .iter()
            .filter(|token| matches!(token.kind, Kind::Word | Kind::Literal))
            .max_by_key(|token| token.range.len());
        let fresh = longest.and_then(|it| frame.keys.fresh(it.range.len() as usize));
        if let (Some(token), Some(name)) = (longest, fresh) {
            self.changes.push((token.range, name));
            if key.argument {
                self.errors.push(repeated(self.slice(key.range), key.range));
            }
        }
    }
}

fn repeated(name: &str, range: Range) -> SyntaxError {
    let message = format!("the argument `{name}` is set more than once");
    SyntaxError { range, message, help: Some("keep one of them".to_owned()) }
}
