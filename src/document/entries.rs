//! The entries of one map while it is read.

use std::collections::HashMap;

use smol_str::SmolStr;

use crate::value::{Entry, Kind, Map, Mapping, Rest, Value, Why};

/// Entries with distinct keys, in the order in which the keys were first seen.
pub(super) struct Entries {
    list: Vec<Entry>,
    /// Whether each entry was merged in.
    merged: Vec<bool>,
    /// Where each key is, once there are too many to look at all.
    index: HashMap<SmolStr, usize>,
    partial: Vec<(Value, Value)>,
    rest: Rest,
}

/// Up to so many entries are compared one by one.
const FEW: usize = 24;

impl Entries {
    pub(super) fn new(rest: Rest) -> Self {
        let (list, merged, partial) = (Vec::new(), Vec::new(), Vec::new());
        Self { list, merged, index: HashMap::new(), partial, rest }
    }

    /// An entry that is written out: it replaces one of the same key.
    pub(super) fn set(&mut self, entry: Entry) {
        self.put(entry, false);
    }

    /// An entry that a merge key brings in.
    pub(super) fn merge(&mut self, entry: Entry) {
        match self.position(&entry.key).filter(|at| !self.merged[*at]) {
            None => self.put(entry, true),
            Some(at) => {
                let explicit = &mut self.list[at].value;
                if !same(explicit, &entry.value) {
                    let both = vec![explicit.clone(), entry.value];
                    *explicit = Value::one_of(both, Why::Alternatives(2), explicit.origin.clone());
                }
            }
        }
    }

    pub(super) fn set_partial(&mut self, name: Value, value: Value) {
        self.partial.push((name, value));
    }

    /// Says that there may be entries which are not seen.
    pub(super) fn open(&mut self, rest: Rest) {
        if self.rest.is_closed() {
            self.rest = rest;
        }
    }

    pub(super) fn finish(self) -> Map {
        Map { mapping: Mapping::Object, entries: self.list, partial: self.partial, rest: self.rest }
    }

    fn put(&mut self, entry: Entry, merged: bool) {
        if let Some(at) = self.position(&entry.key) {
            self.list[at] = entry;
            self.merged[at] = merged;
            return;
        }
        if self.list.len() == FEW {
            let all = self.list.iter().enumerate();
            self.index = all.map(|(at, entry)| (entry.key.clone(), at)).collect();
        }
        if self.list.len() >= FEW {
            self.index.insert(entry.key.clone(), self.list.len());
        }
        self.list.push(entry);
        self.merged.push(merged);
    }

    fn position(&self, key: &str) -> Option<usize> {
        if self.list.len() > FEW {
            return self.index.get(key).copied();
        }
        self.list.iter().position(|entry| entry.key == key)
    }
}

/// Whether two scalars are known to be the same.
pub(super) fn same(one: &Value, two: &Value) -> bool {
    match (&one.kind, &two.kind) {
        (Kind::Null, Kind::Null) => true,
        (Kind::Bool(one), Kind::Bool(two)) => one == two,
        (Kind::Number(one), Kind::Number(two)) => one == two,
        (Kind::Text(one), Kind::Text(two)) => one == two,
        _ => false,
    }
}
