//! Expressions.

use hcl_edit::expr::{self, Expression, TraversalOperator};

use super::Lower;
use crate::syntax::Number;
use crate::syntax::hcl::{BinaryOperator, ExprId, ExprKind, Step, StepKind, UnaryOperator};

impl Lower<'_> {
    /// Adds an expression; parentheses around it are dropped.
    pub(in crate::syntax::hcl) fn expression(&mut self, expression: &Expression) -> ExprId {
        let range = self.range(expression);
        let kind = match expression {
            Expression::Parenthesis(inner) => return self.expression(inner.inner()),
            Expression::Null(_) => ExprKind::Null,
            Expression::Bool(value) => ExprKind::Bool(*value.value()),
            Expression::Number(value) => ExprKind::Number(number(self.slice(range), value.value())),
            Expression::Variable(_) => ExprKind::Variable(self.slice(range).into()),
            Expression::String(_) => self.string(range),
            Expression::StringTemplate(template) => self.quoted_template(range, template),
            Expression::HeredocTemplate(heredoc) => self.heredoc(range, heredoc),
            Expression::Array(items) => {
                ExprKind::List(items.iter().map(|item| self.expression(item)).collect())
            }
            Expression::Object(object) => self.object(object),
            Expression::ForExpr(each) => self.for_expression(each),
            Expression::Traversal(traversal) => self.traversal(traversal),
            Expression::FuncCall(call) => self.call(call),
            Expression::Conditional(it) => ExprKind::Conditional {
                test: self.expression(&it.cond_expr),
                yes: self.expression(&it.true_expr),
                no: self.expression(&it.false_expr),
            },
            Expression::UnaryOp(it) => {
                ExprKind::Unary(unary(*it.operator.value()), self.expression(&it.expr))
            }
            Expression::BinaryOp(it) => {
                let left = self.expression(&it.lhs_expr);
                let right = self.expression(&it.rhs_expr);
                ExprKind::Binary(binary(*it.operator.value()), left, right)
            }
        };
        self.push(range, kind)
    }

    fn traversal(&mut self, traversal: &expr::Traversal) -> ExprKind {
        let base = self.expression(&traversal.expr);
        let mut steps = Vec::with_capacity(traversal.operators.len());
        for operator in &traversal.operators {
            let kind = match operator.value() {
                TraversalOperator::GetAttr(name) => StepKind::Name(self.name(name).0),
                TraversalOperator::Index(index) => StepKind::Index(self.expression(index)),
                TraversalOperator::LegacyIndex(index) => StepKind::LegacyIndex(*index.value()),
                TraversalOperator::AttrSplat(_) => StepKind::AttributeSplat,
                TraversalOperator::FullSplat(_) => StepKind::FullSplat,
            };
            steps.push(Step { range: self.range(operator), kind });
        }
        ExprKind::Traversal { base, steps }
    }

    fn call(&mut self, call: &expr::FuncCall) -> ExprKind {
        let (_, mut name_range) = self.name(&call.name.name);
        if let Some(first) = call.name.namespace.first() {
            name_range.start = self.range(first).start;
        }
        let arguments = call.args.iter().map(|argument| self.expression(argument)).collect();
        let name = self.slice(name_range).into();
        ExprKind::Call { name, name_range, arguments, expands: call.args.expand_final() }
    }
}

/// Every digit counts, so the text is read and not the float that the parser makes of it.
fn number(text: &str, parsed: &hcl_edit::Number) -> Number {
    let float = || Number::Float(parsed.as_f64().unwrap_or(f64::NAN));
    Number::parse(text).unwrap_or_else(float)
}

fn unary(operator: expr::UnaryOperator) -> UnaryOperator {
    match operator {
        expr::UnaryOperator::Neg => UnaryOperator::Negate,
        expr::UnaryOperator::Not => UnaryOperator::Not,
    }
}

fn binary(operator: expr::BinaryOperator) -> BinaryOperator {
    match operator {
        expr::BinaryOperator::Eq => BinaryOperator::Equal,
        expr::BinaryOperator::NotEq => BinaryOperator::NotEqual,
        expr::BinaryOperator::Less => BinaryOperator::Less,
        expr::BinaryOperator::LessEq => BinaryOperator::LessOrEqual,
        expr::BinaryOperator::Greater => BinaryOperator::Greater,
        expr::BinaryOperator::GreaterEq => BinaryOperator::GreaterOrEqual,
        expr::BinaryOperator::Plus => BinaryOperator::Add,
        expr::BinaryOperator::Minus => BinaryOperator::Subtract,
        expr::BinaryOperator::Mul => BinaryOperator::Multiply,
        expr::BinaryOperator::Div => BinaryOperator::Divide,
        expr::BinaryOperator::Mod => BinaryOperator::Modulo,
        expr::BinaryOperator::And => BinaryOperator::And,
        expr::BinaryOperator::Or => BinaryOperator::Or,
    }
}
