//! Values in one line.

use crate::value::{Kind, List, Map, Rest, Segment, Sequence, Transform, Value, Why};

/// A value in one line: `?…` is unknown, `…` stands for unseen items.
pub(in crate::terraform) fn show(value: &Value) -> String {
    match &value.kind {
        Kind::Null => "null".to_owned(),
        Kind::Bool(flag) => flag.to_string(),
        Kind::Number(number) => number.to_string(),
        Kind::Text(text) => format!("{text:?}"),
        Kind::Segments(segments) => {
            let segment = |segment: &Segment| match segment {
                Segment::Literal { text, .. } => {
                    let quoted = format!("{text:?}");
                    quoted[1..quoted.len() - 1].to_owned()
                }
                Segment::Hole(value) => format!("${{{}}}", show(value)),
            };
            format!("\"{}\"", segments.iter().map(segment).collect::<String>())
        }
        Kind::List(list) => shown_list(list),
        Kind::Map(map) => shown_map(map),
        Kind::Document(document) => {
            format!("{}({})", format!("{:?}", document.format).to_lowercase(), show(&document.root))
        }
        Kind::Reference(reference) => {
            let transforms = reference.transforms.iter().map(transform);
            format!("{reference}{}", transforms.collect::<String>())
        }
        Kind::OneOf(choice) => {
            format!("({})", choice.values.iter().map(show).collect::<Vec<_>>().join(" | "))
        }
        Kind::Unknown(why) => format!("?{}", reason(why)),
    }
}

fn shown_list(list: &List) -> String {
    let mut items: Vec<String> = list.items.iter().map(show).collect();
    items.extend(rest(&list.rest));
    let sequence = if list.sequence == Sequence::Set { "set" } else { "" };
    format!("{sequence}[{}]", items.join(", "))
}

fn shown_map(map: &Map) -> String {
    let entry = |entry: &crate::value::Entry| format!("{}: {}", entry.key, show(&entry.value));
    let mut items: Vec<String> = map.entries.iter().map(entry).collect();
    items.extend(map.partial.iter().map(|(key, value)| format!("{}: {}", show(key), show(value))));
    items.extend(rest(&map.rest));
    format!("{{{}}}", items.join(", "))
}

fn rest(rest: &Rest) -> Option<String> {
    match rest {
        Rest::Closed => None,
        Rest::Open { at_least: 0, at_most: None, .. } => Some("…".to_owned()),
        Rest::Open { at_least, at_most: None, .. } => Some(format!("…{at_least}+")),
        Rest::Open { at_least, at_most: Some(most), .. } => Some(format!("…{at_least}-{most}")),
    }
}

fn transform(transform: &Transform) -> String {
    match transform {
        Transform::Replace { from, to } => format!(".replace({from}, {to})"),
        Transform::TrimPrefix(prefix) => format!(".trimprefix({prefix})"),
        Transform::TrimSuffix(suffix) => format!(".trimsuffix({suffix})"),
        Transform::Split(separator, index) => format!(".split({separator})[{index}]"),
        Transform::Function(name) => format!(".{name}()"),
    }
}

fn reason(why: &Why) -> String {
    match why {
        Why::NoDefault(name) | Why::Callers(name) => format!("var.{name}"),
        Why::Error(message) => format!("error: {message}"),
        Why::Cycle(name) => format!("cycle: {name}"),
        Why::Instances(name) => format!("instances: {name}"),
        Why::Function(name) => format!("{name}()"),
        other => other.to_string(),
    }
}
