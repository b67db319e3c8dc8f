//! Arguments of Terraform resources.

use crate::field::{Anchor, Object};
use crate::value::Reference;

/// An argument that wants a string and is given a whole object.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The resource that it belongs to.
    pub object: Object,
    /// Where it stands.
    pub anchor: Anchor,
    /// What it is given.
    pub given: Reference,
    /// The attribute that was most likely meant.
    pub missing: Missing,
}

/// The attribute that was most likely meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// `.id`.
    Id,
    /// `.arn`.
    Arn,
    /// `.name`.
    Name,
    /// It can't be told.
    Unknown,
}
