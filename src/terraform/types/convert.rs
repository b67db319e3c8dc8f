//! Conversion of values to types.

use std::sync::Arc;

use smol_str::{SmolStr, format_smolstr};

use super::constraint::{Field, Type};
use super::scalar::{each, to_bool, to_number, to_text};
use super::unify::{align, unified};
use crate::terraform::objects::{self, identical, is_known};
use crate::value::{Entry, Kind, List, Lookup, Map, Mapping, Rest, Sequence, Value};

impl Type {
    /// A value as this type, or why it can't be. What is not known stays as it is.
    pub(in crate::terraform) fn convert(&self, value: &Value) -> Result<Value, SmolStr> {
        match (&value.kind, self) {
            (Kind::Null | Kind::Unknown(_) | Kind::Reference(_), _) | (_, Self::Any) => {
                Ok(value.clone())
            }
            (Kind::OneOf(choice), _) => each(choice, &value.origin, |one| self.convert(one)),
            (_, Self::Text) => to_text(value),
            (_, Self::Number) => to_number(value),
            (_, Self::Bool) => to_bool(value),
            (Kind::List(list), Self::List(item)) => {
                let list = objects::ordered(list);
                let items = item.convert_all(&list.items)?;
                Ok(with_list(value, Sequence::List.of(items, list.rest)))
            }
            (Kind::List(list), Self::Set(item)) => {
                let items = item.convert_all(&list.items)?;
                Ok(with_list(value, set_of(items, list.rest.clone())))
            }
            (Kind::List(list), Self::Tuple(kinds)) => tuple(value, list, kinds),
            (Kind::Map(map), Self::Map(item)) => entries(value, map, item),
            (Kind::Map(map), Self::Object(fields)) => object(value, map, fields),
            (_, Self::List(_) | Self::Tuple(_)) => Err("a list is required".into()),
            (_, Self::Set(_)) => Err("a set is required".into()),
            (_, Self::Map(_)) => Err("a map is required".into()),
            (_, Self::Object(_)) => Err("an object is required".into()),
        }
    }

    /// Values of one type: of any type, the one that all of them convert to.
    fn convert_all(&self, items: &[Value]) -> Result<Vec<Value>, SmolStr> {
        match self {
            Self::Any => {
                let one = unified(items).ok_or("the items have no type in common")?;
                Ok(items.iter().map(|item| align(item, Some(&one))).collect())
            }
            _ => items.iter().map(|item| self.convert(item)).collect(),
        }
    }
}

fn with_list(value: &Value, list: List) -> Value {
    Value::new(Kind::List(Arc::new(list)), value.origin.clone())
}

fn tuple(value: &Value, list: &List, kinds: &[Type]) -> Result<Value, SmolStr> {
    if !list.rest.is_closed() {
        return Ok(Value::unknown(objects::reason(value), value.origin.clone()));
    }
    if list.items.len() != kinds.len() {
        return Err(format_smolstr!("a tuple of {} items is required", kinds.len()));
    }
    let items = list.items.iter().zip(kinds).map(|(item, kind)| kind.convert(item));
    let items = items.collect::<Result<Vec<Value>, SmolStr>>()?;
    Ok(with_list(value, Sequence::Tuple.of(items, Rest::Closed)))
}

fn entries(value: &Value, map: &Map, item: &Type) -> Result<Value, SmolStr> {
    let values: Vec<Value> = map.entries.iter().map(|entry| entry.value.clone()).collect();
    let values = item.convert_all(&values)?;
    let entry = |(entry, value): (&Entry, Value)| Entry { value, ..entry.clone() };
    let partial = map.partial.iter().map(|(key, value)| Ok((key.clone(), item.convert(value)?)));
    let map = Map {
        mapping: Mapping::Map,
        entries: map.entries.iter().zip(values).map(entry).collect(),
        partial: partial.collect::<Result<_, SmolStr>>()?,
        rest: map.rest.clone(),
    };
    Ok(Value::new(Kind::Map(Arc::new(map)), value.origin.clone()))
}

fn object(value: &Value, map: &Map, fields: &[Field]) -> Result<Value, SmolStr> {
    let entry = |field: &Field| {
        let (found, key_span) = match map.get(&field.name) {
            Lookup::Found(entry) => (Some(entry.value.clone()), entry.key_span),
            Lookup::Absent => (None, value.origin.span),
            Lookup::Unknown(why) => {
                (Some(Value::unknown(why, value.origin.clone())), value.origin.span)
            }
        };
        let value = match (found, &field.default) {
            (Some(found), Some(default)) if found.is_null() => default.clone(),
            (Some(found), _) => found,
            (None, Some(default)) => default.clone(),
            (None, None) if field.optional => Value::null(value.origin.clone()),
            (None, None) => {
                return Err(format_smolstr!("the attribute `{}` is required", field.name));
            }
        };
        Ok(Entry { key: field.name.clone(), key_span, value: field.kind.convert(&value)? })
    };
    let entries = fields.iter().map(entry).collect::<Result<Vec<Entry>, SmolStr>>()?;
    Ok(Value::map(entries, value.origin.clone()))
}

/// A set: equal items once, in Terraform's order where all are known.
pub(in crate::terraform) fn set_of(items: Vec<Value>, rest: Rest) -> List {
    let mut items = distinct(items);
    if items.iter().all(is_known) {
        items.sort_by(order);
    }
    Sequence::Set.of(items, rest)
}

/// Each of identical items once, the first.
pub(in crate::terraform) fn distinct(items: Vec<Value>) -> Vec<Value> {
    let mut seen = std::collections::HashSet::new();
    let mut kept: Vec<Value> = Vec::new();
    for item in items {
        let fresh = match &item.kind {
            Kind::Text(text) => seen.insert(text.clone()),
            _ => !kept.iter().any(|known| identical(known, &item)),
        };
        if fresh {
            kept.push(item);
        }
    }
    kept
}

fn order(one: &Value, two: &Value) -> std::cmp::Ordering {
    match (&one.kind, &two.kind) {
        (Kind::Text(one), Kind::Text(two)) => one.cmp(two),
        (Kind::Number(one), Kind::Number(two)) => {
            one.partial_cmp(two).unwrap_or(std::cmp::Ordering::Equal)
        }
        (Kind::Bool(one), Kind::Bool(two)) => one.cmp(two),
        (Kind::List(_) | Kind::Map(_), Kind::List(_) | Kind::Map(_)) => rank(one).cmp(&rank(two)),
        // Null comes last.
        (one, two) => matches!(one, Kind::Null).cmp(&matches!(two, Kind::Null)),
    }
}

/// What Terraform orders structures in a set by: all that is in them, as one text.
fn rank(value: &Value) -> String {
    match &value.kind {
        Kind::Null => "~".to_owned(),
        Kind::Bool(flag) => if *flag { "T" } else { "F" }.to_owned(),
        Kind::Number(number) => {
            number.big().map_or_else(String::new, |number| number.general(Some(10)))
        }
        Kind::Text(text) => format!("{text:?}"),
        Kind::List(list) => {
            let items: String = list.items.iter().map(|item| rank(item) + ";").collect();
            format!("[{items}]")
        }
        Kind::Map(map) => {
            let object = map.mapping == Mapping::Object;
            let entry = |entry: &Entry| {
                let key = if object { String::new() } else { format!("{:?}:", entry.key) };
                format!("{key}{};", rank(&entry.value))
            };
            let entries: String = objects::sorted(map).into_iter().map(entry).collect();
            if object { format!("<{entries}>") } else { format!("{{{entries}}}") }
        }
        _ => String::new(),
    }
}
