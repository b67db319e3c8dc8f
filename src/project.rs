//! All units of a run, and the joins between their facts.
//!
//! A join looks in its own scope, then in scopes that are linked by evidence, never in the whole
//! repository by name alone: most names are not unique there.

mod accounts;
mod addresses;
mod clusters;
mod compute;
mod dependencies;
mod discovery;
mod drain;
mod egress;
mod equipment;
mod identity;
mod links;
mod namespace;
mod node_policies;
mod nodes;
mod placement;
mod protection;
mod roles;
mod room;
mod routes;
mod scaling;
mod selected;
mod storage;
mod traffic;
mod user_data;
mod versions;
mod vpcs;

use std::collections::BTreeMap;
use std::sync::OnceLock;

use smol_str::SmolStr;

use crate::inputs::{Class, Environment, World};
use crate::model::{Facts, Scope, Spoken, Unit};
use crate::value::{Truth, Why};

pub use addresses::AddressPool;
pub use compute::Runner;
pub use discovery::Discovery;
pub use drain::Protected;
pub use egress::Egress;
pub use equipment::{Provider, Provision};
pub use identity::{PROVIDERS, first_broken, is_near};
pub use links::Links;
pub use node_policies::Beyond;
pub use nodes::{Nodes, is_at_least};
pub use placement::Placement;
pub use protection::{Evidence, Unprotected};
pub use roles::{NodePolicy, NodeRole};
pub use room::{Gap, Room, Share};
pub use routes::Routes;
pub use scaling::ClusterAutoscaler;
pub use traffic::Traffic;
pub use user_data::Misread;
pub use versions::Past;
pub use vpcs::{ControlPlane, Vpc};

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
    world: World,
    units: Vec<Unit>,
    keys: Vec<std::sync::Arc<str>>,
    links: Links,
    pools: Vec<Vec<AddressPool>>,
    routes: Vec<Routes>,
    vpcs: Vec<Vec<Vpc>>,
    egress: Vec<Vec<Egress>>,
    traffic: Vec<Vec<Traffic>>,
    /// For each known name: the roles that have it, by unit and place.
    roles: BTreeMap<SmolStr, Vec<Place>>,
    /// For each address in a unit: the roles that are declared there.
    role_addresses: BTreeMap<(usize, SmolStr), Vec<Place>>,
    /// For each unit: its workloads by the labels of their pods.
    labels: OnceLock<Vec<selected::ByLabel>>,
    /// For each role: the service accounts whose annotation can mean it.
    accounts: OnceLock<BTreeMap<Place, Vec<Place>>>,
    /// What was declared at the commit that changes are told from.
    past: Past,
    /// For each name of a service account: the workloads that run as one.
    pods: OnceLock<identity::pods::ByAccount>,
}

/// A fact's unit and its place among the facts of its kind there.
type Place = (usize, usize);

impl Project {
    /// Joins units into a project, with what the user says of the world.
    pub fn new(mut units: Vec<Unit>, world: World) -> Self {
        units.sort_by_cached_key(|unit| unit.scope.key());
        let keys = units.iter().map(|unit| unit.scope.key()).collect();
        let links = Links::of(&units, &world);
        let customised = |(index, unit): (usize, &Unit)| {
            let linked = links.around(index, &unit.scope);
            let spoken = linked.iter().map(|index| &units[*index].facts.custom_networking);
            Truth::any(spoken.map(Spoken::is_on)).may()
        };
        let customised: Vec<bool> = units.iter().enumerate().map(customised).collect();
        let customised = || units.iter().zip(&customised);
        let pools = customised().map(|(unit, custom)| addresses::pools(unit, *custom));
        let pools: Vec<_> = pools.collect();
        let vpcs: Vec<_> = customised().map(|(unit, custom)| vpcs::of(unit, *custom)).collect();
        let routes: Vec<_> = units.iter().map(Routes::of).collect();
        let parts = units.iter().zip(&pools).zip(vpcs.iter().zip(&routes));
        let egress =
            parts.map(|((unit, pools), (vpcs, routes))| egress::of(unit, pools, vpcs, routes));
        let egress = egress.collect();
        let traffic = traffic::of(&units);
        let roles = identity::by_name(&units);
        let role_addresses = identity::by_address(&units);
        let (labels, accounts, pods) = (OnceLock::new(), OnceLock::new(), OnceLock::new());
        let past = Past::default();
        Self {
            world,
            units,
            keys,
            links,
            pools,
            routes,
            vpcs,
            egress,
            traffic,
            roles,
            role_addresses,
            labels,
            accounts,
            past,
            pods,
        }
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
    pub fn linked<'a>(&'a self, scope: &'a Scope) -> impl Iterator<Item = &'a Unit> + 'a {
        let unit = self.index_of(&scope.key());
        let around = unit.map(|unit| self.links.around(unit, scope)).unwrap_or_default();
        let (own, others): (Vec<usize>, Vec<usize>) =
            around.into_iter().partition(|index| self.units[*index].scope == *scope);
        own.into_iter().chain(others).map(|index| &self.units[index])
    }

    /// The scope of an object.
    pub fn scope_of(&self, object: &crate::field::Object) -> Option<&Scope> {
        self.unit_of(object).map(|unit| &unit.scope)
    }

    /// The unit that declares an object.
    pub fn unit_of(&self, object: &crate::field::Object) -> Option<&Unit> {
        self.index_of(&object.scope).map(|index| &self.units[index])
    }

    /// The index of the unit of a scope, by its key.
    fn index_of(&self, scope: &std::sync::Arc<str>) -> Option<usize> {
        self.keys.binary_search(scope).ok()
    }

    /// Every declared cluster with the largest folder that is about it alone.
    pub fn homes(&self) -> impl Iterator<Item = (&crate::model::Cluster, &str)> {
        self.units.iter().flat_map(|unit| {
            let folder = self.links.ground(unit.scope.folder());
            unit.facts.clusters.iter().map(move |cluster| (cluster, folder))
        })
    }

    /// The environment of a unit, as far as the user says it: by name where its variables come from
    /// one, else by its folder.
    pub fn environment_of(&self, unit: &Unit) -> Option<&Environment> {
        match unit.scope.environment.as_str() {
            "" => self.world.environment_at(unit.scope.folder()),
            name => self.world.environments.iter().find(|it| it.name == name),
        }
    }

    /// What the environment of a unit is for, if the user says so.
    pub fn environment_class(&self, unit: &Unit) -> Option<Class> {
        self.environment_of(unit)?.class
    }

    /// What the environment of an object is for, if the user says so.
    pub fn class_around(&self, object: &crate::field::Object) -> Option<Class> {
        self.environment_class(self.unit_of(object)?)
    }

    /// The sum of something over all units.
    pub fn total(&self, count: impl Fn(&Facts) -> usize) -> usize {
        self.units.iter().map(|unit| count(&unit.facts)).sum()
    }
}
