//! Object literals.

use smol_str::SmolStr;

use super::{Expression, Scope};
use crate::source::Span;
use crate::syntax::hcl::{Item, ItemKey};
use crate::terraform::evaluation::Evaluation;
use crate::terraform::{objects, types};
use crate::value::{Entry, Kind, Map, Mapping, Origin, Rest, Value};

/// A map while its entries are added, the later over the earlier.
#[derive(Default)]
pub(in crate::terraform) struct Entries {
    pub(in crate::terraform) entries: Vec<Entry>,
    pub(in crate::terraform) partial: Vec<(Value, Value)>,
}

impl Entries {
    /// Sets a known key; a partly known key that was set before may be the same one.
    pub(in crate::terraform) fn set(&mut self, key: SmolStr, key_span: Span, value: Value) {
        match self.entries.iter_mut().find(|entry| entry.key == key) {
            Some(entry) => *entry = Entry { key, key_span, value },
            None => self.entries.push(Entry { key, key_span, value }),
        }
    }

    /// Sets a key that is not fully known: entries that it may name have the old value or this.
    pub(in crate::terraform) fn set_partial(&mut self, key: Value, value: Value) {
        let text = key.text();
        for entry in &mut self.entries {
            if text.as_ref().is_none_or(|text| text.equals(&entry.key).may()) {
                let origin = entry.value.origin.clone();
                entry.value =
                    objects::either(entry.value.clone(), value.clone(), key.why(), origin);
            }
        }
        self.partial.push((key, value));
    }

    /// The finished map.
    pub(in crate::terraform) fn map(self, rest: Rest) -> Map {
        Map { mapping: Mapping::Object, entries: self.entries, partial: self.partial, rest }
    }

    /// The finished map as a value.
    pub(in crate::terraform) fn value(self, rest: Rest, origin: Origin) -> Value {
        Value::new(Kind::Map(std::sync::Arc::new(self.map(rest))), origin)
    }
}

impl Evaluation<'_> {
    pub(super) fn object_literal(
        &self,
        expression: Expression<'_>,
        items: &[Item],
        scope: Scope<'_>,
    ) -> Value {
        let mut entries = Entries::default();
        let origin = Origin::new(expression.span());
        for item in items {
            let key_span = item.key_range.of(expression.source.text);
            let value = self.evaluate(expression.at(item.value), scope);
            let key = match &item.key {
                ItemKey::Name(name) => Value::string(name.clone(), Origin::new(key_span)),
                ItemKey::Expression(id) => self.evaluate(expression.at(*id), scope),
            };
            if key.is_null() {
                return self.error("a key is null", origin);
            }
            let key = match types::to_key(&key) {
                Ok(key) => key,
                Err(message) => return self.error(message, origin),
            };
            if let Some(name) = key.as_str() {
                entries.set(name.into(), key_span, value);
            } else {
                self.risk();
                entries.set_partial(key, value);
            }
        }
        entries.value(Rest::Closed, origin)
    }
}
