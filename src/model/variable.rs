//! Environment variables of containers.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::field::{Field, Object};
use crate::value::Text;

/// One environment variable of one container.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The workload.
    pub object: Object,
    /// The kind of the workload.
    pub kind: SmolStr,
    /// The namespace of the workload, if it is written.
    pub namespace: Field<Text>,
    /// The service account of its pods.
    pub account: Field<Text>,
    /// The container.
    pub container: SmolStr,
    /// The names of all variables of the container.
    pub siblings: Arc<[SmolStr]>,
    /// The name.
    pub name: Field<Text>,
    /// What it is set to; not set where it comes from elsewhere.
    pub value: Field<Text>,
}
