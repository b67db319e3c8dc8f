//! Functions of numbers.

use super::call::{Call, Made};
use crate::syntax::Number;
use crate::syntax::hcl::BinaryOperator;
use crate::terraform::expression::{calculate, exact};
use crate::terraform::types::to_number;
use crate::value::{Kind, Rest, Sequence, Value, Why};

/// Terraform refuses longer ranges.
const RANGE: usize = 1024;

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "abs" | "ceil" | "floor" | "signum" => one(call),
        "max" => extreme(call, std::cmp::Ordering::Greater),
        "min" => extreme(call, std::cmp::Ordering::Less),
        "pow" => power(call),
        "parseint" => parsed(call),
        "sum" => sum(call),
        "range" => range(call),
        _ => return None,
    })
}

fn number(call: &Call<'_, '_>, number: Option<Number>) -> Made {
    match number {
        Some(number) => Ok(Value::new(Kind::Number(number), call.origin.clone())),
        None => Err(call.unsure(Why::Limit("a number that is not kept exactly"))),
    }
}

fn one(call: &Call<'_, '_>) -> Made {
    call.arity(1..=1)?;
    let given = call.number(0)?;
    let made = match (call.name, given) {
        ("abs", Number::Integer(given)) => given.checked_abs().map(Number::Integer),
        ("abs", Number::Float(given)) => Some(Number::Float(given.abs())),
        ("signum", Number::Integer(given)) => Some(Number::Integer(given.signum())),
        ("ceil" | "floor", Number::Integer(_)) => Some(given),
        ("ceil", Number::Float(given)) => whole(given.ceil()),
        ("floor", Number::Float(given)) => whole(given.floor()),
        _ => None,
    };
    number(call, made)
}

fn whole(float: f64) -> Option<Number> {
    let text = format!("{float:.0}");
    let digits = text.trim_start_matches('-').len();
    text.parse().ok().filter(|_| digits <= 15).map(Number::Integer)
}

fn extreme(call: &Call<'_, '_>, wanted: std::cmp::Ordering) -> Made {
    call.arity(1..=usize::MAX)?;
    let mut best = call.number(0)?;
    for at in 0..call.arguments.len() {
        let next = call.number(at)?;
        if !exact(next) {
            return number(call, None);
        }
        let order = match (next, best) {
            (Number::Integer(next), Number::Integer(best)) => next.cmp(&best),
            _ => next.float().total_cmp(&best.float()),
        };
        if order == wanted {
            best = next;
        }
    }
    number(call, Some(best))
}

fn power(call: &Call<'_, '_>) -> Made {
    call.arity(2..=2)?;
    let (base, exponent) = (call.number(0)?, call.number(1)?);
    let whole = base.integer().zip(exponent.integer());
    let made = whole.and_then(|(base, exponent)| base.checked_pow(u32::try_from(exponent).ok()?));
    // Terraform computes powers in floats of 53 bits.
    number(call, made.filter(|made| made.unsigned_abs() < 1 << 53).map(Number::Integer))
}

fn parsed(call: &Call<'_, '_>) -> Made {
    call.arity(2..=2)?;
    let text = call.text(0)?;
    let base = u32::try_from(call.integer(1)?).ok().filter(|base| (2..=36).contains(base));
    let Some(base) = base else { return Err(call.unsure(Why::Function("parseint".into()))) };
    let plain = text.trim_start_matches('-').chars().all(|it| it.is_digit(base));
    if !plain || text.is_empty() {
        return Err(call.error("the text is not a number"));
    }
    number(call, i64::from_str_radix(&text, base).ok().map(Number::Integer))
}

fn sum(call: &Call<'_, '_>) -> Made {
    call.arity(1..=1)?;
    let value = call.argument(0)?;
    let list = call.list_of(&value)?;
    call.known(&value)?;
    let mut total = Number::Integer(0);
    if list.items.is_empty() {
        return Err(call.error("the list is empty"));
    }
    for item in &list.items {
        let item = to_number(item).map_err(|message| call.error(message))?;
        let Kind::Number(next) = item.kind else { return Err(call.error("an item is null")) };
        match calculate(BinaryOperator::Add, total, next) {
            Some(sum) => total = sum,
            None => return number(call, None),
        }
    }
    number(call, Some(total))
}

fn range(call: &Call<'_, '_>) -> Made {
    call.arity(1..=3)?;
    let several = call.arguments.len() > 1;
    let start = if several { call.number(0)? } else { Number::Integer(0) };
    let end = call.number(usize::from(several))?;
    let (Some(start), Some(end)) = (start.integer(), end.integer()) else {
        return Err(call.unsure(Why::Function("range".into())));
    };
    let up = start <= end;
    let step = match call.arguments.len() {
        3 => call.number(2)?.integer().ok_or_else(|| call.unsure(Why::Function("range".into())))?,
        _ if up => 1,
        _ => -1,
    };
    if step == 0 || (up && step < 0 && start != end) || (!up && step > 0) {
        return Err(call.error("the step leads away from the end"));
    }
    let mut items = Vec::new();
    let mut next = start;
    while if step > 0 { next < end } else { next > end } {
        if items.len() >= RANGE {
            return Err(call.error("a range of more than 1,024 numbers"));
        }
        items.push(Value::integer(next, call.origin.clone()));
        next = next.saturating_add(step);
    }
    Ok(call.made(Sequence::List.of(items, Rest::Closed)))
}
