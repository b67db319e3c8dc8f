//! Functions of maps.

use super::super::expression::Entries;
use super::call::{Call, Made};
use crate::terraform::objects::{self, is_null};
use crate::terraform::types;
use crate::value::{Entry, Kind, Map, Rest, Sequence, Truth, Value};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "merge" => merge(call),
        "keys" => keys(call),
        "values" => values(call),
        "zipmap" => zipmap(call),
        "transpose" => transpose(call),
        _ => return None,
    })
}

/// Later arguments win. Where one is not known, what stands before it may be overridden.
fn merge(call: &Call<'_, '_>) -> Made {
    let mut merged = Entries::default();
    let mut rest = Rest::Closed;
    for value in call.arguments {
        match &value.kind {
            Kind::Null => {}
            Kind::Map(map) => {
                if let Rest::Open { why, .. } = &map.rest {
                    shadow(&mut merged, &Value::unknown(why.clone(), call.origin.clone()));
                    rest = Rest::open(why.clone());
                }
                add(&mut merged, map, value);
            }
            Kind::Unknown(_) | Kind::Reference(_) => {
                call.evaluation.risk();
                let unseen = Value::unknown(value.why(), call.origin.clone());
                shadow(&mut merged, &unseen);
                rest = Rest::open(value.why());
            }
            _ => return Err(call.error("every argument must be a map")),
        }
    }
    Ok(merged.value(rest, call.origin.clone()))
}

fn shadow(merged: &mut Entries, unseen: &Value) {
    let values = merged.entries.iter_mut().map(|entry| &mut entry.value);
    for value in values.chain(merged.partial.iter_mut().map(|(_, value)| value)) {
        let origin = value.origin.clone();
        *value = objects::either(value.clone(), unseen.clone(), unseen.why(), origin);
    }
}

fn add(merged: &mut Entries, map: &Map, whole: &Value) {
    for (key, value) in &map.partial {
        merged.set_partial(key.clone(), value.along(&whole.origin));
    }
    for entry in &map.entries {
        merged.set(entry.key.clone(), entry.key_span, entry.value.along(&whole.origin));
    }
}

fn keys(call: &Call<'_, '_>) -> Made {
    let map = call.map(0)?;
    let key = |entry: &&Entry| {
        Value::string(entry.key.clone(), crate::value::Origin::new(entry.key_span))
    };
    let items = objects::sorted(&map).iter().map(key).collect();
    Ok(call.made(Sequence::List.of(items, unseen(&map))))
}

/// What may stand among the entries that are seen: their order is then not known either.
fn unseen(map: &Map) -> Rest {
    map.partial.iter().fold(map.rest.clone(), |rest, (key, _)| {
        crate::terraform::blocks::sum(&rest, &super::lists::opened(key, 0, 1))
    })
}

fn values(call: &Call<'_, '_>) -> Made {
    let map = call.map(0)?;
    let items = objects::sorted(&map).iter().map(|entry| entry.value.clone()).collect();
    Ok(call.made(Sequence::Tuple.of(items, unseen(&map))))
}

fn zipmap(call: &Call<'_, '_>) -> Made {
    if matches!(&call.argument(1)?.kind, Kind::List(list) if list.sequence == Sequence::Set) {
        return Err(call.error("the values must be in order"));
    }
    let (keys, values) = (call.closed(0)?, call.closed(1)?);
    if keys.items.len() != values.items.len() {
        return Err(call.error("keys and values must be of one length"));
    }
    let mut map = Entries::default();
    for (key, value) in keys.items.iter().zip(values.items) {
        if is_null(key) == Truth::True {
            return Err(call.error("a key is null"));
        }
        let key = types::to_text(key).map_err(|message| call.error(message))?;
        match key.as_str() {
            Some(name) => map.set(name.into(), key.origin.span, value),
            None => map.set_partial(key, value),
        }
    }
    Ok(map.value(Rest::Closed, call.origin.clone()))
}

/// A map of lists of strings with keys and items exchanged.
fn transpose(call: &Call<'_, '_>) -> Made {
    let whole = call.argument(0)?;
    call.known(&whole)?;
    let map = call.map(0)?;
    let mut turned: Vec<(smol_str::SmolStr, Vec<Value>)> = Vec::new();
    for entry in objects::sorted(&map) {
        for item in call.list_of(&entry.value)?.items {
            let text = types::to_text(&item).map_err(|message| call.error(message))?;
            let Some(name) = text.as_str() else { return Err(call.error("an item is null")) };
            let key = call.string(entry.key.clone());
            match turned.iter_mut().find(|(known, _)| known == name) {
                Some((_, keys)) => keys.push(key),
                None => turned.push((name.into(), vec![key])),
            }
        }
    }
    let mut map = Entries::default();
    for (name, keys) in turned {
        let list = call.made(types::set_of(keys, Rest::Closed)).kind;
        let Kind::List(list) = list else { continue };
        let keys = Sequence::List.of(list.items.clone(), Rest::Closed);
        map.set(name, call.origin.span, call.made(keys));
    }
    Ok(map.value(Rest::Closed, call.origin.clone()))
}
