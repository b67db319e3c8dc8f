//! Objects that somebody else applies from where they lie.

use super::Facts;
use crate::field::Object;

impl Facts {
    /// Takes out what manifests declare of objects that are gone from here.
    pub fn leave_out(&mut self, mut gone: impl FnMut(&Object) -> bool) {
        let mut stays = |object: &Object| !gone(object);
        self.node_classes.retain(|it| stays(&it.object));
        self.components.retain(|it| stays(&it.object));
        self.service_accounts.retain(|it| stays(&it.object));
        self.role_annotations.retain(|it| stays(&it.object));
        self.variables.retain(|it| stays(&it.object));
        self.storage_classes.retain(|it| stays(&it.object));
        self.claims.retain(|it| stays(&it.object));
        self.volumes.retain(|it| stays(&it.object));
        self.workloads.retain(|it| stays(&it.object));
        self.pod_annotations.retain(|it| stays(&it.object));
        self.budgets.retain(|it| stays(&it.object));
        self.autoscalers.retain(|it| stays(&it.object));
        self.services.retain(|it| stays(&it.object));
        self.deliveries.retain(|it| stays(&it.object));
        self.api_uses.retain(|it| stays(&it.object));
        self.dependencies.retain(|it| stays(&it.object));
    }
}
