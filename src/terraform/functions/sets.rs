//! Functions of sets.

use super::call::{Call, Made};
use crate::terraform::blocks::sum;
use crate::terraform::expression::same;
use crate::terraform::objects::{self, identical, is_known};
use crate::terraform::types::{self, Type};
use crate::value::{Kind, List, Rest, Sequence, Truth, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "setunion" => union(call),
        "setintersection" => intersection(call),
        "setsubtract" => subtract(call),
        "setproduct" => product(call),
        _ => return None,
    })
}

/// An argument as a set of items of one type.
fn set(call: &Call<'_, '_>, at: usize) -> Result<List, Value> {
    let value = call.argument(at)?;
    call.list_of(&value)?;
    let set = Type::Set(Box::new(Type::Any)).convert(&value).map_err(|it| call.error(it))?;
    call.list_of(&set)
}

fn union(call: &Call<'_, '_>) -> Made {
    let mut items = Vec::new();
    let mut rest = Rest::Closed;
    for (at, value) in call.arguments.iter().enumerate() {
        if matches!(value.kind, Kind::Unknown(_) | Kind::Reference(_)) {
            rest = Rest::open(value.why());
            continue;
        }
        let set = set(call, at)?;
        rest = sum(&rest, &set.rest);
        items.extend(set.items);
    }
    let joined = call.made(Sequence::Tuple.of(items, Rest::Closed));
    let set = Type::Set(Box::new(Type::Any)).convert(&joined).map_err(|it| call.error(it))?;
    let items = call.list_of(&set)?.items;
    let rest = match rest {
        Rest::Closed => Rest::Closed,
        Rest::Open { why, at_most, .. } => Rest::Open { at_least: 0, at_most, why },
    };
    Ok(call.made(Sequence::Set.of(items, rest)))
}

/// The first set and another one, of one type.
fn pair(call: &Call<'_, '_>, at: usize) -> Result<(List, List), Value> {
    let both = call.made(
        Sequence::Tuple.of(vec![call.made(set(call, 0)?), call.made(set(call, at)?)], Rest::Closed),
    );
    let both = Type::List(Box::new(Type::Any)).convert(&both).map_err(|it| call.error(it))?;
    match both.as_list().map(|both| both.items.as_slice()) {
        Some([one, two]) => Ok((call.list_of(one)?, call.list_of(two)?)),
        _ => Err(call.error("two sets are required")),
    }
}

/// Whether each item of the first set is in another.
fn membership(call: &Call<'_, '_>, at: usize) -> Result<Vec<(Value, Truth)>, Value> {
    let (first, other) = pair(call, at)?;
    if let (Rest::Open { why, .. }, _) | (_, Rest::Open { why, .. }) = (&first.rest, &other.rest) {
        return Err(call.unsure(why.clone()));
    }
    let either = |item: &Value, two: &Value| {
        // Both sets are of one type, so what reads the same is the same.
        if identical(item, two) { Truth::True } else { same(item, two) }
    };
    let inside = |item: &Value| Truth::any(other.items.iter().map(|two| either(item, two)));
    Ok(first.items.into_iter().map(|item| (item.clone(), inside(&item))).collect())
}

fn filtered(call: &Call<'_, '_>, at: usize, wanted: Truth) -> Made {
    let mut kept = Vec::new();
    for (item, inside) in membership(call, at)? {
        match inside {
            Truth::Unknown => return Err(call.unknown(&call.arguments[at])),
            inside if inside == wanted => kept.push(item),
            _ => {}
        }
    }
    if !kept.iter().all(is_known) {
        return Err(call.unknown(&call.arguments[0]));
    }
    Ok(call.made(types::set_of(kept, Rest::Closed)))
}

fn subtract(call: &Call<'_, '_>) -> Made {
    filtered(call, 1, Truth::False)
}

fn intersection(call: &Call<'_, '_>) -> Made {
    let mut kept = call.any(0)?;
    for at in 1..call.arguments.len() {
        let pair = [kept, call.any(at)?];
        kept = filtered(&Call { arguments: &pair, ..*call }, 1, Truth::True)?;
    }
    Type::Set(Box::new(Type::Any)).convert(&kept).map_err(|it| call.error(it))
}

fn product(call: &Call<'_, '_>) -> Made {
    call.arity(2..=usize::MAX)?;
    let mut lists = Vec::new();
    let mut sets = false;
    for at in 0..call.arguments.len() {
        let value = call.argument(at)?;
        let one = match &value.kind {
            Kind::List(list) if list.sequence == Sequence::Set => Type::Set(Box::new(Type::Any)),
            _ => Type::List(Box::new(Type::Any)),
        };
        sets |= matches!(one, Type::Set(_));
        let value = one.convert(&value).map_err(|message| call.error(message))?;
        lists.push(Call { arguments: &[value], ..*call }.closed(0)?.items);
    }
    let size = lists.iter().try_fold(1_usize, |size, list| size.checked_mul(list.len()));
    if size.is_none_or(|size| size > objects::COLLECTION) {
        return Err(call.unsure(Why::Limit("more than 16,384 items")));
    }
    let mut rows: Vec<Vec<Value>> = vec![Vec::new()];
    for list in &lists {
        let longer = |row: &Vec<Value>, item: &Value| {
            row.iter().chain(std::iter::once(item)).cloned().collect()
        };
        rows = rows.iter().flat_map(|row| list.iter().map(move |item| longer(row, item))).collect();
    }
    let tuple = |row: Vec<Value>| call.made(Sequence::Tuple.of(row, Rest::Closed));
    let items: Vec<Value> = rows.into_iter().map(tuple).collect();
    if sets {
        return Ok(call.made(types::set_of(items, Rest::Closed)));
    }
    Ok(call.made(Sequence::List.of(items, Rest::Closed)))
}
