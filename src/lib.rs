//! ekslint.

pub mod document;
pub mod source;
pub mod syntax;
pub mod value;
