//! What is read, from where, and how to point into it.

mod discover;
mod read;
mod span;
mod texts;
mod tree;

pub use discover::{Discovery, Found, Unwalkable, shown};
pub use read::{Content, ReadProblem, decode, read};
pub use span::{Place, Span, TextId};
pub use texts::{Piece, Position, Text, Texts};
pub use tree::{Absent, Tree};
