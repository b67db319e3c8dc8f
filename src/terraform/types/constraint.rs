//! Type constraints of variables.

use smol_str::SmolStr;

use crate::syntax::hcl::{ExprKind, ItemKey, Part};
use crate::terraform::body::Expression;
use crate::terraform::evaluation::Evaluation;
use crate::terraform::scope::Scope;
use crate::value::Value;

/// A type, or what is known of one.
#[derive(Clone, Debug)]
pub(in crate::terraform) enum Type {
    /// Any type, or one that is not known.
    Any,
    /// `string`.
    Text,
    /// `number`.
    Number,
    /// `bool`.
    Bool,
    /// `list(…)`.
    List(Box<Self>),
    /// `set(…)`.
    Set(Box<Self>),
    /// `map(…)`.
    Map(Box<Self>),
    /// `tuple([…])`.
    Tuple(Vec<Self>),
    /// `object({…})`.
    Object(Vec<Field>),
}

/// An attribute of an object type.
#[derive(Clone, Debug)]
pub(in crate::terraform) struct Field {
    pub(in crate::terraform) name: SmolStr,
    pub(in crate::terraform) kind: Type,
    pub(in crate::terraform) optional: bool,
    pub(in crate::terraform) default: Option<Value>,
}

impl Evaluation<'_> {
    /// The type that a constraint names; any, where it can't be read.
    pub(in crate::terraform) fn constraint(&self, expression: Expression<'_>) -> Type {
        match &expression.node().kind {
            ExprKind::Variable(name) => named(name),
            ExprKind::Template { parts, .. } => match parts.as_slice() {
                [Part::Literal { text, .. }] => named(text),
                _ => Type::Any,
            },
            ExprKind::Call { name, arguments, .. } => {
                let arguments: Vec<Expression<'_>> =
                    arguments.iter().map(|id| expression.at(*id)).collect();
                self.constructed(name, &arguments)
            }
            _ => Type::Any,
        }
    }

    fn constructed(&self, name: &str, arguments: &[Expression<'_>]) -> Type {
        let Some(first) = arguments.first() else { return Type::Any };
        let inner = || Box::new(self.constraint(*first));
        match (name, &first.node().kind) {
            ("list", _) => Type::List(inner()),
            ("set", _) => Type::Set(inner()),
            ("map", _) => Type::Map(inner()),
            ("optional", _) => self.constraint(*first),
            ("tuple", ExprKind::List(items)) => {
                Type::Tuple(items.iter().map(|id| self.constraint(first.at(*id))).collect())
            }
            ("object", ExprKind::Object(items)) => {
                let field = |item: &crate::syntax::hcl::Item| {
                    let name = match &item.key {
                        ItemKey::Name(name) => name.clone(),
                        ItemKey::Expression(id) => {
                            self.evaluate(first.at(*id), Scope::default()).as_str()?.into()
                        }
                    };
                    Some(self.field(name, first.at(item.value)))
                };
                Type::Object(items.iter().filter_map(field).collect())
            }
            _ => Type::Any,
        }
    }

    fn field(&self, name: SmolStr, constraint: Expression<'_>) -> Field {
        let kind = self.constraint(constraint);
        let ExprKind::Call { name: function, arguments, .. } = &constraint.node().kind else {
            return Field { name, kind, optional: false, default: None };
        };
        let optional = function == "optional";
        let default = arguments.get(1).filter(|_| optional);
        let default = default.map(|id| self.evaluate(constraint.at(*id), Scope::default()));
        Field { name, kind, optional, default }
    }
}

fn named(name: &str) -> Type {
    match name {
        "string" => Type::Text,
        "number" => Type::Number,
        "bool" => Type::Bool,
        "list" => Type::List(Box::new(Type::Any)),
        "set" => Type::Set(Box::new(Type::Any)),
        "map" => Type::Map(Box::new(Type::Any)),
        _ => Type::Any,
    }
}
