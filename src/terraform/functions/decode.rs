//! Text as structures: `jsondecode` and `yamldecode`.

mod json;
mod yaml;

use super::call::{Call, Made};
use crate::value::{Format, Kind, Why};

pub(super) fn function(call: &Call<'_, '_>) -> Option<Made> {
    Some(match call.name {
        "jsondecode" | "yamldecode" => decoded(call),
        _ => return None,
    })
}

fn decoded(call: &Call<'_, '_>) -> Made {
    let value = call.argument(0)?;
    if let Kind::Document(document) = &value.kind
        && (document.format == Format::Json || call.name == "yamldecode")
    {
        return Ok(untyped(&document.root).along(&value.origin));
    }
    let text = call.text(0)?;
    let decoded = if call.name == "jsondecode" {
        json::decoded(&text, &value.origin)
    } else {
        yaml::decoded(&text, &value.origin)
    };
    decoded.map_err(|problem| match problem {
        Problem::Invalid => call.error("the text is not valid"),
        Problem::Limit => call.unsure(Why::Limit("a value too large")),
        Problem::NotFollowed => call.unsure(Why::Function(call.name.into())),
    })
}

/// Why a text gives no value.
enum Problem {
    Invalid,
    Limit,
    NotFollowed,
}

/// A value as it comes back from text: lists and sets are tuples, and maps are objects.
fn untyped(value: &crate::value::Value) -> crate::value::Value {
    use crate::terraform::objects::ordered;
    use crate::value::{Entry, Map, Mapping, Sequence, Value};
    let kind = match &value.kind {
        Kind::List(list) => {
            let list = ordered(list);
            let items = list.items.iter().map(untyped).collect();
            Kind::List(Sequence::Tuple.of(items, list.rest).into())
        }
        Kind::Map(map) => {
            let entry = |entry: &Entry| Entry { value: untyped(&entry.value), ..entry.clone() };
            let partial = map.partial.iter().map(|(key, value)| (key.clone(), untyped(value)));
            Kind::Map(
                Map {
                    mapping: Mapping::Object,
                    entries: map.entries.iter().map(entry).collect(),
                    partial: partial.collect(),
                    rest: map.rest.clone(),
                }
                .into(),
            )
        }
        _ => return value.clone(),
    };
    Value::new(kind, value.origin.clone())
}
