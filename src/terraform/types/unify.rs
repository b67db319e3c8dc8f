//! The one type that several values convert to.

use smol_str::SmolStr;

use super::constraint::{Field, Type};
use crate::value::{Kind, List, Map, Sequence, Value};

/// The type of a value as far as it is known.
fn type_of(value: &Value) -> Type {
    match &value.kind {
        Kind::Null | Kind::Reference(_) | Kind::Unknown(_) => Type::Any,
        Kind::Bool(_) => Type::Bool,
        Kind::Number(_) => Type::Number,
        Kind::Text(_) | Kind::Segments(_) | Kind::Document(_) => Type::Text,
        Kind::OneOf(values) => {
            let types: Vec<Type> = values.iter().map(type_of).collect();
            unify(&types).unwrap_or(Type::Any)
        }
        Kind::List(list) => list_type(list),
        Kind::Map(map) => map_type(map),
    }
}

fn list_type(list: &List) -> Type {
    let types: Vec<Type> = list.items.iter().map(type_of).collect();
    let one = || Box::new(unify(&types).unwrap_or(Type::Any));
    match list.sequence {
        Sequence::Set => Type::Set(one()),
        Sequence::Tuple if list.rest.is_closed() => Type::Tuple(types),
        Sequence::Tuple | Sequence::List => Type::List(one()),
    }
}

fn map_type(map: &Map) -> Type {
    if !map.is_closed() {
        return Type::Map(Box::new(Type::Any));
    }
    let field = |entry: &crate::value::Entry| Field {
        name: entry.key.clone(),
        kind: type_of(&entry.value),
        optional: false,
        default: None,
    };
    Type::Object(map.entries.iter().map(field).collect())
}

/// The type that all values convert to; none if there is no such type.
pub(in crate::terraform) fn unified(values: &[Value]) -> Option<Type> {
    unify(&values.iter().map(type_of).collect::<Vec<Type>>())
}

fn unify(types: &[Type]) -> Option<Type> {
    let mut known = types.iter().filter(|one| !matches!(one, Type::Any));
    let first = known.next().cloned();
    known.try_fold(first.unwrap_or(Type::Any), |one, two| pair(&one, two))
}

fn pair(one: &Type, two: &Type) -> Option<Type> {
    match (one, two) {
        (Type::Any, other) | (other, Type::Any) => Some(other.clone()),
        (Type::Text, Type::Text | Type::Number | Type::Bool)
        | (Type::Number | Type::Bool, Type::Text) => Some(Type::Text),
        (Type::Number, Type::Number) => Some(Type::Number),
        (Type::Bool, Type::Bool) => Some(Type::Bool),
        (Type::Tuple(ones), Type::Tuple(twos)) if ones.len() == twos.len() => {
            let items = ones.iter().zip(twos).map(|(one, two)| pair(one, two));
            Some(Type::Tuple(items.collect::<Option<Vec<Type>>>()?))
        }
        (Type::Set(_), other) | (other, Type::Set(_)) => {
            let items = [items_of(one)?, items_of(two)?].concat();
            let sets = matches!(other, Type::Set(_));
            let item = Box::new(unify(&items)?);
            Some(if sets { Type::Set(item) } else { Type::List(item) })
        }
        (Type::Tuple(_) | Type::List(_), Type::Tuple(_) | Type::List(_)) => {
            let items = [items_of(one)?, items_of(two)?].concat();
            Some(Type::List(Box::new(unify(&items)?)))
        }
        (Type::Object(ones), Type::Object(twos)) => objects(ones, twos),
        (Type::Object(_) | Type::Map(_), Type::Object(_) | Type::Map(_)) => {
            let items = [items_of(one)?, items_of(two)?].concat();
            Some(Type::Map(Box::new(unify(&items)?)))
        }
        _ => None,
    }
}

/// Objects of equal attributes give an object, others a map.
fn objects(ones: &[Field], twos: &[Field]) -> Option<Type> {
    let find = |name: &SmolStr| twos.iter().find(|two| two.name == *name);
    if ones.len() == twos.len() && ones.iter().all(|one| find(&one.name).is_some()) {
        let field = |one: &Field| {
            let kind = pair(&one.kind, &find(&one.name)?.kind)?;
            Some(Field { kind, ..one.clone() })
        };
        return Some(Type::Object(ones.iter().map(field).collect::<Option<_>>()?));
    }
    let all: Vec<Type> = ones.iter().chain(twos).map(|field| field.kind.clone()).collect();
    Some(Type::Map(Box::new(unify(&all)?)))
}

fn items_of(kind: &Type) -> Option<Vec<Type>> {
    match kind {
        Type::List(item) | Type::Set(item) | Type::Map(item) => Some(vec![(**item).clone()]),
        Type::Tuple(items) => Some(items.clone()),
        Type::Object(fields) => Some(fields.iter().map(|field| field.kind.clone()).collect()),
        _ => None,
    }
}

/// A value as a type that it was unified to; as it is, where there is none.
pub(super) fn align(value: &Value, kind: Option<&Type>) -> Value {
    kind.and_then(|kind| kind.convert(value).ok()).unwrap_or_else(|| value.clone())
}

/// The chosen branch of a conditional, converted to the type that both branches have.
pub(in crate::terraform) fn as_branch(chosen: &Value, other: &Value) -> Value {
    let both = [chosen.clone(), other.clone()];
    align(chosen, unified(&both).as_ref())
}
