//! The Applications that an `ApplicationSet` of Argo CD makes: its template, filled with what its
//! generators give.

use smol_str::SmolStr;

use super::delivery::at;
use crate::source::Span;
use crate::value::{Entry, Kind, List, Map, Origin, Segment, Step, Text, Value, Why};

/// The bodies of the Applications that an object is or makes: those of an `ApplicationSet` are its
/// template, filled with each element of its lists, with each folder of its Git generators, and with
/// each pair that a matrix of the two gives.
///
/// Other generators look outside the files: for those the template is taken as it is.
pub(super) fn applications(body: &Value, kind: &str) -> Vec<Value> {
    if kind == "Application" {
        return vec![body.clone()];
    }
    let Some(template) = at(body, &["spec", "template"]) else { return Vec::new() };
    let of = |generator: &Value| match elements(generator) {
        Some(elements) => elements.iter().map(|it| filled_in(template, it)).collect(),
        None => vec![template.clone()],
    };
    generators(body).iter().flat_map(of).collect()
}

/// Whether an object is an `ApplicationSet` with a generator that looks outside the files.
pub fn looks_elsewhere(body: &Value) -> bool {
    let is_set = body.get("kind").and_then(Value::as_str) == Some("ApplicationSet");
    is_set && generators(body).iter().any(|generator| elements(generator).is_none())
}

fn generators(body: &Value) -> &[Value] {
    let list = at(body, &["spec", "generators"]).and_then(Value::as_list);
    list.map(|list| list.items.as_slice()).unwrap_or_default()
}

/// What a generator gives; none where the files do not say it.
fn elements(generator: &Value) -> Option<Vec<Value>> {
    if generator.get("selector").is_some() {
        return None;
    }
    let listed = at(generator, &["list", "elements"]).and_then(Value::as_list);
    let listed = listed.map(|list| list.items.clone());
    listed.or_else(|| folders(generator)).or_else(|| pairs(generator))
}

/// What a Git generator gives for folders, as elements; none where it leaves some out, or looks for
/// files. A pattern such as `clusters/*` is the folder around all that it finds.
///
/// Source: Argo CD documentation, "Git Generator".
fn folders(generator: &Value) -> Option<Vec<Value>> {
    let list = at(generator, &["git", "directories"])?.as_list()?;
    let one = |item: &Value| {
        let path = item.get("path")?.as_str().filter(|_| item.get("exclude").is_none())?;
        let entry = |key: &str, text: &str| {
            let origin = item.origin.clone();
            Entry { key: key.into(), key_span: origin.span, value: Value::string(text, origin) }
        };
        let around = path.strip_suffix("/*").or_else(|| path.strip_suffix("/**"));
        let whole = around.unwrap_or(path);
        let mut entries = vec![entry("path", whole), entry("path.path", whole)];
        if around.is_none() {
            let name = whole.rsplit('/').next().unwrap_or(whole);
            entries.push(entry("path.basename", name));
        }
        (!whole.contains('*')).then(|| Value::map(entries, item.origin.clone()))
    };
    list.items.iter().map(one).collect()
}

/// What a matrix gives: each element of its first generator with each of its second, which may use
/// what the first gives.
///
/// Source: Argo CD documentation, "Matrix Generator".
fn pairs(generator: &Value) -> Option<Vec<Value>> {
    let list = at(generator, &["matrix", "generators"])?.as_list()?;
    let [first, second] = list.items.as_slice() else { return None };
    let mut pairs = Vec::new();
    for outer in elements(first)? {
        for inner in elements(&filled_in(second, &outer))? {
            let entries = [&outer, &inner].into_iter().filter_map(|it| it.as_map());
            let entries = entries.flat_map(|map| map.entries.iter().cloned()).collect();
            pairs.push(Value::map(entries, inner.origin.clone()));
        }
    }
    Some(pairs)
}

/// A template with an element's values in their places.
fn filled_in(template: &Value, element: &Value) -> Value {
    let origin = template.origin.clone();
    let kind = match &template.kind {
        Kind::Map(map) => {
            let entry =
                |entry: &Entry| Entry { value: filled_in(&entry.value, element), ..entry.clone() };
            let entries = map.entries.iter().map(entry).collect();
            Kind::Map(Map { entries, ..(**map).clone() }.into())
        }
        Kind::List(list) => {
            let items = list.items.iter().map(|item| filled_in(item, element)).collect();
            Kind::List(List { items, ..(**list).clone() }.into())
        }
        Kind::Unknown(_) | Kind::Segments(_) => {
            return template
                .text()
                .map_or_else(|| template.clone(), |it| filled(&it, element, &origin));
        }
        other => other.clone(),
    };
    Value::new(kind, origin)
}

/// A template's text with an element's values in their places. What is nothing but one of these
/// stands where the element says it; so does a part of a document that is written as text.
fn filled(text: &Text, element: &Value, origin: &Origin) -> Value {
    if let [Segment::Hole(hole)] = text.segments() {
        return value_of(hole, element, origin).unwrap_or_else(|| hole.clone());
    }
    let has_lines =
        |it: &Segment| matches!(it, Segment::Literal { text, .. } if text.contains('\n'));
    let is_document = text.segments().iter().any(has_lines);
    let one = |segment: &Segment| match segment {
        Segment::Literal { .. } => segment.clone(),
        Segment::Hole(hole) => match value_of(hole, element, origin) {
            Some(value) if is_document && is_plain(&value) => Segment::Hole(value),
            Some(value) => {
                let text: SmolStr = value.as_str().unwrap_or_default().into();
                Segment::Literal { text, origin: origin.clone() }
            }
            None => segment.clone(),
        },
    };
    Value::segments(text.segments().iter().map(one).collect(), origin.clone())
}

/// What an element has for a placeholder such as `{{ .values.role }}`.
fn value_of(hole: &Value, element: &Value, origin: &Origin) -> Option<Value> {
    let Kind::Unknown(Why::Placeholder(written)) = &hole.kind else { return None };
    let name = written.strip_prefix("{{").and_then(|it| it.strip_suffix("}}"));
    let name = name.map(|it| it.trim().trim_start_matches('.'));
    let value = named(element, name?)?;
    let place = if hole.origin.span == Span::NOWHERE { origin.span } else { hole.origin.span };
    value.as_str().is_some().then(|| value.through(Step::Each, place))
}

/// The value that an element has under a name: `path.basename` is one key, or a key in a map.
fn named<'a>(element: &'a Value, name: &str) -> Option<&'a Value> {
    element.get(name).or_else(|| {
        let (outer, inner) = name.split_once('.')?;
        named(element.get(outer)?, inner)
    })
}

/// Whether a text is the same as a scalar of YAML: a string, whatever stands around it.
fn is_plain(value: &Value) -> bool {
    let text = value.as_str().unwrap_or_default();
    let is_word = |it: u8| it.is_ascii_alphanumeric() || b"-_./:".contains(&it);
    let is_other = ["true", "false", "null", "yes", "no", "on", "off"];
    text.bytes().all(is_word)
        && text.starts_with(|it: char| it.is_ascii_alphabetic())
        && !text.ends_with(':')
        && !is_other.contains(&text.to_ascii_lowercase().as_str())
}
