//! Words in objects that may name a service account, whoever reads them.
//!
//! Controllers take service accounts from custom resources, arguments, environment variables and
//! configuration, under keys of their own: any equal word counts as a use.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use crate::model::is_of_names;
use crate::value::{Kind, Segment, Value};

/// The shortest and the longest word that is kept; names of objects have at most 253 characters,
/// and hardly ever more than a label.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=63;

/// Adds the words of an object, apart from what it is called itself.
pub(super) fn note(body: &Value, (group, kind): (&str, &str), words: &mut BTreeSet<SmolStr>) {
    let own = group.is_empty() || !group.contains('.') || group.ends_with(".k8s.io");
    match kind {
        "ConfigMap" | "Secret" => {
            for key in ["data", "stringData"] {
                body.get(key).into_iter().for_each(|value| add(value, words));
            }
        }
        "Deployment" | "StatefulSet" | "DaemonSet" | "ReplicaSet" | "Job" | "CronJob" | "Pod" => {
            said_to_containers(body, words);
        }
        _ if own => {}
        _ => {
            let entries = body.as_map().map(|map| map.entries.as_slice()).unwrap_or_default();
            let parts = entries.iter().filter(|entry| entry.key != "metadata");
            parts.for_each(|entry| add(&entry.value, words));
        }
    }
}

/// Adds what containers are told: their arguments and environment variables.
fn said_to_containers(value: &Value, words: &mut BTreeSet<SmolStr>) {
    match &value.kind {
        Kind::Map(map) => map.entries.iter().for_each(|entry| match entry.key.as_str() {
            "args" | "command" | "env" => add(&entry.value, words),
            _ => said_to_containers(&entry.value, words),
        }),
        Kind::List(list) => list.items.iter().for_each(|item| said_to_containers(item, words)),
        _ => {}
    }
}

/// Adds the words of the documents in a text that nobody reads as objects, and that a controller or
/// a program may read.
pub fn of_text(content: &str, is_read: impl Fn(&str) -> bool, words: &mut BTreeSet<SmolStr>) {
    let mut documents = vec![Vec::new()];
    for line in content.lines() {
        if line.starts_with("---") {
            documents.push(Vec::new());
        } else if let Some(document) = documents.last_mut() {
            document.push(line);
        }
    }
    for document in documents {
        let at_top = |key: &str| {
            let value = document.iter().find_map(|line| line.strip_prefix(key));
            value.unwrap_or("").trim().trim_matches(['"', '\''])
        };
        let (version, kind) = (at_top("apiVersion:"), at_top("kind:"));
        let group = version.split_once('/').map_or("", |(group, _)| group);
        let own = !group.contains('.') || group.ends_with(".k8s.io");
        if !kind.is_empty() && !is_read(kind) && (!own || ["ConfigMap", "Secret"].contains(&kind)) {
            for line in &document {
                split(line, words);
            }
        }
    }
}

/// Adds the words of a text.
fn split(text: &str, words: &mut BTreeSet<SmolStr>) {
    let all = text.split(|letter| !is_of_names(letter));
    let all = all.map(|word| word.trim_matches(['.', '-']));
    words.extend(all.filter(|word| LENGTHS.contains(&word.len())).map(SmolStr::from));
}

fn add(value: &Value, words: &mut BTreeSet<SmolStr>) {
    match &value.kind {
        Kind::Text(text) => split(text, words),
        Kind::Segments(segments) => segments.iter().for_each(|segment| match segment {
            Segment::Literal { text, .. } => split(text, words),
            Segment::Hole(_) => {}
        }),
        Kind::List(list) => list.items.iter().for_each(|item| add(item, words)),
        Kind::Map(map) => map.entries.iter().for_each(|entry| add(&entry.value, words)),
        Kind::Document(document) => add(&document.root, words),
        Kind::OneOf(choice) => choice.values.iter().for_each(|value| add(value, words)),
        _ => {}
    }
}
