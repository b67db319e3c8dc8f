//! EKS Pod Identity: which role the pods of a service account get.

use smol_str::SmolStr;

use crate::field::{Field, Object};
use crate::value::Text;

/// An association of a service account with a role.
#[derive(Clone, Debug)]
pub struct Association {
    /// Its settings.
    pub object: Object,
    /// The namespace.
    pub namespace: Field<Text>,
    /// The service account.
    pub account: Field<Text>,
    /// The role; not set where the tool makes one with the right trust policy.
    pub role_arn: Field<Text>,
}

impl Association {
    /// `namespace/name` as far as they are known.
    pub fn called(&self) -> SmolStr {
        format!("{}/{}", self.namespace.display(), self.account.display()).into()
    }
}
