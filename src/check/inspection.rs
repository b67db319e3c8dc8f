//! What was understood, as a tree to print.

use crate::data::versions::Minor;
use crate::finding::Hop;
use crate::project::Room;
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

/// Something that was understood: a cluster, a node group, a service account, a role.
#[derive(Clone, Debug, Default)]
pub struct Thing {
    /// What it is, such as `node group`.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// Where it is declared.
    pub place: Option<Place>,
    /// What is known of it, in the order to print.
    pub settings: Vec<Detail>,
    /// The Kubernetes version that it has, where that is known.
    pub version: Option<Minor>,
    /// What the addresses of a node group come to.
    pub room: Option<Room>,
    /// The links between the pods of a service account and their credentials, first to last.
    pub chain: Vec<Hop>,
    /// What belongs to it.
    pub parts: Vec<Thing>,
}

/// One thing that is known, such as `version` and `1.31`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    /// What it is about.
    pub name: &'static str,
    /// What is so.
    pub value: String,
    /// Where that is declared, if it is another place than that of the whole.
    pub place: Option<Place>,
}

impl Thing {
    /// Whether it, or a part of it, is called something like this.
    pub fn is_called(&self, name: &str) -> bool {
        self.name.contains(name) || self.parts.iter().any(|part| part.is_called(name))
    }
}
