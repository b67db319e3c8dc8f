//! The ways out of subnets: their route tables, as far as one scope declares them.

use std::collections::BTreeMap;

use ipnet::IpNet;

use super::Project;
use crate::field::{Dialect, Field, Object};
use crate::model::{Identity, NetworkPart, NetworkPartKind, Route, Subnet, SubnetRole, Unit};
use crate::value::{Truth, Value};

/// The route tables of a unit.
#[derive(Clone, Debug, Default)]
pub struct Routes {
    /// The routes that are seen of each table.
    tables: BTreeMap<Identity, Vec<Route>>,
    /// The table of each subnet.
    tables_of: BTreeMap<Identity, Identity>,
}

impl Routes {
    /// The tables that a unit declares; parts that may not exist are left out.
    pub(super) fn of(unit: &Unit) -> Self {
        let mut routes = Self::default();
        let parts = unit.facts.network_parts.iter();
        for NetworkPart { kind, object } in parts.filter(|it| it.object.existence.must()) {
            match kind {
                NetworkPartKind::RouteTable => routes.add_table(object),
                NetworkPartKind::Route => {
                    if let Some(table) = named(object, "route_table_id", "aws_route_table") {
                        routes.tables.entry(table).or_default().push(Route::of_resource(object));
                    }
                }
                NetworkPartKind::Association => {
                    let subnet = named(object, "subnet_id", "aws_subnet");
                    let table = named(object, "route_table_id", "aws_route_table");
                    routes.tables_of.extend(subnet.zip(table));
                }
                _ => {}
            }
        }
        routes
    }

    fn add_table(&mut self, table: &Object) {
        let inside = Route::inside(table);
        let routes = inside.seen().filter_map(Field::known);
        let routes = routes.map(|body| Route::of_entry(table, body));
        self.tables.entry(Identity::of_object(table)).or_default().extend(routes);
    }

    /// The route of a subnet for everything else, if it is seen: that of IPv4, else that of IPv6; a
    /// table has one of each at most.
    pub fn default_of(&self, subnet: &Subnet) -> Option<&Route> {
        let table = self.tables_of.get(&identity(subnet))?;
        let routes = self.tables.get(table)?.iter();
        let defaults = routes.filter(|route| route.is_default().must());
        defaults.min_by_key(|route| matches!(route.destination.known(), Some(IpNet::V6(_))))
    }

    /// The NAT gateway that a subnet sends everything else through.
    pub fn nat_of(&self, subnet: &Subnet) -> Option<Identity> {
        let route = self.default_of(subnet)?;
        Identity::of_value(route.nat.known()?, "aws_nat_gateway")
    }
}

/// The resource that a setting names.
fn named(object: &Object, path: &str, kind: &str) -> Option<Identity> {
    Identity::of_value(object.at::<Value>(path).known()?, kind)
}

/// How references name a subnet.
pub(super) fn identity(subnet: &Subnet) -> Identity {
    Identity { address: subnet.address.clone(), key: subnet.key.clone() }
}

impl Project {
    /// Whether a subnet is public: its route for everything else leads to an internet gateway.
    ///
    /// Source: VPC user guide, "Subnet types". Public addresses at launch say nothing of it.
    pub fn is_public(&self, subnet: &Subnet) -> Truth {
        let unit = self.index_of(&subnet.object.scope);
        match (&subnet.object.dialect, subnet.role) {
            (Dialect::Resource, _) => {
                let routes = unit.and_then(|unit| self.routes.get(unit));
                let route = routes.and_then(|routes| routes.default_of(subnet));
                route.map_or(Truth::Unknown, Route::is_to_internet)
            }
            (_, SubnetRole::Private | SubnetRole::Other) => Truth::False,
            (Dialect::Eksctl, SubnetRole::Public) => Truth::True,
            (_, SubnetRole::Public) => {
                let networks = unit.map(|unit| self.units[unit].facts.networks.iter());
                let address = subnet.object.address();
                let made = networks.into_iter().flatten().find(|it| it.object.address() == address);
                made.map_or(Truth::Unknown, |it| it.has_internet_gateway().is(|on| *on))
            }
            (_, SubnetRole::Unknown) => Truth::Unknown,
        }
    }

    /// The routes of a unit, by its index.
    pub(super) fn routes(&self, unit: usize) -> &Routes {
        &self.routes[unit]
    }
}
