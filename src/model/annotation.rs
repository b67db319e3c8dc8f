//! Annotations that are meant for the webhook that gives pods their AWS identity.

use smol_str::SmolStr;

use super::service_account::ROLE_ANNOTATION;
use crate::field::{Field, Object};
use crate::value::Text;

/// An annotation that names a role, rightly or nearly.
#[derive(Clone, Debug)]
pub struct RoleAnnotation {
    /// What carries it.
    pub object: Object,
    /// The kind of what carries it.
    pub kind: SmolStr,
    /// The name of the annotation.
    pub name: SmolStr,
    /// What it says.
    pub value: Field<Text>,
}

/// Spellings that people use for [`ROLE_ANNOTATION`], without the part before the slash.
const SPELLINGS: [&str; 9] = [
    "role_arn",
    "roleArn",
    "roleARN",
    "rolearn",
    "role-ARN",
    "iam-role",
    "iam-role-arn",
    "role",
    "role_ARN",
];

impl RoleAnnotation {
    /// Whether an annotation is meant to name a role: by its name, or by one that is nearly it.
    pub fn is_meant(name: &str) -> bool {
        let Some((prefix, rest)) = name.split_once('/') else { return false };
        let own = prefix == "eks.amazonaws.com";
        name == ROLE_ANNOTATION
            || own && SPELLINGS.contains(&rest)
            || strsim::osa_distance(&name.to_ascii_lowercase(), ROLE_ANNOTATION) <= 2
    }

    /// Whether its name is that which the webhook reads.
    pub fn is_spelt_right(&self) -> bool {
        self.name == ROLE_ANNOTATION
    }
}
