//! What the control plane logs, and what it encrypts Secrets with.

use std::collections::BTreeSet;

use smol_str::SmolStr;

use super::{Cluster, OUTPOST};
use crate::data::modules::VersionRange;
use crate::field::{Anchor, Dialect, Field, ListRow, Listing, Row, State, ToolDefault};
use crate::value::{Entry, Kind, Rest, Truth, Value, Why};

/// Off by default everywhere but in the module from v18 on.
const LOG_TYPES: ListRow<SmolStr> = Row {
    eksctl: "cloudWatch.clusterLogging.enableTypes",
    resource: "enabled_cluster_log_types",
    module: &[(0, "cluster_enabled_log_types"), (21, "enabled_log_types")],
    default: ToolDefault::Api(Vec::new),
    ..Row::EMPTY
};

const KEY: Row<Value> = Row {
    eksctl: "secretsEncryption.keyARN",
    resource: "encryption_config.provider.key_arn",
    ..Row::EMPTY
};

/// What the module is told of encryption; a list of objects before v19.
const KEY_OF_MODULE: Row<Value> =
    Row { module: &[(0, "cluster_encryption_config"), (21, "encryption_config")], ..Row::EMPTY };

/// Whether the module makes a key: from v19 on, unless it is told not to.
const CREATES_KEY: Row<bool> = Row { module: &[(0, ""), (18, "create_kms_key")], ..Row::EMPTY };

impl Cluster {
    /// The types of log that the control plane sends to `CloudWatch`, as they are written; eksctl
    /// takes `all` and `*` for every type.
    ///
    /// Source: eksctl `pkg/apis/eksctl.io/v1alpha5/types.go`, `SupportedCloudWatchClusterLogTypes`.
    pub fn log_types(&self) -> Listing<SmolStr> {
        let mut types = self.object.read_list(&LOG_TYPES);
        let module = matches!(self.object.dialect, Dialect::Module { .. });
        if module && types.unwritten && types.anchor.is_written() {
            // The module hands a `null` on to the resource, for which it means no type at all.
            types.alternatives.iter_mut().for_each(|items| items.items.clear());
            types.unwritten = false;
        }
        if types.unwritten && self.may_exist_already() {
            let why = Why::Elsewhere("the cluster that the node groups join".into());
            for items in &mut types.alternatives {
                items.rest = Rest::open(why.clone());
            }
        }
        types
    }

    /// The key of the customer that the data of the Kubernetes API is encrypted with; absent where
    /// AWS uses one of its own.
    ///
    /// What the module makes of its inputs is from terraform-aws-modules/eks `main.tf`,
    /// `encryption_config`.
    pub fn customer_key(&self) -> Field<Value> {
        if !matches!(self.object.dialect, Dialect::Module { .. }) {
            let mut key = self.object.read(&KEY);
            if key.is_unwritten() && self.may_exist_already() {
                let why = Why::Elsewhere("the cluster that the node groups join".into());
                key.state = State::Unknown(why);
            }
            return key;
        }
        let config = self.encryption_of_module();
        let named = Self::is_key_named(&config);
        let made = self.object.read(&CREATES_KEY).is(|on| *on) & self.is_encryption_on(&config);
        let state = match named | made {
            Truth::True => State::Written(Value::null(config.anchor.origin.clone())),
            Truth::Unknown => State::Unknown(config.why().unwrap_or(Why::Alternatives(2))),
            Truth::False => State::Absent,
        };
        Field { state, anchor: config.anchor }
    }

    /// What the module is told, without its default, which says nothing of the key.
    fn encryption_of_module(&self) -> Field<Value> {
        let names = KEY_OF_MODULE.paths(&self.object.dialect);
        let mut fields = names.iter().map(|name| self.object.at::<Value>(name));
        let first = fields.next().unwrap_or_else(|| self.object.at("cluster_encryption_config"));
        if first.anchor.is_written() {
            return first;
        }
        fields.find(|field| field.anchor.is_written()).unwrap_or(first)
    }

    /// Whether the module is given a key: an entry `provider_key_arn`, in the list before v19.
    fn is_key_named(config: &Field<Value>) -> Truth {
        let in_map = |value: &Value| match value.get("provider_key_arn") {
            Some(key) => Truth::from(!key.is_null()),
            None => match value.as_map() {
                Some(map) if map.is_closed() => Truth::False,
                _ => Truth::Unknown,
            },
        };
        config.holds(|value| match &value.kind {
            Kind::List(list) if list.rest.is_closed() => Truth::any(list.items.iter().map(in_map)),
            Kind::Map(_) => in_map(value),
            Kind::Null => Truth::False,
            _ => Truth::Unknown,
        })
    }

    /// Whether the module encrypts with a key at all: an empty map turns it off up to v20, `null`
    /// from v21 on.
    fn is_encryption_on(&self, config: &Field<Value>) -> Truth {
        let Dialect::Module { module, versions } = &self.object.dialect else {
            return Truth::False;
        };
        let by_null = |versions: &VersionRange| match versions.majors(module).as_slice() {
            [] => Truth::Unknown,
            majors if majors.iter().all(|major| *major >= 21) => Truth::True,
            majors if majors.iter().all(|major| *major < 21) => Truth::False,
            _ => Truth::Unknown,
        };
        if config.is_unwritten() {
            let null = config.anchor.is_written();
            return if null { !by_null(versions) } else { Truth::True };
        }
        config.holds(|value| match &value.kind {
            Kind::Map(map) if map.entries.is_empty() && map.is_closed() => by_null(versions),
            Kind::Map(map) if map.is_closed() => Truth::True,
            Kind::List(list) if list.rest.is_closed() => Truth::from(!list.items.is_empty()),
            _ => Truth::Unknown,
        })
    }

    /// Whether the control plane runs on an Outpost, where fewer zones will do.
    pub fn is_on_outpost(&self) -> Truth {
        !self.object.read(&OUTPOST).is_absent()
    }

    /// Whether an eksctl file has one zone alone, and where it says so; eksctl picks several where it
    /// says nothing of zones. None for other tools.
    pub fn has_one_zone(&self) -> Option<(Truth, Anchor)> {
        if self.object.dialect != Dialect::Eksctl {
            return None;
        }
        let zones = self.object.list_at::<SmolStr>("availabilityZones");
        if !zones.unwritten && zones.count() != (0, Some(0)) {
            let first = zones.seen().find_map(|it| it.known().cloned());
            let first = first.unwrap_or_default();
            return Some((zones.all(|it| it.is(|zone| *zone == first)), zones.anchor));
        }
        let subnets = self.object.at::<Value>("vpc.subnets");
        if subnets.is_unwritten() {
            return Some((Truth::False, subnets.anchor));
        }
        let one = subnets.holds(|subnets| {
            let roles = ["private", "public"].map(|role| subnets.get(role));
            let written = roles.into_iter().flatten().filter(|it| !it.is_null());
            let maps: Option<Vec<_>> = written.map(Value::as_map).collect();
            let Some(maps) = maps.filter(|maps| maps.iter().all(|map| map.is_closed())) else {
                return Truth::Unknown;
            };
            let entries = maps.iter().flat_map(|map| &map.entries);
            let zones: BTreeSet<&str> = entries.map(zone_of).collect();
            Truth::from(zones.len() == 1)
        });
        Some((one, subnets.anchor))
    }
}

/// The zone of a subnet in an eksctl file: its key, unless that is a name of another kind.
fn zone_of(entry: &Entry) -> &str {
    entry.value.get("az").and_then(Value::as_str).unwrap_or(&entry.key)
}
