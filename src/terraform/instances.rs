//! `count` and `for_each`: how often a block exists, and as what.

use std::rc::Rc;

use smol_str::SmolStr;

use super::body::Expression;
use super::directory::Declaration;
use super::evaluation::Evaluation;
use super::memo::Symbol;
use super::scope::Scope;
use crate::value::{InstanceKey, Kind, List, Origin, Rest, Sequence, Truth, Value, Why};

/// More instances of one block are not told apart.
const INSTANCES: i64 = 256;

/// The number of an instance that stands for any.
const ANY: usize = usize::MAX;

/// One instance of a block.
#[derive(Clone, Debug)]
pub struct Instance {
    /// Which one.
    pub key: InstanceKey,
    /// Whether it exists.
    pub existence: Truth,
    pub(super) number: usize,
    pub(super) each: Each,
}

/// What an instance is repeated by.
#[derive(Clone, Debug)]
pub(super) enum Each {
    /// Nothing.
    Once,
    /// `count.index`.
    Count(Value),
    /// `each.key` and `each.value`.
    Item(Value, Value),
    /// It is not known, not even whether it is repeated.
    Any(Why),
}

/// How a block is repeated.
pub(super) enum Repetition {
    /// It is not.
    Once,
    /// `count`.
    Count(Value),
    /// `for_each`.
    ForEach(Value),
}

/// An element of what `for_each` names.
pub(super) struct Element {
    pub(super) key: Value,
    pub(super) value: Value,
    /// Whether it is one of them for sure.
    pub(super) existence: Truth,
}

/// The elements of a collection, and whether there may be more.
pub(super) struct Elements {
    pub(super) seen: Vec<Element>,
    pub(super) rest: Rest,
}

impl Evaluation<'_> {
    /// The instances of a block: one where it is not repeated; where that is not known, one that
    /// stands for all, with an unknown existence.
    pub fn instances(&self, declaration: &Declaration) -> Rc<[Instance]> {
        let key = (self.here.number, declaration.number);
        if let Some(known) = self.session.repeated.borrow().get(&key) {
            return Rc::clone(known);
        }
        let mut made = self.make_instances(declaration);
        for (number, instance) in made.iter_mut().enumerate() {
            instance.number = number;
        }
        let made: Rc<[Instance]> = made.into();
        self.session.repeated.borrow_mut().insert(key, Rc::clone(&made));
        made
    }

    /// How a block is repeated.
    pub(super) fn repetition(&self, declaration: &Declaration) -> Repetition {
        let evaluate = |expression: Expression<'_>| {
            let symbol = Symbol::Repetition(declaration.number);
            self.remember(symbol, || self.evaluate(expression, Scope::default()))
        };
        if let Some(count) = self.argument(declaration, "count") {
            Repetition::Count(evaluate(count.value))
        } else if let Some(each) = self.argument(declaration, "for_each") {
            Repetition::ForEach(evaluate(each.value))
        } else {
            Repetition::Once
        }
    }

    fn make_instances(&self, declaration: &Declaration) -> Vec<Instance> {
        match self.repetition(declaration) {
            Repetition::Once => vec![Instance::new(InstanceKey::Single, Truth::True, Each::Once)],
            Repetition::Count(count) => {
                let counts: Option<Vec<i64>> = count.alternatives().iter().map(times).collect();
                let any = || vec![Instance::any(undecided(declaration, &count))];
                counts.map_or_else(any, |all| counted(&all, &count.origin))
            }
            Repetition::ForEach(each) => {
                let why = undecided(declaration, &each);
                match elements(&each) {
                    Some(found) => keyed(found, &why),
                    None => vec![Instance::any(why)],
                }
            }
        }
    }

    /// The instance of a key; one that stands for any, where there is none that is told apart.
    pub fn instance(&self, declaration: &Declaration, key: &InstanceKey) -> Instance {
        let known = self.instances(declaration);
        let any = || match self.repetition(declaration) {
            Repetition::Count(it) | Repetition::ForEach(it) => {
                Instance::any(undecided(declaration, &it))
            }
            Repetition::Once => Instance::any(Why::Instances(declaration.address())),
        };
        let found = known.iter().find(|it| it.key == *key && *key != InstanceKey::Unknown);
        found.cloned().unwrap_or_else(any)
    }
}

impl Instance {
    fn new(key: InstanceKey, existence: Truth, each: Each) -> Self {
        Self { key, existence, number: 0, each }
    }

    /// An instance that stands for all of which nothing is known.
    fn any(why: Why) -> Self {
        let each = Each::Any(why);
        Self { key: InstanceKey::Unknown, existence: Truth::Unknown, number: ANY, each }
    }
}

/// Why it is not known how often a block exists: what `count` or `for_each` lacks.
fn undecided(declaration: &Declaration, repeated: &Value) -> Why {
    let rest = |value: &Value| match &value.kind {
        Kind::List(list) => Some(list.rest.clone()),
        Kind::Map(map) => Some(map.rest.clone()),
        _ => None,
    };
    let why = |value: &Value| match rest(value) {
        Some(Rest::Open { why, .. }) => Some(why),
        _ => super::objects::unknown_in(value),
    };
    let found = repeated.alternatives().iter().find_map(why);
    found.unwrap_or_else(|| Why::Instances(declaration.address()))
}

/// The number that `count` is.
pub(super) fn times(count: &Value) -> Option<i64> {
    let known = super::types::to_number(count).ok()?;
    known.as_integer().filter(|number| *number >= 0)
}

/// Instances of the possible counts: those that all of them have exist for sure.
fn counted(counts: &[i64], origin: &Origin) -> Vec<Instance> {
    let least = counts.iter().min().copied().unwrap_or(0);
    let most = counts.iter().max().copied().unwrap_or(0);
    let instance = |index: i64| {
        let index_value = Value::integer(index, origin.clone());
        let sure = if index < least { Truth::True } else { Truth::Unknown };
        Instance::new(InstanceKey::Index(index), sure, Each::Count(index_value))
    };
    let mut all: Vec<Instance> = (0..most.min(INSTANCES)).map(instance).collect();
    if most > INSTANCES {
        all.push(Instance::any(Why::Limit("more than 256 instances")));
    }
    all
}

/// Instances of the elements of `for_each`, by key.
fn keyed(found: Elements, why: &Why) -> Vec<Instance> {
    let mut all: Vec<Instance> = Vec::new();
    let most = usize::try_from(INSTANCES).unwrap_or(usize::MAX);
    let more = found.seen.len() > most;
    for element in found.seen.into_iter().take(most) {
        let key = match element.key.as_str() {
            Some(name) => InstanceKey::Name(name.into()),
            None => InstanceKey::Unknown,
        };
        let each = Each::Item(element.key, element.value);
        all.push(Instance::new(key, element.existence, each));
    }
    all.sort_by(|one, two| one.key.cmp(&two.key));
    if more || !found.rest.is_closed() {
        all.push(Instance::any(why.clone()));
    }
    all
}

/// The elements of a map or set, or of several that are possible.
pub(super) fn elements(value: &Value) -> Option<Elements> {
    let mut each = value.alternatives().iter().map(elements_of);
    let mut all = each.next()??;
    let count = value.alternatives().len();
    let mut seen_in = vec![1; all.seen.len()];
    for other in each {
        let other = other?;
        if !other.rest.is_closed() {
            all.rest = other.rest;
        }
        for element in other.seen {
            let same = |known: &Element| known.key.as_str() == element.key.as_str();
            let named = element.key.as_str().is_some();
            if let Some(at) = all.seen.iter().position(same).filter(|_| named) {
                seen_in[at] += 1;
                let known = &mut all.seen[at];
                let origin = known.value.origin.clone();
                let old = known.value.clone();
                known.value = super::objects::either(old, element.value, value.why(), origin);
                known.existence = known.existence.min(element.existence);
            } else {
                all.seen.push(element);
                seen_in.push(1);
            }
        }
    }
    for (element, times) in all.seen.iter_mut().zip(seen_in) {
        if times < count {
            element.existence = Truth::Unknown;
        }
    }
    Some(all)
}

fn elements_of(value: &Value) -> Option<Elements> {
    match &value.kind {
        Kind::List(list) if list.sequence == Sequence::Set => Some(set_elements(list, value)),
        Kind::Map(map) => {
            let element = |key: Value, value: &Value| Element {
                key,
                value: value.clone(),
                existence: Truth::True,
            };
            let named = map.entries.iter().map(|entry| {
                let key = Value::string(entry.key.clone(), Origin::new(entry.key_span));
                element(key.along(&value.origin), &entry.value.along(&value.origin))
            });
            let partial = map.partial.iter().map(|(key, value)| element(key.clone(), value));
            Some(Elements { seen: named.chain(partial).collect(), rest: map.rest.clone() })
        }
        _ => None,
    }
}

/// The elements of a set: an unknown one may be equal to another.
fn set_elements(list: &List, whole: &Value) -> Elements {
    let several = list.items.len() > 1;
    let element = |item: &Value| {
        let item = item.along(&whole.origin);
        let unsure = several && item.as_str().is_none();
        let existence = if unsure { Truth::Unknown } else { Truth::True };
        Element { key: item.clone(), value: item, existence }
    };
    Elements { seen: list.items.iter().map(element).collect(), rest: list.rest.clone() }
}

impl Each {
    /// `each.key`, `each.value` or `count.index`.
    pub(super) fn get(&self, root: &str, name: &str) -> Option<Value> {
        match (self, root, name) {
            (Self::Count(index), "count", "index") => Some(index.clone()),
            (Self::Item(key, _), "each", "key") => Some(key.clone()),
            (Self::Item(_, value), "each", "value") => Some(value.clone()),
            (Self::Any(why), "count", "index") | (Self::Any(why), "each", "key" | "value") => {
                Some(Value::unknown(why.clone(), Origin::new(crate::source::Span::NOWHERE)))
            }
            _ => None,
        }
    }
}

/// The key of an instance as people write it; empty for the only one.
pub(super) fn written(key: &InstanceKey) -> SmolStr {
    match key {
        InstanceKey::Single => SmolStr::default(),
        InstanceKey::Index(index) => smol_str::format_smolstr!("[{index}]"),
        InstanceKey::Name(name) => smol_str::format_smolstr!("[{name:?}]"),
        InstanceKey::All => "[*]".into(),
        InstanceKey::Unknown => "[?]".into(),
    }
}

impl Instance {
    /// The key as people write it, such as `["blue"]`; empty for the only one.
    pub fn written(&self) -> SmolStr {
        written(&self.key)
    }
}
