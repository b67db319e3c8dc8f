//! What is read, from where, and how to point into it.

mod columns;
mod discover;
mod installed;
mod path;
mod patterns;
mod read;
mod root;
mod span;
mod texts;
mod tree;

pub use discover::{Discovery, ENDINGS, Exclude, Found, Unwalkable, shown};
pub use installed::{installed_modules, is_installed, manifest_root};
pub use path::{ancestors, folder, joined, relative};
pub use patterns::Paths;
pub use read::{Content, ReadProblem, decode, read};
pub use root::Root;
pub use span::{Place, Span, TextId};
pub use texts::{Piece, Position, Text, Texts};
pub use tree::{Absent, Tree};
