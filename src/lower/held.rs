//! Documents that are held as text: what is wrong with them is said where they are written.

use crate::document::{Fault, fault};
use crate::field::Tool;
use crate::model::{Facts, Notice};
use crate::source::Texts;
use crate::value::{Kind, Value};

/// Notes why a text that a tool parses as YAML or JSON cannot be read to its end, if so: as a mistake
/// where all of it is written, else as something that is not checked.
pub fn note_fault(held: &Value, tool: Tool, texts: &Texts, facts: &mut Facts) {
    if !matches!(held.kind, Kind::Text(_) | Kind::Segments(_)) {
        return;
    }
    let path = texts.path(held.origin.span);
    match fault(held, texts) {
        Some(Fault::Written(text, error)) => {
            facts.notices.push(Notice::syntax(path, text, &error, tool));
        }
        Some(Fault::Made) => facts.unreadable.push(path.into()),
        None => {}
    }
}
