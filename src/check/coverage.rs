//! How much is known of each setting, and on what the rest hangs.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::input;
use super::{CheckError, CheckOptions, in_pool};
use crate::field::{Anchor, Field, Listing, Object, State};
use crate::model::{Cluster, Component, ComponentKind, Facts, Network, NodeGroup, Role};
use crate::reader::Reading;
use crate::source::{Place, Texts};
use crate::value::{Text, Value, Why};

/// What is known of every setting that is counted.
#[derive(Debug)]
pub struct Coverage {
    /// The texts that places point into.
    pub texts: Texts,
    /// The settings that something here has, in the order to print.
    pub settings: Vec<Setting>,
}

/// How often one setting is known.
#[derive(Clone, Debug, Default)]
pub struct Setting {
    /// What it is, such as `cluster version`.
    pub name: &'static str,
    /// How often it is written, and known.
    pub written: usize,
    /// How often nobody writes it, and the default is known.
    pub default: usize,
    /// How often nobody writes it, and there is no default.
    pub unset: usize,
    /// Why it is not known elsewhere, the most frequent reason first.
    pub unknown: Vec<Gap>,
}

/// One reason that a setting is not known.
#[derive(Clone, Debug)]
pub struct Gap {
    /// The reason.
    pub why: Why,
    /// How often it is this one.
    pub count: usize,
    /// The first place where it is.
    pub place: Place,
    /// What has the setting there.
    pub subject: String,
}

/// Reads what the options name, and counts what is known; no rule is run.
///
/// # Errors
/// If the job could not be done.
pub fn coverage(options: &CheckOptions) -> Result<Coverage, CheckError> {
    in_pool(options, || {
        let Reading { texts, units, .. } = input::read(options)?;
        let mut counts = Counts::default();
        for unit in units {
            counts.add(&unit.facts);
        }
        Ok(Coverage { texts, settings: counts.finish() })
    })
}

const CLUSTER_NAME: &str = "cluster name";
const CLUSTER_VERSION: &str = "cluster version";
const PUBLIC_ENDPOINT: &str = "public endpoint";
const OPEN_TO: &str = "open to";
const PRIVATE_ENDPOINT: &str = "private endpoint";
const INSTANCE_TYPES: &str = "instance types";
const SUBNET_RANGE: &str = "subnet range";
const MODULE_SUBNETS: &str = "subnets of a VPC module";
const TRUSTED_ACCOUNT: &str = "trusted service account";
const ADDON_NAME: &str = "add-on name";

/// The settings that are counted, in the order to print.
const SETTINGS: [&str; 10] = [
    CLUSTER_NAME,
    CLUSTER_VERSION,
    PUBLIC_ENDPOINT,
    OPEN_TO,
    PRIVATE_ENDPOINT,
    INSTANCE_TYPES,
    SUBNET_RANGE,
    MODULE_SUBNETS,
    TRUSTED_ACCOUNT,
    ADDON_NAME,
];

/// Inputs of a module whose entries are settings of their own, and which.
const MAPS: [(&str, &str); 5] = [
    ("addons", ADDON_NAME),
    ("cluster_addons", ADDON_NAME),
    ("eks_managed_node_groups", INSTANCE_TYPES),
    ("self_managed_node_groups", INSTANCE_TYPES),
    ("node_groups", INSTANCE_TYPES),
];

#[derive(Default)]
struct Counts {
    settings: BTreeMap<&'static str, Setting>,
    gaps: BTreeMap<(&'static str, Why), Gap>,
}

impl Counts {
    fn add(&mut self, facts: &Facts) {
        facts.clusters.iter().for_each(|it| self.cluster(it));
        facts.node_groups.iter().for_each(|it| self.node_group(it));
        for subnet in &facts.subnets {
            self.field(SUBNET_RANGE, &subnet.cidr, &subnet.object);
        }
        facts.networks.iter().for_each(|it| self.network(it));
        facts.roles.iter().for_each(|it| self.role(it));
        facts.components.iter().for_each(|it| self.component(it));
    }

    fn cluster(&mut self, cluster: &Cluster) {
        let object = &cluster.object;
        self.field(CLUSTER_NAME, &cluster.name(), object);
        self.field(CLUSTER_VERSION, &cluster.version(), object);
        self.field(PUBLIC_ENDPOINT, &cluster.public_access(), object);
        self.list(OPEN_TO, &cluster.public_cidrs(), object);
        self.field(PRIVATE_ENDPOINT, &cluster.private_access(), object);
        for (input, name) in MAPS {
            // Entries that are seen are components and node groups.
            let map = object.at::<Value>(input);
            let open = match map.known().and_then(Value::as_map) {
                Some(map) => map.why_open(),
                None => map.why(),
            };
            if let Some(why) = open {
                self.gap(name, &why, (&map.anchor, object));
            }
        }
    }

    fn node_group(&mut self, group: &NodeGroup) {
        let types = group.instance_types();
        let unknown = types.iter().find(|it| it.why().is_some());
        match (unknown.or(types.first()), group.unseen_types()) {
            (None, Some(why)) => {
                self.gap(INSTANCE_TYPES, &why, (&group.object.anchor(), &group.object));
            }
            (None, None) => self.count(INSTANCE_TYPES).unset += 1,
            (Some(first), _) => self.field(INSTANCE_TYPES, first, &group.object),
        }
    }

    fn network(&mut self, network: &Network) {
        for input in ["private_subnets", "public_subnets"] {
            self.list(MODULE_SUBNETS, &network.object.list_at::<Text>(input), &network.object);
        }
    }

    fn role(&mut self, role: &Role) {
        for subject in &role.subjects {
            match (&subject.value.state, subject.why()) {
                (State::Written(_), Some(why)) => {
                    self.gap(TRUSTED_ACCOUNT, &why, (&subject.value.anchor, &role.object));
                }
                _ => self.field(TRUSTED_ACCOUNT, &subject.value, &role.object),
            }
        }
        if let Some(why) = &role.unseen {
            self.gap(TRUSTED_ACCOUNT, why, (&role.object.anchor(), &role.object));
        }
    }

    fn component(&mut self, component: &Component) {
        match &component.kind {
            ComponentKind::Addon(_) => self.count(ADDON_NAME).written += 1,
            ComponentKind::UnnamedAddon(why) => {
                self.gap(ADDON_NAME, why, (&component.object.anchor(), &component.object));
            }
            _ => {}
        }
    }

    fn field<T>(&mut self, name: &'static str, field: &Field<T>, object: &Object) {
        match (field.why(), &field.state) {
            (Some(why), _) => self.gap(name, &why, (&field.anchor, object)),
            (None, State::Default(_)) => self.count(name).default += 1,
            (None, State::Absent) => self.count(name).unset += 1,
            (None, _) => self.count(name).written += 1,
        }
    }

    fn list<T>(&mut self, name: &'static str, list: &Listing<T>, object: &Object) {
        match list.why() {
            Some(why) => self.gap(name, &why, (&list.anchor, object)),
            None if list.unwritten => self.count(name).default += 1,
            None => self.count(name).written += 1,
        }
    }

    fn count(&mut self, name: &'static str) -> &mut Setting {
        self.settings.entry(name).or_insert_with(|| Setting { name, ..Setting::default() })
    }

    fn gap(&mut self, name: &'static str, why: &Why, (anchor, object): (&Anchor, &Object)) {
        self.count(name);
        let place = anchor.place();
        let new = || Gap { why: why.clone(), count: 0, place, subject: object.address().into() };
        self.gaps.entry((name, why.clone())).or_insert_with(new).count += 1;
    }

    fn finish(mut self) -> Vec<Setting> {
        for ((name, _), gap) in self.gaps {
            if let Some(setting) = self.settings.get_mut(name) {
                setting.unknown.push(gap);
            }
        }
        let settings = SETTINGS.iter().filter_map(|name| self.settings.remove(name));
        let mut settings: Vec<Setting> = settings.collect();
        for setting in &mut settings {
            setting.unknown.sort_by_key(|gap| Reverse(gap.count));
        }
        settings
    }
}
