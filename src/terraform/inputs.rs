//! What is set from outside a directory.

use std::collections::BTreeMap;
use std::sync::Arc;

use smol_str::SmolStr;

use crate::source::Tree;
use crate::value::Value;

/// What the world outside says to one evaluation of a directory.
#[derive(Clone, Debug, Default)]
pub struct Inputs {
    /// Path of the module instance that is evaluated, such as `module.network`; empty in a root.
    pub module: SmolStr,
    /// The arguments of the module call; none for a root, or where callers are not followed.
    ///
    /// With arguments, variables that they lack take their defaults, even in a called directory.
    pub arguments: Option<BTreeMap<SmolStr, Value>>,
    /// Values of variables that outrank every file.
    pub variables: BTreeMap<SmolStr, Value>,
    /// Values of variables of a root that nothing else sets, by name.
    pub assumed: BTreeMap<SmolStr, Value>,
    /// The files that `file()` and its like may read.
    pub tree: Arc<Tree>,
}
