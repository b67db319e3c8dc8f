//! HCL: attributes, blocks and expressions of one file.

use smol_str::SmolStr;

use super::{DuplicateKey, Number, Range, SyntaxError};

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
#[derive(Debug)]
pub struct Label {
    /// The text, without quotes.
    pub text: SmolStr,
    /// Where it stands, with quotes if there are any.
    pub range: Range,
}

/// One expression.
#[derive(Debug)]
pub struct Expr {
    /// Its bytes; strings with their quotes, heredocs from `<<` to the end of the closing marker.
    pub range: Range,
    /// What it is.
    pub kind: ExprKind,
}

/// The kinds of expression.
#[derive(Debug)]
pub enum ExprKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number.
    Number(Number),
    /// A quoted string or heredoc: a plain string is one literal part, an empty one has none.
    Template {
        /// Literals, interpolations and directives in order, escapes decoded, heredocs dedented.
        parts: Vec<Part>,
        /// Whether it is a heredoc.
        heredoc: bool,
    },
    /// `[a, b]`.
    List(Vec<ExprId>),
    /// `{ a = b }`; a key written twice keeps both items, the later one counts.
    Object(Vec<Item>),
    /// A name on its own: the root of a traversal such as `var` or `aws_subnet`, or an iterator.
    Variable(SmolStr),
    /// `base.a[0][*].b`.
    Traversal {
        /// Where it starts: a variable, or any expression.
        base: ExprId,
        /// The steps in order.
        steps: Vec<Step>,
    },
    /// `name(arguments)`.
    Call {
        /// The function, with its namespace as written (`provider::x::y`).
        name: SmolStr,
        /// Where the name stands.
        name_range: Range,
        /// The arguments.
        arguments: Vec<ExprId>,
        /// Whether the last argument is followed by `...`.
        expands: bool,
    },
    /// `!a`, `-a`.
    Unary(UnaryOperator, ExprId),
    /// `a && b`.
    Binary(BinaryOperator, ExprId, ExprId),
    /// `test ? yes : no`.
    Conditional {
        /// The test.
        test: ExprId,
        /// The value if it holds.
        yes: ExprId,
        /// The value if it does not.
        no: ExprId,
    },
    /// `[for k, v in collection : value if condition]` or `{for … : key => value}`.
    For(Box<For>),
}

/// A `for` expression.
#[derive(Debug)]
pub struct For {
    /// The first of two names: key or index.
    pub key_name: Option<SmolStr>,
    /// The name of the value.
    pub value_name: SmolStr,
    /// What is iterated over.
    pub collection: ExprId,
    /// The key of each entry: present for `{for …}`.
    pub key: Option<ExprId>,
    /// The value of each entry or item.
    pub value: ExprId,
    /// Whether values of equal keys are grouped (`...`).
    pub grouping: bool,
    /// The filter.
    pub condition: Option<ExprId>,
}

/// `key = value` in an object.
#[derive(Debug)]
pub struct Item {
    /// The key.
    pub key: ItemKey,
    /// Where the key stands.
    pub key_range: Range,
    /// The value.
    pub value: ExprId,
}

/// The key of an item.
#[derive(Debug)]
pub enum ItemKey {
    /// A bare name: the key itself, not a variable.
    Name(SmolStr),
    /// Anything else, such as a string or `(expression)`.
    Expression(ExprId),
}

/// One step of a traversal.
#[derive(Debug)]
pub struct Step {
    /// With its dot or brackets.
    pub range: Range,
    /// What it does.
    pub kind: StepKind,
}

/// The kinds of step.
#[derive(Debug)]
pub enum StepKind {
    /// `.name`.
    Name(SmolStr),
    /// `[expression]`.
    Index(ExprId),
    /// `.0`, the old form of an index.
    LegacyIndex(u64),
    /// `.*`, the old splat: only names follow it.
    AttributeSplat,
    /// `[*]`.
    FullSplat,
}

/// A part of a template.
#[derive(Debug)]
pub enum Part {
    /// Characters.
    Literal {
        /// The decoded characters.
        text: SmolStr,
        /// Their bytes in the source.
        range: Range,
    },
    /// `${expression}`.
    Interpolation {
        /// With `${` and `}`.
        range: Range,
        /// The expression.
        value: ExprId,
    },
    /// `%{ if test }…%{ else }…%{ endif }`.
    If {
        /// The test.
        test: ExprId,
        /// The parts if it holds.
        yes: Vec<Self>,
        /// The parts if it does not.
        no: Vec<Self>,
    },
    /// `%{ for k, v in collection }…%{ endfor }`.
    For {
        /// The first of two names.
        key_name: Option<SmolStr>,
        /// The name of the value.
        value_name: SmolStr,
        /// What is iterated over.
        collection: ExprId,
        /// The parts for each.
        body: Vec<Self>,
    },
}

/// Operators of one operand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `-`.
    Negate,
    /// `!`.
    Not,
}

/// Operators of two operands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `==`.
    Equal,
    /// `!=`.
    NotEqual,
    /// `<`.
    Less,
    /// `<=`.
    LessOrEqual,
    /// `>`.
    Greater,
    /// `>=`.
    GreaterOrEqual,
    /// `+`.
    Add,
    /// `-`.
    Subtract,
    /// `*`.
    Multiply,
    /// `/`.
    Divide,
    /// `%`.
    Modulo,
    /// `&&`.
    And,
    /// `||`.
    Or,
}

impl File {
    /// An expression.
    pub fn expression(&self, id: ExprId) -> &Expr {
        &self.expressions[id.0 as usize]
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
