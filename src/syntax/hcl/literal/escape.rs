//! Escape sequences.

use smol_str::SmolStr;

use super::Piece;
use crate::syntax::Range;
use crate::syntax::hcl::lex::offset;

/// Cuts a literal token at its escapes: each is a piece of its own, everything else is copied.
pub(super) fn pieces(text: &str, token: Range, quoted: bool) -> Vec<Piece> {
    let source = &text[token.indices()];
    if source == "$${" || source == "%%{" {
        return vec![Piece { decoded: Some(source[1..].into()), range: token }];
    }
    if !quoted || !source.contains('\\') {
        return vec![Piece { decoded: None, range: token }];
    }
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < source.len() {
        let rest = &source[at..];
        let (length, decoded) = match rest.find('\\') {
            Some(0) => escape(rest),
            Some(plain) => (plain, None),
            None => (rest.len(), None),
        };
        let start = token.start + offset(at);
        pieces.push(Piece { decoded, range: Range::new(start, start + offset(length)) });
        at += length;
    }
    pieces
}

/// Length and meaning of the escape that `rest` starts with; an unknown one stands for itself.
fn escape(rest: &str) -> (usize, Option<SmolStr>) {
    let decoded = match rest.as_bytes().get(1) {
        Some(b'n') => "\n",
        Some(b'r') => "\r",
        Some(b't') => "\t",
        Some(b'"') => "\"",
        Some(b'\\') => "\\",
        Some(b'u') => return code_point(rest, 6),
        Some(b'U') => return code_point(rest, 10),
        _ => return (1, None),
    };
    (2, Some(SmolStr::new_static(decoded)))
}

fn code_point(rest: &str, length: usize) -> (usize, Option<SmolStr>) {
    let digits = rest.get(2..length);
    let number = digits.and_then(|it| u32::from_str_radix(it, 16).ok());
    match number.and_then(char::from_u32) {
        Some(character) => (length, Some(SmolStr::from_iter([character]))),
        None => (1, None),
    }
}
