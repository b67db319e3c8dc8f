//! Numbers as the verbs of a format write them.

use num_bigint::{BigInt, Sign};

use super::verb::Verb;
use crate::syntax::{Big, Number};

/// A number as its verb writes it; none where a whole number is asked for and it is none.
pub(super) fn written(verb: Verb, number: &Number) -> Option<String> {
    let big = number.big()?;
    let (negative, digits) = match verb.letter {
        'd' => whole(verb, &big, 10)?,
        'b' => whole(verb, &big, 2)?,
        'o' => whole(verb, &big, 8)?,
        'x' | 'X' => whole(verb, &big, 16)?,
        _ => (big.is_negative(), fraction(verb, &big)),
    };
    let sign = match (negative, verb.plus, verb.space) {
        (true, _, _) => "-",
        (false, true, _) => "+",
        (false, false, true) => " ",
        (false, false, false) => "",
    };
    Some(filled(verb, sign, &digits, big.is_infinite()))
}

fn whole(verb: Verb, number: &Big, base: u32) -> Option<(bool, String)> {
    if !number.is_whole() {
        return None;
    }
    let number: BigInt = number.truncated()?;
    let digits = number.magnitude().to_str_radix(base);
    let digits = if verb.letter == 'X' { digits.to_uppercase() } else { digits };
    let zeros = verb.precision.unwrap_or(0).saturating_sub(digits.len());
    let prefix = match (verb.sharp, verb.letter) {
        (true, 'x') => "0x",
        (true, 'X') => "0X",
        (true, 'o') => "0",
        (true, 'b') => "0b",
        _ => "",
    };
    let empty = verb.precision == Some(0) && number.sign() == Sign::NoSign;
    let digits = if empty { String::new() } else { digits };
    Some((number.sign() == Sign::Minus, format!("{prefix}{}{digits}", "0".repeat(zeros))))
}

/// The digits without a sign.
fn fraction(verb: Verb, number: &Big) -> String {
    let precision = verb.precision.unwrap_or(6);
    let text = match verb.letter {
        'e' => number.scientific(Some(precision)),
        'E' => number.scientific(Some(precision)).to_uppercase(),
        'g' => number.general(verb.precision),
        'G' => number.general(verb.precision).to_uppercase(),
        _ => number.fixed(precision),
    };
    text.trim_start_matches(['-', '+']).to_owned()
}

/// A number in a field: zeros stand behind the sign.
fn filled(verb: Verb, sign: &str, digits: &str, infinite: bool) -> String {
    let length = sign.len() + digits.len();
    let missing = verb.width.unwrap_or(0).saturating_sub(length);
    match (verb.minus, verb.zero && !infinite) {
        (true, _) => format!("{sign}{digits}{}", " ".repeat(missing)),
        (false, true) => format!("{sign}{}{digits}", "0".repeat(missing)),
        (false, false) => format!("{}{sign}{digits}", " ".repeat(missing)),
    }
}
