//! Functions of numbers.

use num_bigint::BigInt;

use super::call::{Call, Made};
use crate::syntax::hcl::BinaryOperator;
use crate::syntax::{Big, Number};
use crate::terraform::expression::calculate;
use crate::terraform::types::{self, to_number};
use crate::value::{Kind, Rest, Sequence, Value};

/// Terraform refuses longer ranges.
const RANGE: usize = 1024;

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "abs" => absolute(call),
        "ceil" => whole(call, true),
        "floor" => whole(call, false),
        "signum" => call.integer(0).map(|it| made(call, counted(it.signum()))),
        "max" => extreme(call, std::cmp::Ordering::Greater),
        "min" => extreme(call, std::cmp::Ordering::Less),
        "pow" => float(call, power),
        "log" => float(call, |number, base| number.ln() / base.ln()),
        "parseint" => parsed(call),
        "sum" => sum(call),
        "range" => range(call),
        _ => return None,
    })
}

fn made(call: &Call<'_, '_>, number: Number) -> Value {
    Value::new(Kind::Number(number), call.origin.clone())
}

/// A number that is none where the operation has no result.
fn found(call: &Call<'_, '_>, number: Option<Number>) -> Made {
    number.map(|it| made(call, it)).ok_or_else(|| call.error("there is no such number"))
}

fn counted(number: i64) -> Number {
    Number::of(Big::counted(number))
}

fn absolute(call: &Call<'_, '_>) -> Made {
    let number = call.number(0)?.big();
    let positive = |it: Big| if it.is_negative() { it.negated() } else { it };
    found(call, number.map(positive).map(Number::of))
}

fn whole(call: &Call<'_, '_>, up: bool) -> Made {
    let Some(number) = call.number(0)?.big() else { return found(call, None) };
    let Some(truncated) = number.truncated().filter(|_| !number.is_whole()) else {
        return Ok(made(call, Number::of(number)));
    };
    let step = match (up, number.is_negative()) {
        (true, false) => 1,
        (false, true) => -1,
        _ => 0,
    };
    Ok(made(call, Number::of(Big::whole(&(truncated + step)))))
}

fn extreme(call: &Call<'_, '_>, wanted: std::cmp::Ordering) -> Made {
    let Some(_) = call.arguments.first() else { return Err(call.error("no numbers")) };
    let mut best = call.number(0)?;
    for at in 1..call.arguments.len() {
        let next = call.number(at)?;
        if next.partial_cmp(&best) == Some(wanted) {
            best = next;
        }
    }
    Ok(made(call, best))
}

/// A function that Terraform computes in floats of 53 bits.
fn float(call: &Call<'_, '_>, work: impl Fn(f64, f64) -> f64) -> Made {
    let (one, two) = (call.number(0)?, call.number(1)?);
    found(call, Big::from_float(work(one.float(), two.float())).map(Number::of))
}

/// A power as Go computes it: whole powers by squaring, which rounds otherwise than the processor.
fn power(base: f64, exponent: f64) -> f64 {
    let squared = base.is_normal() && exponent.fract() == 0.0 && exponent.abs() < 4096.0;
    let mut left = if squared { exponent.abs() } else { 0.0 };
    let (mut made, mut square) = (1.0, base);
    while left > 0.0 {
        if left % 2.0 > 0.0 {
            made *= square;
        }
        square *= square;
        left = (left / 2.0).trunc();
    }
    match (squared && made.is_normal(), exponent < 0.0) {
        (true, true) => 1.0 / made,
        (true, false) => made,
        (false, _) => base.powf(exponent),
    }
}

/// A number in the digits of a base; above 36, capital letters are further digits.
fn parsed(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    let base = call.integer(1)?;
    let written = types::to_key(&value).map_err(|message| call.error(message))?;
    let text = match &value.kind {
        Kind::Text(_) | Kind::Document(_) if written.as_str().is_some() => {
            written.as_str().unwrap_or_default()
        }
        Kind::Bool(_) | Kind::Number(_) | Kind::List(_) | Kind::Map(_) => {
            return Err(call.error("the first argument must be a string"));
        }
        _ => return Err(call.unknown(&value)),
    };
    if !(2..=62).contains(&base) {
        return Err(call.error("the base must be from 2 to 62"));
    }
    let digit = |letter: char| match letter {
        'A'..='Z' if base > 36 => Some(u32::from(letter) - u32::from('A') + 36),
        letter => letter.to_digit(36),
    };
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let mut number = BigInt::ZERO;
    for letter in digits.chars() {
        let Some(digit) = digit(letter).filter(|digit| i64::from(*digit) < base) else {
            return Err(call.error("the text is not a number of this base"));
        };
        number = number * base + digit;
    }
    if digits.is_empty() {
        return Err(call.error("the text is not a number"));
    }
    let number = if text.starts_with('-') { -number } else { number };
    Ok(made(call, Number::of(Big::whole(&number))))
}

fn sum(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    let list = call.list_of(&value)?;
    call.known(&value)?;
    if list.items.is_empty() {
        return Err(call.error("the list is empty"));
    }
    let mut total = None;
    for item in &list.items {
        let item = to_number(item).map_err(|message| call.error(message))?;
        let Kind::Number(next) = item.kind else { return Err(call.error("an item is null")) };
        let sum =
            total.map_or(Some(next.clone()), |total| calculate(BinaryOperator::Add, &total, &next));
        let Some(sum) = sum else { return found(call, None) };
        total = Some(sum);
    }
    found(call, total)
}

fn range(call: &Call<'_, '_>) -> Made {
    let several = call.arguments.len() > 1;
    let start = if several { call.number(0)? } else { counted(0) };
    let end = call.number(usize::from(several))?;
    let zero = Number::Integer(0);
    let step = match call.arguments.len() {
        0 => return Err(call.error("a number is required")),
        1 | 2 => counted(if start <= end { 1 } else { -1 }),
        3 => call.number(2)?,
        _ => return Err(call.error("too many arguments")),
    };
    let up = step > zero;
    if step == zero || (up && end < start) || (!up && end > start) {
        return Err(call.error("the step leads away from the end"));
    }
    let mut items = Vec::new();
    let mut next = start;
    while if up { next < end } else { next > end } {
        if items.len() >= RANGE {
            return Err(call.error("a range of more than 1,024 numbers"));
        }
        items.push(made(call, next.clone()));
        match calculate(BinaryOperator::Add, &next, &step) {
            Some(sum) => next = sum,
            None => return found(call, None),
        }
    }
    Ok(call.made(Sequence::List.of(items, Rest::Closed)))
}
