//! What is read, from where, and how to point into it.

mod discover;
mod installed;
mod path;
mod read;
mod span;
mod texts;

pub use discover::{Discovery, Found, Unwalkable, shown};
pub use installed::{installed_modules, is_installed, manifest_root};
pub use path::{folder, joined, relative};
pub use read::{Content, ReadProblem, decode, read};
pub use span::{Place, Span, TextId};
pub use texts::{Piece, Position, Text, Texts};
