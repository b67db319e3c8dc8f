//! From a claim to its storage class.

use super::{Join, Project};
use crate::model::{Claim, StorageClass};

impl Project {
    /// The storage classes that a claim can mean: those of its own scope, else of linked ones.
    pub fn class_of(&self, claim: &Claim) -> Join<'_, StorageClass> {
        let class = claim.class();
        let Some(name) = class.known() else {
            return class.why().map_or(Join::NotHere, Join::Unknown);
        };
        let Some(scope) = self.scope_of(&claim.object) else { return Join::NotHere };
        let named =
            |class: &&StorageClass| class.name().known().is_some_and(|it| it.same_as(name).must());
        let own = self.unit_of(&claim.object).into_iter();
        let here: Vec<_> = own.flat_map(|unit| &unit.facts.storage_classes).filter(named).collect();
        if !here.is_empty() {
            return Join::of(here);
        }
        Join::of(
            self.linked(scope).flat_map(|unit| &unit.facts.storage_classes).filter(named).collect(),
        )
    }
}
