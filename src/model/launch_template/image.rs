//! Which image nodes boot, as far as a class of Karpenter's says it.

use smol_str::SmolStr;

use super::LaunchTemplate;
use crate::field::{Anchor, Field, Found, Located, Row};
use crate::model::AmiFamily;
use crate::value::{Truth, Value};

const AMI_FAMILY: Row<SmolStr> = Row { kubernetes: "spec.amiFamily", ..Row::EMPTY };

impl LaunchTemplate {
    /// The family of images that it is for.
    pub fn ami_family(&self) -> Field<AmiFamily> {
        if let Some(group) = &self.group {
            return group.ami_family();
        }
        self.ami_type().map(|name| AmiFamily::of(&name))
    }

    /// The name of the family of images; of an `EC2NodeClass` the alias that it selects by, where it
    /// names no family.
    pub fn ami_type(&self) -> Field<SmolStr> {
        if let Some(group) = &self.group {
            return group.ami_type();
        }
        let family = self.object.read(&AMI_FAMILY);
        if !family.is_unwritten() {
            return family;
        }
        let terms = self.object.list_at::<Value>("spec.amiSelectorTerms");
        let alias = |term: &Field<Value>| {
            let entry = term.known()?.entry("alias")?;
            let found = Found::Value(entry.value.clone());
            let anchor = Anchor::at(entry.value.origin.clone(), "spec.amiSelectorTerms.alias");
            Some(Field::new(Located::one(found, anchor), &[]))
        };
        terms.seen().find_map(alias).unwrap_or(family)
    }

    /// Whether it selects images otherwise than by an alias, in which the newest of EKS is meant; the
    /// family then only says how user data is written.
    ///
    /// Sources: Karpenter, "`NodeClasses`", `spec.amiSelectorTerms`; its v1alpha1, `spec.amiSelector`.
    pub fn selects_own_image(&self) -> Truth {
        let terms = self.object.list_at::<Value>("spec.amiSelectorTerms");
        let by_term = terms.any(|term| term.holds(is_of_own));
        by_term | !self.object.at::<Value>("spec.amiSelector").is_absent()
    }
}

/// Whether a term selects an image that EKS does not publish; its own are called `amazon-eks-...`.
fn is_of_own(term: &Value) -> Truth {
    let text = |key: &str| term.get(key).and_then(Value::text);
    let of_eks = text("name").map_or(Truth::False, |name| name.starts_with("amazon-eks-"));
    !Truth::from(term.get("alias").is_some()) & !of_eks
}
