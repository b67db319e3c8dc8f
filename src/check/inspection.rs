//! What was understood, as a tree to print.

use crate::report::Summary;
use crate::source::{Place, Texts};

/// Everything that was understood.
#[derive(Debug, Default)]
pub struct Inspection {
    /// The texts that places point into.
    pub texts: Texts,
    /// The outermost things, in the order to print.
    pub things: Vec<Thing>,
    /// What was read, and what was not.
    pub summary: Summary,
}

/// Something that was understood: a scope, a cluster, a node group, a workload.
#[derive(Clone, Debug, Default)]
pub struct Thing {
    /// What it is, such as `node group`.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// Where it is declared.
    pub place: Option<Place>,
    /// What is known of it, such as `("version", "1.31")`.
    pub settings: Vec<(String, String)>,
    /// What belongs to it.
    pub parts: Vec<Thing>,
}
