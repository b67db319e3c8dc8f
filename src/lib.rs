//! ekslint.

pub mod data;
pub mod engine;
pub mod field;
pub mod finding;
pub mod model;
pub mod project;
pub mod report;
pub mod rule;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod terraform;
pub mod value;
