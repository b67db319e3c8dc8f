//! From the values of a chart to the objects that the chart makes of them.

mod accounts;
mod addons;
mod merge;
mod network;

use crate::data::charts::Naming;
use crate::field::Object;
use crate::lower::kubernetes;
use crate::model::{Facts, Release};
use crate::value::{Entry, Kind, Map, Origin, Text, Value};

pub use addons::{configuration, of_addon};
pub use merge::{merged, setting};
pub use network::of_network;

/// Adds what a release makes, as far as its values decide it and some rule reads it. `charts` are the
/// known charts in it, each with where its own values stand: nowhere for the chart itself.
pub fn lower(release: &Release, charts: &[(String, String)], facts: &mut Facts) {
    for (chart, alias) in charts {
        let part = if alias.is_empty() { release.clone() } else { inner(release, alias) };
        accounts::of_chart(&part, chart, facts);
        if chart == "aws-ebs-csi-driver" {
            storage_classes(&part, facts);
        }
    }
    accounts::of_any(release, charts, facts);
}

/// The release as a chart inside it sees it.
fn inner(release: &Release, alias: &str) -> Release {
    let values = match &release.values.kind {
        Kind::Map(map) => match map.get(alias) {
            crate::value::Lookup::Found(entry) => entry.value.clone(),
            crate::value::Lookup::Absent => Value::map(Vec::new(), release.values.origin.clone()),
            crate::value::Lookup::Unknown(why) => {
                Value::unknown(why, release.values.origin.clone())
            }
        },
        _ => release.values.clone(),
    };
    Release { values, ..release.clone() }
}

/// The classes that the chart of the EBS driver makes, one for each entry of `storageClasses`.
///
/// Source: kubernetes-sigs/aws-ebs-csi-driver, `templates/storageclass.yaml`.
fn storage_classes(release: &Release, facts: &mut Facts) {
    let list = release.values.get("storageClasses").and_then(Value::as_list);
    for item in list.into_iter().flat_map(|list| &list.items) {
        let Some(map) = item.as_map() else { continue };
        let of_metadata =
            |entry: &&Entry| ["name", "annotations", "labels"].contains(&entry.key.as_str());
        let (metadata, mut entries): (Vec<_>, Vec<_>) = map.entries.iter().partition(of_metadata);
        entries.retain(|entry| entry.key != "provisioner");
        let mut entries: Vec<Entry> = entries.into_iter().cloned().collect();
        let metadata = metadata.into_iter().cloned().collect();
        let own = |key: &str, value: Value| written(key, value, &item.origin);
        // One that is written wins, as it stands behind that of the chart.
        if map.entry("metadata").is_none() {
            entries.push(own("metadata", Value::map(metadata, item.origin.clone())));
        }
        entries.push(own("provisioner", text("ebs.csi.aws.com", &item.origin)));
        if map.entry("volumeBindingMode").is_none() {
            entries.push(own("volumeBindingMode", text("WaitForFirstConsumer", &item.origin)));
        }
        let body = Map { entries, ..map.clone() };
        let body = Value::new(Kind::Map(body.into()), item.origin.clone());
        let name = map.entry("name").and_then(|it| it.value.text()).map(|it| it.display());
        let called = format!("storage.k8s.io/v1/StorageClass/{}", name.unwrap_or_default());
        let header = map.entry("name").map_or(item.origin.span, |it| it.key_span);
        let object = object(release, &called, body, header);
        kubernetes::add(object, "storage.k8s.io/v1", "StorageClass", facts);
    }
}

/// An object that a release makes. In Terraform people know it by the release.
fn object(release: &Release, called: &str, body: Value, header: crate::source::Span) -> Object {
    let mut object = Object { body, header, fallback: None, ..release.object.clone() };
    object.dialect = crate::field::Dialect::Kubernetes;
    if object.tool() == crate::field::Tool::Kubernetes {
        object.subject.name = called.into();
    }
    object
}

/// What the names of a release's objects are made of; none where a part is not known.
fn naming<'a>(
    release: &str,
    chart: &'a str,
    values: &'a Value,
    hold: impl FnOnce(Naming<'_>) -> Option<String>,
) -> Option<String> {
    let written = |key: &str| match values.as_map()?.get(key) {
        crate::value::Lookup::Found(entry) if entry.value.is_null() => Some(None),
        crate::value::Lookup::Found(entry) => Some(Some(entry.value.as_str()?)),
        crate::value::Lookup::Absent => Some(None),
        crate::value::Lookup::Unknown(_) => None,
    };
    let full = written("fullnameOverride")?.filter(|it| !it.is_empty());
    let chart = written("nameOverride")?.filter(|it| !it.is_empty()).unwrap_or(chart);
    hold(Naming { release, chart, full })
}

fn text(text: &str, origin: &Origin) -> Value {
    Value::string(text, origin.clone())
}

fn written(key: &str, value: Value, origin: &Origin) -> Entry {
    Entry { key: key.into(), key_span: origin.span, value }
}

/// The value that a field holds, for the body of an object.
fn of_field(field: &crate::field::Field<Text>) -> Option<Value> {
    let origin = field.anchor.origin.clone();
    match (field.known(), field.why()) {
        (Some(text), _) => Some(Value::segments(text.segments().to_vec(), origin)),
        (None, Some(why)) => Some(Value::unknown(why, origin)),
        (None, None) => None,
    }
}
