//! Node groups, with what their addresses come to.

use jiff::civil::Date;
use smol_str::SmolStr;

use super::words::{minor, shown, version};
use super::{addresses, at, detail};
use crate::check::inspection::Thing;
use crate::model::NodeGroupKind;
use crate::project::{AddressPool, Nodes, Project};

/// A node group.
pub(super) fn of(project: &Project, pool: &AddressPool, today: Date) -> Thing {
    let group = &pool.group;
    let types = group.instance_types();
    let types: Vec<String> = types.iter().map(|field| shown(field, SmolStr::to_string)).collect();
    let nodes = Nodes { object: &group.object, pool: Some(pool), template: None };
    let runs = project.version_of_nodes(&nodes);
    let of_cluster = if group.version().is_unwritten() { ", that of the cluster" } else { "" };
    let runs_shown = runs.as_ref().map(|it| version(it, today)).filter(|it| !it.is_empty());
    let room = project.room_of(pool);
    let mut settings = vec![
        detail("run by", run_by(group.kind).to_owned()),
        detail("version", runs_shown.map_or(String::new(), |it| it + of_cluster)),
        detail("nodes at most", shown(&group.maximum(), i64::to_string)),
        detail("instance types", types.join(", ")),
        at("subnets", ranges(pool), pool.subnets.is_ok().then(|| pool.named.place())),
        detail("addresses", addresses::sentence(&room)),
    ];
    settings.retain(|it| !it.value.is_empty());
    Thing {
        kind: "node group",
        name: group.object.called(&group.name()),
        place: Some(group.object.header.into()),
        settings,
        version: runs.as_ref().and_then(minor),
        room: Some(room),
        ..Thing::default()
    }
}

fn run_by(kind: NodeGroupKind) -> &'static str {
    match kind {
        NodeGroupKind::Managed => "EKS (managed)",
        NodeGroupKind::SelfManaged => "its owner (self-managed)",
    }
}

/// `10.0.10.0/24, 10.0.11.0/24`; why the subnets are not known is said with the room.
fn ranges(pool: &AddressPool) -> String {
    let subnets = pool.subnets.iter().flatten();
    let ranges: Vec<String> =
        subnets.map(|subnet| shown(&subnet.cidr, ToString::to_string)).collect();
    ranges.join(", ")
}
