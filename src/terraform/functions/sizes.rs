//! How many there are, and whether one is among them.

use unicode_segmentation::UnicodeSegmentation;

use super::call::{Call, Made};
use crate::terraform::expression::same;
use crate::terraform::objects;
use crate::value::{Kind, List, Rest, Truth, Value};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "length" => length(call),
        "contains" => contains(call),
        "alltrue" => every(call),
        "anytrue" => some(call),
        "one" => one(call),
        _ => return None,
    })
}

fn length(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    match &value.kind {
        Kind::List(list) => sized(call, &objects::ordered(list), &value),
        Kind::Map(map) if map.is_closed() => Ok(call.count(map.entries.len())),
        Kind::Text(text) => Ok(call.count(text.graphemes(true).count())),
        Kind::Bool(_) | Kind::Number(_) => Err(call.error("a collection or string is required")),
        _ => Err(call.unknown(&value)),
    }
}

/// The number of items, or the few numbers that it may be.
fn sized(call: &Call<'_, '_>, list: &List, value: &Value) -> Made {
    let seen = list.items.len();
    match &list.rest {
        Rest::Closed => Ok(call.count(seen)),
        Rest::Open { at_least, at_most: Some(most), why } if most - at_least.min(most) < 4 => {
            let possible = *at_least..=*most;
            let counts = possible.map(|more| call.count(seen + more as usize)).collect();
            Ok(objects::choice(counts, why.clone(), call.origin.clone()))
        }
        Rest::Open { .. } => Err(call.unknown(value)),
    }
}

fn contains(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    let list = call.list_of(&value)?;
    let wanted = call.any(1)?;
    // `contains` converts nothing, but sets and typed lists have items of one type already.
    let seen = Truth::any(list.items.iter().map(|item| same(item, &wanted)));
    let unseen = if list.rest.is_closed() { Truth::False } else { Truth::Unknown };
    Ok(call.evaluation.decided(seen | unseen, &[&value, &wanted], call.origin))
}

fn truths(call: &Call<'_, '_>) -> Result<(Vec<Truth>, Value, bool), Value> {
    let value = call.argument(0)?;
    let list = call.list_of(&value)?;
    let truth = |item: &Value| {
        if item.is_null() {
            return Ok(Truth::False);
        }
        call.evaluation.truth(item, call.origin)
    };
    let truths = list.items.iter().map(truth).collect::<Result<Vec<Truth>, Value>>()?;
    Ok((truths, value, list.rest.is_closed()))
}

fn every(call: &Call<'_, '_>) -> Made {
    let (truths, value, closed) = truths(call)?;
    let unseen = if closed { Truth::True } else { Truth::Unknown };
    Ok(call.evaluation.decided(Truth::all(truths) & unseen, &[&value], call.origin))
}

fn some(call: &Call<'_, '_>) -> Made {
    let (truths, value, closed) = truths(call)?;
    let unseen = if closed { Truth::False } else { Truth::Unknown };
    Ok(call.evaluation.decided(Truth::any(truths) | unseen, &[&value], call.origin))
}

/// The only item, or null where there is none.
fn one(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    let list = match &value.kind {
        Kind::List(list) => list.clone(),
        _ => call.list_of(&value)?.into(),
    };
    match (list.items.as_slice(), list.rest.is_closed()) {
        ([], true) => Ok(Value::null(call.origin.clone())),
        ([item], true) => Ok(item.along(&value.origin)),
        ([item], false) => {
            // A second item would be an error.
            call.evaluation.risk();
            Ok(item.along(&value.origin))
        }
        ([], false) => Err(call.unknown(&value)),
        (items, _) => {
            let set = list.sequence == crate::value::Sequence::Set;
            if set && !items.iter().all(objects::is_known) {
                return Err(call.unknown(&value));
            }
            Err(call.error("there is more than one item"))
        }
    }
}
