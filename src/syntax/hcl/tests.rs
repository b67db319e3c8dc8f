//! What the reader promises, by example.

mod literals;
mod properties;
mod recovery;
mod structure;

use super::{ExprId, ExprKind, File, Part, parse};

/// The bytes of a range of the source.
fn at(text: &str, range: crate::syntax::Range) -> &str {
    &text[range.indices()]
}

/// The value of the first argument of a text.
fn first(file: &File) -> ExprId {
    assert_eq!(file.errors, [], "the text has no errors");
    file.body.attributes[0].value
}

/// The literal characters of a template; every sequence is a `·`.
fn characters(parts: &[Part]) -> String {
    let all = parts.iter().map(|part| match part {
        Part::Literal { text, .. } => text.to_string(),
        Part::Interpolation { .. } => "·".to_owned(),
        Part::If { yes, no, .. } => format!("({}|{})", characters(yes), characters(no)),
        Part::For { body, .. } => format!("[{}]", characters(body)),
    });
    all.collect()
}

/// The template that the only argument of a text is set to.
fn template(text: &str) -> String {
    let file = parse(text);
    match &file.expression(first(&file)).kind {
        ExprKind::Template { parts, .. } => characters(parts),
        other => panic!("not a template: {other:?}"),
    }
}
