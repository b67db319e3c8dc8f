//! Policies of IAM, and what attaches them to roles.

use super::Policy;
use crate::field::{Field, Object};
use crate::value::Value;

/// A policy that something attaches to a role.
#[derive(Clone, Debug)]
pub struct AttachedPolicy {
    /// What attaches it.
    pub object: Object,
    /// The role: its name, or a reference to it.
    pub role: Field<Value>,
    /// The ARN of the policy, or a reference to it; the document of one that has no ARN.
    pub policy: Field<Value>,
    /// What the policy allows, where it is written out in the attachment itself.
    pub document: Option<Policy>,
}

/// A policy that its owner wrote, to be attached by its ARN.
#[derive(Clone, Debug)]
pub struct ManagedPolicy {
    /// Its settings.
    pub object: Object,
    /// What it allows.
    pub document: Policy,
}
