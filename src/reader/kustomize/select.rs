//! Which objects a patch is for.

use regex::Regex;
use smol_str::SmolStr;

use super::resource::{DEFAULT, Resource};
use super::tree;
use crate::value::{Lookup, Text, Truth, Value};

/// The target of a patch: every part that is written has to fit.
pub(super) struct Target<'a> {
    written: &'a Value,
    group: Part<'a>,
    version: Part<'a>,
    kind: Part<'a>,
    name: Part<'a>,
    namespace: Part<'a>,
}

/// One part of a target.
enum Part<'a> {
    /// It isn't written.
    Any,
    /// It can't be told.
    Unknown,
    /// A pattern that only this text fits.
    Text(&'a str),
    Pattern(Regex),
}

impl<'a> Part<'a> {
    fn of(target: &'a Value, key: &str) -> Self {
        let Some(value) = target.get(key).filter(|it| !it.is_null()) else { return Self::Any };
        match value.as_str() {
            None => Self::Unknown,
            Some("") => Self::Any,
            Some(text) if regex::escape(text) == text => Self::Text(text),
            Some(text) => Regex::new(&format!("^(?:{text})$")).map_or(Self::Unknown, Self::Pattern),
        }
    }

    /// Whether any of some texts fits; none stands for a text that isn't known.
    fn fits<T: AsRef<str>>(&self, texts: impl IntoIterator<Item = Option<T>>) -> Truth {
        let any = |fits: &dyn Fn(&str) -> bool| {
            let one = |text: Option<T>| text.map_or(Truth::Unknown, |it| fits(it.as_ref()).into());
            Truth::any(texts.into_iter().map(one))
        };
        match self {
            Self::Any => Truth::True,
            Self::Unknown => Truth::Unknown,
            Self::Text(wanted) => any(&|text| text == *wanted),
            Self::Pattern(pattern) => any(&|text| pattern.is_match(text)),
        }
    }
}

impl<'a> Target<'a> {
    /// Reads the target of a patch; it is asked about every object.
    pub(super) fn new(target: &'a Value) -> Self {
        let part = |key| Part::of(target, key);
        let (group, version, kind) = (part("group"), part("version"), part("kind"));
        Self {
            written: target,
            group,
            version,
            kind,
            name: part("name"),
            namespace: part("namespace"),
        }
    }

    /// Whether an object is meant.
    ///
    /// Source: kubectl.docs.kubernetes.io, "patches": the parts are regular expressions for the whole
    /// text; names and namespaces are looked for among the first and the present ones.
    pub(super) fn selects(&self, resource: &Resource) -> Truth {
        let (group, version) = resource.api();
        let known = [(&self.group, group), (&self.version, version), (&self.kind, resource.kind())];
        let fixed = known.map(|(part, text)| part.fits([Some(text)]));
        Truth::all(fixed)
            & self.named(resource)
            & self.labelled(resource, "labelSelector", "labels")
            & self.labelled(resource, "annotationSelector", "annotations")
    }

    fn named(&self, resource: &Resource) -> Truth {
        let ids: Vec<_> =
            resource.before.first().cloned().into_iter().chain([resource.id()]).collect();
        let known = |text: &Option<Text>, default: &'static str| match text {
            None => Some(SmolStr::new_static(default)),
            Some(text) => text.known(),
        };
        let default = if resource.is_cluster_wide() { "" } else { DEFAULT };
        self.name.fits(ids.iter().map(|id| known(&id.name, "")))
            & self.namespace.fits(ids.iter().map(|id| known(&id.namespace, default)))
    }

    fn labelled(&self, resource: &Resource, key: &str, labels: &str) -> Truth {
        let Some(selector) = self.written.get(key).filter(|it| !it.is_null()) else {
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
