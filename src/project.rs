//! All units of a run, and the joins between their facts.
//!
//! A join looks in its own scope, then in scopes that are linked by evidence, never in the whole
//! repository by name alone: most names are not unique there.

mod addresses;
mod drain;
mod identity;
mod links;
mod roles;
mod storage;
mod traffic;

use crate::model::{Facts, Scope, Unit};
use crate::value::Why;

pub use addresses::AddressPool;
pub use drain::Protected;
pub use identity::is_near;
pub use links::Links;
pub use traffic::Traffic;

/// What was found for one side of a join.
#[derive(Clone, Debug)]
pub enum Join<'a, T> {
    /// Exactly one.
    One(&'a T),
    /// Several that cannot be told apart.
    Many(Vec<&'a T>),
    /// None in the scopes that were looked in; it may be declared elsewhere.
    NotHere,
    /// The name to look for is not known.
    Unknown(Why),
}

impl<'a, T> Join<'a, T> {
    fn of(mut found: Vec<&'a T>) -> Self {
        match found.len() {
            0 => Self::NotHere,
            1 => Self::One(found.remove(0)),
            _ => Self::Many(found),
        }
    }

    /// Every candidate: none, one or several.
    pub fn candidates(&self) -> &[&'a T] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::Many(many) => many,
            Self::NotHere | Self::Unknown(_) => &[],
        }
    }
}

/// Every unit, sorted by scope, with what joins need.
#[derive(Debug)]
pub struct Project {
    units: Vec<Unit>,
    keys: Vec<std::sync::Arc<str>>,
    links: Links,
    pools: Vec<Vec<AddressPool>>,
    traffic: Vec<Vec<Traffic>>,
    roles: roles::Roles,
}

impl Project {
    /// Joins units into a project.
    pub fn new(mut units: Vec<Unit>) -> Self {
        units.sort_by_cached_key(|unit| unit.scope.key());
        let keys = units.iter().map(|unit| unit.scope.key()).collect();
        let links = Links::of(&units);
        let pools = units.iter().map(addresses::pools).collect();
        let traffic = units.iter().map(|unit| traffic::of(unit).into_iter().collect()).collect();
        let roles = roles::Roles::named(&units);
        let mut project = Self { units, keys, links, pools, traffic, roles };
        project.roles.accounts = project.askers();
        project
    }

    /// The units in the order of their scopes.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The address pools of a unit, by its index.
    pub fn pools(&self, unit: usize) -> &[AddressPool] {
        &self.pools[unit]
    }

    /// The traffic of a unit as a whole, by its index.
    pub fn traffic(&self, unit: usize) -> &[Traffic] {
        &self.traffic[unit]
    }

    /// The units whose facts live together with those of a scope: itself first.
    pub fn linked(&self, scope: &Scope) -> impl Iterator<Item = &Unit> {
        let linked = self.links.linked(scope).into_iter().map(|index| &self.units[index]);
        let (own, others): (Vec<_>, Vec<_>) = linked.partition(|unit| unit.scope == *scope);
        own.into_iter().chain(others)
    }

    /// The scope of an object.
    pub fn scope_of(&self, object: &crate::field::Object) -> Option<&Scope> {
        self.unit_of(object).map(|unit| &unit.scope)
    }

    /// The unit that declares an object.
    pub fn unit_of(&self, object: &crate::field::Object) -> Option<&Unit> {
        let found = self.keys.binary_search(&object.scope);
        found.ok().map(|index| &self.units[index])
    }

    /// The sum of something over all units.
    pub fn total(&self, count: impl Fn(&Facts) -> usize) -> usize {
        self.units.iter().map(|unit| count(&unit.facts)).sum()
    }
}
