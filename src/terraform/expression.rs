//! Expressions to values.

mod collections;
mod comprehension;
mod equality;
mod members;
mod number;
mod operators;
mod template;
mod traversal;

use super::body::Expression;
use super::evaluation::Evaluation;
use super::instances::{Element, Elements};
use super::objects::{self, capped, choice};
use super::scope::Scope;
use super::types;
use crate::syntax::hcl::ExprKind;
use crate::value::{Kind, Origin, Rest, Sequence, Step, Truth, Value, Why};

pub(super) use collections::Entries;
pub(super) use equality::same;
pub(super) use number::calculate;
pub(super) use template::Parts;

impl Evaluation<'_> {
    /// The value of an expression where it stands.
    pub(super) fn evaluate(&self, expression: Expression<'_>, scope: Scope<'_>) -> Value {
        if let Err(limit) = self.enter() {
            self.risk();
            return Value::unknown(Why::Limit(limit), Origin::new(expression.span()));
        }
        let value = self.dispatch(expression, scope);
        self.leave();
        value
    }

    fn dispatch(&self, expression: Expression<'_>, scope: Scope<'_>) -> Value {
        let origin = Origin::new(expression.span());
        match &expression.node().kind {
            ExprKind::Null => Value::null(origin),
            ExprKind::Bool(flag) => Value::bool(*flag, origin),
            ExprKind::Number(number) => Value::new(Kind::Number(number.clone()), origin),
            ExprKind::Template { parts, heredoc } => {
                capped(self.template(expression, parts, *heredoc, scope))
            }
            ExprKind::List(items) => {
                let item = |id: &_| self.evaluate(expression.at(*id), scope);
                capped(Value::list(items.iter().map(item).collect(), origin))
            }
            ExprKind::Object(items) => capped(self.object_literal(expression, items, scope)),
            ExprKind::Variable(name) => self.traverse(expression, name, &[], scope),
            ExprKind::Traversal { base, steps } => {
                if let ExprKind::Variable(name) = &expression.at(*base).node().kind {
                    return self.traverse(expression, name, steps, scope);
                }
                let base = self.evaluate(expression.at(*base), scope);
                self.walk(base, steps, expression, scope)
            }
            ExprKind::Call { name, arguments, expands, .. } => {
                capped(self.call(expression, name, (arguments, *expands), scope))
            }
            ExprKind::Unary(operator, operand) => {
                let operand = self.evaluate(expression.at(*operand), scope);
                self.unary(*operator, &operand, &origin)
            }
            ExprKind::Binary(operator, left, right) => {
                let sides = [expression.at(*left), expression.at(*right)];
                self.binary(*operator, sides, scope, &origin)
            }
            ExprKind::Conditional { test, yes, no } => {
                let branches = [expression.at(*yes), expression.at(*no)];
                self.conditional(expression.at(*test), branches, scope, origin)
            }
            ExprKind::For(comprehension) => {
                capped(self.comprehension(expression, comprehension, scope))
            }
        }
    }

    fn conditional(
        &self,
        test: Expression<'_>,
        [yes, no]: [Expression<'_>; 2],
        scope: Scope<'_>,
        origin: Origin,
    ) -> Value {
        let test = self.evaluate(test, scope);
        let branch = |chosen: Expression<'_>, other: Expression<'_>| {
            let chosen = self.evaluate(chosen, scope);
            let (other, _) = self.attempt(|| self.evaluate(other, scope));
            match types::as_branch(&chosen, &other) {
                Ok(value) => value.through(Step::Branch, origin.span),
                Err(message) => self.error(message, origin.clone()),
            }
        };
        match self.truth(&test, &origin) {
            Ok(Truth::True) => branch(yes, no),
            Ok(Truth::False) => branch(no, yes),
            Ok(Truth::Unknown) => {
                let (yes, no) = self.perhaps(|| (branch(yes, no), branch(no, yes)));
                choice(vec![yes, no], objects::reason(&test), origin)
            }
            Err(error) => error,
        }
    }

    /// What a condition says, or the error that it is none.
    pub(super) fn truth(&self, test: &Value, origin: &Origin) -> Result<Truth, Value> {
        if test.is_null() {
            return Err(self.error("the condition is null", origin.clone()));
        }
        let truths: Result<Vec<Truth>, smol_str::SmolStr> =
            test.alternatives().iter().map(truth_of).collect();
        let truth = truths.map(Truth::agree).map_err(|message| self.error(message, origin.clone()));
        if matches!(truth, Ok(Truth::Unknown)) {
            self.risk();
        }
        truth
    }

    /// What an operation on two values gives, for every alternative of either.
    pub(super) fn pairs(
        &self,
        [one, two]: [&Value; 2],
        origin: &Origin,
        work: impl Fn(&Value, &Value) -> Value,
    ) -> Value {
        let (ones, twos) = (one.alternatives(), two.alternatives());
        if let ([one], [two]) = (ones, twos) {
            return work(one, two);
        }
        let all = ones.iter().flat_map(|one| twos.iter().map(move |two| (one, two)));
        let results = self.perhaps(|| all.map(|(one, two)| work(one, two)).collect());
        let several = if ones.len() > 1 { one } else { two };
        choice(results, several.why(), origin.clone())
    }

    /// What an operation on a value gives, for every alternative.
    pub(super) fn every(
        &self,
        value: &Value,
        origin: &Origin,
        work: impl Fn(&Value) -> Value,
    ) -> Value {
        match value.alternatives() {
            [one] => work(one),
            several => {
                let results = self.perhaps(|| several.iter().map(work).collect());
                choice(results, value.why(), origin.clone())
            }
        }
    }
}

fn truth_of(value: &Value) -> Result<Truth, smol_str::SmolStr> {
    let flag = types::to_bool(value)?;
    Ok(flag.as_bool().map_or(Truth::Unknown, Truth::from))
}

/// The elements of a collection that is not one of several: items by index, entries by key.
pub(super) fn iterated(value: &Value) -> Option<Elements> {
    match &value.kind {
        Kind::List(list) if list.sequence == Sequence::Set => {
            let unique = objects::ordered(list);
            let items = unique.items.iter().map(|item| {
                let item = item.along(&value.origin);
                Element { key: item.clone(), value: item, existence: Truth::True }
            });
            Some(Elements { seen: items.collect(), rest: unique.rest })
        }
        Kind::List(list) => {
            let key = |at: usize, item: &Value| match &list.rest {
                Rest::Closed => Value::integer(i64::try_from(at).unwrap_or(0), item.origin.clone()),
                Rest::Open { why, .. } => Value::unknown(why.clone(), item.origin.clone()),
            };
            let element = |(at, item): (usize, &Value)| Element {
                key: key(at, item),
                value: item.along(&value.origin),
                existence: Truth::True,
            };
            let seen = list.items.iter().enumerate().map(element).collect();
            Some(Elements { seen, rest: list.rest.clone() })
        }
        Kind::Map(map) => {
            let mut found = super::instances::elements(value)?;
            found.seen[..map.entries.len()]
                .sort_by(|one, two| one.key.as_str().cmp(&two.key.as_str()));
            Some(found)
        }
        _ => None,
    }
}
