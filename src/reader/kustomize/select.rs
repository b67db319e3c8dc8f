//! Which objects a patch is for.

use regex::Regex;

use super::resource::{DEFAULT, Resource};
use super::tree;
use crate::value::{Lookup, Text, Truth, Value};

/// The target of a patch: every part that is written has to fit.
pub(super) struct Target<'a> {
    target: &'a Value,
}

impl<'a> Target<'a> {
    pub(super) fn new(target: &'a Value) -> Self {
        Self { target }
    }

    /// Whether an object is meant.
    ///
    /// Source: kubectl.docs.kubernetes.io, "patches": the parts are regular expressions for the whole
    /// text; names and namespaces are looked for among the first and the present ones.
    pub(super) fn selects(&self, resource: &Resource) -> Truth {
        let (group, version) = resource.api();
        let known = [("group", group), ("version", version), ("kind", resource.kind())];
        let fixed =
            Truth::all(known.map(|(key, text)| self.pattern(key, |it| it.is_match(text).into())));
        fixed
            & self.named(resource)
            & self.labelled(resource, "labelSelector", "labels")
            & self.labelled(resource, "annotationSelector", "annotations")
    }

    fn pattern(&self, key: &str, fits: impl FnOnce(&Regex) -> Truth) -> Truth {
        let Some(value) = self.target.get(key).filter(|it| !it.is_null()) else {
            return Truth::True;
        };
        let Some(text) = value.as_str() else { return Truth::Unknown };
        if text.is_empty() {
            return Truth::True;
        }
        Regex::new(&format!("^(?:{text})$")).map_or(Truth::Unknown, |pattern| fits(&pattern))
    }

    fn named(&self, resource: &Resource) -> Truth {
        let of = |text: &Option<Text>, default: &str, pattern: &Regex| match text {
            None => pattern.is_match(default).into(),
            Some(text) => match text.known() {
                Some(text) => pattern.is_match(&text).into(),
                None => Truth::Unknown,
            },
        };
        let ids: Vec<_> =
            resource.before.first().cloned().into_iter().chain([resource.id()]).collect();
        let named = self
            .pattern("name", |pattern| Truth::any(ids.iter().map(|id| of(&id.name, "", pattern))));
        let default = if resource.is_cluster_wide() { "" } else { DEFAULT };
        let placed = self.pattern("namespace", |pattern| {
            Truth::any(ids.iter().map(|id| of(&id.namespace, default, pattern)))
        });
        named & placed
    }

    fn labelled(&self, resource: &Resource, key: &str, labels: &str) -> Truth {
        let Some(selector) = self.target.get(key).filter(|it| !it.is_null()) else {
            return Truth::True;
        };
        let Some(selector) = selector.as_str() else { return Truth::Unknown };
        let labels = tree::at(&resource.body, &["metadata", labels]);
        let parts = selector.split(',').map(str::trim).filter(|part| !part.is_empty());
        Truth::all(parts.map(|part| requirement(part, labels)))
    }
}

/// Whether labels meet one requirement of a selector: `app=web`, `app!=web`, `app`, `!app`.
fn requirement(part: &str, labels: Option<&Value>) -> Truth {
    if part.contains(['(', ')']) || part.contains(" in") || part.contains(" notin") {
        return Truth::Unknown;
    }
    let is = |key: &str, wanted: &str| match look(labels, key.trim()) {
        Ok(Some(value)) => value.text().map_or(Truth::Unknown, |text| text.equals(wanted.trim())),
        Ok(None) => Truth::False,
        Err(()) => Truth::Unknown,
    };
    let has = |key: &str| match look(labels, key.trim()) {
        Ok(found) => Truth::from(found.is_some()),
        Err(()) => Truth::Unknown,
    };
    if let Some((key, value)) = part.split_once("!=") {
        !is(key, value)
    } else if let Some((key, value)) = part.split_once("==").or_else(|| part.split_once('=')) {
        is(key, value)
    } else if let Some(key) = part.strip_prefix('!') {
        !has(key)
    } else {
        has(part)
    }
}

/// The value of a label; an error where it can't be told.
fn look<'a>(labels: Option<&'a Value>, key: &str) -> Result<Option<&'a Value>, ()> {
    let Some(labels) = labels else { return Ok(None) };
    match labels.as_map().map(|map| map.get(key)) {
        Some(Lookup::Found(entry)) => Ok(Some(&entry.value)),
        // Of objects that nobody reads the metadata are read all the same, to their end.
        Some(Lookup::Absent | Lookup::Unknown(crate::value::Why::Incomplete)) => Ok(None),
        _ => Err(()),
    }
}
