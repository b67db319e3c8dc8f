//! What is deployed together.

use std::collections::{BTreeMap, BTreeSet};

use super::Scope;
use crate::source::TextId;

/// Everything that the build of one kustomization holds: its own files, and what it includes from
/// other folders.
///
/// Only a kustomization that no other one includes makes a bundle, so an overlay is one with its
/// base, and two overlays of one base are two.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Bundle {
    /// Its own scope, which has what it builds, and those that its files lie in.
    pub scopes: BTreeSet<Scope>,
    /// Its files, each with the scope that it lies in.
    pub files: BTreeMap<TextId, Scope>,
}
