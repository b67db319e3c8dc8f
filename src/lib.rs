//! ekslint.

pub mod data;
pub mod field;
pub mod finding;
pub mod source;
pub mod syntax;
pub mod terraform;
pub mod value;
