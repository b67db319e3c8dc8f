//! ekslint.

pub mod check;
pub mod data;
pub mod document;
pub mod engine;
pub mod field;
pub mod finding;
pub mod fix;
pub mod lower;
pub mod model;
pub mod project;
pub mod reader;
pub mod report;
pub mod rule;
pub mod rules;
pub mod source;
pub mod syntax;
pub mod terraform;
pub mod value;
