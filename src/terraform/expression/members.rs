//! Elements of values: attributes, indices, splats.

use crate::source::Span;
use crate::terraform::evaluation::Evaluation;
use crate::terraform::objects::{self, choice, is_null, quoted};
use crate::terraform::types;
use crate::value::{
    InstanceKey, Kind, List, Lookup, Map, Origin, PathStep, Rest, Sequence, Truth, Value, Why,
};

impl Evaluation<'_> {
    /// `value.name`.
    pub(in crate::terraform) fn member(&self, value: &Value, name: &str, span: Span) -> Value {
        let origin = Origin::new(span);
        self.every(value, &origin, |value| match &value.kind {
            Kind::Map(map) => self.entry(value, map, name, &origin),
            Kind::Reference(reference) => self.extend(reference, PathStep::Name(name.into()), span),
            Kind::Unknown(why) => {
                self.risk();
                Value::unknown(why.clone(), origin.clone())
            }
            _ => self.error(format!("there is no attribute {}", quoted(name)), origin.clone()),
        })
    }

    fn entry(&self, whole: &Value, map: &Map, name: &str, origin: &Origin) -> Value {
        match map.get(name) {
            Lookup::Found(entry) => entry.value.along(&whole.origin),
            Lookup::Absent => {
                self.error(format!("there is no attribute {}", quoted(name)), origin.clone())
            }
            Lookup::Unknown(why) => {
                self.risk();
                Value::unknown(why, origin.clone())
            }
        }
    }

    /// `value[key]`.
    pub(in crate::terraform) fn index(&self, value: &Value, key: &Value, span: Span) -> Value {
        let origin = Origin::new(span);
        self.pairs([value, key], &origin, |value, key| match &value.kind {
            Kind::List(_) | Kind::Map(_) if key.is_null() => {
                self.error("a key is null", origin.clone())
            }
            Kind::List(list) => self.item(value, list, key, &origin),
            Kind::Map(map) => match types::to_key(key) {
                Ok(key) => match key.as_str() {
                    Some(name) => self.entry(value, map, name, &origin),
                    None => self.some_of(value, &key, &origin),
                },
                Err(message) => self.error(message, origin.clone()),
            },
            Kind::Reference(reference) => match step(key) {
                Some(step) => self.extend(reference, step, span),
                None => self.some_instance(value, &origin),
            },
            Kind::Unknown(why) => {
                self.risk();
                Value::unknown(why.clone(), origin.clone())
            }
            _ => self.error("this value has no elements", origin.clone()),
        })
    }

    fn item(&self, whole: &Value, list: &List, key: &Value, origin: &Origin) -> Value {
        let key = match types::to_number(key) {
            Ok(key) => key,
            Err(message) => return self.error(message, origin.clone()),
        };
        if list.sequence == Sequence::Set {
            return self.error("a set has no numbered elements", origin.clone());
        }
        if key.as_integer().is_none() || !list.rest.is_closed() {
            if matches!(key.kind, Kind::Number(_) | Kind::Null) && key.as_integer().is_none() {
                return self.error("an index must be a whole number", origin.clone());
            }
            return self.some_of(whole, &key, origin);
        }
        let at = key.as_integer().and_then(|index| usize::try_from(index).ok());
        match at.and_then(|at| list.items.get(at)) {
            Some(item) => item.along(&whole.origin),
            None => self.error("the index is out of range", origin.clone()),
        }
    }

    /// An element of which it is not known which one it is, because the key `which` is not.
    pub(in crate::terraform) fn some_of(
        &self,
        whole: &Value,
        which: &Value,
        origin: &Origin,
    ) -> Value {
        self.risk();
        let unseen = || Value::unknown(objects::reason(whole), origin.clone());
        match &whole.kind {
            Kind::List(list) if list.rest.is_closed() && !list.items.is_empty() => choice(
                list.items.iter().map(|it| it.along(&whole.origin)).collect(),
                which.why(),
                origin.clone(),
            ),
            Kind::Map(map) if map.is_closed() && !map.entries.is_empty() => {
                let values = map.entries.iter().map(|entry| entry.value.along(&whole.origin));
                choice(values.collect(), which.why(), origin.clone())
            }
            _ => unseen(),
        }
    }

    /// An instance, or a part of an attribute, of which it is not known which one it is.
    fn some_instance(&self, value: &Value, origin: &Origin) -> Value {
        self.risk();
        match value.as_reference() {
            Some(reference) if reference.path.is_empty() && reference.key == InstanceKey::All => {
                let mut chosen = reference.clone();
                chosen.key = InstanceKey::Unknown;
                Value::reference(chosen, origin.clone())
            }
            _ => Value::unknown(value.why(), origin.clone()),
        }
    }

    /// `value[*]`, with the rest of the traversal for each element.
    pub(super) fn splat(&self, value: &Value, span: Span, rest: impl Fn(Value) -> Value) -> Value {
        let origin = Origin::new(span);
        self.every(value, &origin, |value| match &value.kind {
            Kind::List(list) => {
                let list = objects::ordered(list);
                let items = list.items.iter().map(|item| rest(item.along(&value.origin)));
                Value::open_list(items.collect(), list.rest.clone(), origin.clone())
            }
            Kind::Reference(reference)
                if reference.key == InstanceKey::All && reference.is_whole() =>
            {
                let why = Why::Instances(reference.address().into());
                self.risk();
                Value::open_list(Vec::new(), Rest::open(why), origin.clone())
            }
            Kind::Unknown(_) | Kind::Reference(_) if !is_object(value) => {
                self.risk();
                Value::open_list(Vec::new(), Rest::open(value.why()), origin.clone())
            }
            _ => match is_null(value) {
                Truth::True => Value::list(Vec::new(), origin.clone()),
                _ => Value::list(vec![rest(value.clone())], origin.clone()),
            },
        })
    }
}

/// Whether a symbol stands for one object, which a splat takes as a list of one.
fn is_object(value: &Value) -> bool {
    value
        .as_reference()
        .is_some_and(|reference| reference.is_whole() && !matches!(reference.key, InstanceKey::All))
}

/// A known key as a step into a symbol.
fn step(key: &Value) -> Option<PathStep> {
    match &key.kind {
        Kind::Number(_) => key.as_integer().map(PathStep::Index),
        Kind::Text(name) => Some(PathStep::Name(name.clone())),
        _ => None,
    }
}
