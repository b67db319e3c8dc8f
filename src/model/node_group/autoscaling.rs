//! Node groups that are Auto Scaling groups of one's own: `aws_autoscaling_group`.
//!
//! Nodes find their cluster by its name in their user data; the tag
//! `kubernetes.io/cluster/NAME = owned`, which the Cluster Autoscaler and the controllers of load
//! balancers want, is where the group itself says it.
//!
//! Source: EKS user guide, "Create self-managed Amazon Linux nodes"; Terraform registry,
//! `hashicorp/aws`, `aws_autoscaling_group`.

use smol_str::SmolStr;

use super::{NodeGroup, NodeGroupKind};
use crate::field::{Anchor, Dialect, Field, ListRow, Listing, Object, Row, State};
use crate::value::{Segment, Truth, Value, Why};

/// What the key of the tag begins with.
const CLUSTER: &str = "kubernetes.io/cluster/";

/// Where an Auto Scaling group names its launch template, and by which of its attributes.
pub const LAUNCH_TEMPLATE_PATHS: [(&str, &str); 4] = [
    ("launch_template.id", "id"),
    ("launch_template.name", "name"),
    (
        "mixed_instances_policy.launch_template.launch_template_specification.launch_template_id",
        "id",
    ),
    (
        "mixed_instances_policy.launch_template.launch_template_specification.launch_template_name",
        "name",
    ),
];

/// The instance types that stand in place of the one of the launch template.
const OVERRIDES: ListRow<Value> =
    Row { resource: "mixed_instances_policy.launch_template.override", ..Row::EMPTY };

impl NodeGroup {
    /// The node group that an `aws_autoscaling_group` is, if its tags name a cluster.
    pub fn of_autoscaling_group(object: Object, template: Option<Object>) -> Option<Self> {
        tagged(&object)?;
        let kind = NodeGroupKind::SelfManaged;
        Some(Self { object, kind, template, cluster: None, ignores_desired: false })
    }

    /// Whether it is an `aws_autoscaling_group`, which names its settings otherwise.
    pub(super) fn is_autoscaling_group(&self) -> bool {
        self.kind == NodeGroupKind::SelfManaged && self.object.dialect == Dialect::Resource
    }

    /// A setting, which Auto Scaling groups know by another name.
    pub(super) fn scaled<T: crate::field::Decode>(&self, row: &Row<T>, path: &str) -> Field<T> {
        if self.is_autoscaling_group() { self.object.at(path) } else { self.object.read(row) }
    }

    /// The name of the cluster in the tags of an Auto Scaling group.
    pub(super) fn tagged_cluster(&self) -> Field<Value> {
        let unknown = || Field {
            state: State::Unknown(Why::Elsewhere("the cluster".into())),
            anchor: self.object.anchor(),
        };
        tagged(&self.object).unwrap_or_else(unknown)
    }

    /// Whether an Auto Scaling group names a launch template.
    pub(super) fn scales_template(&self) -> Truth {
        Truth::any(
            LAUNCH_TEMPLATE_PATHS.map(|(path, _)| !self.object.at::<Value>(path).is_absent()),
        )
    }

    /// The instance types that an Auto Scaling group mixes.
    pub(super) fn mixed_types(&self) -> Listing<Value> {
        self.object.read_list(&OVERRIDES)
    }

    /// The instance type of one entry of them.
    pub(super) fn mixed_type(&self, entry: &Field<Value>) -> Option<Field<SmolStr>> {
        let body = entry.known()?.clone();
        let header = body.origin.span;
        Some(Object { body, header, ..self.object.clone() }.at("instance_type"))
    }
}

/// The name of the cluster that a tag says the group is owned by: text, or a reference.
fn tagged(object: &Object) -> Option<Field<Value>> {
    ["tag", "tags"].into_iter().find_map(|path| {
        let tags = object.list_at::<Value>(path);
        tags.seen().find_map(|tag| cluster(tag.known()?))
    })
}

fn cluster(tag: &Value) -> Option<Field<Value>> {
    let owned = tag.get("value")?.as_str() == Some("owned");
    let key = tag.get("key").filter(|_| owned)?;
    let text = key.text()?;
    let (first, rest) = text.segments().split_first()?;
    let Segment::Literal { text: literal, origin } = first else { return None };
    let name = literal.strip_prefix(CLUSTER)?;
    let mut segments = Vec::new();
    if !name.is_empty() {
        segments.push(Segment::Literal { text: name.into(), origin: origin.clone() });
    }
    segments.extend(rest.iter().cloned());
    let value = match segments.as_slice() {
        [] => return None,
        [Segment::Hole(hole)] => hole.clone(),
        _ => Value::segments(segments, key.origin.clone()),
    };
    let anchor = Anchor::at(key.origin.clone(), "tag.key");
    Some(Field { state: State::Written(value), anchor })
}
