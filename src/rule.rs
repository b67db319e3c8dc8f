//! What a rule is: a page, and a function from one fact to one verdict.
//!
//! The page (`rules/<category>/<name>.md`) holds everything that is said about the rule and is its
//! test; its front matter is read while compiling, so a missing or misspelt key does not compile.

mod check;
mod level;
mod meta;
mod options;
mod pattern;

pub use check::{Check, Context, Fact, Trust};
pub use level::Level;
pub use meta::{Elsewhere, Meta, Preset, Severity};
pub use options::{OptionMeta, Options};
pub use pattern::{Pattern, UnknownRule};
pub(crate) use pattern::{closest, glob, instead};

/// One rule.
#[derive(Debug)]
pub struct Rule {
    /// What its page says about it.
    pub meta: Meta,
    /// What it looks at, and how it judges.
    pub check: Check,
}

impl Rule {
    /// A rule of its page, such as `include_str!("../../../rules/endpoint/public-endpoint-open.md")`.
    pub const fn new(page: &'static str, check: Check) -> Self {
        Self { meta: Meta::of(page), check }
    }
}
