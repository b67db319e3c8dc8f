//! Expressions: what stands right of an equals sign.

use smol_str::SmolStr;

use super::ExprId;
use crate::syntax::{Number, Range};

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
