//! Indexes of roles: without them, joining accounts and roles takes time by the product of both.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::model::{Role, Unit};
use crate::value::Text;

/// A fact's unit, and its index among the facts of its kind there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub(super) unit: usize,
    pub(super) index: usize,
}

/// Roles by name, and who asks for them.
#[derive(Debug, Default)]
pub(super) struct Roles {
    named: BTreeMap<SmolStr, Vec<Place>>,
    pub(super) accounts: BTreeMap<Place, Vec<Place>>,
}

impl Roles {
    /// The roles whose name is wholly known; nobody asks for them yet.
    pub(super) fn named(units: &[Unit]) -> Self {
        let mut named: BTreeMap<SmolStr, Vec<Place>> = BTreeMap::new();
        for (unit, declared) in units.iter().enumerate() {
            for (index, role) in declared.facts.roles.iter().enumerate() {
                if let Some(name) = name_of(role) {
                    named.entry(name).or_default().push(Place { unit, index });
                }
            }
        }
        Self { named, accounts: BTreeMap::new() }
    }

    /// The roles of a name, in the order of units.
    pub(super) fn by_name(&self, name: &str) -> &[Place] {
        self.named.get(name).map_or(&[], Vec::as_slice)
    }

    /// The service accounts that ask for a role, in the order of units.
    pub(super) fn accounts_of(&self, role: Place) -> &[Place] {
        self.accounts.get(&role).map_or(&[], Vec::as_slice)
    }
}

fn name_of(role: &Role) -> Option<SmolStr> {
    role.name.known().and_then(Text::known)
}
