//! The types of scalars as go-yaml 2 gives them, which `sigs.k8s.io/yaml` builds on: everything of
//! Kubernetes and eksctl is read so, and `on`, `010` or `1_000` are no strings there.

use smol_str::SmolStr;

use crate::value::{Kind, Number, Why};

/// What an untagged plain scalar is.
pub(super) fn plain(text: &str) -> Kind {
    let Some(first) = text.bytes().next() else { return Kind::Null };
    let number = match first {
        b'y' | b'Y' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'o' | b'O' | b'~' => {
            return word(text).unwrap_or_else(|| Kind::Text(text.into()));
        }
        b'.' | b'+' | b'-' | b'0'..=b'9' => infinity(text).or_else(|| number(text)),
        _ => None,
    };
    number.map_or_else(|| Kind::Text(text.into()), Kind::Number)
}

fn word(text: &str) -> Option<Kind> {
    Some(match text {
        "y" | "Y" | "yes" | "Yes" | "YES" | "true" | "True" | "TRUE" | "on" | "On" | "ON" => {
            Kind::Bool(true)
        }
        "n" | "N" | "no" | "No" | "NO" | "false" | "False" | "FALSE" | "off" | "Off" | "OFF" => {
            Kind::Bool(false)
        }
        "~" | "null" | "Null" | "NULL" => Kind::Null,
        _ => return None,
    })
}

fn infinity(text: &str) -> Option<Number> {
    let (sign, rest) = match text.as_bytes().first()? {
        b'-' => (-1.0, &text[1..]),
        b'+' => (1.0, &text[1..]),
        _ => (1.0, text),
    };
    match rest {
        ".inf" | ".Inf" | ".INF" => Some(Number::Float(sign * f64::INFINITY)),
        ".nan" | ".NaN" | ".NAN" if rest.len() == text.len() => Some(Number::Float(f64::NAN)),
        _ => None,
    }
}

fn number(text: &str) -> Option<Number> {
    // With a point in front, underscores make it a string.
    let digits: SmolStr =
        if text.starts_with('.') { text.into() } else { text.replace('_', "").into() };
    integer(&digits).or_else(|| float(&digits))
}

/// Go's `strconv.ParseInt` with base 0: a leading 0 means octal.
fn integer(text: &str) -> Option<Number> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, &text[1..]),
        b'+' => (false, &text[1..]),
        _ => (false, text),
    };
    let (base, digits) = match digits.as_bytes() {
        [b'0', b'x' | b'X', _, ..] => (16, &digits[2..]),
        [b'0', b'b' | b'B', _, ..] => (2, &digits[2..]),
        [b'0', b'o' | b'O', _, ..] => (8, &digits[2..]),
        [b'0', _, ..] => (8, &digits[1..]),
        _ => (10, digits),
    };
    let mut exact = Some(0_i64);
    let mut rounded = 0.0;
    for letter in digits.chars() {
        let digit = letter.to_digit(base)?;
        let signed = if negative { -i64::from(digit) } else { i64::from(digit) };
        exact = exact
            .and_then(|number| number.checked_mul(i64::from(base)))
            .and_then(|number| number.checked_add(signed));
        rounded = f64::from(base).mul_add(rounded, f64::from(digit));
    }
    let rounded = Number::Float(if negative { -rounded } else { rounded });
    (!digits.is_empty()).then(|| exact.map_or(rounded, Number::Integer))
}

fn float(text: &str) -> Option<Number> {
    let unsigned = text.strip_prefix(['+', '-']).unwrap_or(text);
    let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let exponent = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let shaped = [whole, fraction, exponent].into_iter().all(all_digits);
    if !shaped || exponent.is_empty() || (whole.is_empty() && fraction.is_empty()) {
        return None;
    }
    text.parse().ok().filter(|number: &f64| number.is_finite()).map(narrow)
}

/// JSON has one type of numbers: `1.0` is written as `1` and read as a whole number.
#[expect(clippy::cast_possible_truncation, reason = "the number is whole and small enough")]
fn narrow(number: f64) -> Number {
    let whole = number.fract() == 0.0 && number.abs() < 9e18;
    if whole { Number::Integer(number as i64) } else { Number::Float(number) }
}

/// What a scalar with a tag is; `resolved` is what it would be without.
///
/// Tags that go-yaml does not know, such as `!Ref`, are dropped and leave a string.
pub(super) fn tagged(tag: &str, text: &str, resolved: Kind) -> Kind {
    let core = tag
        .strip_prefix("!!")
        .or_else(|| tag.strip_prefix("!<tag:yaml.org,2002:").and_then(|it| it.strip_suffix('>')));
    let fits = match (core, &resolved) {
        (None, _) if tag == "!" => true,
        (Some("bool"), Kind::Bool(_))
        | (Some("int"), Kind::Number(Number::Integer(_)))
        | (Some("float"), Kind::Number(_))
        | (Some("null"), Kind::Null) => true,
        (Some("bool" | "int" | "float" | "null"), _) => false,
        (Some("binary"), _) => return Kind::Unknown(Why::NotEvaluated("`!!binary`")),
        _ => return Kind::Text(text.into()),
    };
    let mismatch = || Why::Error(format!("`{text}` is no `{tag}`").into());
    if fits { resolved } else { Kind::Unknown(mismatch()) }
}

/// A scalar as the name of an entry; none where the real tools refuse it.
pub(super) fn key(kind: &Kind) -> Option<SmolStr> {
    match kind {
        Kind::Text(text) => Some(text.clone()),
        Kind::Bool(flag) => Some(if *flag { "true" } else { "false" }.into()),
        Kind::Number(number) => Some(smol_str::format_smolstr!("{number}")),
        _ => None,
    }
}
