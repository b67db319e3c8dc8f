//! The arguments of a call, read as what a function needs.

use smol_str::SmolStr;

use crate::syntax::{Big, Number};
use crate::terraform::evaluation::Evaluation;
use crate::terraform::objects::{self, unknown_in};
use crate::terraform::types;
use crate::value::{Kind, List, Map, Origin, Rest, Value, Why};

/// What a function gives: the second is an error or an unknown that ends it early.
pub(super) type Made = Result<Value, Value>;

/// A function and its arguments.
#[derive(Clone, Copy)]
pub(super) struct Call<'c, 'e> {
    pub(super) evaluation: &'c Evaluation<'e>,
    pub(super) name: &'c str,
    pub(super) arguments: &'c [Value],
    pub(super) origin: &'c Origin,
}

impl Call<'_, '_> {
    /// The result is an error.
    pub(super) fn error(&self, message: impl AsRef<str>) -> Value {
        let message = format!("{}(): {}", self.name, message.as_ref());
        self.evaluation.error(message, self.origin.clone())
    }

    /// The result is not known because of a value.
    pub(super) fn unknown(&self, because: &Value) -> Value {
        self.evaluation.unsure(&[because], self.origin)
    }

    /// The result is not known for a reason of its own.
    pub(super) fn unsure(&self, why: Why) -> Value {
        self.evaluation.risk();
        Value::unknown(why, self.origin.clone())
    }

    /// Fails unless there are so many arguments.
    pub(super) fn arity(&self, range: std::ops::RangeInclusive<usize>) -> Result<(), Value> {
        if range.contains(&self.arguments.len()) {
            return Ok(());
        }
        Err(self.error("wrong number of arguments"))
    }

    /// An argument that may be null.
    pub(super) fn any(&self, at: usize) -> Made {
        self.arguments.get(at).cloned().ok_or_else(|| self.error("an argument is missing"))
    }

    /// An argument that is not null.
    pub(super) fn argument(&self, at: usize) -> Made {
        let value = self.any(at)?;
        if value.is_null() { Err(self.error("an argument is null")) } else { Ok(value) }
    }

    /// An argument as a string, known or not.
    pub(super) fn textual(&self, at: usize) -> Made {
        let value = self.argument(at)?;
        if matches!(value.kind, Kind::Document(_)) {
            let text = super::rendered(&value).ok_or_else(|| self.unknown(&value))?;
            return Ok(Value::string(text, value.origin));
        }
        types::to_text(&value).map_err(|message| self.error(message))
    }

    /// An argument as a known string.
    pub(super) fn text(&self, at: usize) -> Result<SmolStr, Value> {
        let value = self.textual(at)?;
        value.as_str().map(SmolStr::from).ok_or_else(|| self.unknown(&value))
    }

    /// An argument as a known number.
    pub(super) fn number(&self, at: usize) -> Result<Number, Value> {
        let value = self.argument(at)?;
        let number = types::to_number(&value).map_err(|message| self.error(message))?;
        match number.kind {
            Kind::Number(number) => Ok(number),
            _ => Err(self.unknown(&number)),
        }
    }

    /// An argument as a known whole number.
    pub(super) fn integer(&self, at: usize) -> Result<i64, Value> {
        let number = self.number(at)?;
        number.integer().ok_or_else(|| self.error("a whole number is required"))
    }

    /// An argument as a list whose items may be numbered where it is closed.
    pub(super) fn list(&self, at: usize) -> Result<List, Value> {
        let value = self.argument(at)?;
        let list = self.list_of(&value)?;
        Ok(objects::ordered(&list))
    }

    /// A value as a list, or as the set that it is; the items go the way of the whole.
    pub(super) fn list_of(&self, value: &Value) -> Result<List, Value> {
        match &value.kind {
            Kind::List(list) => {
                let items = list.items.iter().map(|item| item.along(&value.origin)).collect();
                Ok(list.sequence.of(items, list.rest.clone()))
            }
            Kind::Unknown(_) | Kind::Reference(_) => Err(self.unknown(value)),
            _ => Err(self.error("a list is required")),
        }
    }

    /// An argument as a list of which every item is seen.
    pub(super) fn closed(&self, at: usize) -> Result<List, Value> {
        let list = self.list(at)?;
        match &list.rest {
            Rest::Closed => Ok(list),
            Rest::Open { why, .. } => Err(self.unsure(why.clone())),
        }
    }

    /// An argument as a list of known strings.
    pub(super) fn texts(&self, at: usize) -> Result<Vec<SmolStr>, Value> {
        let text = |item: &Value| {
            if item.is_null() {
                return Err(self.error("an item is null"));
            }
            let text = types::to_text(item).map_err(|message| self.error(message))?;
            text.as_str().map(SmolStr::from).ok_or_else(|| self.unknown(&text))
        };
        self.closed(at)?.items.iter().map(text).collect()
    }

    /// An argument as a map.
    pub(super) fn map(&self, at: usize) -> Result<Map, Value> {
        let value = self.argument(at)?;
        match &value.kind {
            Kind::Map(map) => {
                let mut map = Map::clone(map);
                for entry in &mut map.entries {
                    entry.value = entry.value.along(&value.origin);
                }
                Ok(map)
            }
            Kind::Unknown(_) | Kind::Reference(_) => Err(self.unknown(&value)),
            _ => Err(self.error("a map is required")),
        }
    }

    /// A string as the result.
    pub(super) fn string(&self, text: impl Into<SmolStr>) -> Value {
        Value::string(super::normal(text.into()), self.origin.clone())
    }

    /// A whole number as the result.
    pub(super) fn count(&self, number: usize) -> Value {
        let number = Big::counted(i64::try_from(number).unwrap_or(i64::MAX));
        Value::new(Kind::Number(Number::of(number)), self.origin.clone())
    }

    /// A list as the result.
    pub(super) fn made(&self, list: List) -> Value {
        Value::new(Kind::List(std::sync::Arc::new(list)), self.origin.clone())
    }

    /// Strings as the result.
    pub(super) fn strings(&self, texts: impl IntoIterator<Item = SmolStr>) -> Value {
        let items = texts.into_iter().map(|text| self.string(text)).collect();
        self.made(crate::value::Sequence::List.of(items, Rest::Closed))
    }

    /// Fails where a value has a part that is not known.
    pub(super) fn known(&self, value: &Value) -> Result<(), Value> {
        if unknown_in(value).is_some() { Err(self.unknown(value)) } else { Ok(()) }
    }
}
