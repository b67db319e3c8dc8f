//! Stub.
pub mod modules;
