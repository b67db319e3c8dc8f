//! Making values.

use std::sync::Arc;

use smol_str::SmolStr;

use super::{
    ALTERNATIVES, Choice, Document, Entry, Format, Kind, List, Map, Mapping, Number, Origin,
    Reference, Rest, Segment, Sequence, Step, Value, Why,
};
use crate::source::Span;

impl Value {
    /// A value of any kind.
    pub fn new(kind: Kind, origin: Origin) -> Self {
        Self { kind, origin }
    }

    /// `null`.
    pub fn null(origin: Origin) -> Self {
        Self::new(Kind::Null, origin)
    }

    /// A boolean.
    pub fn bool(value: bool, origin: Origin) -> Self {
        Self::new(Kind::Bool(value), origin)
    }

    /// A whole number.
    pub fn integer(value: i64, origin: Origin) -> Self {
        Self::new(Kind::Number(Number::Integer(value)), origin)
    }

    /// A known string.
    pub fn string(text: impl Into<SmolStr>, origin: Origin) -> Self {
        Self::new(Kind::Text(text.into()), origin)
    }

    /// Something unknown.
    pub fn unknown(why: Why, origin: Origin) -> Self {
        Self::new(Kind::Unknown(why), origin)
    }

    /// A symbolic reference.
    pub fn reference(reference: Reference, origin: Origin) -> Self {
        Self::new(Kind::Reference(Arc::new(reference)), origin)
    }

    /// A list whose items are all seen.
    pub fn list(items: Vec<Self>, origin: Origin) -> Self {
        Self::open_list(items, Rest::Closed, origin)
    }

    /// A list that may have more items.
    pub fn open_list(items: Vec<Self>, rest: Rest, origin: Origin) -> Self {
        let list = List { sequence: Sequence::Tuple, items, rest };
        Self::new(Kind::List(Arc::new(list)), origin)
    }

    /// A map whose entries are all seen.
    pub fn map(entries: Vec<Entry>, origin: Origin) -> Self {
        Self::open_map(entries, Rest::Closed, origin)
    }

    /// A map that may have more entries.
    pub fn open_map(entries: Vec<Entry>, rest: Rest, origin: Origin) -> Self {
        let map = Map { mapping: Mapping::Object, entries, partial: Vec::new(), rest };
        Self::new(Kind::Map(Arc::new(map)), origin)
    }

    /// A structure that is written out as text.
    pub fn document(format: Format, root: Self, origin: Origin) -> Self {
        Self::new(Kind::Document(Arc::new(Document { format, root })), origin)
    }

    /// One of several values, and on what it hangs which: flattened, and unknown when there are too
    /// many.
    pub fn one_of(values: impl IntoIterator<Item = Self>, why: Why, origin: Origin) -> Self {
        let mut flat: Vec<Self> =
            values.into_iter().flat_map(|value| value.alternatives().to_vec()).collect();
        match flat.len() {
            0 => Self::unknown(Why::NotEvaluated("nothing"), origin),
            1 => flat.remove(0),
            count if count > ALTERNATIVES => Self::unknown(why, origin),
            _ => Self::new(Kind::OneOf(Arc::new(Choice { values: flat, why })), origin),
        }
    }

    /// A string of segments: adjacent literals are joined, and without holes it is plain text.
    pub fn segments(segments: Vec<Segment>, origin: Origin) -> Self {
        let mut joined: Vec<Segment> = Vec::with_capacity(segments.len());
        for segment in segments {
            match (joined.last_mut(), segment) {
                (_, Segment::Literal { text, .. }) if text.is_empty() => {}
                (
                    Some(Segment::Literal { text: before, origin: start }),
                    Segment::Literal { text, origin: end },
                ) => {
                    *before = format!("{before}{text}").into();
                    *start = spanning(start, &end);
                }
                (_, segment) => joined.push(segment),
            }
        }
        match joined.as_slice() {
            [] => Self::string("", origin),
            [Segment::Literal { text, .. }] => Self::string(text.clone(), origin),
            _ => Self::new(Kind::Segments(joined.into()), origin),
        }
    }

    /// A JSON value, all of it at one place.
    pub fn from_json(json: &serde_json::Value, origin: &Origin) -> Self {
        use serde_json::Value as Json;
        let origin = origin.clone();
        match json {
            Json::Null => Self::null(origin),
            Json::Bool(flag) => Self::bool(*flag, origin),
            Json::Number(number) => {
                let float = || Number::Float(number.as_f64().unwrap_or(f64::NAN));
                let number = Number::parse(&number.to_string()).unwrap_or_else(float);
                Self::new(Kind::Number(number), origin)
            }
            Json::String(text) => Self::string(text.as_str(), origin),
            Json::Array(items) => {
                let items = items.iter().map(|item| Self::from_json(item, &origin)).collect();
                Self::list(items, origin)
            }
            Json::Object(entries) => {
                let entry = |(key, value): (&String, &Json)| Entry {
                    key: key.as_str().into(),
                    key_span: origin.span,
                    value: Self::from_json(value, &origin),
                };
                Self::map(entries.iter().map(entry).collect(), origin)
            }
        }
    }

    /// The same value, read through a reference at `span`.
    #[must_use]
    pub fn through(&self, step: Step, span: Span) -> Self {
        Self { kind: self.kind.clone(), origin: self.origin.through(step, span) }
    }

    /// The same value, reached as `whole` was: for a part taken out of it.
    #[must_use]
    pub fn along(&self, whole: &Origin) -> Self {
        Self { kind: self.kind.clone(), origin: self.origin.along(whole) }
    }

    /// A value that others may have added to: every map and list of it is open.
    #[must_use]
    pub fn opened(&self, why: &Why) -> Self {
        let rest = || Rest::open(why.clone());
        let kind = match &self.kind {
            Kind::Map(map) => {
                let inner =
                    |entry: &Entry| Entry { value: entry.value.opened(why), ..entry.clone() };
                let entries = map.entries.iter().map(inner).collect();
                let mapping = Mapping::Object;
                Kind::Map(Map { mapping, entries, rest: rest(), ..Map::clone(map) }.into())
            }
            Kind::List(list) => {
                let items = list.items.iter().map(|item| item.opened(why)).collect();
                Kind::List(List { items, rest: rest(), ..List::clone(list) }.into())
            }
            kind => kind.clone(),
        };
        Self::new(kind, self.origin.clone())
    }

    /// Whether both are the same symbolic reference.
    pub fn same_reference(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (Kind::Reference(one), Kind::Reference(two)) => {
                let unsure = one.key == super::InstanceKey::Unknown || one.module.contains("[?]");
                one == two && !unsure
            }
            (Kind::Unknown(Why::NoDefault(one)), Kind::Unknown(Why::NoDefault(two))) => {
                // What was computed from a variable is unknown for the same reason, but another value.
                let whole = |value: &Self| {
                    let first = value.origin.steps().last().map(|via| &via.step);
                    matches!(first, Some(Step::VariableDefault(_)))
                };
                one == two && self.origin.span == other.origin.span && whole(self) && whole(other)
            }
            _ => false,
        }
    }
}

impl Rest {
    /// Any number of unseen items.
    pub fn open(why: Why) -> Self {
        Self::Open { at_least: 0, at_most: None, why }
    }

    /// Whether everything is seen.
    pub fn is_closed(&self) -> bool {
        *self == Self::Closed
    }

    /// Why not everything is seen, if it is not.
    pub fn why(&self) -> Option<&Why> {
        match self {
            Self::Closed => None,
            Self::Open { why, .. } => Some(why),
        }
    }
}

/// One origin for two neighbouring literals.
fn spanning(start: &Origin, end: &Origin) -> Origin {
    if start.span.text == end.span.text && start.span.end <= end.span.start {
        Origin::new(Span::new(start.span.text, start.span.start, end.span.end))
    } else {
        start.clone()
    }
}
