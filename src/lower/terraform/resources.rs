//! Resources, one kind at a time.

use smol_str::SmolStr;

use super::{Lowering, identity, manifests, nodes, releases};
use crate::field::{Dialect, Field, Object, State};
use crate::lower::kubernetes::{self, typed};
use crate::lower::policy;
use crate::model::{
    ApiUse, Cluster, Component, ComponentKind, Dependency, DependencyKind, Facts, NetworkPart,
    NetworkPartKind, NodeGroup, NodeGroupKind, Policy, Role, StorageClass, Subnet, SubnetRole,
};
use crate::source::Texts;
use crate::terraform::Declaration;
use crate::value::{Text, Value, Why};

/// What leaves the number of pods to somebody else, where the lifecycle ignores it.
const REPLICAS: [&str; 3] = ["all", "spec", "spec.replicas"];

/// What leaves the number of nodes to somebody else.
const DESIRED: [&str; 3] = ["all", "scaling_config", "scaling_config.desired_size"];

/// What leaves the tags of a subnet to somebody else.
const TAGS: [&str; 3] = ["all", "tags", "tags_all"];

/// A resource block, or an entry of a plan: what makes the objects, and what it says besides.
pub(super) trait Made {
    /// Its instances.
    fn objects(&self) -> Vec<Object>;
    /// The launch template that an instance of it names.
    fn template(&self, object: &Object) -> Option<Object>;
    /// Whether its lifecycle leaves one of these arguments to somebody else.
    fn ignores(&self, arguments: &[&str]) -> bool;
}

/// Adds what resources of a type declare; kinds that no rule reads are not evaluated.
pub(super) fn add(kind: &str, made: &impl Made, texts: &Texts, facts: &mut Facts) {
    let objects = || made.objects().into_iter();
    match kind {
        "aws_eks_cluster" => facts.clusters.extend(objects().map(|object| Cluster { object })),
        "aws_eks_node_group" | "aws_autoscaling_group" => {
            facts.node_groups.extend(objects().filter_map(|object| node_group(kind, made, object)));
        }
        "aws_eks_fargate_profile" => {
            let fargate = objects().map(|object| component(ComponentKind::Fargate, object));
            facts.components.extend(fargate);
        }
        "aws_eks_addon" => facts.components.extend(objects().filter_map(addon)),
        "helm_release" => {
            facts.releases.extend(objects().map(|object| releases::release(&object)));
            facts.components.extend(objects().filter_map(release));
            facts.dependencies.extend(objects().map(chart));
        }
        "aws_iam_openid_connect_provider" => {
            facts.providers.extend(objects().map(identity::provider));
        }
        "aws_eks_pod_identity_association" => {
            facts.associations.extend(objects().map(identity::association));
        }
        "aws_subnet" => facts.subnets.extend(objects().map(|object| subnet(object, made))),
        "aws_iam_role" => facts.roles.extend(objects().map(|object| role(object, texts))),
        "kubernetes_storage_class" | "kubernetes_storage_class_v1" => {
            facts.storage_classes.extend(objects().map(|object| StorageClass { object }));
        }
        "kubectl_manifest" | "kubernetes_manifest" => manifests::add(made, texts, facts),
        kind if kind.starts_with("aws_appmesh_") => {
            let resources = objects().filter_map(|object| Dependency::of_resource(object, kind));
            facts.dependencies.extend(resources);
        }
        kind if kind.starts_with("aws_iam_") => nodes::add_policies(kind, made, texts, facts),
        kind => add_part(kind, made, facts),
    }
}

/// Adds a part of a network, or what a typed resource of the Kubernetes provider declares.
fn add_part(kind: &str, made: &impl Made, facts: &mut Facts) {
    let Some(part) = NetworkPartKind::of_resource(kind) else {
        return add_kubernetes(kind, made, facts);
    };
    let parts = made.objects().into_iter().map(|object| NetworkPart { kind: part, object });
    facts.network_parts.extend(parts);
}

/// Adds what a typed resource of the Kubernetes provider declares.
fn add_kubernetes(kind: &str, made: &impl Made, facts: &mut Facts) {
    let Some((api_version, api_kind)) = typed::api_of(kind) else { return };
    for object in made.objects() {
        let mut body = typed::shaped(&object.body);
        if made.ignores(&REPLICAS) {
            let why = Why::SetBy("something that `ignore_changes` makes way for".into());
            body = typed::with_unknown_replicas(&body, &why);
        }
        let object = Object { body, dialect: Dialect::Kubernetes, ..object };
        facts.api_uses.extend(ApiUse::of(&object, typed::served_as(kind), api_kind));
        kubernetes::add(object, api_version, api_kind, facts);
    }
}

/// A `resource` block of a module instance.
struct Block<'l, 'r, 'a> {
    lowering: &'l Lowering<'r, 'a>,
    declaration: &'a Declaration,
}

impl Made for Block<'_, '_, '_> {
    fn objects(&self) -> Vec<Object> {
        self.lowering.objects(self.declaration, &Dialect::Resource)
    }

    fn template(&self, object: &Object) -> Option<Object> {
        self.lowering.template(object)
    }

    fn ignores(&self, arguments: &[&str]) -> bool {
        self.lowering.ignores(self.declaration, arguments)
    }
}

impl<'a> Lowering<'_, 'a> {
    /// Adds what a resource declares.
    pub(super) fn resource(&self, declaration: &'a Declaration, facts: &mut Facts) {
        let block = Block { lowering: self, declaration };
        add(&declaration.kind, &block, self.texts, facts);
    }

    /// Whether the lifecycle of a resource leaves one of these arguments to somebody else.
    fn ignores(&self, declaration: &Declaration, arguments: &[&str]) -> bool {
        let body = self.evaluation.directory().body(declaration);
        let lifecycles = body.blocks_of("lifecycle");
        let mut lists = lifecycles.iter().filter_map(|it| it.body().argument("ignore_changes"));
        // The list holds no values but names of arguments, so it is read as it is written.
        lists.any(|list| {
            let lines = self.texts.slice(list.value.span()).lines();
            let code = lines.map(|line| line.split(['#', '/']).next().unwrap_or(""));
            let names =
                code.collect::<String>().replace(['[', ']', '"', ' '], ".").replace(".0", "");
            let mut names = names.split(',').map(|name| name.trim_matches('.'));
            names.any(|name| arguments.contains(&name.replace("..", ".").as_str()))
        })
    }
}

fn role(object: Object, texts: &Texts) -> Role {
    let name = role_name(&object);
    let path = object.at("path");
    let document = object.at::<Value>("assume_role_policy");
    let trust = match (document.known(), document.why()) {
        (Some(value), _) => policy(value, texts),
        (None, Some(why)) => Policy::unknown(why),
        (None, None) => Policy::unknown(Why::Elsewhere("the trust policy".into())),
    };
    Role::new(object, name, path, trust)
}

/// The name; where only a prefix is set, Terraform makes up the rest.
fn role_name(object: &Object) -> Field<Text> {
    let name = object.at::<Text>("name");
    if name.is_unwritten() {
        let why = Why::Computed(format!("{}.name", object.subject.name).into());
        return Field { state: State::Unknown(why), anchor: object.anchor() };
    }
    name
}

/// A node group of EKS, or an Auto Scaling group that is one.
fn node_group(kind: &str, made: &impl Made, object: Object) -> Option<NodeGroup> {
    let template = made.template(&object);
    if kind == "aws_autoscaling_group" {
        let ignores_desired = made.ignores(&["all", "desired_capacity"]);
        let group = NodeGroup::of_autoscaling_group(object, template);
        return group.map(|group| NodeGroup { ignores_desired, ..group });
    }
    let (kind, ignores_desired) = (NodeGroupKind::Managed, made.ignores(&DESIRED));
    Some(NodeGroup { object, kind, template, cluster: None, ignores_desired })
}

fn component(kind: ComponentKind, object: Object) -> Component {
    Component { kind, object, cluster: None }
}

/// An add-on, whether its name is known or not.
fn addon(object: Object) -> Option<Component> {
    let name = object.at::<SmolStr>("addon_name");
    let kind = match (name.known(), name.why()) {
        (Some(name), _) => ComponentKind::Addon(name.clone()),
        (None, why) => ComponentKind::UnnamedAddon(why?),
    };
    Some(component(kind, object))
}

/// A Helm release, if its chart is known.
fn release(object: Object) -> Option<Component> {
    let chart = object.at::<SmolStr>("chart").known().cloned()?;
    Some(component(ComponentKind::of_chart(&chart), object))
}

/// The chart of a Helm release.
fn chart(object: Object) -> Dependency {
    let name = object.at("chart");
    Dependency { kind: DependencyKind::Chart(object.at("repository")), name, object }
}

fn subnet(object: Object, made: &impl Made) -> Subnet {
    let public = object.at::<bool>("map_public_ip_on_launch").is(|on| *on).must();
    let key = object.key().trim_matches(['[', ']', '"']);
    Subnet {
        cidr: object.at("cidr_block"),
        address: object.address(),
        key: key.into(),
        role: if public { SubnetRole::Public } else { SubnetRole::Unknown },
        cluster: None,
        is_tagged_elsewhere: made.ignores(&TAGS),
        object,
    }
}
