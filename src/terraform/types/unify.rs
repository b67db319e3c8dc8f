//! The one type that several values convert to.

use smol_str::SmolStr;

use super::constraint::{Field, Type};
use crate::terraform::objects::is_known;
use crate::value::{Kind, List, Map, Mapping, Sequence, Value};

/// The type of a value as far as it is known.
fn type_of(value: &Value) -> Type {
    match &value.kind {
        Kind::Null | Kind::Reference(_) | Kind::Unknown(_) => Type::Any,
        Kind::Bool(_) => Type::Bool,
        Kind::Number(_) => Type::Number,
        Kind::Text(_) | Kind::Segments(_) | Kind::Document(_) => Type::Text,
        Kind::OneOf(choice) => {
            let types: Vec<Type> = choice.values.iter().map(type_of).collect();
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
    if !map.is_closed() || map.mapping == Mapping::Map {
        let types: Vec<Type> = map.entries.iter().map(|entry| type_of(&entry.value)).collect();
        return Type::Map(Box::new(unify(&types).unwrap_or(Type::Any)));
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
    let known: Vec<&Type> = types.iter().filter(|one| !matches!(one, Type::Any)).collect();
    let all = |of: fn(&Type) -> bool| known.iter().all(|one| of(one));
    let any = |of: fn(&Type) -> bool| known.iter().any(|one| of(one));
    let items = || {
        let items = known.iter().map(|one| items_of(one)).collect::<Option<Vec<_>>>()?;
        unify(&items.concat()).map(Box::new)
    };
    let Some(first) = known.first() else { return Some(Type::Any) };
    Some(match first {
        _ if all(|one| matches!(one, Type::Text | Type::Number | Type::Bool))
            && any(|one| matches!(one, Type::Text)) =>
        {
            Type::Text
        }
        Type::Number if all(|one| matches!(one, Type::Number)) => Type::Number,
        Type::Bool if all(|one| matches!(one, Type::Bool)) => Type::Bool,
        Type::Tuple(_) if all(|one| matches!(one, Type::Tuple(_))) => return tuples(&known),
        Type::Object(_) if all(|one| matches!(one, Type::Object(_))) => return objects(&known),
        Type::Object(_) | Type::Map(_)
            if all(|one| matches!(one, Type::Object(_) | Type::Map(_))) =>
        {
            Type::Map(items()?)
        }
        _ if all(|one| matches!(one, Type::Set(_) | Type::Tuple(_))) => Type::Set(items()?),
        _ if all(|one| matches!(one, Type::List(_) | Type::Tuple(_) | Type::Set(_))) => {
            Type::List(items()?)
        }
        _ => return None,
    })
}

/// Tuples of one length give a tuple, others a list.
fn tuples(types: &[&Type]) -> Option<Type> {
    let items: Vec<Vec<Type>> = types.iter().filter_map(|one| items_of(one)).collect();
    let length = items.first().map_or(0, Vec::len);
    if items.iter().any(|one| one.len() != length) {
        return Some(Type::List(Box::new(unify(&items.concat())?)));
    }
    let column = |at: usize| {
        let column: Vec<Type> = items.iter().filter_map(|one| one.get(at).cloned()).collect();
        unify(&column)
    };
    (0..length).map(column).collect::<Option<Vec<Type>>>().map(Type::Tuple)
}

/// Objects of equal attributes give an object, others a map.
fn objects(types: &[&Type]) -> Option<Type> {
    let fields = |one: &&Type| match one {
        Type::Object(fields) => fields.clone(),
        _ => Vec::new(),
    };
    let all: Vec<Vec<Field>> = types.iter().map(fields).collect();
    let first = all.first()?;
    let column = |name: &SmolStr| -> Option<Vec<Type>> {
        let find =
            |fields: &Vec<Field>| Some(fields.iter().find(|it| it.name == *name)?.kind.clone());
        all.iter().map(find).collect()
    };
    let columns: Option<Vec<Vec<Type>>> = first.iter().map(|field| column(&field.name)).collect();
    let Some(columns) = columns.filter(|_| all.iter().all(|one| one.len() == first.len())) else {
        let kinds: Vec<Type> = all.concat().into_iter().map(|field| field.kind).collect();
        return Some(Type::Map(Box::new(unify(&kinds)?)));
    };
    let field = |(field, column): (&Field, Vec<Type>)| {
        Some(Field { kind: unify(&column)?, ..field.clone() })
    };
    first.iter().zip(columns).map(field).collect::<Option<_>>().map(Type::Object)
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
pub(in crate::terraform) fn as_branch(chosen: &Value, other: &Value) -> Result<Value, SmolStr> {
    let both = [chosen.clone(), other.clone()];
    match unified(&both) {
        Some(kind) => Ok(align(chosen, Some(&kind))),
        None if both.iter().all(is_known) => Err("the branches have no type in common".into()),
        None => Ok(chosen.clone()),
    }
}
