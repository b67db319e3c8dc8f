//! HCL: attributes, blocks and expressions of one file.

mod expression;
mod json;
mod lex;
mod literal;
mod lower;
mod parse;
mod problem;
mod shim;
#[cfg(test)]
mod tests;

use smol_str::SmolStr;

use super::{DuplicateKey, Range, SyntaxError};

pub use expression::{
    BinaryOperator, Expr, ExprKind, For, Item, ItemKey, Part, Step, StepKind, UnaryOperator,
};
pub use json::parse_json;
pub use parse::{parse, parse_expression, parse_template};

/// An expression of a [`File`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExprId(pub(super) u32);

/// Everything in one text.
#[derive(Debug, Default)]
pub struct File {
    /// The top level.
    pub body: Body,
    /// Comments in order, from `#`, `//` or `/*` to their end, without the end of the line.
    pub comments: Vec<Range>,
    /// Blocks that could not be read; everything else was.
    pub errors: Vec<SyntaxError>,
    /// Keys written twice in one object.
    pub duplicates: Vec<DuplicateKey>,
    pub(super) expressions: Vec<Expr>,
}

/// Attributes and blocks between braces, or of a whole file.
#[derive(Debug, Default)]
pub struct Body {
    /// Attributes in order.
    pub attributes: Vec<Attribute>,
    /// Blocks in order.
    pub blocks: Vec<Block>,
    /// With its braces; for a file, all of it.
    pub range: Range,
}

/// `name = expression`.
#[derive(Debug)]
pub struct Attribute {
    /// The name.
    pub name: SmolStr,
    /// Where the name stands.
    pub name_range: Range,
    /// What it is set to.
    pub value: ExprId,
    /// Name to end of the expression.
    pub range: Range,
}

/// `kind "label" { … }`.
#[derive(Debug)]
pub struct Block {
    /// The type of the block.
    pub kind: SmolStr,
    /// Where the type stands.
    pub kind_range: Range,
    /// The labels, without quotes.
    pub labels: Vec<Label>,
    /// The content.
    pub body: Body,
    /// Type and labels: what stands before the brace.
    pub header: Range,
    /// Type to closing brace.
    pub range: Range,
}

/// A label of a block.
#[derive(Clone, Debug)]
pub struct Label {
    /// The text, without quotes.
    pub text: SmolStr,
    /// Where it stands, with quotes if there are any.
    pub range: Range,
}

impl File {
    /// An expression.
    pub fn expression(&self, id: ExprId) -> &Expr {
        &self.expressions[id.0 as usize]
    }

    /// The same text with another top level, which may hold any of its expressions.
    #[must_use]
    pub fn with_body(self, body: Body) -> Self {
        Self { body, ..self }
    }

    /// Adds an expression, for what a text says in another way.
    pub fn add(&mut self, expression: Expr) -> ExprId {
        self.expressions.push(expression);
        ExprId(u32::try_from(self.expressions.len() - 1).unwrap_or(u32::MAX))
    }

    /// Every expression of the file, in no promised order.
    pub fn expressions(&self) -> impl Iterator<Item = &Expr> {
        self.expressions.iter()
    }
}

impl Body {
    /// The attribute of a name.
    pub fn attribute(&self, name: &str) -> Option<&Attribute> {
        self.attributes.iter().find(|attribute| attribute.name == name)
    }

    /// The blocks of a type.
    pub fn blocks_of<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = &'a Block> {
        self.blocks.iter().filter(move |block| block.kind == kind)
    }
}
