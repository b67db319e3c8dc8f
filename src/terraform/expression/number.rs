//! Arithmetic. Terraform's numbers have 512 binary digits: what 64 bits hold exactly is kept,
//! anything else is given up rather than rounded.

use crate::syntax::Number;
use crate::syntax::hcl::BinaryOperator;

/// A decimal number: `digits` divided by ten to the power of `scale`.
#[derive(Clone, Copy)]
struct Decimal {
    digits: i128,
    scale: u32,
}

/// A fraction times this is whole if it ends early enough in binary.
const BINARY: f64 = 1_048_576.0;

/// Digits of a fraction that a float holds for sure.
const DIGITS: usize = 15;

impl Decimal {
    fn of(number: Number) -> Option<Self> {
        match number {
            Number::Integer(digits) => Some(Self { digits: digits.into(), scale: 0 }),
            // 0.1 has no end in binary: a sum with it shows how many digits are kept.
            Number::Float(float) if (float * BINARY).fract() != 0.0 => None,
            Number::Float(float) => {
                let text = short(float)?;
                let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
                let digits = format!("{whole}{fraction}").parse().ok()?;
                Some(Self { digits, scale: u32::try_from(fraction.len()).ok()? })
            }
        }
    }

    fn number(self) -> Option<Number> {
        let Self { mut digits, mut scale } = self;
        while scale > 0 && digits % 10 == 0 {
            (digits, scale) = (digits / 10, scale - 1);
        }
        if scale == 0 {
            return i64::try_from(digits).ok().map(Number::Integer);
        }
        let float: f64 = format!("{digits}e-{scale}").parse().ok()?;
        short(float).map(|_| Number::Float(float))
    }

    fn raised(self, scale: u32) -> Option<i128> {
        let factor = 10_i128.checked_pow(scale - self.scale)?;
        self.digits.checked_mul(factor)
    }
}

/// The text of a fraction, if a float holds it exactly enough to print.
pub(in crate::terraform) fn short(float: f64) -> Option<String> {
    let size = float.abs();
    if !float.is_finite() || size >= 1e15 || (size != 0.0 && size < 1e-6) {
        return None;
    }
    let text = format!("{float}");
    let digits = text.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit);
    (digits.count() <= DIGITS).then_some(text)
}

/// Whether a number is what Terraform has, and not its rounded form.
pub(in crate::terraform) fn exact(number: Number) -> bool {
    match number {
        Number::Integer(_) => true,
        Number::Float(float) => short(float).is_some(),
    }
}

pub(super) fn negate(number: Number) -> Option<Number> {
    match number {
        // Terraform has a negative zero.
        Number::Integer(0) => None,
        Number::Integer(number) => number.checked_neg().map(Number::Integer),
        Number::Float(number) => Some(Number::Float(-number)),
    }
}

/// The result of an operation, if it can be kept.
pub(in crate::terraform) fn calculate(
    operator: BinaryOperator,
    one: Number,
    two: Number,
) -> Option<Number> {
    let (left, right) = (Decimal::of(one)?, Decimal::of(two)?);
    let scale = left.scale.max(right.scale);
    let (one, two) = (left.raised(scale)?, right.raised(scale)?);
    let scales = matches!(operator, BinaryOperator::Multiply | BinaryOperator::Divide);
    if scales && (one == 0 || two == 0) && (one < 0 || two < 0) {
        // The negative zero, again.
        return None;
    }
    let result = |digits: Option<i128>| Decimal { digits: digits?, scale }.number();
    match operator {
        BinaryOperator::Add => result(one.checked_add(two)),
        BinaryOperator::Subtract => result(one.checked_sub(two)),
        BinaryOperator::Multiply => {
            let digits = left.digits.checked_mul(right.digits)?;
            Decimal { digits, scale: left.scale + right.scale }.number()
        }
        BinaryOperator::Divide => divide(one, two),
        BinaryOperator::Modulo => result(one.checked_rem(two)),
        _ => None,
    }
}

/// A quotient; one that does not end is rounded, and `exact` says so.
#[expect(
    clippy::cast_precision_loss,
    reason = "a rounded quotient has too many digits for `exact`"
)]
fn divide(one: i128, two: i128) -> Option<Number> {
    if one.checked_rem(two)? == 0 {
        return i64::try_from(one / two).ok().map(Number::Integer);
    }
    let float = one as f64 / two as f64;
    let ends = (1..=DIGITS).find_map(|scale| {
        let scale = u32::try_from(scale).ok()?;
        let raised = one.checked_mul(10_i128.checked_pow(scale)?)?;
        (raised % two == 0).then(|| Decimal { digits: raised / two, scale }.number())
    });
    match ends {
        Some(exact) => exact,
        None => short(float).is_none().then_some(Number::Float(float)),
    }
}
