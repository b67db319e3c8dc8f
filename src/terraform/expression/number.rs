//! Arithmetic, as exact as Terraform's.

use crate::syntax::Number;
use crate::syntax::hcl::BinaryOperator;

/// The result of an operation; none where Terraform refuses it, such as zero by zero.
pub(in crate::terraform) fn calculate(
    operator: BinaryOperator,
    one: &Number,
    two: &Number,
) -> Option<Number> {
    if let (Number::Integer(one), Number::Integer(two)) = (one, two) {
        let quick = match operator {
            BinaryOperator::Add => one.checked_add(*two),
            BinaryOperator::Subtract => one.checked_sub(*two),
            BinaryOperator::Multiply if *one != 0 && *two != 0 => one.checked_mul(*two),
            _ => None,
        };
        if let Some(quick) = quick {
            return Some(Number::Integer(quick));
        }
    }
    let (one, two) = (one.big()?, two.big()?);
    let made = match operator {
        BinaryOperator::Add => one.sum(&two),
        BinaryOperator::Subtract => one.sum(&two.negated()),
        BinaryOperator::Multiply => one.product(&two),
        BinaryOperator::Divide => one.divided(&two),
        BinaryOperator::Modulo => one.rest(&two),
        _ => None,
    };
    made.map(Number::of)
}

/// A number with the other sign; Terraform has a negative zero.
pub(super) fn negate(number: &Number) -> Option<Number> {
    match number {
        Number::Integer(number) if *number != 0 => number
            .checked_neg()
            .map(Number::Integer)
            .or_else(|| Some(Number::of(number_of(*number)))),
        _ => number.big().map(|number| Number::of(number.negated())),
    }
}

fn number_of(number: i64) -> crate::syntax::Big {
    crate::syntax::Big::from(number).negated()
}
