//! From a claim to its storage class.

use super::{Join, Project, is_near};
use crate::model::{Claim, StorageClass};
use crate::value::{Text, Truth};

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

    /// Every storage class that a claim may mean, if the files hold all of them.
    pub fn all_classes(&self, claim: &Claim) -> Option<Vec<&StorageClass>> {
        self.all_of(&claim.object, "StorageClass", |facts| &facts.storage_classes)
    }

    /// Whether a volume was made beforehand for claims of a class; the class need not exist then.
    pub fn has_volume_of_class(&self, class: &Text) -> Truth {
        let volumes = self.units.iter().flat_map(|unit| &unit.facts.volumes);
        Truth::any(volumes.map(|volume| volume.class().holds(|it| it.same_as(class))))
    }

    /// The class whose name is nearest to one that nobody declares.
    pub fn near_class<'a>(
        &self,
        name: &str,
        classes: &[&'a StorageClass],
    ) -> Option<&'a StorageClass> {
        let near = |class: &&StorageClass| {
            let known = class.name().known().and_then(Text::known);
            known.is_some_and(|it| is_near(&it, name))
        };
        classes.iter().copied().find(near)
    }
}
