//! What was understood, as things to print: clusters with their nodes and equipment, service accounts
//! with the way to their role, roles with who may assume them. What is not known says why.

mod addresses;
mod identity;
mod nodes;
mod words;

use jiff::civil::Date;

use super::inspection::{Detail, Thing};
use crate::inputs::Compute;
use crate::model::{Cluster, Unit};
use crate::project::{Project, Provider, Provision, Runner};
use crate::source::Place;
use words::{listed, minor, on_off, shown, version};

/// Every thing of a project: all clusters, then node groups of clusters that are declared elsewhere,
/// service accounts that ask for a role, the broken ones first, and roles for pods.
pub(super) fn of(project: &Project, today: Date) -> Vec<Thing> {
    let mut clusters = Vec::new();
    let mut groups = Vec::new();
    for (index, unit) in project.units().iter().enumerate() {
        clusters.extend(unit.facts.clusters.iter().map(|it| of_cluster(project, it, unit, today)));
        let loose = project.pools(index).iter().filter(|pool| pool.cluster.is_none());
        groups.extend(loose.map(|pool| nodes::of(project, pool, today)));
    }
    let mut things = clusters;
    things.extend(groups);
    things.extend(identity::accounts(project));
    things.extend(identity::roles(project));
    things
}

fn of_cluster(project: &Project, cluster: &Cluster, unit: &Unit, today: Date) -> Thing {
    let own = project.version_of(cluster);
    let mut settings = vec![
        detail("environment", unit.scope.environment.to_string()),
        detail("version", version(&own, today)),
        detail("upgrade policy", shown(&cluster.support_type(), ToString::to_string)),
        detail("public endpoint", shown(&cluster.public_access(), |on| on_off(*on))),
        detail("open to", listed(&cluster.public_cidrs(), ToString::to_string)),
        detail("private endpoint", shown(&cluster.private_access(), |on| on_off(*on))),
        detail("addresses", shown(&cluster.ip_family(), ToString::to_string)),
        detail("Auto Mode", shown(&cluster.auto_mode(), |on| on_off(*on))),
    ];
    settings.extend(compute(&project.runners_of(cluster)));
    settings.extend(equipment(project.provisions_of(cluster)));
    settings.push(detail("not declared", project.unprovided(cluster).join(", ")));
    settings.retain(|it| !it.value.is_empty());
    let unit = project.units().iter().position(|it| std::ptr::eq(it, unit));
    let pools = unit.map(|index| project.pools(index)).unwrap_or_default();
    let pools = pools.iter().filter(|pool| pool.is_of(cluster));
    Thing {
        kind: "cluster",
        name: cluster.called(),
        place: Some(cluster.object.header.into()),
        settings,
        version: minor(&own),
        parts: pools.map(|pool| nodes::of(project, pool, today)).collect(),
        ..Thing::default()
    }
}

/// Where its pods run. Node groups have a place of their own below.
fn compute(runners: &[Runner]) -> Vec<Detail> {
    let ways = runners.chunk_by(|one, two| one.compute == two.compute);
    let way = |same: &[Runner]| -> Vec<Detail> {
        let Some(first) = same.first() else { return Vec::new() };
        let way = first.compute.name();
        if first.compute.has_node_groups() && first.place.is_some() {
            let names: Vec<&str> = same.iter().map(|it| it.name.as_str()).collect();
            return vec![detail("compute", format!("{way}: {}", names.join(", ")))];
        }
        same.iter().map(|it| one(it, way)).collect()
    };
    let details: Vec<Detail> = ways.flat_map(way).collect();
    if details.is_empty() {
        vec![detail("compute", "none is declared".to_owned())]
    } else {
        details
    }
}

/// Who provides what; what Auto Mode provides is told in one go.
fn equipment(provisions: Vec<Provision>) -> Vec<Detail> {
    let (auto, others): (Vec<_>, Vec<_>) =
        provisions.into_iter().partition(|it| it.provider == Provider::AutoMode);
    let services: Vec<&str> = auto.iter().map(|it| it.service).collect();
    let place = auto.first().and_then(|it| it.place);
    let mut details = vec![at("Auto Mode gives", services.join(", "), place)];
    details.extend(others.into_iter().map(|it| at(it.service, it.provider.to_string(), it.place)));
    details
}

fn one(runner: &Runner, way: &str) -> Detail {
    let value = match (runner.place, runner.compute, runner.name.as_str()) {
        (None, ..) => format!("{way}, as `ekslint.toml` says"),
        (Some(_), Compute::Auto, _) | (Some(_), _, "") => way.to_owned(),
        (Some(_), _, name) => format!("{way}: {name}"),
    };
    at("compute", value, runner.place)
}

fn detail(name: &'static str, value: String) -> Detail {
    at(name, value, None)
}

fn at(name: &'static str, value: String, place: Option<Place>) -> Detail {
    Detail { name, value, place }
}
