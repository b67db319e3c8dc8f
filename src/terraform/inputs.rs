//! What is set from outside a directory.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use super::tfvars::Tfvars;
use crate::source::Tree;
use crate::value::Value;

/// What the world outside says to one evaluation of a root.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Whether scanned code calls the directory, which is read without those callers: every
    /// variable is theirs to set, so none of them is known.
    pub called: bool,
    /// Files of variables that were named, and variables that were set one by one, the strongest
    /// last; they outrank the files of the directory.
    pub files: Vec<Tfvars>,
    /// Files of variables that may be given as well: what they set, and no other file, is not known.
    pub doubtful: Vec<Tfvars>,
    /// Values of variables that outrank all of these.
    pub variables: BTreeMap<SmolStr, Value>,
    /// Values of variables of a root that nothing else sets, by name.
    pub assumed: BTreeMap<SmolStr, Value>,
    /// The workspace: what `terraform.workspace` stands for.
    pub workspace: Option<SmolStr>,
    /// The files that `file()` and its like may read.
    pub tree: Arc<Tree>,
}
