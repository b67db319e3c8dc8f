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

/// The settings that are counted, in the order to print.
const SETTINGS: [&str; 10] = [
    "cluster name",
    "cluster version",
    "public endpoint",
    "open to",
    "private endpoint",
    "instance types",
    "subnet range",
    "subnets of a VPC module",
    "trusted service account",
    "add-on name",
];

/// Inputs of a module whose entries are settings of their own, and which.
const MAPS: [(&str, &str); 5] = [
    ("addons", SETTINGS[9]),
    ("cluster_addons", SETTINGS[9]),
    ("eks_managed_node_groups", SETTINGS[5]),
    ("self_managed_node_groups", SETTINGS[5]),
    ("node_groups", SETTINGS[5]),
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
            self.field(SETTINGS[6], &subnet.cidr, &subnet.object);
        }
        facts.networks.iter().for_each(|it| self.network(it));
        facts.roles.iter().for_each(|it| self.role(it));
        facts.components.iter().for_each(|it| self.component(it));
    }

    fn cluster(&mut self, cluster: &Cluster) {
        let object = &cluster.object;
        self.field(SETTINGS[0], &cluster.name(), object);
        self.field(SETTINGS[1], &cluster.version(), object);
        self.field(SETTINGS[2], &cluster.public_access(), object);
        self.list(SETTINGS[3], &cluster.public_cidrs(), object);
        self.field(SETTINGS[4], &cluster.private_access(), object);
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
                self.gap(SETTINGS[5], &why, (&group.object.anchor(), &group.object));
            }
            (None, None) => self.count(SETTINGS[5]).unset += 1,
            (Some(first), _) => self.field(SETTINGS[5], first, &group.object),
        }
    }

    fn network(&mut self, network: &Network) {
        for input in ["private_subnets", "public_subnets"] {
            self.list(SETTINGS[7], &network.object.list_at::<Text>(input), &network.object);
        }
    }

    fn role(&mut self, role: &Role) {
        for subject in &role.subjects {
            match (&subject.value.state, subject.why()) {
                (State::Written(_), Some(why)) => {
                    self.gap(SETTINGS[8], &why, (&subject.value.anchor, &role.object));
                }
                _ => self.field(SETTINGS[8], &subject.value, &role.object),
            }
        }
        if let Some(why) = &role.unseen {
            self.gap(SETTINGS[8], why, (&role.object.anchor(), &role.object));
        }
    }

    fn component(&mut self, component: &Component) {
        match &component.kind {
            ComponentKind::Addon(_) => self.count(SETTINGS[9]).written += 1,
            ComponentKind::UnnamedAddon(why) => {
                self.gap(SETTINGS[9], why, (&component.object.anchor(), &component.object));
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
