//! Walking a path of keys through a body.

use smol_str::SmolStr;

use super::{Anchor, Dialect, Object};
use crate::source::Span;
use crate::syntax::edit::{Key, Slot};
use crate::value::{Kind, List, Lookup, Origin, Value, Why};

/// What stands at a path, for one alternative.
#[derive(Clone, Debug)]
pub enum Found {
    /// A value that is not null.
    Value(Value),
    /// Nothing: every map on the way is closed, or the value is null.
    Absent,
    /// It can't be told.
    Unknown(Why),
}

/// What stands at a path, for each alternative, and where.
#[derive(Clone, Debug)]
pub struct Located {
    /// What stands there; empty never, more than one only where there are alternatives.
    pub found: Vec<Found>,
    /// Where it stands or would be; of alternatives the place of the first.
    pub anchor: Anchor,
    /// On what it hangs which of several holds.
    pub why: Option<Why>,
}

impl Located {
    /// What stands at a place that is known.
    pub fn one(found: Found, anchor: Anchor) -> Self {
        Self { found: vec![found], anchor, why: None }
    }

    /// Whether nobody wrote it.
    pub fn is_absent(&self) -> bool {
        matches!(self.found.as_slice(), [Found::Absent])
    }

    /// On what it hangs which of `count` values holds.
    pub(super) fn reason(&self, count: usize) -> Why {
        self.why.clone().unwrap_or(Why::Alternatives(count))
    }
}

/// What stands at `path` (keys joined by dots) of `body`.
///
/// In Terraform a nested block is a list; a path steps into the only block of its type. Alternatives
/// are walked side by side.
pub fn find(object: &Object, body: &Value, path: &str) -> Located {
    let mut walk = Walk { object, path, found: Vec::new(), anchor: None, why: None };
    let keys: Vec<&str> = path.split('.').collect();
    walk.step(body, &keys, None, body.origin.clone());
    let anchor = walk.anchor.unwrap_or_else(|| object.missing(path, names(object, &keys)));
    Located { found: walk.found, anchor, why: walk.why }
}

struct Walk<'a> {
    object: &'a Object,
    path: &'a str,
    found: Vec<Found>,
    anchor: Option<Anchor>,
    why: Option<Why>,
}

impl Walk<'_> {
    fn step(&mut self, value: &Value, keys: &[&str], key: Option<Span>, way: Origin) {
        if let Kind::OneOf(choice) = &value.kind {
            self.why.get_or_insert_with(|| choice.why.clone());
            for one in &choice.values {
                self.step(one, keys, key, one.origin.along(&way));
            }
            return;
        }
        let Some((first, rest)) = keys.split_first() else {
            return self.arrive(value, key, &way);
        };
        match &value.kind {
            Kind::Map(map) => match map.get(first) {
                Lookup::Found(entry) => {
                    let inner = entry.value.origin.along(&way);
                    self.step(&entry.value, rest, Some(entry.key_span), inner);
                }
                Lookup::Absent => self.absent(value, keys, key),
                Lookup::Unknown(why) => self.unknown(value, why),
            },
            Kind::List(list) if self.object.dialect == Dialect::Resource => {
                self.block(value, list, keys, key, &way);
            }
            Kind::Null => self.absent(value, keys, key),
            Kind::Document(document) => self.step(&document.root, keys, key, way),
            _ => self.unknown(value, value.why()),
        }
    }

    /// Steps into the only block of a type.
    fn block(
        &mut self,
        value: &Value,
        list: &List,
        keys: &[&str],
        key: Option<Span>,
        way: &Origin,
    ) {
        match (list.items.as_slice(), list.rest.is_closed()) {
            ([only], true) => self.step(only, keys, key, only.origin.along(way)),
            ([], true) => self.absent(value, keys, key),
            (_, true) => self.unknown(value, Why::Alternatives(list.items.len())),
            (_, false) => match &list.rest {
                crate::value::Rest::Open { why, .. } => self.unknown(value, why.clone()),
                crate::value::Rest::Closed => {}
            },
        }
    }

    fn arrive(&mut self, value: &Value, key: Option<Span>, way: &Origin) {
        self.anchor.get_or_insert_with(|| Anchor {
            origin: way.clone(),
            path: self.path.into(),
            slot: Slot::Present { value: value.origin.span, key },
        });
        self.found.push(match &value.kind {
            Kind::Null => Found::Absent,
            Kind::Unknown(why) => Found::Unknown(why.clone()),
            _ => Found::Value(Value::new(value.kind.clone(), way.clone())),
        });
    }

    fn absent(&mut self, parent: &Value, keys: &[&str], key: Option<Span>) {
        self.found.push(Found::Absent);
        let names = names(self.object, keys);
        let outer = self.path.split('.').count() == keys.len();
        let inner = || key.unwrap_or(parent.origin.span);
        let header = if outer { self.object.header } else { inner() };
        self.anchor.get_or_insert_with(|| Anchor {
            origin: Origin::new(header),
            path: self.path.into(),
            slot: Slot::Missing { parent: parent.origin.span, keys: names },
        });
    }

    fn unknown(&mut self, parent: &Value, why: Why) {
        self.found.push(Found::Unknown(why));
        self.anchor.get_or_insert_with(|| Anchor::at(parent.origin.clone(), self.path));
    }
}

/// Keys that would have to be written: in a resource all but the last are blocks.
fn names(object: &Object, keys: &[&str]) -> Vec<Key> {
    let last = keys.len().saturating_sub(1);
    let key = |(index, name): (usize, &&str)| {
        let name = SmolStr::from(*name);
        let block = object.dialect == Dialect::Resource && index < last;
        if block { Key::Block(name) } else { Key::Name(name) }
    };
    keys.iter().enumerate().map(key).collect()
}
