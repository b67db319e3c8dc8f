//! What a configuration says: known, partly known, or unknown and why.
//!
//! A [`Value`] denotes a *set* of concrete values. The one law of everything that computes with
//! values: the result's set contains what the real tool would compute, for every choice of what is
//! not known here. So a rule may conclude from a value only what holds for its whole set.

mod build;
mod origin;
mod reference;
mod text;
mod truth;
mod why;

use std::sync::Arc;

use smol_str::SmolStr;

use crate::source::Span;
pub use crate::syntax::Number;

pub use origin::{Origin, Step, Via};
pub use reference::{InstanceKey, Mode, PathStep, Reference, Transform};
pub use text::{Segment, Text};
pub use truth::Truth;
pub use why::Why;

/// One value and where it was written.
#[derive(Clone, Debug)]
pub struct Value {
    /// What it is.
    pub kind: Kind,
    /// Where its text stands, and through which references it came.
    pub origin: Origin,
}

/// What a value is.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `null`; counts as unset.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer or a fraction.
    Number(Number),
    /// A string, fully known.
    Text(SmolStr),
    /// A string of which some segments are not known; never empty, never all literal.
    Segments(Arc<[Segment]>),
    /// Items in order.
    List(Arc<List>),
    /// Named entries.
    Map(Arc<Map>),
    /// A structure that was or will be written out as text.
    Document(Arc<Document>),
    /// An attribute of something that only exists once it is created.
    Reference(Arc<Reference>),
    /// One of several values.
    OneOf(Arc<Choice>),
    /// Nothing is known but the reason for it.
    Unknown(Why),
}

/// Values of which one holds.
#[derive(Clone, Debug)]
pub struct Choice {
    /// The values; at least two, at most [`ALTERNATIVES`].
    pub values: Vec<Value>,
    /// On what it hangs which of them it is.
    pub why: Why,
}

/// More alternatives than this are not followed.
pub const ALTERNATIVES: usize = 8;

/// How many items or entries there may be beyond those that are seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rest {
    /// None: everything is seen.
    Closed,
    /// Between `at_least` and `at_most` more, for this reason.
    Open {
        /// The least number of unseen items.
        at_least: u32,
        /// The greatest number of unseen items, if there is a bound.
        at_most: Option<u32>,
        /// Why they are not seen.
        why: Why,
    },
}

/// How a list treats order and equal items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sequence {
    /// Items of any types, in order.
    Tuple,
    /// Items of one type, in order.
    List,
    /// Distinct items of one type, in no order.
    Set,
}

/// Items, and whether there may be more.
#[derive(Clone, Debug)]
pub struct List {
    /// Order and uniqueness.
    pub sequence: Sequence,
    /// The items that are seen.
    pub items: Vec<Value>,
    /// The items that are not.
    pub rest: Rest,
}

/// How a map treats its values.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mapping {
    /// Values of any types, under keys that are part of the type.
    Object,
    /// Values of one type, under any keys.
    Map,
}

/// Named entries, and whether there may be more.
#[derive(Clone, Debug)]
pub struct Map {
    /// Whether the values are of one type.
    pub mapping: Mapping,
    /// The entries whose keys are known. Keys are distinct: of duplicates the one that counts.
    pub entries: Vec<Entry>,
    /// Entries whose keys are partly known, such as `"${issuer}:sub"`.
    pub partial: Vec<(Value, Value)>,
    /// The entries that are not seen.
    pub rest: Rest,
}

/// One entry of a map.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key.
    pub key: SmolStr,
    /// Where the key stands.
    pub key_span: Span,
    /// The value.
    pub value: Value,
}

/// The text form of a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// JSON.
    Json,
    /// YAML.
    Yaml,
}

/// A structure whose text form is what the receiver sees.
#[derive(Clone, Debug)]
pub struct Document {
    /// How it is written out.
    pub format: Format,
    /// The structure.
    pub root: Value,
}

/// What a look-up of a key says.
#[derive(Clone, Debug)]
pub enum Lookup<'a> {
    /// The key is there.
    Found(&'a Entry),
    /// The map is closed and has no such key.
    Absent,
    /// The key may or may not be there.
    Unknown(Why),
}

impl Map {
    /// The entry of a key, if it is seen.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.key == key)
    }

    /// What this map says about a key.
    pub fn get(&self, key: &str) -> Lookup<'_> {
        if let Some(entry) = self.entry(key) {
            return Lookup::Found(entry);
        }
        let maybe = |(name, _): &&(Value, Value)| name.text().is_none_or(|it| it.equals(key).may());
        match (&self.rest, self.partial.iter().find(maybe)) {
            (Rest::Open { why, .. }, _) => Lookup::Unknown(why.clone()),
            (Rest::Closed, Some((name, _))) => Lookup::Unknown(name.why()),
            (Rest::Closed, None) => Lookup::Absent,
        }
    }

    /// Whether every key is seen.
    pub fn is_closed(&self) -> bool {
        self.rest.is_closed() && self.partial.is_empty()
    }

    /// Why not every key is seen, if one is not.
    pub fn why_open(&self) -> Option<Why> {
        let partial = || self.partial.first().map(|(key, _)| key.why());
        self.rest.why().cloned().or_else(partial)
    }
}

impl Value {
    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.kind, Kind::Null)
    }

    /// A string that is fully known.
    pub fn as_str(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    /// A boolean.
    pub fn as_bool(&self) -> Option<bool> {
        match self.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// A whole number.
    pub fn as_integer(&self) -> Option<i64> {
        match &self.kind {
            Kind::Number(number) => number.integer(),
            _ => None,
        }
    }

    /// A list.
    pub fn as_list(&self) -> Option<&List> {
        match &self.kind {
            Kind::List(list) => Some(list),
            _ => None,
        }
    }

    /// A map.
    pub fn as_map(&self) -> Option<&Map> {
        match &self.kind {
            Kind::Map(map) => Some(map),
            _ => None,
        }
    }

    /// A symbolic reference.
    pub fn as_reference(&self) -> Option<&Reference> {
        match &self.kind {
            Kind::Reference(reference) => Some(reference),
            _ => None,
        }
    }

    /// The entry of a map that is seen under `key`.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.as_map()?.entry(key)
    }

    /// The value of a map that is seen under `key`.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Why this value is not fully known; for known ones a reason that nobody prints.
    pub fn why(&self) -> Why {
        match &self.kind {
            Kind::Unknown(why) => why.clone(),
            Kind::Reference(reference) => reference.why(),
            Kind::Segments(segments) => segments
                .iter()
                .find_map(|segment| match segment {
                    Segment::Hole(value) => Some(value.why()),
                    Segment::Literal { .. } => None,
                })
                .unwrap_or(Why::NotEvaluated("text")),
            Kind::OneOf(choice) => choice.why.clone(),
            _ => Why::NotEvaluated("structure"),
        }
    }

    /// This value as text, whether or not all of it is known; none for structures.
    pub fn text(&self) -> Option<Text> {
        Text::of(self)
    }

    /// Every value this one may be; itself, where there are no alternatives.
    pub fn alternatives(&self) -> &[Self] {
        match &self.kind {
            Kind::OneOf(choice) => &choice.values,
            _ => std::slice::from_ref(self),
        }
    }
}
