//! Numbers as Terraform and YAML see them.

mod big;
mod decimal;

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

pub use big::Big;

/// A number.
#[derive(Clone, Debug)]
pub enum Number {
    /// A whole number of 64 bits.
    Integer(i64),
    /// A fraction as YAML has it, also `.inf` and `.nan`.
    Float(f64),
    /// Any other number, as exactly as Terraform has it.
    Big(Arc<Big>),
}

impl Number {
    /// The number that a decimal text is, as Terraform reads it; none if it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(number) = text.parse::<i64>()
            && (number != 0 || !text.starts_with('-'))
        {
            return Some(Self::Integer(number));
        }
        Big::parse(text).map(Self::of)
    }

    /// A number in its simplest form.
    pub fn of(big: Big) -> Self {
        match big.integer() {
            Some(number) if !big.is_negative_zero() && big.is_read() => Self::Integer(number),
            _ => Self::Big(Arc::new(big)),
        }
    }

    /// The number, if it is whole and of 64 bits.
    pub fn integer(&self) -> Option<i64> {
        match self {
            Self::Integer(number) => Some(*number),
            Self::Float(_) => None,
            Self::Big(number) => number.integer(),
        }
    }

    /// The number rounded to a float.
    #[expect(clippy::cast_precision_loss, reason = "rounding is what is asked for")]
    pub fn float(&self) -> f64 {
        match self {
            Self::Integer(number) => *number as f64,
            Self::Float(number) => *number,
            Self::Big(number) => number.to_string().parse().unwrap_or(f64::NAN),
        }
    }

    /// The number as Terraform calculates with it; none for what is no number.
    pub fn big(&self) -> Option<Big> {
        match self {
            Self::Integer(number) => Some(Big::from(*number)),
            Self::Float(number) => Big::parse(&number.to_string()),
            Self::Big(number) => Some(Big::clone(number)),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.partial_cmp(other) == Some(Ordering::Equal)
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Integer(one), Self::Integer(two)) => Some(one.cmp(two)),
            (Self::Float(one), Self::Float(two)) => one.partial_cmp(two),
            _ => Some(self.big()?.order(&other.big()?)),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(number) => write!(out, "{number}"),
            Self::Float(number) => write!(out, "{number}"),
            Self::Big(number) => write!(out, "{number}"),
        }
    }
}
