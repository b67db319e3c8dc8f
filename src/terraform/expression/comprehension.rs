//! `for` expressions.

use super::collections::Entries;
use super::{Expression, Scope, iterated};
use crate::syntax::hcl::For;
use crate::terraform::blocks::sum;
use crate::terraform::evaluation::Evaluation;
use crate::terraform::instances::{Element, Elements};
use crate::terraform::outcome::Outcome;
use crate::terraform::{objects, types};
use crate::value::{Kind, Origin, Rest, Truth, Value, Why};

/// One element's part of the result.
struct Made {
    key: Option<Value>,
    value: Value,
    included: Truth,
}

impl Evaluation<'_> {
    pub(super) fn comprehension(
        &self,
        expression: Expression<'_>,
        comprehension: &For,
        scope: Scope<'_>,
    ) -> Value {
        let origin = Origin::new(expression.span());
        let collection = self.evaluate(expression.at(comprehension.collection), scope);
        self.every(&collection, &origin, |collection| {
            let Some(elements) = iterated(collection) else {
                return self.unseen(collection, comprehension, &origin);
            };
            if !elements.rest.is_closed() {
                self.risk();
            }
            let Elements { seen, rest } = elements;
            if seen.is_empty()
                && let Some(error) = self.filter_error(expression, comprehension, scope)
            {
                return error;
            }
            let one = |element: Element| self.element(expression, comprehension, element, scope);
            let made: Result<Vec<Made>, Value> = seen.into_iter().map(one).collect();
            match made {
                Err(error) => error,
                Ok(made) if comprehension.key.is_none() => list(made, rest, origin.clone()),
                Ok(made) if comprehension.grouping => grouped(made, rest, origin.clone()),
                Ok(made) => self.map(made, rest, origin.clone()),
            }
        })
    }

    /// The error of a filter that fails for any element: Terraform looks before it begins.
    fn filter_error(
        &self,
        expression: Expression<'_>,
        comprehension: &For,
        scope: Scope<'_>,
    ) -> Option<Value> {
        let filter = expression.at(comprehension.condition?);
        let origin = Origin::new(filter.span());
        let any = || Value::unknown(Why::NotEvaluated("an element"), origin.clone());
        let value_frame = scope.frame(comprehension.value_name.clone(), any());
        let inner = scope.with(&value_frame);
        let key_frame = comprehension.key_name.clone().map(|name| inner.frame(name, any()));
        let inner = key_frame.as_ref().map_or(inner, |frame| inner.with(frame));
        let check = || {
            let holds = self.evaluate(filter, inner);
            self.truth(&holds, &origin)
        };
        match self.attempt(check).1 {
            Outcome::Failed => Some(self.error("the filter is in error", origin)),
            _ => None,
        }
    }

    /// The result for a collection of which no element is seen.
    fn unseen(&self, collection: &Value, comprehension: &For, origin: &Origin) -> Value {
        let rest = match &collection.kind {
            Kind::Unknown(why) => Rest::open(why.clone()),
            Kind::Reference(_) => Rest::open(collection.why()),
            _ => return self.error("only collections can be iterated over", origin.clone()),
        };
        self.risk();
        match comprehension.key {
            None => Value::open_list(Vec::new(), rest, origin.clone()),
            Some(_) => Value::open_map(Vec::new(), rest, origin.clone()),
        }
    }

    /// What one element adds, or the error that ends everything.
    fn element(
        &self,
        expression: Expression<'_>,
        comprehension: &For,
        element: Element,
        scope: Scope<'_>,
    ) -> Result<Made, Value> {
        let value_frame = scope.frame(comprehension.value_name.clone(), element.value);
        let inner = scope.with(&value_frame);
        let key_frame = comprehension.key_name.clone().map(|name| inner.frame(name, element.key));
        let inner = key_frame.as_ref().map_or(inner, |frame| inner.with(frame));
        let evaluate = |id| self.evaluate(expression.at(id), inner);
        let included = match comprehension.condition {
            Some(id) => self.truth(&evaluate(id), &Origin::new(expression.at(id).span()))?,
            None => Truth::True,
        };
        let make = || {
            let key = comprehension.key.map(|id| self.key(&evaluate(id))).transpose()?;
            Ok(Made { key, value: evaluate(comprehension.value), included })
        };
        match included {
            Truth::True => make(),
            Truth::Unknown => self.perhaps(make),
            Truth::False => {
                let nothing = Value::null(Origin::new(expression.span()));
                Ok(Made { key: None, value: nothing, included })
            }
        }
    }

    fn key(&self, key: &Value) -> Result<Value, Value> {
        let origin = key.origin.clone();
        if key.is_null() {
            return Err(self.error("a key is null", origin));
        }
        types::to_key(key).map_err(|message| self.error(message, origin))
    }

    fn map(&self, made: Vec<Made>, rest: Rest, origin: Origin) -> Value {
        let mut entries = Entries::default();
        let mut rest = rest;
        for one in made {
            let Some(key) = one.key.filter(|_| one.included.may()) else { continue };
            if one.included == Truth::Unknown {
                rest = sum(&rest, &maybe(&one.value));
                continue;
            }
            let Some(name) = key.as_str() else {
                // Equal keys are an error here, so a partly known key overrides no other.
                self.risk();
                entries.partial.push((key, one.value));
                continue;
            };
            if entries.entries.iter().any(|entry| entry.key == name) {
                return self.error("two elements have the same key", origin);
            }
            entries.set(name.into(), key.origin.span, one.value);
        }
        entries.value(rest, origin)
    }
}

/// An element that may be left out, so that it can't stand among those that are seen.
fn maybe(value: &Value) -> Rest {
    Rest::Open { at_least: 0, at_most: Some(1), why: objects::reason(value) }
}

fn list(made: Vec<Made>, rest: Rest, origin: Origin) -> Value {
    let mut items = Vec::new();
    let mut rest = rest;
    for one in made {
        match one.included {
            Truth::True => items.push(one.value),
            Truth::Unknown => rest = sum(&rest, &maybe(&one.value)),
            Truth::False => {}
        }
    }
    Value::open_list(items, rest, origin)
}

/// `{for … : key => value...}`: where a key or a filter is not known, any list may be longer.
fn grouped(made: Vec<Made>, rest: Rest, origin: Origin) -> Value {
    let unclear = |one: &&Made| {
        let known = one.key.as_ref().is_none_or(|key| key.as_str().is_some());
        one.included.may() && (one.included == Truth::Unknown || !known)
    };
    let unsure = made.iter().find(unclear).map(|one| maybe(&one.value));
    let rest = unsure.map_or(rest.clone(), |unsure| match unsure {
        Rest::Open { why, .. } => Rest::open(why),
        Rest::Closed => rest,
    });
    let mut groups: Vec<(Value, Vec<Value>)> = Vec::new();
    for one in made.into_iter().filter(|one| one.included.must()) {
        let Some(key) = one.key.filter(|key| key.as_str().is_some()) else { continue };
        match groups.iter_mut().find(|(known, _)| known.as_str() == key.as_str()) {
            Some((_, values)) => values.push(one.value),
            None => groups.push((key, vec![one.value])),
        }
    }
    let mut entries = Entries::default();
    for (key, values) in groups {
        let list = Value::open_list(values, rest.clone(), origin.clone());
        entries.set(key.as_str().unwrap_or_default().into(), key.origin.span, list);
    }
    entries.value(rest, origin)
}
