//! Operators, with Terraform's conversions, in three values.

use smol_str::SmolStr;

use super::{Expression, Scope, number, same};
use crate::syntax::Number;
use crate::syntax::hcl::{BinaryOperator, UnaryOperator};
use crate::terraform::evaluation::Evaluation;
use crate::terraform::types::{to_bool, to_number};
use crate::value::{Kind, Origin, Truth, Value, Why};

impl Evaluation<'_> {
    pub(super) fn unary(&self, operator: UnaryOperator, operand: &Value, origin: &Origin) -> Value {
        self.every(operand, origin, |operand| {
            let converted = match operator {
                UnaryOperator::Negate => to_number(operand),
                UnaryOperator::Not => to_bool(operand),
            };
            let converted = match self.operand(converted, origin) {
                Ok(converted) => converted,
                Err(error) => return error,
            };
            let kind = match (&converted.kind, operator) {
                (Kind::Bool(flag), _) => Kind::Bool(!flag),
                (Kind::Number(number), _) => match number::negate(number) {
                    Some(number) => Kind::Number(number),
                    None => Kind::Unknown(Why::Limit("a number of more than 64 bits")),
                },
                _ => return self.unsure(&[&converted], origin),
            };
            Value::new(kind, origin.clone())
        })
    }

    pub(super) fn binary(
        &self,
        operator: BinaryOperator,
        [left, right]: [Expression<'_>; 2],
        scope: Scope<'_>,
        origin: &Origin,
    ) -> Value {
        let one = self.evaluate(left, scope);
        match operator {
            BinaryOperator::And | BinaryOperator::Or => {
                self.logic(operator == BinaryOperator::And, (&one, right), scope, origin)
            }
            BinaryOperator::Equal | BinaryOperator::NotEqual => {
                let two = self.evaluate(right, scope);
                let equal = same(&one, &two);
                let holds = if operator == BinaryOperator::Equal { equal } else { !equal };
                self.decided(holds, &[&one, &two], origin)
            }
            _ => {
                let two = self.evaluate(right, scope);
                self.pairs([&one, &two], origin, |one, two| {
                    self.arithmetic(operator, one, two, origin)
                })
            }
        }
    }

    /// `&&` and `||`, which leave the right side alone where the left decides.
    fn logic(
        &self,
        and: bool,
        (one, right): (&Value, Expression<'_>),
        scope: Scope<'_>,
        origin: &Origin,
    ) -> Value {
        let decider = if and { Truth::False } else { Truth::True };
        let one_holds = match self.truth(one, origin) {
            Ok(holds) => holds,
            Err(error) => return error,
        };
        if one_holds == decider {
            return self.decided(decider, &[one], origin);
        }
        let side = || {
            let two = self.evaluate(right, scope);
            (self.truth(&two, origin), two)
        };
        let (two_holds, two) =
            if one_holds == Truth::Unknown { self.perhaps(side) } else { side() };
        match two_holds {
            Ok(holds) if and => self.decided(one_holds & holds, &[one, &two], origin),
            Ok(holds) => self.decided(one_holds | holds, &[one, &two], origin),
            Err(_) if one_holds == Truth::Unknown => self.decided(decider, &[one], origin),
            Err(error) => error,
        }
    }

    fn arithmetic(
        &self,
        operator: BinaryOperator,
        one: &Value,
        two: &Value,
        origin: &Origin,
    ) -> Value {
        let sides = (self.operand(to_number(one), origin), self.operand(to_number(two), origin));
        let (one, two) = match sides {
            (Ok(one), Ok(two)) => (one, two),
            (Err(error), _) | (_, Err(error)) => return error,
        };
        let (Kind::Number(left), Kind::Number(right)) = (&one.kind, &two.kind) else {
            return self.unsure(&[&one, &two], origin);
        };
        match operator {
            BinaryOperator::Less
            | BinaryOperator::LessOrEqual
            | BinaryOperator::Greater
            | BinaryOperator::GreaterOrEqual => {
                let holds = compare(operator, left, right);
                self.decided(holds, &[&one, &two], origin)
            }
            _ => {
                if let Some(number) = number::calculate(operator, left, right) {
                    return Value::new(Kind::Number(number), origin.clone());
                }
                self.error("the operation has no result", origin.clone())
            }
        }
    }

    fn operand(&self, side: Result<Value, SmolStr>, origin: &Origin) -> Result<Value, Value> {
        match side {
            Ok(value) if value.is_null() => Err(self.error("an operand is null", origin.clone())),
            Ok(value) => Ok(value),
            Err(message) => Err(self.error(message, origin.clone())),
        }
    }

    /// A truth as a value: where it is not known, for the reason that its operands are not.
    pub(in crate::terraform) fn decided(
        &self,
        holds: Truth,
        operands: &[&Value],
        origin: &Origin,
    ) -> Value {
        match holds {
            Truth::True => Value::bool(true, origin.clone()),
            Truth::False => Value::bool(false, origin.clone()),
            Truth::Unknown => self.unsure(operands, origin),
        }
    }

    /// A result that is not known because an operand is not.
    pub(in crate::terraform) fn unsure(&self, operands: &[&Value], origin: &Origin) -> Value {
        self.risk();
        let why = operands.iter().find_map(|it| crate::terraform::objects::unknown_in(it));
        let why = why.unwrap_or(Why::NotEvaluated("a comparison of structures"));
        Value::unknown(why, origin.clone())
    }
}

fn compare(operator: BinaryOperator, one: &Number, two: &Number) -> Truth {
    let Some(order) = one.partial_cmp(two) else { return Truth::Unknown };
    let holds = match operator {
        BinaryOperator::Less => order.is_lt(),
        BinaryOperator::LessOrEqual => order.is_le(),
        BinaryOperator::Greater => order.is_gt(),
        _ => order.is_ge(),
    };
    holds.into()
}
