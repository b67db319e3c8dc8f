//! The literal characters of a template, as Terraform reads them.
//!
//! Terraform strips white space at `~` token by token, then removes the common indentation of a
//! `<<-` heredoc from what is left, also inside of directives; a line of white space alone neither
//! counts nor changes. All of that is done here on the original bytes, so that each piece knows
//! exactly which ones it stands for.

mod escape;

use smol_str::SmolStr;

use super::lex::{Kind, Token};
use crate::syntax::Range;

/// How a template is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// With backslashes.
    Quoted,
    /// Without.
    Plain,
    /// A heredoc that loses its indentation.
    Flush,
}

/// Characters and the bytes they stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Piece {
    /// The characters, where they differ from the bytes.
    decoded: Option<SmolStr>,
    range: Range,
}

/// What one literal token stands for, in pieces.
#[derive(Debug)]
struct Literal {
    /// The bytes of the token.
    token: Range,
    pieces: Vec<Piece>,
}

/// The literals of one template in order, without those of templates inside of it.
#[derive(Debug)]
pub(super) struct Literals<'a> {
    text: &'a str,
    /// Sequences between them are `None`.
    steps: Vec<Option<Literal>>,
}

impl<'a> Literals<'a> {
    /// Reads the template whose first token is `tokens[0]`, up to its end.
    pub(super) fn read(text: &'a str, tokens: &[Token], style: Style) -> Self {
        let mut literals = Self { text, steps: Vec::new() };
        literals.collect(tokens, style);
        if style == Style::Flush {
            literals.dedent();
        }
        literals.steps.retain(Option::is_some);
        literals
    }

    /// The characters of the literals inside of `range`, each with the bytes it stands for;
    /// neighbours that are copied byte for byte are one.
    pub(super) fn within(&self, range: Range) -> Vec<(SmolStr, Range)> {
        let before = |step: &Option<Literal>| {
            step.as_ref().is_none_or(|literal| literal.token.start < range.start)
        };
        let from = self.steps[self.steps.partition_point(before)..].iter().flatten();
        let inside = from.take_while(|literal| range.contains(literal.token));
        let mut joined: Vec<Piece> = Vec::new();
        for piece in inside.flat_map(|literal| &literal.pieces) {
            match joined.last_mut() {
                Some(last)
                    if last.range.end == piece.range.start
                        && last.decoded.is_none()
                        && piece.decoded.is_none() =>
                {
                    last.range.end = piece.range.end;
                }
                _ => joined.push(piece.clone()),
            }
        }
        joined.retain(|piece| !piece.range.is_empty());
        joined.into_iter().map(|piece| (self.characters(&piece).into(), piece.range)).collect()
    }

    fn characters<'b>(&'b self, piece: &'b Piece) -> &'b str {
        piece.decoded.as_deref().unwrap_or(&self.text[piece.range.indices()])
    }

    /// Gathers the tokens of this template and strips white space at `~`.
    fn collect(&mut self, tokens: &[Token], style: Style) {
        let mut depth = 0_usize;
        let mut strip_next = false;
        for token in tokens {
            let sign = &self.text[token.range.indices()];
            match token.kind {
                Kind::Literal if depth == 0 => {
                    let pieces = escape::pieces(self.text, token.range, style == Style::Quoted);
                    let mut literal = Literal { token: token.range, pieces };
                    if std::mem::take(&mut strip_next) {
                        self.trim_start(&mut literal);
                    }
                    self.steps.push(Some(literal));
                }
                Kind::Sequence => {
                    if depth == 0 {
                        self.opens(sign.ends_with('~'));
                        strip_next = false;
                    }
                    depth += 1;
                }
                Kind::EndSequence => {
                    depth = depth.saturating_sub(1);
                    strip_next = depth == 0 && sign.starts_with('~');
                }
                Kind::EndQuote | Kind::EndHeredoc if depth == 0 => return,
                // Templates inside of a sequence have literals and sequences of their own.
                Kind::Quote | Kind::Heredoc => depth += 1,
                Kind::EndQuote | Kind::EndHeredoc => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// A sequence follows.
    fn opens(&mut self, strip: bool) {
        if strip && let Some(Some(mut literal)) = self.steps.last_mut().map(Option::take) {
            self.trim_end(&mut literal);
            if let Some(last) = self.steps.last_mut() {
                *last = Some(literal);
            }
        }
        self.steps.push(None);
    }

    fn trim_start(&self, literal: &mut Literal) {
        for piece in &mut literal.pieces {
            let kept = self.characters(piece).trim_start().len();
            self.cut(piece, kept, true);
            if kept > 0 {
                return;
            }
        }
    }

    fn trim_end(&self, literal: &mut Literal) {
        for piece in literal.pieces.iter_mut().rev() {
            let kept = self.characters(piece).trim_end().len();
            self.cut(piece, kept, false);
            if kept > 0 {
                return;
            }
        }
    }

    /// Keeps `kept` bytes of a piece, its last or its first ones.
    fn cut(&self, piece: &mut Piece, kept: usize, last: bool) {
        let characters = self.characters(piece);
        if kept == characters.len() {
            return;
        }
        let kept = u32::try_from(kept).unwrap_or(0);
        // An escape that is cut is white space as a whole.
        piece.decoded = None;
        if last {
            piece.range.start = piece.range.end - kept;
        } else {
            piece.range.end = piece.range.start + kept;
        }
    }

    /// Removes the indentation that all lines have.
    fn dedent(&mut self) {
        let mut least = usize::MAX;
        let mut lines = Vec::new();
        let mut line_start = true;
        for (at, step) in self.steps.iter().enumerate() {
            let characters = step.as_ref().map(|literal| self.all(literal));
            if std::mem::take(&mut line_start) {
                match &characters {
                    Some(line) if line.trim_start().is_empty() && line.ends_with('\n') => {}
                    Some(line) => {
                        let spaces = line.chars().take_while(|it| it.is_whitespace()).count();
                        least = least.min(spaces);
                        lines.push(at);
                    }
                    None => least = 0,
                }
            }
            line_start = characters.is_some_and(|line| line.ends_with('\n'));
        }
        for at in lines {
            self.remove_indent(at, least);
        }
    }

    fn all(&self, literal: &Literal) -> String {
        literal.pieces.iter().map(|piece| self.characters(piece)).collect()
    }

    fn remove_indent(&mut self, at: usize, characters: usize) {
        let Some(Some(mut literal)) = self.steps.get_mut(at).map(Option::take) else { return };
        if let Some(piece) = literal.pieces.first_mut() {
            let line = self.characters(piece);
            let indent: usize = line.chars().take(characters).map(char::len_utf8).sum();
            self.cut(piece, line.len() - indent, true);
        }
        self.steps[at] = Some(literal);
    }
}
