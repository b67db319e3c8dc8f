//! What was understood, for programs: version 1 of a format, to which fields are only added.

use schemars::JsonSchema;
use serde::Serialize;

use crate::check::{self, Inspection};
use crate::data::versions::{Minor, release};
use crate::project::{Gap, Room};
use crate::report::json::{self, Declared, Hop, Setting, Tool};
use crate::source::Texts;

/// The name of the JSON Schema, which `ekslint schema inspection` prints.
const SCHEMA: &str = "urn:ekslint:inspection:1";

/// Everything that was understood.
#[derive(Debug, Serialize, JsonSchema)]
struct Document {
    /// `1.x`; within version 1, fields are only added.
    #[schemars(regex(pattern = r"^1\.[0-9]+$"))]
    format_version: &'static str,
    /// What made it.
    tool: Tool,
    /// What paths are relative to.
    root: &'static str,
    /// The day that the words about support are said on.
    as_of: String,
    /// Files whose content was read.
    files_checked: usize,
    /// Clusters, node groups of clusters that are declared elsewhere, service accounts that ask for a
    /// role, and roles for pods.
    things: Vec<Thing>,
}

/// Something that was understood.
#[derive(Debug, Serialize, JsonSchema)]
struct Thing {
    /// `cluster`, `node group`, `service account` or `role`.
    kind: &'static str,
    /// What it is called.
    name: String,
    /// Where it is declared.
    place: Option<Declared>,
    /// What is known of it, in words for people; a name may come several times.
    settings: Vec<Detail>,
    /// Its Kubernetes version; null where that is not known, or is no version of EKS.
    version: Option<Version>,
    /// What the addresses of a node group come to; null for everything else.
    addresses: Option<Arithmetic>,
    /// The links between the pods of a service account and their credentials, first to last.
    chain: Vec<Hop>,
    /// What belongs to it: the node groups of a cluster.
    parts: Vec<Thing>,
}

/// One thing that is known.
#[derive(Debug, Serialize, JsonSchema)]
struct Detail {
    /// What it is about.
    name: &'static str,
    /// What is so.
    value: String,
    /// Where that is declared; null where it is the place of the whole, or stands in no file.
    place: Option<Declared>,
}

/// A Kubernetes version with its dates, which are null for versions that no table has.
#[derive(Debug, Serialize, JsonSchema)]
struct Version {
    /// Such as `1.35`.
    name: String,
    /// The last day of standard support.
    standard_support_ends: Option<String>,
    /// The last day of extended support.
    extended_support_ends: Option<String>,
    /// Whether the dates are expected, not announced.
    expected: bool,
}

/// What the addresses of a node group come to; what is null is not known.
#[derive(Debug, Serialize, JsonSchema)]
struct Arithmetic {
    /// Usable addresses of each subnet.
    usable_by_subnet: Option<Vec<u64>>,
    /// All of them.
    usable: Option<u64>,
    /// The instance type of which a node takes most.
    instance_type: Option<&'static str>,
    /// Its network interfaces.
    interfaces: Option<u64>,
    /// Addresses of each interface.
    addresses_per_interface: Option<u64>,
    /// Addresses that a node takes at most.
    addresses_per_node: Option<u64>,
    /// How many nodes fit into each subnet.
    nodes_by_subnet: Option<Vec<u64>>,
    /// The greatest number of nodes.
    maximum: Option<u64>,
    /// The addresses that so many nodes would take.
    taken_by_maximum: Option<u64>,
    /// Whether so many nodes fit, if nothing else takes any address.
    fits: Option<bool>,
    /// What is missing in the sum, and why.
    not_known: Vec<Setting>,
}

/// The things of an inspection as JSON.
pub(super) fn render(inspection: &Inspection, things: &[&check::Thing]) -> String {
    let texts = &inspection.texts;
    json::print(&Document {
        format_version: "1.0",
        tool: Tool { name: "ekslint", version: env!("CARGO_PKG_VERSION") },
        root: ".",
        as_of: inspection.summary.as_of.clone(),
        files_checked: inspection.summary.files_checked,
        things: things.iter().map(|it| thing(texts, it)).collect(),
    })
}

/// The JSON Schema.
pub(in crate::cli) fn schema() -> String {
    let mut schema = schemars::schema_for!(Document);
    schema.insert("$id".to_owned(), SCHEMA.into());
    schema.insert("title".to_owned(), "ekslint inspection, version 1".into());
    json::print(&schema)
}

fn thing(texts: &Texts, thing: &check::Thing) -> Thing {
    let declared = |place: Option<_>| place.and_then(|place| json::declared(texts, place));
    let detail = |it: &check::Detail| Detail {
        name: it.name,
        value: it.value.clone(),
        place: declared(it.place),
    };
    Thing {
        kind: thing.kind,
        name: thing.name.clone(),
        place: declared(thing.place),
        settings: thing.settings.iter().map(detail).collect(),
        version: thing.version.map(version),
        addresses: thing.room.as_ref().map(addresses),
        chain: thing.chain.iter().map(|it| json::hop(texts, it)).collect(),
        parts: thing.parts.iter().map(|it| self::thing(texts, it)).collect(),
    }
}

fn version(minor: Minor) -> Version {
    let row = release(minor);
    Version {
        name: minor.to_string(),
        standard_support_ends: row.map(|row| row.standard_support_ends.to_string()),
        extended_support_ends: row.map(|row| row.extended_support_ends.to_string()),
        expected: row.is_some_and(|row| row.projected),
    }
}

fn addresses(room: &Room) -> Arithmetic {
    let share = room.share.as_ref().ok();
    let gaps =
        [room.subnets.as_ref().err(), room.share.as_ref().err(), room.maximum.as_ref().err()];
    let missing = |gap: &Gap| Setting { key: gap.setting.clone(), reason: gap.why.clone() };
    Arithmetic {
        usable_by_subnet: room.subnets.as_ref().ok().cloned(),
        usable: room.usable(),
        instance_type: share.map(|it| it.instance.name),
        interfaces: share.map(|it| it.interfaces),
        addresses_per_interface: share.map(|it| it.addresses),
        addresses_per_node: share.map(crate::project::Share::each),
        nodes_by_subnet: room.fitting(),
        maximum: room.maximum.as_ref().ok().copied(),
        taken_by_maximum: room.wanted(),
        fits: room.fits(),
        not_known: gaps.into_iter().flatten().map(missing).collect(),
    }
}
