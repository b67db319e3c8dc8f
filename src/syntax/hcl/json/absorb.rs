//! Expressions that were parsed on their own, taken into the file that holds their text.

use super::Reader;
use crate::syntax::Range;
use crate::syntax::hcl::lex::offset;
use crate::syntax::hcl::{Expr, ExprId, ExprKind, File, Item, ItemKey, Part, StepKind};

/// Where the expressions and bytes of a text lie in the file around it.
struct Shift {
    expressions: u32,
    /// The string with its quotes.
    string: Range,
    /// Whether the string is copied byte for byte; else all of it stands for each of its parts.
    copied: bool,
}

impl Reader<'_> {
    /// Takes in what was parsed from the content of the string at `string`.
    pub(super) fn absorb(&mut self, inner: File, root: ExprId, string: Range) -> ExprId {
        let shift = Shift {
            expressions: offset(self.file.expressions.len()),
            string,
            copied: inner.body.range.len() + 2 == string.len(),
        };
        for mut expression in inner.expressions {
            shift.expression(&mut expression);
            self.file.expressions.push(expression);
        }
        let root = shift.id(root);
        if let Some(whole) = self.file.expressions.get_mut(root.0 as usize) {
            whole.range = string;
        }
        root
    }
}

impl Shift {
    fn id(&self, id: ExprId) -> ExprId {
        ExprId(id.0 + self.expressions)
    }

    fn range(&self, range: Range) -> Range {
        if self.copied {
            let start = self.string.start + 1;
            Range::new(start + range.start, start + range.end)
        } else {
            self.string
        }
    }

    fn expression(&self, expression: &mut Expr) {
        expression.range = self.range(expression.range);
        match &mut expression.kind {
            ExprKind::Null | ExprKind::Bool(_) | ExprKind::Number(_) | ExprKind::Variable(_) => {}
            ExprKind::Template { parts, .. } => self.parts(parts),
            ExprKind::List(items) => self.ids(items),
            ExprKind::Object(items) => items.iter_mut().for_each(|item| self.item(item)),
            ExprKind::Traversal { base, steps } => {
                self.ids([base]);
                for step in steps {
                    step.range = self.range(step.range);
                    if let StepKind::Index(index) = &mut step.kind {
                        self.ids([index]);
                    }
                }
            }
            ExprKind::Call { arguments, name_range, .. } => {
                *name_range = self.range(*name_range);
                self.ids(arguments);
            }
            ExprKind::Unary(_, operand) => self.ids([operand]),
            ExprKind::Binary(_, left, right) => self.ids([left, right]),
            ExprKind::Conditional { test, yes, no } => self.ids([test, yes, no]),
            ExprKind::For(each) => {
                self.ids([&mut each.collection, &mut each.value]);
                self.ids(each.key.iter_mut().chain(&mut each.condition));
            }
        }
    }

    fn ids<'e>(&self, ids: impl IntoIterator<Item = &'e mut ExprId>) {
        ids.into_iter().for_each(|id| *id = self.id(*id));
    }

    fn item(&self, item: &mut Item) {
        item.key_range = self.range(item.key_range);
        if let ItemKey::Expression(key) = &mut item.key {
            *key = self.id(*key);
        }
        item.value = self.id(item.value);
    }

    fn parts(&self, parts: &mut [Part]) {
        for part in parts {
            match part {
                Part::Literal { range, .. } => *range = self.range(*range),
                Part::Interpolation { range, value } => {
                    *range = self.range(*range);
                    *value = self.id(*value);
                }
                Part::If { test, yes, no } => {
                    *test = self.id(*test);
                    self.parts(yes);
                    self.parts(no);
                }
                Part::For { collection, body, .. } => {
                    *collection = self.id(*collection);
                    self.parts(body);
                }
            }
        }
    }
}
