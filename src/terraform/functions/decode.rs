//! Text as structures: `jsondecode` and `yamldecode`.

mod json;
mod yaml;

use super::call::{Call, Made};
use crate::source::Span;
use crate::syntax::Range;
use crate::value::{Format, Kind, Origin, Why};

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
    let texts = call.evaluation.session.texts.get();
    let here = value.origin.span;
    let copied = here != Span::NOWHERE && texts.is_some_and(|it| it.slice(here) == text);
    let places = Places { whole: &value.origin, copied };
    let decode = if call.name == "jsondecode" { json::decoded } else { yaml::decoded };
    let decoded = decode(&text, places);
    decoded.map_err(|problem| match problem {
        Problem::Invalid => call.error("the text is not valid"),
        Problem::Limit => call.unsure(Why::Limit("a value too large")),
        Problem::NotFollowed => call.unsure(Why::Function(call.name.into())),
    })
}

/// Where the parts of a text stand.
#[derive(Clone, Copy)]
struct Places<'t> {
    /// Where all of it stands, and the way that it took.
    whole: &'t Origin,
    /// Whether what stands there is the text itself, byte for byte, as in a file that was read.
    copied: bool,
}

impl Places<'_> {
    /// Where a part stands, as exactly as that can be told.
    fn origin(&self, part: Range) -> Origin {
        Origin::new(self.span(part)).along(self.whole)
    }

    fn span(&self, part: Range) -> Span {
        let Span { text, start, .. } = self.whole.span;
        let exact = || Span::new(text, start + part.start, start + part.end);
        if self.copied { exact() } else { self.whole.span }
    }
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
