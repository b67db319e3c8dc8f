//! Arguments of Terraform resources.

use smol_str::SmolStr;

use crate::field::{Anchor, Object};

/// An argument that wants a string and is given a whole object.
#[derive(Clone, Debug)]
pub struct Argument {
    /// The resource that it belongs to.
    pub object: Object,
    /// Where it stands.
    pub anchor: Anchor,
    /// What it is given, as it is written.
    pub given: SmolStr,
    /// The attribute that was most likely meant, if that can be told.
    pub missing: Option<Missing>,
}

/// The attribute that was most likely meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// Its name.
    pub attribute: SmolStr,
    /// Whether nothing else can have been meant.
    pub certain: bool,
}
