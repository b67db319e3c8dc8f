//! What is read, from where, and how to point into it.

mod columns;
mod discover;
mod gathered;
mod installed;
mod language;
mod path;
mod patterns;
mod read;
mod repository;
mod root;
mod span;
mod texts;
mod tree;

pub use discover::{Discovery, ENDINGS, Exclude, Found, Unwalkable, shown};
pub use installed::{installed_modules, is_installed, manifest_root};
pub use language::Language;
pub use path::{ancestors, folder, joined, relative};
pub use patterns::Paths;
pub use read::{Content, ReadProblem, decode, is_plan, read};
pub use repository::Repository;
pub use root::Root;
pub use span::{Place, Span, TextId};
pub use texts::{Piece, Position, Text, Texts};
pub use tree::{Absent, Tree};
