//! ekslint.

pub mod data;
