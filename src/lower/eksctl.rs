//! From an eksctl `ClusterConfig` to facts.

mod identity;

use std::sync::Arc;

use ipnet::{IpNet, Ipv4Net};
use smol_str::SmolStr;

use super::{header_of, object};
use crate::field::{Anchor, Field, Object, Row, State, Tool, ToolDefault};
use crate::model::{
    Cluster, Component, ComponentKind, Facts, NodeGroup, NodeGroupKind, ServiceAccount, Subnet,
    SubnetRole,
};
use crate::source::Span;
use crate::value::{Entry, Kind, Segment, Text, Value};

/// Source: eksctl `pkg/apis/eksctl.io/v1alpha5/vpc.go`, `DefaultCIDR`.
const VPC_RANGE: Row<IpNet> = Row {
    eksctl: "vpc.cidr",
    default: ToolDefault::Api(|| "192.168.0.0/16".parse().expect("a CIDR block")),
    ..Row::EMPTY
};

/// Adds what a `ClusterConfig` declares.
pub fn lower(body: &Value, scope: &Arc<str>, facts: &mut Facts) {
    let whole = object(Tool::Eksctl, "cluster", body.clone(), header_of(body), scope);
    let called = shown(body.get("metadata").and_then(|it| it.get("name")));
    let mut cluster = whole;
    cluster.subject.name = format!("cluster/{called}").into();
    let index = facts.clusters.len();
    for (key, kind) in
        [("managedNodeGroups", NodeGroupKind::Managed), ("nodeGroups", NodeGroupKind::SelfManaged)]
    {
        for group in items(body, key) {
            facts.node_groups.push(node_group(group, kind, &cluster, &called, index));
        }
    }
    subnets(&cluster, index, facts);
    facts.custom_networking.places.extend(spoken(body, super::CUSTOM_NETWORKING));
    facts.prefix_delegation.places.extend(spoken(body, super::PREFIX_DELEGATION));
    components(&cluster, index, facts);
    service_accounts(&cluster, &called, facts);
    identity::providers(&cluster, facts);
    identity::associations(&cluster, &called, facts);
    facts.clusters.push(Cluster { object: cluster });
}

/// Fargate profiles, Karpenter, hybrid networks and add-ons.
fn components(cluster: &Object, index: usize, facts: &mut Facts) {
    let mut add = |kind: ComponentKind, body: &Value| {
        let object = Object { body: body.clone(), header: body.origin.span, ..cluster.clone() };
        facts.components.push(Component { kind, object, cluster: Some(index) });
    };
    for profile in items(&cluster.body, "fargateProfiles") {
        add(ComponentKind::Fargate, profile);
    }
    for (key, kind) in
        [("karpenter", ComponentKind::Karpenter), ("remoteNetworkConfig", ComponentKind::Hybrid)]
    {
        if let Some(body) = cluster.body.get(key).filter(|body| !body.is_null()) {
            add(kind, body);
        }
    }
    for addon in items(&cluster.body, "addons") {
        match addon.get("name") {
            Some(Value { kind: Kind::Text(name), .. }) => {
                add(ComponentKind::Addon(name.clone()), addon);
            }
            Some(name) => add(ComponentKind::UnnamedAddon(name.why()), addon),
            None => {}
        }
    }
}

/// What to call something: its name, with placeholders as they are written.
fn shown(name: Option<&Value>) -> String {
    name.and_then(Value::text).map_or_else(|| "?".to_owned(), |name| name.display())
}

/// Where what add-ons are told has the name of a setting.
fn spoken(body: &Value, setting: &str) -> impl Iterator<Item = Span> {
    let told = items(body, "addons").iter().filter_map(|addon| addon.get("configurationValues"));
    let literal =
        move |it: &Segment| matches!(it, Segment::Literal { text, .. } if text.contains(setting));
    let has = move |it: &&Value| it.text().is_some_and(|it| it.segments().iter().any(literal));
    told.filter(has).map(|it| it.origin.span)
}

/// The items of a list that are seen.
fn items<'a>(body: &'a Value, key: &str) -> &'a [Value] {
    body.get(key).and_then(Value::as_list).map(|list| list.items.as_slice()).unwrap_or_default()
}

fn node_group(
    body: &Value,
    kind: NodeGroupKind,
    cluster: &Object,
    called: &str,
    index: usize,
) -> NodeGroup {
    let name = format!("cluster/{called}/nodegroup/{}", shown(body.get("name")));
    let header = body.entry("name").map_or(body.origin.span, |entry| crate::source::Span {
        end: entry.value.origin.span.end.max(entry.key_span.end),
        ..entry.key_span
    });
    let object = object(Tool::Eksctl, name, body.clone(), header, &cluster.scope);
    NodeGroup { object, kind, template: None, cluster: Some(index), ignores_desired: false }
}

/// The subnets that the file names with their ranges, else those that eksctl cuts out of the VPC.
fn subnets(cluster: &Object, index: usize, facts: &mut Facts) {
    let before = facts.subnets.len();
    for (path, role) in [("private", SubnetRole::Private), ("public", SubnetRole::Public)] {
        let zones = cluster.at::<Value>(&format!("vpc.subnets.{path}"));
        let entries = zones.known().and_then(Value::as_map).map(|map| map.entries.clone());
        for entry in entries.unwrap_or_default() {
            facts.subnets.extend(written((cluster, index), path, role, &entry));
        }
    }
    let own = cluster.at::<Value>("vpc.id").is_absent().must()
        && cluster.at::<Value>("vpc.subnets").is_absent().must();
    if facts.subnets.len() == before && own {
        let private = Cluster { object: cluster.clone() }.fully_private().is(|on| *on).must();
        let made = |it: &Subnet| !private || it.role == SubnetRole::Private;
        facts.subnets.extend(cut(cluster, index).into_iter().filter(made));
    }
}

fn written(
    (cluster, index): (&Object, usize),
    path: &str,
    role: SubnetRole,
    entry: &Entry,
) -> Option<Subnet> {
    let address = format!("{}/subnets/{path}", cluster.subject.name);
    let mut part = cluster.clone();
    part.body = entry.value.clone();
    part.header = entry.key_span;
    let cidr = part.at::<IpNet>("cidr");
    (!cidr.is_unwritten()).then(|| Subnet {
        object: Object { subject: cluster.subject.clone(), ..part },
        cidr,
        address: address.into(),
        key: entry.key.clone(),
        role,
        cluster: Some(index),
        is_tagged_elsewhere: false,
    })
}

/// The subnets of a VPC that eksctl makes: three zones, a public and a private subnet in each, cut
/// to an eighth of the VPC's range, or to a sixteenth from five zones on.
///
/// Source: eksctl `pkg/vpc/vpc.go`, `SetSubnets`.
fn cut(cluster: &Object, owner: usize) -> Vec<Subnet> {
    let range = cluster.read(&VPC_RANGE);
    let zones = cluster.list_at::<SmolStr>("availabilityZones");
    let count = match zones.whole() {
        Some([]) => 3,
        Some(zones) => zones.len(),
        None => return Vec::new(),
    };
    let longer = if count > 4 { 4 } else { 3 };
    let Some(IpNet::V4(vpc)) = range.known().copied() else { return Vec::new() };
    let Ok(parts) = vpc.subnets((vpc.prefix_len() + longer).min(32)) else { return Vec::new() };
    let parts: Vec<Ipv4Net> = parts.take(2 * count).collect();
    let subnet = |(index, part): (usize, &Ipv4Net)| {
        let role = if index < count { SubnetRole::Public } else { SubnetRole::Private };
        let anchor = Anchor::at(range.anchor.origin.clone(), "vpc.cidr");
        Subnet {
            object: cluster.clone(),
            cidr: Field { state: State::Default(IpNet::V4(*part)), anchor },
            address: format!("{}/subnets", cluster.subject.name).into(),
            key: index.to_string().into(),
            role,
            cluster: Some(owner),
            is_tagged_elsewhere: false,
        }
    };
    parts.iter().enumerate().map(subnet).collect()
}

/// Service accounts that bring the ARN of a role of their own; for all others eksctl makes the role.
fn service_accounts(cluster: &Object, called: &str, facts: &mut Facts) {
    let list = cluster.list_at::<Value>("iam.serviceAccounts");
    for body in list.seen().filter_map(Field::known) {
        let mut part = object(Tool::Eksctl, "", body.clone(), body.origin.span, &cluster.scope);
        let name = part.at::<Text>("metadata.name");
        let mut namespace = part.at::<Text>("metadata.namespace");
        if namespace.is_unwritten() {
            let text = Value::string("default", body.origin.clone());
            namespace.state = State::Default(Text::of(&text).expect("a string is text"));
        }
        let role_arn = part.at::<Text>("attachRoleARN");
        let shown = shown(body.get("metadata").and_then(|it| it.get("name")));
        part.subject.name = format!("cluster/{called}/serviceaccount/{shown}").into();
        part.header = name.anchor.key();
        let audience = Field { state: State::Absent, anchor: part.anchor() };
        let account = ServiceAccount {
            object: part,
            name,
            namespace,
            role_arn,
            audience,
            is_packaged: false,
        };
        facts.service_accounts.push(account);
    }
}
