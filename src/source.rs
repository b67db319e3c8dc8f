//! What is read, from where, and how to point into it.

mod span;
mod texts;

pub use span::{Place, Span, TextId};
pub use texts::{Piece, Position, Text, Texts};
