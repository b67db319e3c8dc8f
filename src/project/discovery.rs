//! The subnets that the AWS Load Balancer Controller looks for by their tags.

use super::{Project, Vpc};
use crate::field::{Anchor, Dialect, Object};
use crate::model::{
    Cluster, LoadBalancerController, NetworkPartKind, Scheme, Subnet, SubnetRole, Unit,
};
use crate::value::{Text, Truth, Value};

/// The search for subnets of one scheme in the VPC of a cluster, for load balancers that name none.
#[derive(Clone, Debug)]
pub struct Discovery {
    /// Who it is about: what declares the VPC, or the first of its subnets.
    pub object: Object,
    /// The cluster.
    pub cluster: Cluster,
    /// Who may reach the load balancers.
    pub scheme: Scheme,
    /// Where the class or type of each load balancer is named; the surest first.
    pub balancers: Vec<Anchor>,
    /// Whether any of them surely looks for subnets.
    pub is_asked: Truth,
    /// The controllers that are seen.
    pub controllers: Vec<LoadBalancerController>,
    /// Where the tag would stand: the tags that the call of a module gives to subnets, or a subnet.
    pub place: Anchor,
    /// The other subnets.
    pub others: Vec<Anchor>,
    /// Whether any subnet of the VPC has the tag.
    pub is_tagged: Truth,
    /// Whether the call of a module makes the subnets.
    pub is_of_module: bool,
}

impl Discovery {
    /// Whether every controller that is seen finds subnets by their tags alone.
    pub fn needs_tags(&self) -> Truth {
        match self.controllers.as_slice() {
            [] => Truth::Unknown,
            all => Truth::all(all.iter().map(|it| it.needs_tags)),
        }
    }
}

impl Project {
    /// The searches in the VPCs of a unit, by its index; eksctl tags what it makes.
    pub fn discoveries(&self, unit: usize) -> Vec<Discovery> {
        let of = |vpc| {
            Scheme::ALL.into_iter().filter_map(move |scheme| self.discovery(unit, vpc, scheme))
        };
        self.vpcs(unit).iter().flat_map(of).collect()
    }

    fn discovery(&self, unit: usize, vpc: &Vpc, scheme: Scheme) -> Option<Discovery> {
        let unit = &self.units[unit];
        // Of several clusters it is not known whose the ingresses are.
        let [_] = unit.facts.clusters.as_slice() else { return None };
        let around: Vec<&Unit> = self.linked(&unit.scope).collect();
        let (is_asked, balancers) = balancers(&around, scheme)?;
        let inside = inside(vpc, unit);
        let (tagged, places) = match vpc.object.dialect {
            Dialect::Module { .. } => tags_of_module(vpc, unit, scheme)?,
            Dialect::Resource if inside.is_empty() => return None,
            Dialect::Resource => {
                let meant = inside.iter().filter(|it| self.may_serve(it, scheme));
                let meant: Vec<Anchor> = meant.map(|it| it.object.anchor()).collect();
                let all = || inside.iter().map(|it| it.object.anchor()).collect();
                let hidden = self.hidden_subnets(vpc);
                (hidden, if meant.is_empty() { all() } else { meant })
            }
            Dialect::Eksctl | Dialect::Kubernetes => return None,
        };
        let own = inside.iter().map(|subnet| subnet.has_own_tag(scheme.tag()));
        let is_tagged = tagged | Truth::any(own) | tagged_beside(&around, scheme);
        let mut places = places.into_iter();
        let dependencies = around.iter().flat_map(|unit| &unit.facts.dependencies);
        Some(Discovery {
            object: vpc.object.clone(),
            cluster: vpc.cluster.clone(),
            scheme,
            balancers,
            is_asked: is_asked & !vpc.cluster.auto_mode().is(|on| *on),
            controllers: dependencies.filter_map(LoadBalancerController::of).collect(),
            place: places.next()?,
            others: places.collect(),
            is_tagged,
            is_of_module: inside.is_empty(),
        })
    }

    /// Whether subnets of a VPC may be declared where they are not seen: where not all subnets of the
    /// cluster are.
    fn hidden_subnets(&self, vpc: &Vpc) -> Truth {
        let plane = self.control_plane_of(&vpc.cluster);
        if plane.is_some_and(|it| it.subnets.is_ok()) { Truth::False } else { Truth::Unknown }
    }

    /// Whether load balancers of a scheme may stand in a subnet.
    fn may_serve(&self, subnet: &Subnet, scheme: Scheme) -> bool {
        let public = self.is_public(subnet) | Truth::from(subnet.role == SubnetRole::Public);
        match scheme {
            Scheme::InternetFacing => public.may(),
            Scheme::Internal => (!public).may(),
        }
    }
}

/// Whether any of the load balancers of some units surely looks for subnets, and those that may.
fn balancers(units: &[&Unit], scheme: Scheme) -> Option<(Truth, Vec<Anchor>)> {
    let shaped = units.iter().any(|unit| unit.facts.ingress_parameters);
    let plain = if shaped { Truth::Unknown } else { Truth::True };
    let ingresses = units.iter().flat_map(|unit| &unit.facts.ingresses);
    let ingresses = ingresses.map(|it| (it.discovers_subnets(scheme) & plain, it.class()));
    let services = units.iter().flat_map(|unit| &unit.facts.services);
    let services = services.map(|it| (it.discovers_subnets(scheme), it.kind().anchor));
    let mut all: Vec<_> = ingresses.chain(services).filter(|(truth, _)| truth.may()).collect();
    all.sort_by_key(|(truth, _)| std::cmp::Reverse(*truth));
    let (surest, _) = all.first()?;
    Some((*surest, all.into_iter().map(|(_, anchor)| anchor).collect()))
}

/// Whether the call of a module gives subnets the tag, and where it would.
fn tags_of_module(vpc: &Vpc, unit: &Unit, scheme: Scheme) -> Option<(Truth, Vec<Anchor>)> {
    let network = unit.facts.networks.iter().find(|it| is_same(&it.object, &vpc.object))?;
    let input = match scheme {
        Scheme::Internal => "private_subnet_tags",
        Scheme::InternetFacing => "public_subnet_tags",
    };
    let tag = network.object.annotation(input, scheme.tag());
    Some((network.has_subnet_tag(scheme.tag()), vec![tag.anchor]))
}

/// The subnets that resources declare in a VPC.
fn inside<'a>(vpc: &Vpc, unit: &'a Unit) -> Vec<&'a Subnet> {
    let address = vpc.object.address();
    let is_inside = |subnet: &&Subnet| {
        let named = subnet.object.at::<Value>("vpc_id");
        let reference = named.known().and_then(Value::as_reference);
        subnet.object.dialect == Dialect::Resource
            && reference.is_some_and(|it| it.address() == address.as_str())
    };
    unit.facts.subnets.iter().filter(is_inside).collect()
}

/// Whether a tag that is set beside its resource may be the one that is looked for.
fn tagged_beside(units: &[&Unit], scheme: Scheme) -> Truth {
    let parts = units.iter().flat_map(|unit| &unit.facts.network_parts);
    let tags = parts.filter(|it| it.kind == NetworkPartKind::Tag);
    Truth::any(tags.map(|it| it.object.at::<Text>("key").holds(|key| key.equals(scheme.tag()))))
}

fn is_same(one: &Object, two: &Object) -> bool {
    (one.address(), one.key()) == (two.address(), two.key())
}
