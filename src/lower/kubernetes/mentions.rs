//! Words in objects that may name a service account, whoever reads them.
//!
//! Controllers take service accounts from custom resources, arguments, environment variables and
//! configuration, under keys of their own: any equal word counts as a use.

use std::collections::BTreeSet;

use memchr::memmem::find;
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

/// Names that are looked for in texts.
///
/// Nearly every word of a text is another one, which its length and first letter tell.
#[derive(Debug)]
pub struct Wanted {
    names: BTreeSet<SmolStr>,
    /// For each first byte the lengths of the names that begin with it, as bits.
    lengths: [u64; 256],
}

impl Wanted {
    /// Looks for these names; those that are no words are never found.
    pub fn new(names: impl IntoIterator<Item = SmolStr>) -> Self {
        let names = names.into_iter().filter(|name| LENGTHS.contains(&name.len()));
        let names: BTreeSet<SmolStr> = names.collect();
        let mut lengths = [0; 256];
        for name in &names {
            lengths[usize::from(name.as_bytes()[0])] |= 1 << name.len();
        }
        Self { names, lengths }
    }

    /// Whether nothing is looked for.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    fn find(&self, word: &[u8]) -> Option<&SmolStr> {
        let lengths = self.lengths[usize::from(*word.first()?)];
        if !LENGTHS.contains(&word.len()) || lengths >> word.len() & 1 == 0 {
            return None;
        }
        self.names.get(std::str::from_utf8(word).ok()?)
    }
}

/// The names that stand as words in those documents of a text that nobody reads as objects, and that
/// a controller or a program may read.
pub fn in_text(content: &str, is_read: impl Fn(&str) -> bool, wanted: &Wanted) -> Vec<SmolStr> {
    let mut found = Vec::new();
    let documents = documents(content).filter(|document| is_for_others(document, &is_read));
    for document in documents {
        // What is no letter of a name is no part of one in UTF-8 either; a capital makes it another
        // word, such as `apiVersion`.
        let is_of_words = |byte: u8| byte.is_ascii_uppercase() || is_of_names(char::from(byte));
        let words = document.as_bytes().split(|byte| !is_of_words(*byte));
        found.extend(words.filter_map(|word| wanted.find(trimmed(word)).cloned()));
    }
    found
}

/// The documents of a text, without the lines between them.
fn documents(content: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(content);
    std::iter::from_fn(move || {
        let text = rest?;
        let line = if text.starts_with("---") {
            Some(0)
        } else {
            find(text.as_bytes(), b"\n---").map(|it| it + 1)
        };
        let Some(line) = line else { return rest.take() };
        rest = text[line..].split_once('\n').map(|(_, behind)| behind);
        Some(&text[..line])
    })
}

/// Whether nobody reads a document as an object, and a controller or a program may read it.
fn is_for_others(document: &str, is_read: impl Fn(&str) -> bool) -> bool {
    let at_top = |key: &str| {
        let mut lines = document.lines();
        let value = lines.find_map(|line| line.strip_prefix(key));
        value.unwrap_or("").trim().trim_matches(['"', '\''])
    };
    let (version, kind) = (at_top("apiVersion:"), at_top("kind:"));
    let group = version.split_once('/').map_or("", |(group, _)| group);
    let own = !group.contains('.') || group.ends_with(".k8s.io");
    !kind.is_empty() && !is_read(kind) && (!own || ["ConfigMap", "Secret"].contains(&kind))
}

fn trimmed(mut word: &[u8]) -> &[u8] {
    while let [b'.' | b'-', rest @ ..] | [rest @ .., b'.' | b'-'] = word {
        word = rest;
    }
    word
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

#[cfg(test)]
mod tests {
    use super::{Wanted, in_text};

    fn found(content: &str, names: &[&str]) -> Vec<String> {
        let wanted = Wanted::new(names.iter().map(|name| (*name).into()));
        let found = in_text(content, |kind| kind == "Deployment", &wanted);
        found.into_iter().map(String::from).collect()
    }

    #[test]
    fn names_count_where_nobody_reads_the_document() {
        let custom = "apiVersion: example.com/v1\nkind: Job\nspec: {account: api}\n";
        let read = "apiVersion: apps/v1\nkind: Deployment\nspec: {account: web}\n";
        let data = "apiVersion: v1\nkind: ConfigMap\ndata: {account: db}\n";
        let own = "apiVersion: rbac.authorization.k8s.io/v1\nkind: RoleBinding\nsubject: ci\n";
        let all = ["api", "web", "db", "ci"];
        assert_eq!(
            found(&format!("{custom}---\n{read}--- # more\n{data}---\n{own}"), &all),
            ["api", "db"]
        );
        assert!(found(&format!("---\n{read}---"), &all).is_empty());
    }

    #[test]
    fn only_whole_words_are_names() {
        let text = "apiVersion: example.com/v1\nkind: X\nspec: payments-api, -api-. äapi apis\n";
        assert_eq!(found(text, &["api"]), ["api", "api"]);
        assert_eq!(found(text, &["payments-api", "a", "spec"]), ["spec", "payments-api"]);
    }
}
