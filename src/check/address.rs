//! The value at an address, the way it took, and why what is missing of it is not known.

use super::input::{sources, variables};
use super::{CheckError, CheckOptions, in_pool};
use crate::finding::way_of;
use crate::reader::{self, ADDRESS};
use crate::source::{Place, Texts};
use crate::terraform::Addressed;
use crate::value::{Kind, List, Map, Rest, Segment, Value, Why};

/// No more reasons are listed.
const REASONS: usize = 8;

/// What was found at an address.
#[derive(Debug)]
pub struct AddressReport {
    /// The texts that places point into.
    pub texts: Texts,
    /// What the address names, by root and instance.
    pub found: Vec<AddressedValue>,
}

/// One thing that an address names.
#[derive(Clone, Debug)]
pub struct AddressedValue {
    /// The folder of the root.
    pub root: String,
    /// The address with the keys of all instances.
    pub address: String,
    /// The value in Terraform's notation; what is not known is a reference or `(not known)`.
    pub value: String,
    /// Where the value is written.
    pub written: Option<Place>,
    /// The places it was read at, from there to where it is used.
    pub way: Vec<(Place, String)>,
    /// What is not known of it, by its path within the value, and why.
    pub unknown: Vec<(String, String)>,
}

/// Looks up an address in every Terraform root that the options name.
///
/// # Errors
/// If the job could not be done, or the address is none.
pub fn find_address(options: &CheckOptions, address: &str) -> Result<AddressReport, CheckError> {
    in_pool(options, || {
        let variables = variables(options)?;
        let given = (&*options.config, &variables);
        let found = reader::find_address(sources(options)?, given, address);
        let (texts, found) = found
            .map_err(|error| CheckError::Address(address.to_owned(), error.message.clone()))?;
        let found = found.into_iter().map(|(root, it)| told(root, &it, &texts)).collect();
        Ok(AddressReport { texts, found })
    })
}

fn told(root: String, found: &Addressed, texts: &Texts) -> AddressedValue {
    let origin = &found.value.origin;
    let asked = |place: &Place| texts.path(place.span) == ADDRESS;
    let mut way: Vec<_> = way_of(origin).filter(|(place, _)| !asked(place)).collect();
    way.reverse();
    let mut unknown = Vec::new();
    reasons(&found.value, "", &mut unknown);
    AddressedValue {
        root,
        address: found.address.to_string(),
        value: written(&found.value),
        written: Some(Place::from(origin.span)).filter(|place| !asked(place)),
        way,
        unknown,
    }
}

/// A value in Terraform's notation.
fn written(value: &Value) -> String {
    match &value.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::Text(text) => format!("{text:?}"),
        Kind::Segments(segments) => {
            let segment = |segment: &Segment| match segment {
                Segment::Literal { text, .. } => text.to_string(),
                Segment::Hole(hole) => format!("${{{}}}", written(hole)),
            };
            format!("\"{}\"", segments.iter().map(segment).collect::<String>())
        }
        Kind::List(list) => written_list(list),
        Kind::Map(map) => written_map(map),
        Kind::Document(document) => written(&document.root),
        Kind::Reference(reference) => reference.to_string(),
        Kind::OneOf(choice) => {
            let values: Vec<String> = choice.values.iter().map(written).collect();
            format!("one of {}", values.join(", "))
        }
        Kind::Unknown(_) => "(not known)".to_owned(),
    }
}

fn written_list(list: &List) -> String {
    let mut items: Vec<String> = list.items.iter().map(written).collect();
    items.extend(more(&list.rest));
    format!("[{}]", items.join(", "))
}

fn written_map(map: &Map) -> String {
    let entry = |entry: &crate::value::Entry| format!("{} = {}", entry.key, written(&entry.value));
    let mut entries: Vec<String> = map.entries.iter().map(entry).collect();
    let partial = |(key, value): &(Value, Value)| format!("{} = {}", written(key), written(value));
    entries.extend(map.partial.iter().map(partial));
    entries.extend(more(&map.rest));
    if entries.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", entries.join(", ")) }
}

fn more(rest: &Rest) -> Option<String> {
    (!rest.is_closed()).then(|| "...".to_owned())
}

/// What is not known in a value, and why; each reason once.
fn reasons(value: &Value, path: &str, found: &mut Vec<(String, String)>) {
    match &value.kind {
        Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => {}
        Kind::Reference(_) | Kind::Unknown(_) => add(path, &value.why(), found),
        Kind::Segments(segments) => {
            for segment in segments.iter() {
                if let Segment::Hole(hole) = segment {
                    reasons(hole, path, found);
                }
            }
        }
        Kind::OneOf(choice) => {
            add(path, &choice.why, found);
            choice.values.iter().for_each(|value| reasons(value, path, found));
        }
        Kind::Document(document) => reasons(&document.root, path, found),
        Kind::List(list) => {
            add_unseen(path, &list.rest, found);
            for (index, item) in list.items.iter().enumerate() {
                reasons(item, &format!("{path}[{index}]"), found);
            }
        }
        Kind::Map(map) => {
            add_unseen(path, &map.rest, found);
            let dot = if path.is_empty() { "" } else { "." };
            for entry in &map.entries {
                reasons(&entry.value, &format!("{path}{dot}{}", entry.key), found);
            }
            for part in map.partial.iter().flat_map(|(key, value)| [key, value]) {
                reasons(part, path, found);
            }
        }
    }
}

fn add(path: &str, why: &Why, found: &mut Vec<(String, String)>) {
    let why = why.to_string();
    if found.len() < REASONS && !found.iter().any(|(_, known)| *known == why) {
        found.push((path.to_owned(), why));
    }
}

fn add_unseen(path: &str, rest: &Rest, found: &mut Vec<(String, String)>) {
    if let Rest::Open { why, .. } = rest {
        add(path, why, found);
    }
}
