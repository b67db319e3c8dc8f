//! What is wrong with a document that is written inside a string.

use super::derived;
use crate::source::{TextId, Texts};
use crate::syntax::SyntaxError;
use crate::value::Value;

/// Why a document inside a string cannot be read to its end.
#[derive(Clone, Debug)]
pub enum Fault {
    /// It is written as it is, with a mistake at a range of its own text.
    Written(TextId, SyntaxError),
    /// It is made of parts of which some are not known, or filled in before anybody parses it.
    Made,
}

/// The first mistake of the documents that a string holds; none where there is none, or no string.
pub fn fault(string: &Value, texts: &Texts) -> Option<Fault> {
    let (id, holes) = derived(string, texts)?;
    let stream = crate::syntax::yaml::parse(texts.text(id).content());
    let error = stream.errors.into_iter().next()?;
    let written = texts.slice(texts.in_file(string.origin.span));
    let is_filled = ["${", "%{", "{{"].iter().any(|mark| written.contains(mark));
    if holes.is_empty() && !is_filled && !written.is_empty() {
        return Some(Fault::Written(id, error));
    }
    Some(Fault::Made)
}
