//! Strategic merge: how a patch that looks like an object changes one.
//!
//! Maps are merged key by key and `null` takes a key away. Lists whose items have a key of their own
//! are merged item by item, all others are replaced; custom resources have none of the former.
//!
//! Source: kubernetes.io, "Update API Objects in Place Using kubectl patch"; the keys are those that
//! the API of Kubernetes 1.32 declares as `patchMergeKey`.

use super::tree::{like, put, with_items, without};
use crate::value::{Entry, Kind, Lookup, Map, Value};

/// What is left of an object.
pub(super) enum Merged {
    /// It is changed.
    Object(Value),
    /// It is deleted.
    Gone,
    /// The patch says something that is not followed.
    Unclear,
}

/// Lists of the built-in kinds by their key in the map around them, and what tells their items
/// apart.
const KEYS: [(&str, &str); 21] = [
    ("containers", "name"),
    ("initContainers", "name"),
    ("ephemeralContainers", "name"),
    ("env", "name"),
    ("volumes", "name"),
    ("volumeMounts", "mountPath"),
    ("volumeDevices", "devicePath"),
    ("imagePullSecrets", "name"),
    ("secrets", "name"),
    ("hostAliases", "ip"),
    ("topologySpreadConstraints", "topologyKey"),
    ("schedulingGates", "name"),
    ("resourceClaims", "name"),
    ("conditions", "type"),
    ("ownerReferences", "uid"),
    ("webhooks", "name"),
    ("validations", "name"),
    ("ports", "containerPort"),
    ("servicePorts", "port"),
    ("podIPs", "ip"),
    ("taints", "key"),
];

/// Merges a patch into an object; `builtin` says that it is of a kind that Kubernetes itself has.
pub(super) fn merged(object: &Value, patch: &Value, builtin: bool) -> Merged {
    let service = patch.get("kind").and_then(Value::as_str) == Some("Service");
    let merge = Merge { builtin, service };
    match directive(patch) {
        Directive::Delete => return Merged::Gone,
        Directive::Unclear => return Merged::Unclear,
        Directive::Replace | Directive::Merge => {}
    }
    if !is_clear(patch) {
        return Merged::Unclear;
    }
    Merged::Object(merge.value(object, patch))
}

struct Merge {
    builtin: bool,
    service: bool,
}

/// What a patch says of the map that it is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Directive {
    Merge,
    Replace,
    Delete,
    Unclear,
}

fn directive(patch: &Value) -> Directive {
    let Some(value) = patch.get("$patch") else { return Directive::Merge };
    match value.as_str() {
        Some("merge") => Directive::Merge,
        Some("replace") => Directive::Replace,
        Some("delete") => Directive::Delete,
        _ => Directive::Unclear,
    }
}

/// Whether nothing in a patch is a directive that is not followed.
fn is_clear(patch: &Value) -> bool {
    match &patch.kind {
        Kind::Map(map) => {
            map.partial.is_empty()
                && map.rest.is_closed()
                && directive(patch) != Directive::Unclear
                && map.entries.iter().all(|entry| {
                    (!entry.key.starts_with('$') || entry.key == "$patch") && is_clear(&entry.value)
                })
        }
        Kind::List(list) => list.rest.is_closed() && list.items.iter().all(is_clear),
        _ => true,
    }
}

impl Merge {
    fn value(&self, base: &Value, patch: &Value) -> Value {
        match (&base.kind, &patch.kind) {
            (Kind::Map(_), Kind::Map(_)) if directive(patch) == Directive::Replace => {
                cleaned(patch)
            }
            (Kind::Map(map), Kind::Map(changes)) => self.map(base, map, changes),
            (Kind::Unknown(_) | Kind::OneOf(_) | Kind::Reference(_), Kind::Map(_)) => base.clone(),
            _ => cleaned(patch),
        }
    }

    fn map(&self, base: &Value, map: &Map, changes: &Map) -> Value {
        let changed = changes.entries.iter().filter(|entry| entry.key != "$patch");
        changed.fold(base.clone(), |result, change| {
            let key = change.key.as_str();
            if change.value.is_null() || directive(&change.value) == Directive::Delete {
                return without(&result, key);
            }
            let value = match map.get(key) {
                Lookup::Found(entry) => self.entry(key, entry, &change.value),
                Lookup::Absent => cleaned(&change.value),
                Lookup::Unknown(why) => cleaned(&change.value).opened(&why),
            };
            put(&result, key, change.key_span, value)
        })
    }

    fn entry(&self, key: &str, base: &Entry, patch: &Value) -> Value {
        match (&base.value.kind, &patch.kind) {
            (Kind::List(_), Kind::List(_)) if self.builtin => match self.key_of(key, patch) {
                Some(name) => self.list(&base.value, patch, name),
                None if key == "finalizers" => united(&base.value, patch),
                None => cleaned(patch),
            },
            _ => self.value(&base.value, patch),
        }
    }

    fn key_of(&self, list: &str, patch: &Value) -> Option<&'static str> {
        let of_maps =
            patch.as_list().is_some_and(|it| it.items.iter().all(|it| it.as_map().is_some()));
        let list = if list == "ports" && self.service { "servicePorts" } else { list };
        let found = KEYS.iter().find(|(name, _)| *name == list).filter(|_| of_maps);
        found.map(|(_, key)| *key)
    }

    /// Merges items that have the same key; new ones come first, as kustomize puts them.
    fn list(&self, base: &Value, patch: &Value, key: &str) -> Value {
        let items = |value: &Value| value.as_list().map(|it| it.items.clone()).unwrap_or_default();
        let (old, changes) = (items(base), items(patch));
        if changes.iter().any(|it| directive(it) == Directive::Replace) {
            let kept =
                changes.iter().filter(|it| it.as_map().is_some_and(|it| it.entries.len() > 1));
            return with_items(patch, kept.map(cleaned).collect());
        }
        let same = |one: &Value, two: &Value| is_same(one, two, key);
        let mut result: Vec<Value> = Vec::new();
        for change in changes.iter().filter(|it| directive(it) != Directive::Delete) {
            match old.iter().find(|item| same(item, change)) {
                Some(item) => result.push(self.value(item, change)),
                None => result.push(cleaned(change)),
            }
        }
        let others = old.into_iter().filter(|item| !changes.iter().any(|it| same(item, it)));
        result.extend(others);
        with_items(base, result)
    }
}

/// Whether two items are the same one; ports of one number differ by their protocols.
fn is_same(one: &Value, two: &Value, key: &str) -> bool {
    let at =
        |value: &Value, key: &str| value.get(key).and_then(Value::text).and_then(|it| it.known());
    let second = match key {
        "containerPort" | "port" => "protocol",
        "topologyKey" => "whenUnsatisfiable",
        _ => "",
    };
    let (first, other) = (at(one, second), at(two, second));
    at(one, key).is_some()
        && at(one, key) == at(two, key)
        && (first == other || first.is_none() || other.is_none())
}

/// The items of both lists, each once.
fn united(base: &Value, patch: &Value) -> Value {
    let items = |value: &Value| value.as_list().map(|it| it.items.clone()).unwrap_or_default();
    let mut all = items(patch);
    for item in items(base) {
        let known = all.iter().any(|it| it.as_str().is_some() && it.as_str() == item.as_str());
        if !known {
            all.push(item);
        }
    }
    with_items(base, all)
}

/// What a patch says, without its directives and what it takes away.
fn cleaned(patch: &Value) -> Value {
    match &patch.kind {
        Kind::Map(map) => {
            let gone = |value: &Value| value.is_null() || directive(value) == Directive::Delete;
            let kept = map.entries.iter().filter(|it| it.key != "$patch" && !gone(&it.value));
            let entry = |it: &Entry| Entry { value: cleaned(&it.value), ..it.clone() };
            let entries = kept.map(entry).collect();
            like(patch, Kind::Map(Map { entries, ..Map::clone(map) }.into()))
        }
        Kind::List(list) => {
            let kept = list.items.iter().filter(|it| directive(it) != Directive::Delete);
            with_items(patch, kept.map(cleaned).collect())
        }
        _ => patch.clone(),
    }
}
