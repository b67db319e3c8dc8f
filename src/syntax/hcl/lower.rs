//! From the parser's tree to the arena.
//!
//! Only structure, numbers and ranges are taken from the tree. Names and literals are read from the
//! original text, because what was parsed may be a rewritten copy of it.

mod collection;
mod expression;
mod template;

use hcl_edit::structure::{self, BlockLabel, Structure};
use hcl_edit::{Ident, Span};
use smol_str::SmolStr;

use super::lex::{Kind, Token, offset};
use super::{Attribute, Block, Body, Expr, ExprId, ExprKind, File, Label};
use crate::syntax::Range;

/// Adds parsed trees to a file.
pub(super) struct Lower<'a> {
    text: &'a str,
    tokens: &'a [Token],
    /// Where what was parsed starts in the text.
    start: usize,
    file: &'a mut File,
}

impl<'a> Lower<'a> {
    /// Adds what was parsed from byte `start` of `text` to `file`.
    pub(super) fn new(
        text: &'a str,
        tokens: &'a [Token],
        start: usize,
        file: &'a mut File,
    ) -> Self {
        Self { text, tokens, start, file }
    }

    /// Adds everything in `body` to the top level of the file.
    pub(super) fn top_level(&mut self, body: &structure::Body) {
        let lowered = self.body(body, Range::default());
        self.file.body.attributes.extend(lowered.attributes);
        self.file.body.blocks.extend(lowered.blocks);
    }

    fn body(&mut self, body: &structure::Body, range: Range) -> Body {
        let mut lowered = Body { range, ..Body::default() };
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    lowered.attributes.push(self.attribute(attribute));
                }
                Structure::Block(block) => lowered.blocks.push(self.block(block)),
            }
        }
        lowered
    }

    fn attribute(&mut self, attribute: &structure::Attribute) -> Attribute {
        let (name, name_range) = self.name(&attribute.key);
        let whole = self.range(&attribute.value);
        let value = self.expression(&attribute.value);
        Attribute { name, name_range, value, range: Range::new(name_range.start, whole.end) }
    }

    fn block(&mut self, block: &structure::Block) -> Block {
        let (kind, kind_range) = self.name(&block.ident);
        let labels: Vec<_> = block.labels.iter().map(|label| self.label(label)).collect();
        let header_end = labels.last().map_or(kind_range.end, |label| label.range.end);
        let range = Range::new(kind_range.start, self.range(block).end.max(header_end));
        let body = self.body(&block.body, self.braces(header_end, range.end));
        let header = Range::new(kind_range.start, header_end);
        Block { kind, kind_range, labels, body, header, range }
    }

    /// The braces of a block: the first one behind its header to the end of the block.
    fn braces(&self, header_end: u32, end: u32) -> Range {
        let next = self.tokens.partition_point(|token| token.range.start < header_end);
        let mut behind = self.tokens[next..].iter();
        let brace = behind.find(|token| matches!(token.kind, Kind::OpenBlock | Kind::Open));
        let start = brace.map_or(header_end, |token| token.range.start);
        Range::new(start.min(end), end)
    }

    fn label(&self, label: &BlockLabel) -> Label {
        match label {
            BlockLabel::Ident(ident) => {
                let (text, range) = self.name(ident);
                Label { text, range }
            }
            BlockLabel::String(string) => {
                Label { text: string.as_str().into(), range: self.range(string) }
            }
        }
    }

    /// A name as the original has it.
    fn name(&self, ident: &hcl_edit::Decorated<Ident>) -> (SmolStr, Range) {
        let range = self.range(ident);
        (self.slice(range).into(), range)
    }

    fn slice(&self, range: Range) -> &'a str {
        self.text.get(range.indices()).unwrap_or("")
    }

    /// Where a node stands in the original.
    fn range(&self, node: &impl Span) -> Range {
        let span = node.span().unwrap_or_default();
        Range::new(offset(self.start + span.start), offset(self.start + span.end))
    }

    fn push(&mut self, range: Range, kind: ExprKind) -> ExprId {
        let id = ExprId(offset(self.file.expressions.len()));
        self.file.expressions.push(Expr { range, kind });
        id
    }
}
