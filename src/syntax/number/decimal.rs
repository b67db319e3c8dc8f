//! Big numbers in decimal digits.

use std::fmt;

use num_bigint::BigUint;

use super::big::Big;

/// Decimal digits, and how many of them stand before the point.
struct Decimal {
    digits: Vec<u8>,
    point: i64,
}

impl Decimal {
    /// `mantissa` times two to the power of `exponent`, exactly.
    fn of(mantissa: &BigUint, exponent: i64) -> Self {
        let power = exponent.unsigned_abs();
        let (whole, scale) = if exponent >= 0 {
            (mantissa << power, 0)
        } else {
            (mantissa * BigUint::from(5_u8).pow(u32::try_from(power).unwrap_or(u32::MAX)), power)
        };
        let digits = whole.to_string().into_bytes();
        let point = i64::try_from(digits.len()).unwrap_or(0) - i64::try_from(scale).unwrap_or(0);
        Self { digits, point }
    }

    /// The same number with its point as far from the first digit as `point` says.
    fn aligned(mut self, point: i64) -> Self {
        let zeros = usize::try_from(point - self.point).unwrap_or(0);
        self.digits.splice(0..0, std::iter::repeat_n(b'0', zeros));
        self.point = point.max(self.point);
        self
    }

    fn digit(&self, at: usize) -> u8 {
        self.digits.get(at).copied().unwrap_or(b'0')
    }

    /// Keeps so many digits, the last one more by one if `up` says so.
    fn cut(&mut self, kept: usize, up: bool) {
        self.digits.truncate(kept);
        if !up {
            return;
        }
        while let Some(last) = self.digits.pop() {
            if last < b'9' {
                return self.digits.push(last + 1);
            }
        }
        self.digits.push(b'1');
        self.point += 1;
    }

    /// Keeps so many digits, rounded to the nearest, and to an even one half way.
    fn round(&mut self, kept: usize) {
        if kept >= self.digits.len() {
            return;
        }
        let rest = &self.digits[kept + 1..];
        let even = kept == 0 || (self.digits[kept - 1] - b'0').is_multiple_of(2);
        let up = match self.digits[kept] {
            b'5' => rest.iter().any(|digit| *digit != b'0') || !even,
            digit => digit > b'5',
        };
        self.cut(kept, up);
    }

    /// Before the point, and so many digits behind it.
    fn places(&self, behind: usize) -> String {
        let at = |index: i64| char::from(usize::try_from(index).map_or(b'0', |at| self.digit(at)));
        let whole: String = (0..self.point.max(0)).map(at).collect();
        let whole = if whole.is_empty() { "0" } else { &whole };
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        if behind == 0 {
            return whole.to_owned();
        }
        let end = self.point + i64::try_from(behind).unwrap_or(0);
        let fraction: String = (self.point..end).map(at).collect();
        format!("{whole}.{fraction}")
    }

    fn needed(&self) -> usize {
        let length = self.digits.iter().rposition(|digit| *digit != b'0').map_or(0, |at| at + 1);
        usize::try_from(i64::try_from(length).unwrap_or(0) - self.point).unwrap_or(0)
    }
}

impl Big {
    /// The fewest digits that are read as the same number again.
    fn shortest(&self, mantissa: &BigUint) -> Decimal {
        let exact = Decimal::of(mantissa, self.exponent);
        // Half of the last binary digit up and down.
        let widened = (self.precision + 1).saturating_sub(mantissa.bits());
        let exponent = self.exponent - i64::try_from(widened).unwrap_or(0);
        let middle = mantissa << widened;
        let inclusive = !middle.bit(1);
        let upper = Decimal::of(&(&middle + 1_u8), exponent);
        let lower = Decimal::of(&(middle - 1_u8), exponent);
        let point = upper.point;
        let (mut exact, lower, upper) = (exact.aligned(point), lower.aligned(point), upper);
        for at in 0..exact.digits.len() {
            let (least, digit, most) = (lower.digit(at), exact.digit(at), upper.digit(at));
            let down = least != digit || (inclusive && at + 1 == lower.digits.len());
            let room = inclusive || digit + 1 < most || at + 1 < upper.digits.len();
            let up = digit != most && room;
            match (down, up) {
                (true, true) => exact.round(at + 1),
                (true, false) => exact.cut(at + 1, false),
                (false, true) => exact.cut(at + 1, true),
                (false, false) => continue,
            }
            break;
        }
        exact
    }

    fn sign(&self) -> &'static str {
        if self.negative { "-" } else { "" }
    }

    /// With so many digits behind the point, such as `2.50`.
    pub fn fixed(&self, behind: usize) -> String {
        let Some(mantissa) = &self.mantissa else { return self.endless() };
        let mut decimal = Decimal::of(mantissa, self.exponent);
        let kept = decimal.point + i64::try_from(behind).unwrap_or(0);
        match usize::try_from(kept) {
            Ok(kept) => decimal.round(kept),
            Err(_) => decimal = Decimal { digits: vec![b'0'], point: 1 },
        }
        format!("{}{}", self.sign(), decimal.places(behind))
    }

    /// With one digit before the point and a power of ten, such as `2.5e+01`; with as many digits
    /// as it needs, if no number of them is asked for.
    pub fn scientific(&self, behind: Option<usize>) -> String {
        let Some(mantissa) = &self.mantissa else { return self.endless() };
        let mut decimal = match behind {
            None => self.digits(mantissa),
            Some(_) => Decimal::of(mantissa, self.exponent),
        };
        if let Some(behind) = behind {
            decimal.round(behind + 1);
        }
        let power = if self.is_zero() { 0 } else { decimal.point - 1 };
        decimal.point = 1;
        let text = decimal.places(behind.unwrap_or_else(|| decimal.needed()));
        let sign = if power < 0 { '-' } else { '+' };
        format!("{}{text}e{sign}{:02}", self.sign(), power.unsigned_abs())
    }

    /// The shorter of both forms, as `%g` has it, with at most so many digits in all.
    pub fn general(&self, digits: Option<usize>) -> String {
        let Some(mantissa) = &self.mantissa else { return self.endless() };
        let mut decimal = match digits {
            None => self.digits(mantissa),
            Some(_) => Decimal::of(mantissa, self.exponent),
        };
        let kept = digits.map(|digits| digits.max(1));
        if let Some(kept) = kept {
            decimal.round(kept);
        }
        let length = decimal.digits.iter().rposition(|it| *it != b'0').map_or(0, |at| at + 1);
        let power = if self.is_zero() { 0 } else { decimal.point - 1 };
        let limit = match kept {
            // Go decides by six digits where none are asked for.
            None => 6,
            Some(kept)
                if kept > length && i64::try_from(length).is_ok_and(|it| it >= decimal.point) =>
            {
                i64::try_from(length).unwrap_or(0)
            }
            Some(kept) => i64::try_from(kept).unwrap_or(i64::MAX),
        };
        if power < -4 || power >= limit {
            return self.scientific(Some(length.saturating_sub(1)));
        }
        format!("{}{}", self.sign(), decimal.places(decimal.needed()))
    }

    fn digits(&self, mantissa: &BigUint) -> Decimal {
        if self.is_zero() { Decimal::of(mantissa, 0) } else { self.shortest(mantissa) }
    }

    fn endless(&self) -> String {
        if self.negative { "-Inf" } else { "+Inf" }.to_owned()
    }
}

impl fmt::Display for Big {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(mantissa) = &self.mantissa else {
            return out.write_str(self.endless().trim_start_matches('+'));
        };
        let decimal = self.digits(mantissa);
        write!(out, "{}{}", self.sign(), decimal.places(decimal.needed()))
    }
}
