//! Objects in API versions that Kubernetes stops serving.

use smol_str::SmolStr;

use crate::data::removed_apis::{Removal, removal};
use crate::field::{Field, Object};
use crate::value::{Truth, Value};

/// An object whose API version has an end.
#[derive(Clone, Debug)]
pub struct ApiUse {
    /// The object.
    pub object: Object,
    /// The API version, such as `policy/v1beta1`.
    pub api_version: SmolStr,
    /// The kind.
    pub kind: SmolStr,
    /// When it ends, and what to write instead.
    pub removal: Removal,
}

impl ApiUse {
    /// The use of an API version by an object; none where that version is served without an end.
    pub fn of(object: &Object, api_version: &str, kind: &str) -> Option<Self> {
        let removal = removal(api_version, kind)?;
        let (api_version, kind) = (api_version.into(), kind.into());
        Some(Self { object: object.clone(), api_version, kind, removal })
    }

    /// Where the API version is written; a resource of Terraform has it in its type.
    pub fn written(&self) -> Field<SmolStr> {
        self.object.at("apiVersion")
    }

    /// Whether the object means the same with nothing but its API version changed.
    ///
    /// An empty selector of a disruption budget selects nothing in `policy/v1beta1` and everything in
    /// `policy/v1`; one that is not there selects nothing in both. Source: Deprecated API Migration
    /// Guide, "`PodDisruptionBudget`".
    pub fn keeps_its_meaning(&self) -> Truth {
        if self.removal.replacement.is_none() {
            return Truth::False;
        }
        if self.kind != "PodDisruptionBudget" {
            return self.removal.change.is_none().into();
        }
        let selector = self.object.at::<Value>("spec.selector");
        let empty = |value: &Value| {
            let Some(map) = value.as_map() else { return Truth::Unknown };
            let given = !map.entries.is_empty() || !map.partial.is_empty();
            if given { Truth::False } else { Truth::from(map.is_closed()) | Truth::Unknown }
        };
        !selector.holds(empty)
    }
}
