//! From nodes to their role, and from a role to its policies.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{Join, Project};
use crate::field::{Field, Object, State};
use crate::model::{AttachedPolicy, ManagedPolicy, NodeGroup, Policy, Role, Unit};
use crate::value::{InstanceKey, Text, Truth, Value};

/// A role that nodes have.
#[derive(Clone, Debug)]
pub struct NodeRole<'a> {
    /// The role.
    pub role: &'a Role,
    /// The first node group that has it.
    pub group: &'a NodeGroup,
}

/// A policy that nodes have, and with them every pod that reaches the metadata service.
#[derive(Clone, Debug)]
pub struct NodePolicy {
    /// What attaches it: a resource, or a node group.
    pub object: Object,
    /// Its ARN, or a reference to it.
    pub policy: Field<Value>,
    /// What it allows, where the files say.
    pub document: Option<Policy>,
    /// The first node group that has it.
    pub group: NodeGroup,
}

impl Project {
    /// The role of a node group's nodes, as the same unit declares it.
    pub fn role_of_nodes(&self, group: &NodeGroup) -> Join<'_, Role> {
        let role = group.role();
        let Some(value) = role.known() else {
            return role.why().map_or(Join::NotHere, Join::Unknown);
        };
        let Some(unit) = self.unit_of(&group.object) else { return Join::NotHere };
        Join::of(unit.facts.roles.iter().filter(|role| is_role(value, role).must()).collect())
    }

    /// The roles of the nodes of a unit, by its index: each once.
    pub fn node_roles(&self, unit: usize) -> Vec<NodeRole<'_>> {
        let mut all: Vec<NodeRole<'_>> = Vec::new();
        for group in &self.units[unit].facts.node_groups {
            if let Join::One(role) = self.role_of_nodes(group)
                && !all.iter().any(|it| std::ptr::eq(it.role, role))
            {
                all.push(NodeRole { role, group });
            }
        }
        all
    }

    /// The policies of the nodes of a unit, by its index: each attachment once.
    pub fn node_policies(&self, unit: usize) -> Vec<NodePolicy> {
        let unit = &self.units[unit];
        let mut all = BTreeMap::new();
        for group in &unit.facts.node_groups {
            for policy in self.policies_of(group, unit) {
                let key = (policy.policy.anchor.place(), policy.object.instance.clone());
                all.entry(key).or_insert(policy);
            }
        }
        all.into_values().collect()
    }

    fn policies_of(&self, group: &NodeGroup, unit: &Unit) -> Vec<NodePolicy> {
        let mut all: Vec<NodePolicy> = items(&group.policies())
            .map(|policy| of(&group.object, policy, None, group, unit))
            .collect();
        if let Join::One(role) = self.role_of_nodes(group) {
            let written = role.object.list_at::<Value>("managed_policy_arns");
            let own = written.seen().map(|it| of(&role.object, it.clone(), None, group, unit));
            all.extend(own);
            let attached = unit.facts.attached_policies.iter();
            let attached = attached
                .filter(|it| it.role.known().is_some_and(|value| is_role(value, role).must()));
            all.extend(attached.map(|it| {
                let AttachedPolicy { object, policy, document, .. } = it;
                of(object, policy.clone(), document.clone(), group, unit)
            }));
        }
        all
    }
}

/// A policy of nodes, with the document of one that the unit declares.
fn of(
    object: &Object,
    policy: Field<Value>,
    document: Option<Policy>,
    group: &NodeGroup,
    unit: &Unit,
) -> NodePolicy {
    let declared = |it: &&ManagedPolicy| {
        policy.known().is_some_and(|value| is_object(value, &it.object).must())
    };
    let found = || unit.facts.managed_policies.iter().find(declared);
    let document = document.or_else(|| found().map(|it| it.document.clone()));
    NodePolicy { object: object.clone(), policy, document, group: group.clone() }
}

/// The items of a list or a map, each with its place.
fn items(field: &Field<Value>) -> impl Iterator<Item = Field<Value>> + use<> {
    let value = field.known();
    let listed = value.and_then(Value::as_list).map(|list| list.items.clone());
    let mapped = || value.and_then(Value::as_map).map(|map| map.entries.clone());
    let mapped = || mapped().map(|all| all.into_iter().map(|it| it.value).collect());
    let path: SmolStr = field.anchor.path.clone();
    let one = move |value: Value| Field {
        anchor: crate::field::Anchor::at(value.origin.clone(), path.clone()),
        state: match &value.kind {
            crate::value::Kind::Unknown(why) => State::Unknown(why.clone()),
            _ => State::Written(value),
        },
    };
    listed.or_else(mapped).unwrap_or_default().into_iter().map(one)
}

/// Whether a value names a role: by reference, by its name, or by the ARN that ends in it.
fn is_role(value: &Value, role: &Role) -> Truth {
    if value.as_reference().is_some() {
        return is_object(value, &role.object);
    }
    let (Some(text), Some(name)) = (value.text(), role.name.known()) else { return Truth::Unknown };
    let named = text.known().map(|it| it.rsplit('/').next().unwrap_or_default().to_owned());
    named.map_or(Truth::Unknown, |named| name.equals(&named))
}

/// Whether a value is an attribute of an object.
pub(super) fn is_object(value: &Value, object: &Object) -> Truth {
    let Some(reference) = value.as_reference() else { return Truth::False };
    if reference.address() != object.address() {
        return Truth::False;
    }
    let key = match &reference.key {
        InstanceKey::Single => String::new(),
        InstanceKey::Index(index) => format!("[{index}]"),
        InstanceKey::Name(name) => format!("[{name:?}]"),
        InstanceKey::All | InstanceKey::Unknown => return Truth::Unknown,
    };
    Truth::from(key == object.key())
}

impl NodePolicy {
    /// The ARN, as far as it is known.
    pub fn arn(&self) -> Option<Text> {
        self.policy.known().and_then(Value::text)
    }
}
