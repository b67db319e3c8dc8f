//! What a kustomization sets on all its objects: namespaces, names, images, numbers of pods.
//!
//! Source: kubectl.docs.kubernetes.io, "The Kustomization File"; the fields are those of the default
//! configuration of kustomize 5.5.

use smol_str::SmolStr;

use super::resource::Resource;
use super::settings::Settings;
use super::tree::{self, Change, Missing, items, put};
use crate::value::{Entry, Kind, List, Segment, Text, Value};

/// Kinds whose names get no prefix.
const UNPREFIXED: [&str; 3] = ["CustomResourceDefinition", "APIService", "Namespace"];

/// Kinds with a number of pods.
const REPLICATED: [&str; 4] = ["Deployment", "ReplicationController", "ReplicaSet", "StatefulSet"];

/// Sets the namespace of all objects that live in one.
pub(super) fn namespace(settings: &Settings, resources: &mut [Resource]) {
    let Some(entry) = settings.entry("namespace") else { return };
    if entry.value.as_str() == Some("") {
        return;
    }
    let missing = at(entry);
    for resource in resources {
        resource.remember();
        let mut set = |_: Option<&Value>| Change::Set(entry.value.clone());
        if resource.kind() == "Namespace" && resource.api() == ("", "v1") {
            resource.change(&["metadata", "name"], missing, &mut set);
        } else if !resource.is_cluster_wide() {
            resource.change(&["metadata", "namespace"], missing, &mut set);
        }
        if matches!(resource.kind(), "RoleBinding" | "ClusterRoleBinding") {
            let mut subject = |subject: Option<&Value>| match subject {
                Some(subject) if tree::text(subject, &["name"]) == Some("default") => {
                    let value = entry.value.clone();
                    Change::Set(put(subject, "namespace", entry.key_span, value))
                }
                _ => Change::Keep,
            };
            resource.change(&["subjects"], Missing::Leave, &mut subject);
        }
    }
}

/// Puts the prefix before all names and the suffix behind them.
pub(super) fn names(settings: &Settings, resources: &mut [Resource]) {
    for (key, before) in [("namePrefix", true), ("nameSuffix", false)] {
        let Some(affix) = settings.entry(key).map(|entry| &entry.value) else { continue };
        let Some(text) = affix.text().filter(|_| affix.as_str() != Some("")) else { continue };
        for resource in resources.iter_mut() {
            resource.remember();
            if UNPREFIXED.contains(&resource.kind()) {
                continue;
            }
            resource.affixes.push(SmolStr::from(format!("{key}:{}", text.display())));
            let mut change =
                |name: Option<&Value>| match name.and_then(|it| joined(it, &text, before)) {
                    Some(name) => Change::Set(name),
                    None => Change::Keep,
                };
            resource.change(&["metadata", "name"], Missing::Leave, &mut change);
        }
    }
}

/// A name with text before or behind it; it stands where the name stands.
pub(super) fn joined(name: &Value, affix: &Text, before: bool) -> Option<Value> {
    let name_text = name.text()?;
    let (name_segments, affix) = (name_text.segments(), affix.segments());
    let (first, second) = if before { (affix, name_segments) } else { (name_segments, affix) };
    let all: Vec<Segment> = first.iter().chain(second).cloned().collect();
    let known = |segment: &Segment| match segment {
        Segment::Literal { text, .. } => Some(text.to_string()),
        Segment::Hole(_) => None,
    };
    let origin = name.origin.clone();
    Some(match all.iter().map(known).collect::<Option<String>>() {
        Some(text) => Value::string(text, origin),
        None => Value::segments(all, origin),
    })
}

/// Sets the number of pods of the workloads that are named.
pub(super) fn replicas(settings: &Settings, resources: &mut [Resource]) {
    for item in items(&settings.body, "replicas") {
        let (Some(name), Some(count)) = (tree::text(item, &["name"]), item.entry("count")) else {
            continue;
        };
        let meant = |it: &&mut Resource| {
            let named = |id: super::resource::Id| id.name.is_some_and(|it| it.equals(name).must());
            REPLICATED.contains(&it.kind()) && it.ids().any(named)
        };
        for resource in resources.iter_mut().filter(meant) {
            let mut change = |_: Option<&Value>| Change::Set(count.value.clone());
            resource.change(&["spec", "replicas"], at(count), &mut change);
        }
    }
}

/// Sets the images of all containers, wherever they stand.
pub(super) fn images(settings: &Settings, resources: &mut [Resource]) {
    for item in items(&settings.body, "images") {
        let Some(image) = Image::of(item) else { continue };
        for resource in resources.iter_mut() {
            if resource.kind() != "CustomResourceDefinition" {
                resource.body = in_containers(&resource.body, &image);
            }
        }
    }
}

/// What becomes of an image.
struct Image<'a> {
    name: &'a str,
    new_name: Option<&'a Value>,
    tag: Option<&'a Value>,
    digest: Option<&'a Value>,
    tag_suffix: Option<&'a Value>,
}

impl<'a> Image<'a> {
    fn of(item: &'a Value) -> Option<Self> {
        let at = |key: &str| item.get(key).filter(|it| !it.is_null() && it.as_str() != Some(""));
        Some(Self {
            name: tree::text(item, &["name"])?,
            new_name: at("newName"),
            tag: at("newTag"),
            digest: at("digest"),
            tag_suffix: at("tagSuffix"),
        })
    }

    /// What an image is turned into, if it is this one.
    fn changed(&self, image: &Value) -> Option<Value> {
        let (name, end) = split(image.as_str()?);
        if name != self.name {
            return None;
        }
        let literal = |text: &str, origin: &crate::value::Origin| Segment::Literal {
            text: text.into(),
            origin: origin.clone(),
        };
        let mut segments = Vec::new();
        match self.new_name {
            Some(name) => segments.extend(name.text()?.segments().iter().cloned()),
            None => segments.push(literal(name, &image.origin)),
        }
        let (mark, new) = match (self.tag, self.digest) {
            (_, Some(digest)) => ("@", Some(digest)),
            (tag, None) => (":", tag),
        };
        match new {
            Some(new) => {
                segments.push(literal(mark, &new.origin));
                segments.extend(new.text()?.segments().iter().cloned());
            }
            None => segments.push(literal(end, &image.origin)),
        }
        if let Some(suffix) = self.tag_suffix.filter(|_| self.digest.is_none()) {
            segments.extend(suffix.text()?.segments().iter().cloned());
        }
        let first = new.or(self.new_name).or(self.tag_suffix).unwrap_or(image);
        Some(whole(segments, first))
    }
}

/// One text of segments; where all is known it stands where `place` does.
fn whole(segments: Vec<Segment>, place: &Value) -> Value {
    let value = Value::segments(segments, place.origin.clone());
    let known = value.text().and_then(|text| text.known());
    known.map_or(value, |text| Value::string(text, place.origin.clone()))
}

/// The name of an image, and its tag or digest with the mark before it.
fn split(image: &str) -> (&str, &str) {
    if let Some(at) = image.find('@') {
        // A tag before the digest counts as part of what is replaced.
        let (name, _) = split(&image[..at]);
        return (name, &image[name.len()..]);
    }
    let start = image.rfind('/').map_or(0, |slash| slash + 1);
    match image[start..].find(':') {
        Some(colon) => image.split_at(start + colon),
        None => (image, ""),
    }
}

fn in_containers(value: &Value, image: &Image<'_>) -> Value {
    match &value.kind {
        Kind::List(list) => {
            let items = list.items.iter().map(|item| in_containers(item, image)).collect();
            tree::like(value, Kind::List(List { items, ..(**list).clone() }.into()))
        }
        Kind::Map(map) => {
            let mut map = crate::value::Map::clone(map);
            for Entry { key, value, .. } in &mut map.entries {
                *value = in_containers(value, image);
                if matches!(key.as_str(), "containers" | "initContainers") {
                    let mut change = |value: Option<&Value>| {
                        let changed = value.and_then(|it| image.changed(it));
                        changed.map_or(Change::Keep, Change::Set)
                    };
                    *value = tree::with(value, &["image"], Missing::Leave, &mut change);
                }
            }
            tree::like(value, Kind::Map(map.into()))
        }
        _ => value.clone(),
    }
}

/// Where a setting of a kustomization stands.
pub(super) fn at(entry: &Entry) -> Missing {
    Missing::Create(entry.key_span)
}
