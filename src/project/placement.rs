//! Whether nodes start in public subnets.

use super::{AddressPool, Project, addresses};
use crate::field::{Anchor, Dialect, watch};
use crate::model::{Cluster, NodeGroup, Subnet, Unit};
use crate::value::{Kind, Mode, PathStep, Reference, Truth, Value, Why};

/// Where the nodes of a group start.
#[derive(Clone, Debug)]
pub struct Placement {
    /// Whether some of its subnets are public.
    pub public: Truth,
    /// What decides that at the group.
    pub named: Anchor,
    /// The route of one of these subnets to the internet, if it is seen.
    pub route: Option<Anchor>,
    /// How the cluster is called whose subnets the group takes, if it names none by itself.
    pub of_cluster: Option<String>,
}

impl Project {
    /// Where the nodes of a group start.
    pub fn placement_of(&self, group: &NodeGroup) -> Option<Placement> {
        let unit = self.unit_of(&group.object)?;
        let pool = self.pool_of(group)?;
        if group.object.dialect == Dialect::Eksctl {
            return Some(placement_by_eksctl(pool));
        }
        let mut found = Vec::new();
        let public = pool.value.holds(|value| self.any_public(value, unit));
        if let Some(value) = pool.value.known() {
            public_among(self, value, unit, &mut found);
        }
        let routes = self.index_of(&group.object.scope).map(|unit| self.routes(unit))?;
        let route = found.iter().find_map(|subnet| routes.default_of(subnet));
        let route = route.map(|route| route.gateway.anchor.clone());
        let taken = group.subnets().is_unwritten();
        let of_cluster = pool.cluster.as_ref().filter(|_| taken).map(Cluster::called);
        Some(Placement { public, named: pool.named.clone(), route, of_cluster })
    }

    /// The addresses of a node group.
    fn pool_of(&self, group: &NodeGroup) -> Option<&AddressPool> {
        let unit = self.index_of(&group.object.scope)?;
        let same = |pool: &&AddressPool| {
            let (one, two) = (&pool.group.object, &group.object);
            one.subject == two.subject && one.instance == two.instance
        };
        self.pools(unit).iter().find(same)
    }

    /// Whether a value names a public subnet among others.
    fn any_public(&self, value: &Value, unit: &Unit) -> Truth {
        match &value.kind {
            Kind::List(list) => {
                let seen = Truth::any(list.items.iter().map(|item| self.any_public(item, unit)));
                if list.rest.is_closed() { seen } else { seen | Truth::Unknown }
            }
            Kind::Reference(reference) => {
                if let Some(public) = output_of(reference, unit) {
                    return public;
                }
                let subnets = addresses::by_address(&unit.facts.subnets);
                let Ok(named) = addresses::resolve(value, &subnets) else {
                    return Truth::Unknown;
                };
                Truth::any(named.iter().map(|it| self.is_public(it) & it.object.existence))
            }
            _ => Truth::Unknown,
        }
    }
}

/// The public subnets that a value names.
fn public_among(project: &Project, value: &Value, unit: &Unit, found: &mut Vec<Subnet>) {
    if let Kind::List(list) = &value.kind {
        list.items.iter().for_each(|item| public_among(project, item, unit, found));
        return;
    }
    let named = addresses::resolve(value, &addresses::by_address(&unit.facts.subnets));
    found.extend(named.into_iter().flatten().filter(|it| project.is_public(it).must()));
}

/// What an output of a VPC module says by its name, whatever its ranges are.
fn output_of(reference: &Reference, unit: &Unit) -> Option<Truth> {
    let output = match (reference.mode, reference.path.first()) {
        (Mode::Module, Some(PathStep::Name(output))) => output.as_str(),
        _ => return None,
    };
    let address = reference.address();
    let mut networks = unit.facts.networks.iter();
    let network = networks.find(|it| it.object.address() == address.as_str())?;
    match output {
        "public_subnets" => Some(network.has_internet_gateway().is(|on| *on)),
        "private_subnets" | "intra_subnets" | "database_subnets" => Some(Truth::False),
        _ => None,
    }
}

/// eksctl takes the public subnets unless it is told otherwise; which of those that a group names by
/// itself are public is not known.
fn placement_by_eksctl(pool: &AddressPool) -> Placement {
    let (group, private) = (&pool.group, pool.group.private_networking());
    let written = |path: &str| !group.object.at::<Value>(path).is_unwritten();
    let elsewhere = ["subnets", "localZones", "outpostARN"].into_iter().any(written);
    let cluster = pool.cluster.as_ref();
    let fully = cluster.map_or(Truth::False, |it| it.fully_private().is(|on| *on));
    // Where the file names subnets, and no public ones, eksctl refuses a public group.
    let none = cluster.is_some_and(|it| {
        let written = |path: &str| !it.object.at::<Value>(path).is_unwritten();
        written("vpc.subnets") && !written("vpc.subnets.public")
    });
    let public = !(private.is(|on| *on) | fully);
    let known = if elsewhere || none { Truth::Unknown } else { Truth::True };
    if known == Truth::Unknown {
        let why = Why::NotEvaluated("a node group's own choice of subnets");
        watch::note(&"subnets".into(), why);
    }
    Placement { public: public & known, named: private.anchor, route: None, of_cluster: None }
}
