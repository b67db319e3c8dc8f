//! Calls of known modules, read as the resources that they make.

use std::str::FromStr;

use ipnet::IpNet;
use smol_str::SmolStr;

use super::{Lowering, identity, irsa as trust};
use crate::data::modules::{VersionRange, known_module};
use crate::field::{Anchor, Dialect, Field, Listing, Located, Object};
use crate::model::{
    Cluster, Component, ComponentKind, Facts, Network, NodeGroup, NodeGroupKind, Policy, Role,
    Subnet, SubnetRole, TrustSubject,
};
use crate::terraform::Declaration;
use crate::value::{Entry, Rest, Text, Truth, Value, Why};

const EKS: &str = "terraform-aws-modules/eks/aws";
const KARPENTER: &str = "terraform-aws-modules/eks/aws//modules/karpenter";
const BLUEPRINTS: &str = "aws-ia/eks-blueprints-addons/aws";
const VPC: &str = "terraform-aws-modules/vpc/aws";
const POD_IDENTITY: &str = "terraform-aws-modules/eks-pod-identity/aws";
const IRSA: [&str; 2] = [
    "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts-eks",
    "terraform-aws-modules/iam/aws//modules/iam-role-for-service-accounts",
];

impl<'a> Lowering<'_, 'a> {
    /// Adds what a call of a known module declares.
    pub(super) fn module(&self, declaration: &'a Declaration, facts: &mut Facts) {
        let Some(dialect) = self.dialect(declaration) else { return };
        let Dialect::Module { module, .. } = &dialect else { return };
        let module = *module;
        for object in self.objects(declaration, &dialect).into_iter().filter_map(created) {
            match module {
                EKS => eks(object, facts),
                VPC => vpc(object, facts),
                BLUEPRINTS => blueprints(&object, facts),
                POD_IDENTITY => identity::associations(&object, facts),
                KARPENTER => {
                    let kind = ComponentKind::Karpenter;
                    facts.components.push(Component { kind, object, cluster: None });
                }
                _ if IRSA.contains(&module) => facts.roles.push(irsa(&object)),
                _ => {}
            }
        }
    }

    /// The module that a call names, and the versions that it admits.
    fn dialect(&self, declaration: &'a Declaration) -> Option<Dialect> {
        let text = |name: &str| {
            let argument = self.evaluation.argument(declaration, name)?;
            let value = self.evaluation.expression(argument.value);
            value.as_str().map(str::to_owned)
        };
        let (module, exact) = known_module(&text("source")?)?;
        let versions = match (exact, self.evaluation.argument(declaration, "version")) {
            (Some(version), _) => VersionRange::exact(version),
            (None, None) => VersionRange::any(),
            (None, Some(_)) => VersionRange::from_str(&text("version")?).ok()?,
        };
        Some(Dialect::Module { module, versions })
    }
}

/// The inputs by which a call, or an entry of its maps, makes nothing at all, in any module and version
/// that is read here.
///
/// Source: `variables.tf` of terraform-aws-modules/eks, vpc and iam.
const SWITCHES: [&str; 5] = ["create", "create_eks", "create_role", "create_vpc", "putin_khuylo"];

/// An object with what its switches say of its existence; none where it is not made.
pub(super) fn created(mut object: Object) -> Option<Object> {
    let off = SWITCHES.iter().map(|input| object.at::<bool>(input).is(|on| !*on));
    object.existence = object.existence & !Truth::any(off);
    object.existence.may().then_some(object)
}

/// A cluster with the node groups that the same call makes.
fn eks(object: Object, facts: &mut Facts) {
    let cluster = facts.clusters.len();
    for (input, defaults, kind) in [
        ("eks_managed_node_groups", "eks_managed_node_group_defaults", NodeGroupKind::Managed),
        (
            "self_managed_node_groups",
            "self_managed_node_group_defaults",
            NodeGroupKind::SelfManaged,
        ),
        ("node_groups", "node_groups_defaults", NodeGroupKind::Managed),
    ] {
        let groups = object.at::<Value>(input);
        let entries = groups.known().and_then(Value::as_map).map(|map| map.entries.clone());
        let fallback = object.at::<Value>(defaults);
        let unknown = fallback.why().map(|why| Value::unknown(why, fallback.anchor.origin.clone()));
        let fallback = fallback.known().cloned().or(unknown);
        for entry in entries.unwrap_or_default() {
            let group = node_group(&object, &entry, fallback.clone(), (kind, cluster));
            facts.node_groups.extend(group);
        }
    }
    components(&object, Some(cluster), facts);
    facts.providers.push(identity::provider_of_cluster(&object));
    facts.clusters.push(Cluster { object });
}

/// What a call of the blueprints installs: the add-ons of EKS are read; of the charts, which it writes
/// the values of, is told that they are not.
///
/// Source: `main.tf` of aws-ia/terraform-aws-eks-blueprints-addons.
fn blueprints(object: &Object, facts: &mut Facts) {
    components(object, None, facts);
    let entries = object.body.as_map().map(|map| map.entries.as_slice()).unwrap_or_default();
    let is_on = |it: &&Entry| it.key.starts_with("enable_") && it.value.as_bool() != Some(false);
    let address = object.address();
    let enabled = entries.iter().filter(is_on).map(|it| format!("{address}: {}", it.key).into());
    facts.packaged.extend(enabled);
    let releases = object.at::<Value>("helm_releases");
    let releases = releases.known().and_then(Value::as_map).map(|map| map.entries.as_slice());
    let named = |it: &Entry| format!("{address}: helm_releases[{:?}]", it.key).into();
    facts.packaged.extend(releases.unwrap_or_default().iter().map(named));
}

/// Add-ons and Fargate profiles that the call makes.
fn components(object: &Object, cluster: Option<usize>, facts: &mut Facts) {
    for input in ["addons", "cluster_addons", "eks_addons", "fargate_profiles"] {
        let map = object.at::<Value>(input);
        let entries = map.known().and_then(Value::as_map).map(|map| map.entries.clone());
        for Entry { key, key_span, value } in entries.unwrap_or_default() {
            let kind = match input {
                "fargate_profiles" => ComponentKind::Fargate,
                _ => ComponentKind::Addon(key),
            };
            let object = created(Object { body: value, header: key_span, ..object.clone() });
            let component = |object| Component { kind, object, cluster };
            facts.components.extend(object.map(component));
        }
    }
}

fn node_group(
    cluster: &Object,
    entry: &Entry,
    fallback: Option<Value>,
    (kind, index): (NodeGroupKind, usize),
) -> Option<NodeGroup> {
    let mut object = cluster.clone();
    object.subject.name = format!("{}/{}", cluster.subject.name, entry.key).into();
    object.header = entry.key_span;
    object.body = entry.value.clone();
    object.fallback = fallback;
    let object = created(object)?;
    Some(NodeGroup { object, kind, template: None, cluster: Some(index), ignores_desired: true })
}

/// The subnets of a VPC that a module makes, where every one of them is known.
fn vpc(object: Object, facts: &mut Facts) {
    for (input, role) in [
        ("private_subnets", SubnetRole::Private),
        ("public_subnets", SubnetRole::Public),
        ("intra_subnets", SubnetRole::Other),
        ("database_subnets", SubnetRole::Other),
    ] {
        let list: Listing<IpNet> = object.list_at(input);
        let Some(ranges) = list.whole() else { continue };
        let subnet = |(index, cidr): (usize, &Field<IpNet>)| Subnet {
            object: object.clone(),
            cidr: cidr.clone(),
            address: format!("{}.{input}", object.address()).into(),
            key: index.to_string().into(),
            role,
            cluster: None,
            is_tagged_elsewhere: false,
        };
        facts.subnets.extend(ranges.iter().enumerate().map(subnet));
    }
    facts.networks.push(Network { object });
}

/// A role whose trusted accounts are `namespace:name` pairs.
fn irsa(object: &Object) -> Role {
    let v6 = object.at::<Text>("name");
    let name = if v6.is_unwritten() { object.at::<Text>("role_name") } else { v6 };
    let prefixed = !object.at::<bool>("use_name_prefix").is(|on| !*on).must();
    let name = if object.at::<Text>("role_name").is_unwritten() && prefixed {
        unknown(name)
    } else {
        name
    };
    let (operator, test) = operator(object);
    let providers = object.at::<Value>("oidc_providers");
    let map = providers.known().and_then(Value::as_map);
    let mut role = Role::new(
        object.clone(),
        name,
        object.at("role_path"),
        Policy { statements: Vec::new(), rest: Rest::Closed },
    );
    role.unseen = match map {
        Some(map) => map.why_open(),
        None => providers.why(),
    };
    role.more_subjects = map.is_none_or(|map| !map.is_closed());
    for entry in map.map(|map| map.entries.as_slice()).unwrap_or_default() {
        let accounts = entry.value.get("namespace_service_accounts");
        let list = accounts.and_then(Value::as_list);
        role.more_subjects |= list.is_none_or(|list| !list.rest.is_closed());
        let why = match list {
            Some(list) => list.rest.why().cloned(),
            None => accounts.map(Value::why),
        };
        role.unseen = role.unseen.or(why);
        let items = list.map(|list| list.items.as_slice()).unwrap_or_default();
        let subjects = items.iter().map(|item| trusted(object, (&operator, &test), item));
        role.trust.statements.push(trust::statement(&entry.value, subjects.collect()));
        role.subjects.extend(items.iter().map(|item| trusted(object, (&operator, &test), item)));
    }
    role
}

/// How the module compares subjects, and where that is or would be said; v6 renamed the input with
/// the module. A test that is not known may take wildcards.
fn operator(object: &Object) -> (SmolStr, Anchor) {
    let renamed = matches!(&object.dialect, Dialect::Module { module, .. } if *module == IRSA[1]);
    let input = if renamed { "trust_condition_test" } else { "assume_role_condition_test" };
    let test = object.at::<SmolStr>(input);
    let operator = match test.known() {
        Some(operator) => operator.clone(),
        None if test.is_unwritten() => "StringEquals".into(),
        None => "StringLike".into(),
    };
    (operator, test.anchor)
}

/// v6 of the module adds random characters to the name unless told not to.
fn unknown(mut name: Field<Text>) -> Field<Text> {
    if !name.is_unwritten() {
        name.state =
            crate::field::State::Unknown(Why::NotEvaluated("a name that gets a random end"));
    }
    name
}

/// `namespace:name`, which the module turns into the subject of a token.
fn trusted(object: &Object, (operator, test): (&SmolStr, &Anchor), item: &Value) -> TrustSubject {
    use crate::value::Segment;
    let origin = item.origin.clone();
    let prefix = "system:serviceaccount:";
    let mut segments = vec![Segment::Literal { text: prefix.into(), origin: origin.clone() }];
    match item.text() {
        Some(text) => segments.extend(text.segments().iter().cloned()),
        None => segments.push(Segment::Hole(item.clone())),
    }
    let value = Value::segments(segments, origin.clone());
    let anchor = Anchor::at(origin, "namespace_service_accounts");
    let found = crate::field::Found::Value(value);
    TrustSubject {
        object: object.clone(),
        operator: operator.clone(),
        operator_anchor: test.clone(),
        key: Text::of(&Value::string(":sub", item.origin.clone())).expect("a string is text"),
        value: Field::new(Located::one(found, anchor), &[]),
        implied: prefix,
        exchange: Truth::True,
        mistaken: None,
    }
}
