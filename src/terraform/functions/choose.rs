//! Functions that pick one of their arguments or one element of them.

use super::call::{Call, Made};
use crate::terraform::objects::{self, choice, is_null};
use crate::terraform::types;
use crate::value::{Kind, Lookup, Map, Mapping, PathStep, Rest, Sequence, Truth, Value, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "lookup" => lookup(call),
        "element" => element(call),
        "slice" => slice(call),
        "index" => index(call),
        "coalesce" => coalesce(call),
        "coalescelist" => coalesce_list(call),
        _ => return None,
    })
}

fn lookup(call: &Call<'_, '_>) -> Made {
    let whole = call.argument(0)?;
    let key = call.textual(1)?;
    let default = fitting(call, &whole)?;
    let default = default.as_ref();
    let absent = || default.cloned().ok_or_else(|| call.error("the key is missing"));
    let Kind::Map(map) = &whole.kind else {
        return match (&whole.kind, key.as_str()) {
            (Kind::Reference(reference), Some(name)) => {
                let step = PathStep::Name(name.into());
                let found = call.evaluation.extend(reference, step, call.origin.span);
                Ok(choice(
                    std::iter::once(found).chain(default.cloned()).collect(),
                    whole.why(),
                    call.origin.clone(),
                ))
            }
            (Kind::Reference(_) | Kind::Unknown(_), _) => Err(call.unknown(&whole)),
            _ => Err(call.error("a map is required")),
        };
    };
    let Some(name) = key.as_str() else { return any_entry(call, map, &whole, &key) };
    match map.get(name) {
        Lookup::Found(entry) => Ok(entry.value.along(&whole.origin)),
        Lookup::Absent => absent(),
        Lookup::Unknown(why) => {
            let found = call.unsure(why.clone());
            Ok(choice(
                std::iter::once(found).chain(default.cloned()).collect(),
                why,
                call.origin.clone(),
            ))
        }
    }
}

/// The default, as the type of the values of a map; an object has values of any types.
fn fitting(call: &Call<'_, '_>, whole: &Value) -> Result<Option<Value>, Value> {
    let Some(default) = call.arguments.get(2) else { return Ok(None) };
    if call.arguments.len() > 3 {
        return Err(call.error("wrong number of arguments"));
    }
    let map = whole.as_map().filter(|map| map.mapping == Mapping::Map && !map.entries.is_empty());
    let Some(map) = map else { return Ok(Some(default.clone())) };
    let values: Vec<Value> = map.entries.iter().map(|entry| entry.value.clone()).collect();
    match types::unified(&values).map(|kind| kind.convert(default)) {
        Some(Ok(default)) => Ok(Some(default)),
        Some(Err(message)) => Err(call.error(message)),
        None => Ok(Some(default.clone())),
    }
}

/// The entry of a key that is not known: any, or the default.
fn any_entry(call: &Call<'_, '_>, map: &Map, whole: &Value, key: &Value) -> Made {
    call.evaluation.risk();
    let text = key.text();
    let may = |name: &str| text.as_ref().is_none_or(|text| text.equals(name).may());
    if !map.is_closed() {
        return Err(call.unknown(key));
    }
    let entries = map.entries.iter().filter(|entry| may(&entry.key));
    let mut values: Vec<Value> = entries.map(|entry| entry.value.along(&whole.origin)).collect();
    values.extend(call.arguments.get(2).cloned());
    if values.is_empty() {
        Err(call.error("the key is missing"))
    } else {
        Ok(choice(values, key.why(), call.origin.clone()))
    }
}

fn element(call: &Call<'_, '_>) -> Made {
    numbered(call)?;
    let whole = call.argument(0)?;
    if let Kind::Reference(reference) = &whole.kind {
        let at = call.integer(1)?;
        // Further elements wrap round in a list of a length that is not known.
        let first = at == 0 || (at == 1 && reference.kind == "aws_availability_zones");
        let split = matches!(
            reference.transforms.last(),
            Some(crate::value::Transform::Split(_, super::super::references::ALL_PARTS))
        );
        if (first || split && at == 1) && reference.key != crate::value::InstanceKey::All {
            return Ok(call.evaluation.extend(reference, PathStep::Index(at), call.origin.span));
        }
        return Err(call.unknown(&whole));
    }
    let list = call.closed(0)?;
    if list.items.is_empty() {
        return Err(call.error("the list is empty"));
    }
    let at = call.argument(1)?;
    let at = types::to_number(&at).map_err(|message| call.error(message))?;
    if !matches!(at.kind, Kind::Number(_)) {
        return Ok(call.evaluation.some_of(&call.made(list), &at, call.origin));
    }
    let length = i64::try_from(list.items.len()).unwrap_or(i64::MAX);
    match usize::try_from(call.integer(1)? % length) {
        Ok(at) => Ok(list.items[at].clone()),
        Err(_) => Err(call.error("the index is negative")),
    }
}

fn slice(call: &Call<'_, '_>) -> Made {
    numbered(call)?;
    let whole = call.argument(0)?;
    let bounds = (usize::try_from(call.integer(1)?), usize::try_from(call.integer(2)?));
    let (Ok(start), Ok(end)) = bounds else { return Err(call.error("a bound is negative")) };
    if start > end || end - start > objects::COLLECTION {
        return Err(call.error("the bounds are out of order"));
    }
    match &whole.kind {
        Kind::Reference(reference) => {
            call.evaluation.risk();
            let step = |at: usize| PathStep::Index(i64::try_from(at).unwrap_or(i64::MAX));
            let one = |at| call.evaluation.extend(reference, step(at), call.origin.span);
            Ok(call.made(Sequence::List.of((start..end).map(one).collect(), Rest::Closed)))
        }
        // As many as the bounds say, but which of the elements is not known.
        Kind::Unknown(why) => {
            call.evaluation.risk();
            let unseen = || Value::unknown(why.clone(), call.origin.clone());
            let items = (start..end).map(|_| unseen()).collect();
            Ok(call.made(Sequence::List.of(items, Rest::Closed)))
        }
        _ => {
            let list = call.closed(0)?;
            let items = list.items.get(start..end);
            let items = items.ok_or_else(|| call.error("the bounds are out of range"))?;
            Ok(call.made(list.sequence.of(items.to_vec(), Rest::Closed)))
        }
    }
}

fn index(call: &Call<'_, '_>) -> Made {
    numbered(call)?;
    let list = call.closed(0)?;
    let wanted = call.any(1)?;
    for (at, item) in list.items.iter().enumerate() {
        match crate::terraform::expression::same(item, &wanted) {
            Truth::True => return Ok(call.count(at)),
            Truth::Unknown => {
                let pair = [item.clone(), wanted];
                return Err(call.evaluation.unsure(&[&pair[0], &pair[1]], call.origin));
            }
            Truth::False => {}
        }
    }
    Err(call.error("the item is not found"))
}

/// The first argument that is neither null nor, among strings, empty.
fn coalesce(call: &Call<'_, '_>) -> Made {
    let one = types::unified(call.arguments);
    let known = call.arguments.iter().all(objects::is_known);
    let literal_null = call.arguments.iter().any(Value::is_null);
    if one.is_none() && known && !literal_null {
        return Err(call.error("the arguments have no type in common"));
    }
    let texts = matches!(one, None | Some(types::Type::Text | types::Type::Any))
        && !(one.is_none() && known);
    let empty = |value: &Value| {
        let text = match &value.kind {
            Kind::Text(_) | Kind::Segments(_) | Kind::Reference(_) | Kind::Unknown(_) if texts => {
                value.text().map_or(Truth::Unknown, |text| text.equals(""))
            }
            _ => Truth::False,
        };
        is_null(value) | text
    };
    let convert =
        |value: Value| one.as_ref().and_then(|kind| kind.convert(&value).ok()).unwrap_or(value);
    first(call, empty).map(convert)
}

fn coalesce_list(call: &Call<'_, '_>) -> Made {
    let unfit = |value: &Value| match &value.kind {
        Kind::List(list) => list.sequence == Sequence::Set,
        Kind::Unknown(_) | Kind::Reference(_) => false,
        _ => true,
    };
    if call.arguments.iter().any(unfit) {
        return Err(call.error("every argument must be a list"));
    }
    first(call, |value| match &value.kind {
        Kind::List(list) => match &list.rest {
            _ if !list.items.is_empty() => Truth::False,
            Rest::Closed => Truth::True,
            Rest::Open { at_least, .. } if *at_least > 0 => Truth::False,
            Rest::Open { .. } => Truth::Unknown,
        },
        _ => Truth::Unknown,
    })
}

/// Fails where an argument is a set, which has no numbered items.
fn numbered(call: &Call<'_, '_>) -> Result<(), Value> {
    match &call.argument(0)?.kind {
        Kind::List(list) if list.sequence == Sequence::Set => {
            Err(call.error("a set has no numbered items"))
        }
        _ => Ok(()),
    }
}

/// The first argument that is not skipped; all that may be it.
fn first(call: &Call<'_, '_>, skipped: impl Fn(&Value) -> Truth) -> Made {
    let mut possible = Vec::new();
    for value in call.arguments {
        match skipped(value) {
            Truth::True => {}
            Truth::Unknown => possible.push(value.clone()),
            Truth::False => {
                possible.push(value.clone());
                return Ok(chosen(possible, call));
            }
        }
    }
    if possible.is_empty() {
        return Err(call.error("no argument is set"));
    }
    call.evaluation.risk();
    Ok(chosen(possible, call))
}

/// One of several arguments; which it is hangs on the first.
fn chosen(possible: Vec<Value>, call: &Call<'_, '_>) -> Value {
    let why = possible.first().map_or(Why::NotEvaluated("nothing"), objects::reason);
    choice(possible, why, call.origin.clone())
}
