//! ekslint.

pub mod check;
pub mod cli;
pub mod data;
pub mod engine;
pub mod field;
pub mod finding;
pub mod report;
pub mod rule;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod value;
