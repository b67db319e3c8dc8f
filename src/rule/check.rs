//! Stub.
/// Stub.
#[derive(Debug)]
pub enum Check {
    /// x
    None,
}
/// Stub.
#[derive(Debug)]
pub struct Context;
/// Stub.
#[derive(Debug)]
pub struct Fact;
