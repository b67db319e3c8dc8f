//! Node groups: managed by EKS, or by an Auto Scaling group of one's own.

mod autoscaling;
mod settings;

use smol_str::SmolStr;

pub use autoscaling::LAUNCH_TEMPLATE_PATHS;
pub(super) use settings::one_of;

use crate::data::versions::Minor;
use crate::field::{Field, ListRow, Listing, Object, Row, State, ToolDefault};
use crate::value::{Text, Value, Why};

/// A group of nodes that share a launch configuration.
#[derive(Clone, Debug)]
pub struct NodeGroup {
    /// Its settings.
    pub object: Object,
    /// Who runs it.
    pub kind: NodeGroupKind,
    /// The launch template that sets the instance type where the group does not.
    pub template: Option<Object>,
    /// The cluster that it is declared in, as an index into the unit's clusters: eksctl and modules.
    pub cluster: Option<usize>,
    /// Whether Terraform leaves the number of nodes of a group that is there alone.
    pub ignores_desired: bool,
}

/// Who runs a node group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NodeGroupKind {
    /// EKS.
    Managed,
    /// Its owner.
    SelfManaged,
}

const NAME: Row<Text> =
    Row { eksctl: "name", resource: "node_group_name", module: &[(0, "name")], ..Row::EMPTY };

const CLUSTER_NAME: Row<Value> =
    Row { resource: "cluster_name", module: &[(0, "cluster_name")], ..Row::EMPTY };

/// The Kubernetes version of the nodes; unset takes that of the control plane.
const VERSION: Row<Text> = Row {
    resource: "version",
    module: &[(0, "version"), (18, "cluster_version"), (21, "kubernetes_version")],
    ..Row::EMPTY
};

const RELEASE: Row<Text> = Row {
    eksctl: "releaseVersion",
    resource: "release_version",
    module: &[(0, "ami_release_version")],
    ..Row::EMPTY
};

/// eksctl: unset takes the desired capacity, which is 2 where that is unset as well.
const MAXIMUM: Row<i64> = Row {
    eksctl: "maxSize",
    resource: "scaling_config.max_size",
    module: &[(0, "max_capacity"), (18, "max_size")],
    ..Row::EMPTY
};

const INSTANCE_TYPES: ListRow<SmolStr> = Row {
    eksctl: "instanceTypes",
    resource: "instance_types",
    module: &[(0, "instance_types")],
    ..Row::EMPTY
};

const INSTANCE_TYPE: Row<SmolStr> =
    Row { eksctl: "instanceType", module: &[(0, "instance_type")], ..Row::EMPTY };

const SUBNETS: Row<Value> = Row {
    eksctl: "subnets",
    resource: "subnet_ids",
    module: &[(0, "subnets"), (18, "subnet_ids")],
    ..Row::EMPTY
};

const AVAILABILITY_ZONES: ListRow<SmolStr> = Row { eksctl: "availabilityZones", ..Row::EMPTY };

/// eksctl puts nodes into public subnets unless this is set.
const PRIVATE_NETWORKING: Row<bool> = Row {
    eksctl: "privateNetworking",
    default: ToolDefault::ByTool { eksctl: || Some(false), resource: || None },
    ..Row::EMPTY
};

impl NodeGroup {
    /// The name; a group of a module that is given none takes its key, which its address ends in.
    pub fn name(&self) -> Field<Text> {
        let mut name = self.scaled(&NAME, "name");
        if name.is_unwritten() {
            // From v21 on the module has an input `name` of its own, which is the cluster's.
            name.state = State::Absent;
        }
        name
    }

    /// What to call it in messages: its name; where that is not known its key in a module, or its
    /// address.
    pub fn called(&self) -> String {
        let subject = &self.object.subject;
        let key = || match self.object.dialect {
            crate::field::Dialect::Module { .. } => subject.name.rsplit('/').next(),
            _ => None,
        };
        let name = self.name().known().map(Text::display);
        name.unwrap_or_else(|| key().map_or_else(|| subject.to_string(), str::to_owned))
    }

    /// The name of its cluster, or a reference to it.
    pub fn cluster_name(&self) -> Field<Value> {
        if self.is_autoscaling_group() {
            return self.tagged_cluster();
        }
        self.object.read(&CLUSTER_NAME)
    }

    /// The Kubernetes version that its nodes are to have, as a version or as the release of an Amazon
    /// Linux AMI (`1.34.1-20260209`); absent where neither is written.
    ///
    /// Releases of other images, such as Bottlerocket's, name no Kubernetes version. Source: EKS API
    /// reference, `CreateNodegroup`; EKS user guide, "Retrieve Amazon Linux AMI version information".
    pub fn version(&self) -> Field<Text> {
        let version = self.object.read(&VERSION);
        let release = self.object.read(&RELEASE);
        let mut field = if version.is_unwritten() { release } else { return version };
        let amazon = |text: &Text| {
            let text = text.known()?;
            let (version, day) = text.split_once('-')?;
            let dated = day.len() == 8 && day.bytes().all(|byte| byte.is_ascii_digit());
            dated.then(|| version.parse::<Minor>().is_ok())
        };
        if field.known().is_some_and(|text| text.known().is_some() && amazon(text) != Some(true)) {
            field.state = State::Absent;
        }
        field
    }

    /// The greatest number of nodes.
    pub fn maximum(&self) -> Field<i64> {
        self.scaled(&MAXIMUM, "max_size")
    }

    /// The subnets of its nodes, as one value; not written where it takes those of the cluster.
    pub fn subnets(&self) -> Field<Value> {
        let mut subnets = self.scaled(&SUBNETS, "vpc_zone_identifier");
        if self.is_autoscaling_group() && subnets.is_unwritten() {
            let why = Why::Elsewhere("the subnets of its availability zones".into());
            subnets.state = State::Unknown(why);
        }
        subnets
    }

    /// eksctl: the zones it is restricted to.
    pub fn availability_zones(&self) -> Listing<SmolStr> {
        self.object.read_list(&AVAILABILITY_ZONES)
    }

    /// eksctl: whether its nodes are in private subnets.
    pub fn private_networking(&self) -> Field<bool> {
        self.object.read(&PRIVATE_NETWORKING)
    }

    /// Why there may be instance types that are not seen, if there may.
    pub fn unseen_types(&self) -> Option<Why> {
        if self.is_autoscaling_group() {
            return self.mixed_types().why();
        }
        let several = self.object.read_list(&INSTANCE_TYPES);
        several.alternatives.iter().find_map(|items| items.rest.why().cloned())
    }

    /// The instance types that are written, in the group or its launch template.
    pub fn instance_types(&self) -> Vec<Field<SmolStr>> {
        let mixed = self.mixed_types();
        if self.is_autoscaling_group() && !mixed.unwritten {
            return mixed.seen().filter_map(|entry| self.mixed_type(entry)).collect();
        }
        let several = self.object.read_list(&INSTANCE_TYPES);
        if !several.unwritten {
            return several.seen().cloned().collect();
        }
        let one = self.object.read(&INSTANCE_TYPE);
        let template = || self.template.as_ref().map(|template| template.at("instance_type"));
        let one = if one.is_unwritten() { template() } else { Some(one) };
        one.into_iter().filter(|field| !field.is_unwritten()).collect()
    }
}
