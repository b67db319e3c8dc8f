//! Files that set variables.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::source::TextId;
use crate::syntax::hcl;

/// A file that sets variables.
#[derive(Clone, Debug)]
pub struct Tfvars {
    /// Its path; the last part decides its rank.
    pub path: SmolStr,
    /// Its text.
    pub text: TextId,
    /// What it says.
    pub content: TfvarsContent,
}

/// What a file of variables says.
#[derive(Clone, Debug)]
pub enum TfvarsContent {
    /// A `.tfvars` file.
    Hcl(Arc<hcl::File>),
    /// A `.tfvars.json` file.
    Json(Arc<serde_json::Value>),
    /// A variable that was set on its own: literal text for a variable of a primitive type, an
    /// expression for any other.
    Assignment {
        /// The variable.
        name: SmolStr,
        /// What it is set to.
        value: SmolStr,
    },
    /// A file that can't be read, such as an encrypted one: whatever it sets is unknown.
    Unreadable,
}

impl Tfvars {
    /// Whether it sets a variable.
    pub(super) fn sets(&self, name: &str) -> bool {
        match &self.content {
            TfvarsContent::Hcl(file) => file.body.attribute(name).is_some(),
            TfvarsContent::Json(json) => json.get(name).is_some(),
            TfvarsContent::Assignment { name: own, .. } => own == name,
            TfvarsContent::Unreadable => false,
        }
    }
}

impl TfvarsContent {
    /// Whether all it sets is seen.
    pub(super) fn is_whole(&self) -> bool {
        match self {
            Self::Hcl(file) => file.errors.is_empty(),
            Self::Json(json) => json.is_object(),
            Self::Assignment { .. } => true,
            Self::Unreadable => false,
        }
    }
}

/// The files that Terraform reads of its own accord, the strongest last.
pub(super) fn in_order(files: Vec<Tfvars>) -> Vec<Tfvars> {
    let mut ranked: Vec<((u8, SmolStr), Tfvars)> =
        files.into_iter().filter_map(|file| Some((rank(&file.path)?, file))).collect();
    ranked.sort_by(|(one, _), (two, _)| one.cmp(two));
    ranked.into_iter().map(|(_, file)| file).collect()
}

/// `terraform.tfvars`, then its JSON, then `*.auto.tfvars[.json]` by name; others are not read.
fn rank(path: &str) -> Option<(u8, SmolStr)> {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name {
        "terraform.tfvars" => Some((0, SmolStr::default())),
        "terraform.tfvars.json" => Some((1, SmolStr::default())),
        _ if name.ends_with(".auto.tfvars") || name.ends_with(".auto.tfvars.json") => {
            Some((2, name.into()))
        }
        _ => None,
    }
}
