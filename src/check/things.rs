//! What was understood, as things to print: clusters with their nodes and addresses, roles with who
//! may assume them. What is not known says why.

use smol_str::SmolStr;

use super::inspection::Thing;
use crate::data::versions::{Minor, Support, release, support};
use crate::field::{Field, Listing, State};
use crate::inputs::Compute;
use crate::model::{Cluster, Role, Subnet, Unit};
use crate::project::{AddressPool, Project, Service};
use crate::value::{Rest, Text};

/// Every thing of a project, scope by scope.
pub(super) fn of(project: &Project, today: jiff::civil::Date) -> Vec<Thing> {
    let units = project.units().iter().enumerate();
    units.flat_map(|(index, unit)| of_unit(project, index, unit, today)).collect()
}

fn of_unit(project: &Project, index: usize, unit: &Unit, today: jiff::civil::Date) -> Vec<Thing> {
    let pools = project.pools(index);
    let mut things = Vec::new();
    for cluster in &unit.facts.clusters {
        let own = pools.iter().filter(|pool| pool.is_of(cluster));
        let mut thing = of_cluster(project, cluster, own, today);
        thing.settings.extend(equipment(project, cluster));
        if !unit.scope.environment.is_empty() {
            let environment = unit.scope.environment.to_string();
            thing.settings.insert(0, ("environment".to_owned(), environment));
        }
        things.push(thing);
    }
    let loose = pools.iter().filter(|pool| pool.cluster.is_none());
    things.extend(loose.map(of_pool));
    let roles = unit.facts.roles.iter().filter(|role| role.trusts_tokens());
    things.extend(roles.map(|role| of_role(project, role)));
    things
}

fn of_cluster<'a>(
    project: &Project,
    cluster: &Cluster,
    pools: impl Iterator<Item = &'a AddressPool>,
    today: jiff::civil::Date,
) -> Thing {
    let mut settings = vec![
        ("version".to_owned(), version(&project.version_of(cluster), today)),
        ("upgrade policy".to_owned(), shown(&cluster.support_type(), ToString::to_string)),
        ("public endpoint".to_owned(), shown(&cluster.public_access(), |on| on_off(*on))),
        ("open to".to_owned(), listed(&cluster.public_cidrs(), ToString::to_string)),
        ("private endpoint".to_owned(), shown(&cluster.private_access(), |on| on_off(*on))),
        ("addresses".to_owned(), shown(&cluster.ip_family(), ToString::to_string)),
        ("Auto Mode".to_owned(), shown(&cluster.auto_mode(), |on| on_off(*on))),
    ];
    settings.retain(|(_, value)| !value.is_empty());
    Thing {
        kind: "cluster",
        name: cluster.called(),
        place: Some(cluster.object.header.into()),
        settings,
        parts: pools.map(of_pool).collect(),
    }
}

/// Where its pods run, and who provides what they need.
fn equipment(project: &Project, cluster: &Cluster) -> Vec<(String, String)> {
    let compute = project.compute_of(cluster).into_iter().map(Compute::name).collect::<Vec<_>>();
    let mut settings = vec![("compute".to_owned(), compute.join(", "))];
    for (name, service) in [
        ("volumes by", Service::Storage),
        ("load balancers by", Service::LoadBalancing),
        ("names by", Service::Dns),
        ("credentials by", Service::Identity),
    ] {
        let provider = project.provider_of(cluster, service);
        settings.extend(provider.map(|provider| (name.to_owned(), provider.to_string())));
    }
    settings.retain(|(_, value)| !value.is_empty());
    settings
}

fn of_pool(pool: &AddressPool) -> Thing {
    let group = &pool.group;
    let name = group.name().known().map_or_else(|| group.object.subject.to_string(), Text::display);
    let types = group.instance_types();
    let types: Vec<String> = types.iter().map(|field| shown(field, SmolStr::to_string)).collect();
    let mut settings = vec![
        ("version".to_owned(), shown(&group.version(), Text::display)),
        ("nodes at most".to_owned(), shown(&group.maximum(), i64::to_string)),
        ("instance types".to_owned(), types.join(", ")),
    ];
    let addresses = match &pool.subnets {
        Ok(subnets) => addresses(subnets),
        Err(why) => format!("not known: {why}"),
    };
    settings.push(("addresses".to_owned(), addresses));
    settings.retain(|(_, value)| !value.is_empty());
    let place = Some(group.object.header.into());
    Thing { kind: "node group", name, place, settings, parts: Vec::new() }
}

/// `753 usable in 10.0.10.0/24, 10.0.11.0/24, 10.0.12.0/24`.
fn addresses(subnets: &[Subnet]) -> String {
    let ranges: Vec<String> =
        subnets.iter().map(|subnet| shown(&subnet.cidr, ToString::to_string)).collect();
    let known = subnets.iter().filter_map(|subnet| subnet.cidr.known());
    let usable: u64 = known.map(Subnet::usable).sum();
    format!("{usable} usable in {}", ranges.join(", "))
}

fn of_role(project: &Project, role: &Role) -> Thing {
    let mut subjects: Vec<String> =
        role.subjects.iter().map(|subject| shown(&subject.value, Text::display)).collect();
    subjects.dedup();
    if role.more_subjects {
        subjects.push("others that are not known".to_owned());
    }
    let accounts = project.accounts_of(role);
    let used: Vec<String> = accounts.iter().map(|account| account.called().to_string()).collect();
    let mut settings = vec![
        ("may be assumed by".to_owned(), subjects.join(", ")),
        ("asked for by".to_owned(), used.join(", ")),
    ];
    settings.retain(|(_, value)| !value.is_empty());
    let name = role.name.known().map_or_else(|| role.object.subject.to_string(), Text::display);
    Thing {
        kind: "role",
        name,
        place: Some(role.object.header.into()),
        settings,
        parts: Vec::new(),
    }
}

/// A version with what EKS says about it.
fn version(field: &Field<Text>, today: jiff::civil::Date) -> String {
    let text = shown(field, Text::display);
    let minor = field.known().and_then(Text::known).and_then(|it| it.parse::<Minor>().ok());
    match minor.and_then(|minor| support(minor, today)) {
        Some(Support::Standard { until }) => {
            let end = minor.and_then(release).map(|row| row.extended_support_ends);
            let extended = end.map_or_else(String::new, |end| format!(", extended until {end}"));
            format!("{text} (standard support until {until}{extended})")
        }
        Some(Support::Extended { until }) => format!("{text} (extended support until {until})"),
        Some(Support::Ended { since: None }) => format!("{text} (unsupported)"),
        Some(Support::Ended { since: Some(since) }) => {
            format!("{text} (unsupported since {since})")
        }
        Some(Support::Unreleased) | None => text,
    }
}

fn on_off(on: bool) -> String {
    if on { "on".to_owned() } else { "off".to_owned() }
}

/// A setting for people; defaults are marked, and what is not known says why.
fn shown<T>(field: &Field<T>, show: impl Fn(&T) -> String) -> String {
    match &field.state {
        State::Written(value) => show(value),
        State::Default(value) => format!("{} (by default)", show(value)),
        State::Absent => String::new(),
        State::OneOf(values, _) => {
            let all =
                values.iter().map(|value| value.as_ref().map_or_else(|| "unset".to_owned(), &show));
            format!("one of {}", all.collect::<Vec<_>>().join(", "))
        }
        State::Unknown(why) => format!("not known: {why}"),
        State::Invalid { expected } => format!("invalid: {expected} is expected"),
    }
}

fn listed<T>(list: &Listing<T>, show: impl Fn(&T) -> String + Copy) -> String {
    let one = |items: &crate::field::Items<T>| {
        let mut seen: Vec<String> = items.items.iter().map(|field| shown(field, show)).collect();
        if let Rest::Open { why, .. } = &items.rest {
            seen.push(format!("others that are not known: {why}"));
        }
        seen.join(", ")
    };
    list.alternatives.iter().map(one).collect::<Vec<_>>().join(" or ")
}
