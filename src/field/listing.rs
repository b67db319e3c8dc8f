//! A setting that is a list: its items one by one, and whether there may be more.

use super::{Anchor, Decode, DecodeError, Field, Found, Located, State};
use crate::value::{Kind, List, Rest, Truth, Value, Why};

/// A list setting: usually one list, several where it depends on something unknown.
#[derive(Clone, Debug)]
pub struct Listing<T> {
    /// What the list may be; empty never.
    pub alternatives: Vec<Items<T>>,
    /// Where the list is or would be.
    pub anchor: Anchor,
    /// Whether nobody wrote it, so that the default or nothing holds.
    pub unwritten: bool,
    /// On what it hangs which of several lists it is.
    pub why: Option<Why>,
}

/// The items of one list.
#[derive(Clone, Debug)]
pub struct Items<T> {
    /// The items that are seen, each with its own place.
    pub items: Vec<Field<T>>,
    /// Those that are not.
    pub rest: Rest,
}

impl<T: Decode> Listing<T> {
    /// The listing of what was found at a path, with `default` for what is not set.
    pub fn new(located: Located, default: &[Vec<T>]) -> Self {
        let unwritten = located.is_absent();
        let Located { found, anchor, why } = located;
        let mut alternatives = Vec::new();
        for one in found {
            match one {
                Found::Absent if default.is_empty() => alternatives.push(Items::none()),
                Found::Absent => {
                    alternatives.extend(default.iter().map(|list| Items::default(list, &anchor)));
                }
                Found::Unknown(why) => alternatives.push(Items::unknown(why)),
                Found::Value(value) => alternatives.push(Items::of(&value, &anchor)),
            }
        }
        Self { alternatives, anchor, unwritten, why }
    }
}

impl<T> Listing<T> {
    /// Whether at least one item satisfies `test`.
    pub fn any(&self, test: impl Fn(&Field<T>) -> Truth) -> Truth {
        self.watched(Truth::agree(self.alternatives.iter().map(|items| {
            let seen = Truth::any(items.items.iter().map(&test));
            if items.rest.is_closed() { seen } else { seen | Truth::Unknown }
        })))
    }

    /// Whether every item satisfies `test`.
    pub fn all(&self, test: impl Fn(&Field<T>) -> Truth) -> Truth {
        self.watched(Truth::agree(self.alternatives.iter().map(|items| {
            let seen = Truth::all(items.items.iter().map(&test));
            if items.rest.is_closed() { seen } else { seen & Truth::Unknown }
        })))
    }

    /// Leaves word of why this list could not answer.
    fn watched(&self, truth: Truth) -> Truth {
        if truth == Truth::Unknown
            && let Some(why) = self.why()
        {
            super::watch::note(&self.anchor.path, why);
        }
        truth
    }

    /// The least and the greatest number of items; no greatest where there is no bound.
    pub fn count(&self) -> (u32, Option<u32>) {
        let bounds = self.alternatives.iter().map(Items::count);
        bounds
            .reduce(|one, two| (one.0.min(two.0), one.1.zip(two.1).map(|(a, b)| a.max(b))))
            .unwrap_or((0, None))
    }

    /// Every item that is seen, of all alternatives.
    pub fn seen(&self) -> impl Iterator<Item = &Field<T>> {
        self.alternatives.iter().flat_map(|items| &items.items)
    }

    /// The items, if there is one list and all of it is seen.
    pub fn whole(&self) -> Option<&[Field<T>]> {
        match self.alternatives.as_slice() {
            [items] if items.rest.is_closed() => Some(&items.items),
            _ => None,
        }
    }

    /// Why the list is not fully known, if it is not.
    pub fn why(&self) -> Option<Why> {
        if self.alternatives.len() > 1 {
            let several = Why::Alternatives(self.alternatives.len());
            return Some(self.why.clone().unwrap_or(several));
        }
        let items = self.alternatives.first()?;
        match &items.rest {
            Rest::Open { why, .. } => Some(why.clone()),
            Rest::Closed => items.items.iter().find_map(Field::why),
        }
    }
}

impl<T> Items<T> {
    fn none() -> Self {
        Self { items: Vec::new(), rest: Rest::Closed }
    }

    fn unknown(why: Why) -> Self {
        Self { items: Vec::new(), rest: Rest::open(why) }
    }

    fn count(&self) -> (u32, Option<u32>) {
        let seen = u32::try_from(self.items.len()).unwrap_or(u32::MAX);
        match &self.rest {
            Rest::Closed => (seen, Some(seen)),
            Rest::Open { at_least, at_most, .. } => {
                (seen + at_least, at_most.map(|most| seen.saturating_add(most)))
            }
        }
    }
}

impl<T: Decode> Items<T> {
    fn default(list: &[T], anchor: &Anchor) -> Self {
        let item =
            |value: &T| Field { state: State::Default(value.clone()), anchor: anchor.clone() };
        Self { items: list.iter().map(item).collect(), rest: Rest::Closed }
    }

    fn of(value: &Value, anchor: &Anchor) -> Self {
        match &value.kind {
            Kind::List(list) => Self::of_list(list, value, anchor),
            Kind::Null => Self::none(),
            Kind::Map(_) | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) | Kind::Document(_) => {
                Self::unknown(Why::Invalid)
            }
            _ => Self::unknown(value.why()),
        }
    }

    fn of_list(list: &List, whole: &Value, anchor: &Anchor) -> Self {
        let item = |(index, item): (usize, &Value)| {
            let origin = item.origin.along(&whole.origin);
            let anchor = Anchor::at(origin, format!("{}[{index}]", anchor.path));
            let state = match T::decode(item) {
                Ok(value) => State::Written(value),
                Err(DecodeError::Unknown(why)) => State::Unknown(why),
                Err(DecodeError::Wrong { expected }) => State::Invalid { expected },
            };
            Field { state, anchor }
        };
        Self { items: list.items.iter().enumerate().map(item).collect(), rest: list.rest.clone() }
    }
}
