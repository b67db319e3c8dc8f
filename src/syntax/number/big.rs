//! Binary floats of 512 digits, rounded to the nearest even: what Terraform calculates with.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};

/// The digits that Terraform reads numbers with.
pub(super) const PRECISION: u64 = 512;

/// Numbers of more decimal places, before or behind the point, are not kept.
const PLACES: i64 = 4096;

/// A number: `mantissa` times two to the power of `exponent`.
#[derive(Clone, Debug)]
pub struct Big {
    pub(super) negative: bool,
    /// Odd, or zero; none for an infinite number.
    pub(super) mantissa: Option<BigUint>,
    pub(super) exponent: i64,
    /// The binary digits that it was calculated with: how many decimal ones are shown hangs on it.
    pub(super) precision: u64,
}

impl From<i64> for Big {
    fn from(number: i64) -> Self {
        Self::rounded(number < 0, number.unsigned_abs().into(), 0, PRECISION)
    }
}

impl Big {
    /// A decimal number: digits, at most one point, an exponent (of two after `p`); none if it is no number, or has
    /// more than 4,096 places.
    pub fn parse(text: &str) -> Option<Self> {
        let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
        if let Some((decimal, power)) = unsigned.split_once(['p', 'P']) {
            let power = power.parse::<i64>().ok().filter(|power| power.abs() < PLACES)?;
            let plain = !decimal.contains(['+', '-', 'e', 'E']);
            let number = Self::parse(decimal).filter(|_| plain)?;
            let negative = text.starts_with('-');
            return Some(Self { negative, exponent: number.exponent + power, ..number });
        }
        let (decimal, power) = match unsigned.split_once(['e', 'E']) {
            Some((decimal, power)) => (decimal, power.parse::<i64>().ok()?),
            None => (unsigned, 0),
        };
        let (whole, fraction) = decimal.split_once('.').unwrap_or((decimal, ""));
        let digits = format!("{whole}{fraction}");
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        let scale = power.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        if digits.is_empty() || !plain || scale.abs() > PLACES || digits.len() > 4096 {
            return None;
        }
        let digits: BigUint = digits.parse().ok()?;
        let negative = text.starts_with('-');
        let power = BigUint::from(10_u8).pow(u32::try_from(scale.unsigned_abs()).ok()?);
        Some(if scale >= 0 {
            Self::rounded(negative, digits * power, 0, PRECISION)
        } else {
            Self::quotient(negative, (digits, power), 0, PRECISION)
        })
    }

    /// A float, and how precise it is: 53 digits.
    pub fn from_float(float: f64) -> Option<Self> {
        if !float.is_finite() {
            return float.is_infinite().then(|| Self::infinite(float < 0.0, 53));
        }
        let bits = float.to_bits();
        let (power, fraction) = ((bits >> 52) & 0x7ff, bits & ((1 << 52) - 1));
        let (mantissa, power) =
            if power == 0 { (fraction, 1) } else { (fraction | 1 << 52, power) };
        let power = i64::try_from(power).ok()? - 1075;
        Some(Self::rounded(float.is_sign_negative(), mantissa.into(), power, 53))
    }

    /// A whole number of any size.
    pub fn whole(number: &BigInt) -> Self {
        let precision = number.bits().max(64);
        Self::rounded(number.sign() == Sign::Minus, number.magnitude().clone(), 0, precision)
    }

    /// A number that is counted and not read, which Terraform keeps in 64 digits: it shows where
    /// such numbers are divided by each other.
    pub fn counted(number: i64) -> Self {
        Self::rounded(number < 0, number.unsigned_abs().into(), 0, 64)
    }

    /// Whether it is as precise as numbers that are read.
    pub(super) fn is_read(&self) -> bool {
        self.precision == PRECISION
    }

    /// A number beyond all others.
    pub fn boundless(negative: bool) -> Self {
        Self::infinite(negative, PRECISION)
    }

    fn infinite(negative: bool, precision: u64) -> Self {
        Self { negative, mantissa: None, exponent: 0, precision }
    }

    /// A number rounded to so many binary digits.
    fn rounded(negative: bool, mantissa: BigUint, exponent: i64, precision: u64) -> Self {
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        let extra = mantissa.bits().saturating_sub(precision);
        if extra > 0 {
            let half = mantissa.bit(extra - 1);
            let above = mantissa.trailing_zeros().is_some_and(|zeros| zeros < extra - 1);
            mantissa >>= extra;
            if half && (above || mantissa.bit(0)) {
                mantissa += 1_u8;
            }
            exponent += i64::try_from(extra).unwrap_or(0);
        }
        let zeros = mantissa.trailing_zeros().unwrap_or(0);
        mantissa >>= zeros;
        exponent += i64::try_from(zeros).unwrap_or(0);
        Self { negative, mantissa: Some(mantissa), exponent, precision }
    }

    /// A fraction rounded to so many binary digits.
    fn quotient(
        negative: bool,
        (above, below): (BigUint, BigUint),
        exponent: i64,
        precision: u64,
    ) -> Self {
        let shift = (precision + 2 + below.bits()).saturating_sub(above.bits());
        let above = above << shift;
        let (whole, rest) = (&above / &below, &above % &below);
        // One more digit says that the rest is not nothing.
        let sticky = (whole << 1_u8) + u8::from(rest != BigUint::ZERO);
        let exponent = exponent - i64::try_from(shift).unwrap_or(0) - 1;
        Self::rounded(negative, sticky, exponent, precision)
    }

    /// Whether it is zero.
    pub fn is_zero(&self) -> bool {
        self.mantissa.as_ref().is_some_and(|it| *it == BigUint::ZERO)
    }

    /// Whether it is below zero, or a zero below zero.
    pub fn is_negative(&self) -> bool {
        self.negative
    }

    pub(super) fn is_negative_zero(&self) -> bool {
        self.negative && self.is_zero()
    }

    /// Whether it is beyond all numbers.
    pub fn is_infinite(&self) -> bool {
        self.mantissa.is_none()
    }

    /// Whether it has no fraction.
    pub fn is_whole(&self) -> bool {
        self.mantissa.is_some() && (self.exponent >= 0 || self.is_zero())
    }

    /// The number, if it is whole and of 64 bits.
    pub(super) fn integer(&self) -> Option<i64> {
        if !self.is_whole() || self.exponent > 64 {
            return None;
        }
        i64::try_from(self.truncated()?).ok()
    }

    /// The number without its fraction; none if it is infinite.
    pub fn truncated(&self) -> Option<BigInt> {
        let mantissa = self.mantissa.clone()?;
        let shift = self.exponent.unsigned_abs();
        let whole = if self.exponent >= 0 { mantissa << shift } else { mantissa >> shift };
        let sign = if self.negative { Sign::Minus } else { Sign::Plus };
        Some(BigInt::from_biguint(sign, whole))
    }

    /// The same number with the other sign.
    #[must_use]
    pub fn negated(&self) -> Self {
        Self { negative: !self.negative, ..self.clone() }
    }

    /// The number as a whole number of steps of two to the power of `exponent`, with its sign.
    fn steps(&self, exponent: i64) -> Option<BigInt> {
        let shift = u64::try_from(self.exponent - exponent).ok()?;
        let sign = if self.negative { Sign::Minus } else { Sign::Plus };
        Some(BigInt::from_biguint(sign, self.mantissa.clone()? << shift))
    }

    /// How two numbers stand to each other; both zeros are equal.
    pub fn order(&self, other: &Self) -> Ordering {
        let end = |it: &Self| match (it.is_infinite(), it.negative) {
            (false, _) => 0,
            (true, true) => -1,
            (true, false) => 1,
        };
        let least = self.exponent.min(other.exponent);
        match (self.steps(least), other.steps(least)) {
            (Some(one), Some(two)) => one.cmp(&two),
            _ => end(self).cmp(&end(other)),
        }
    }

    /// The sum; none for infinities of different signs.
    pub fn sum(&self, other: &Self) -> Option<Self> {
        let precision = self.precision.max(other.precision);
        let least = self.exponent.min(other.exponent);
        match (self.is_infinite(), other.is_infinite()) {
            (true, true) => (self.negative == other.negative).then(|| self.clone()),
            (true, false) => Some(self.clone()),
            (false, true) => Some(other.clone()),
            (false, false) => {
                let sum = self.steps(least)? + other.steps(least)?;
                let zero = self.is_negative_zero() && other.is_negative_zero();
                let negative = sum.sign() == Sign::Minus || zero;
                Some(Self::rounded(negative, sum.magnitude().clone(), least, precision))
            }
        }
    }

    /// The product, of as many digits as it needs up to 512; none for zero times infinity.
    pub fn product(&self, other: &Self) -> Option<Self> {
        let negative = self.negative != other.negative;
        let precision = self.precision.max(other.precision);
        let (Some(one), Some(two)) = (&self.mantissa, &other.mantissa) else {
            let fine = !self.is_zero() && !other.is_zero();
            return fine.then(|| Self::infinite(negative, precision));
        };
        let exponent = self.exponent.checked_add(other.exponent)?;
        let full = Self::rounded(negative, one * two, exponent, PRECISION);
        let needed = full.mantissa.as_ref().map_or(0, BigUint::bits);
        Some(Self { precision: precision.max(needed), ..full })
    }

    /// The quotient; none for zero by zero and infinity by infinity.
    pub fn divided(&self, other: &Self) -> Option<Self> {
        let negative = self.negative != other.negative;
        let precision = self.precision.max(other.precision);
        match (&self.mantissa, &other.mantissa) {
            (None, None) => None,
            (None, Some(_)) => Some(Self::infinite(negative, precision)),
            (Some(_), None) => Some(Self::rounded(negative, BigUint::ZERO, 0, precision)),
            (Some(_), Some(_)) if other.is_zero() => {
                (!self.is_zero()).then(|| Self::infinite(negative, precision))
            }
            (Some(one), Some(two)) => {
                let exponent = self.exponent - other.exponent;
                Some(Self::quotient(negative, (one.clone(), two.clone()), exponent, precision))
            }
        }
    }

    /// What is left of a division by a whole number of times, towards zero.
    pub fn rest(&self, other: &Self) -> Option<Self> {
        if self.is_infinite() || other.is_infinite() {
            return None;
        }
        if other.is_zero() {
            return Some(self.clone());
        }
        let times = Self::whole(&self.divided(other)?.truncated()?);
        let times = Self { precision: self.precision, ..times };
        let mut least = times.product(other)?;
        least.precision = least.precision.max(self.precision);
        let mut rest = self.sum(&least.negated())?;
        rest.negative |= rest.is_zero() && self.is_negative_zero();
        Some(rest)
    }
}
