//! From any way of writing an IAM policy to one view of it.

use crate::document::{Placeholders, parsed};
use crate::model::Policy;
use crate::source::Texts;
use crate::value::{Format, Kind, Value};

/// The policy that a value holds: a structure, a document, or its text.
pub fn policy(value: &Value, texts: &Texts) -> Policy {
    match &value.kind {
        Kind::Map(_) => Policy::of(value),
        Kind::Document(document) if document.format == Format::Json => Policy::of(&document.root),
        Kind::Text(_) | Kind::Segments(_) => match parsed(value, texts, Placeholders::Policy) {
            Some(root) => Policy::of(&root),
            None => Policy::unknown(crate::value::Why::NotEvaluated("a policy that is no JSON")),
        },
        _ => Policy::unknown(value.why()),
    }
}
