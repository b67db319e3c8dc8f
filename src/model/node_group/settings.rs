//! What a node group says of its size, its image, its role and who may log in.

use smol_str::SmolStr;

use super::{NodeGroup, NodeGroupKind};
use crate::field::{Dialect, Field, Object, Row, State, ToolDefault};
use crate::model::{AmiFamily, LaunchTemplate};
use crate::value::{Truth, Value, Why};

/// eksctl: unset takes the desired capacity.
const MINIMUM: Row<i64> = Row {
    eksctl: "minSize",
    resource: "scaling_config.min_size",
    module: &[(0, "min_capacity"), (18, "min_size")],
    ..Row::EMPTY
};

/// eksctl: unset takes the least size.
const DESIRED: Row<i64> = Row {
    eksctl: "desiredCapacity",
    resource: "scaling_config.desired_size",
    module: &[(0, "desired_capacity"), (18, "desired_size")],
    ..Row::EMPTY
};

/// eksctl: Amazon Linux 2 up to 0.218. The EKS API takes what is current for the version.
const AMI_TYPE: Row<SmolStr> = Row {
    eksctl: "amiFamily",
    resource: "ami_type",
    module: &[(0, "ami_type")],
    default: ToolDefault::ByTool { eksctl: || Some("AmazonLinux2023".into()), resource: || None },
    ..Row::EMPTY
};

/// The image that stands in place of the one that EKS publishes.
const IMAGE: Row<Value> = Row { eksctl: "ami", module: &[(0, ""), (18, "ami_id")], ..Row::EMPTY };

/// The role of the nodes.
const ROLE: Row<Value> = Row {
    eksctl: "iam.instanceRoleARN",
    resource: "node_role_arn",
    module: &[(0, "iam_role_arn")],
    ..Row::EMPTY
};

/// Policies that the tool attaches to the role that it makes.
const POLICIES: Row<Value> = Row {
    eksctl: "iam.attachPolicyARNs",
    module: &[(0, ""), (18, "iam_role_additional_policies")],
    ..Row::EMPTY
};

const ADDON_POLICIES: Row<Value> = Row { eksctl: "iam.withAddonPolicies", ..Row::EMPTY };

/// Which version of the launch template.
const TEMPLATE_VERSION: Row<Value> = Row {
    resource: "launch_template.version",
    module: &[(0, "launch_template_version")],
    ..Row::EMPTY
};

/// The key pair; where EKS makes the launch template it opens port 22 for it.
const SSH_KEY: Row<Value> = Row {
    resource: "remote_access.ec2_ssh_key",
    module: &[(0, "remote_access.ec2_ssh_key")],
    ..Row::EMPTY
};

const SSH_SOURCES: Row<Value> = Row {
    eksctl: "ssh.sourceSecurityGroupIds",
    resource: "remote_access.source_security_group_ids",
    module: &[(0, "remote_access.source_security_group_ids")],
    ..Row::EMPTY
};

const SSH_ALLOWED: Row<bool> = Row {
    eksctl: "ssh.allow",
    default: ToolDefault::ByTool { eksctl: || Some(false), resource: || None },
    ..Row::EMPTY
};

/// Keys that switch eksctl's SSH access on where `ssh.allow` is not written.
///
/// Source: eksctl `pkg/apis/eksctl.io/v1alpha5/defaults.go`, `setSSHDefaults`.
const SSH_KEYS: [&str; 3] = ["ssh.publicKey", "ssh.publicKeyName", "ssh.publicKeyPath"];

impl NodeGroup {
    /// The least number of nodes.
    pub fn minimum(&self) -> Field<i64> {
        self.scaled(&MINIMUM, "min_size")
    }

    /// The number of nodes to start with.
    pub fn desired(&self) -> Field<i64> {
        self.scaled(&DESIRED, "desired_capacity")
    }

    /// The least, the desired and the greatest number of nodes, with what the EKS module fills in.
    ///
    /// Source: `node_groups.tf` of terraform-aws-modules/eks, v18 to v21.
    pub fn sizes(&self) -> [Field<i64>; 3] {
        let least = i64::from(self.kind == NodeGroupKind::Managed);
        let filled = |mut field: Field<i64>, default: i64| {
            if let (true, Some(majors)) = (field.is_unwritten(), self.majors()) {
                let default = |major: &u32| (*major >= 18).then_some(default);
                field.state = one_of(majors.iter().map(default).collect(), &self.object);
            }
            field
        };
        [filled(self.minimum(), least), filled(self.desired(), 1), filled(self.maximum(), 3)]
    }

    /// The name of the family of images, as its tool spells it.
    pub fn ami_type(&self) -> Field<SmolStr> {
        let mut field = self.object.read(&AMI_TYPE);
        if self.object.dialect == Dialect::Eksctl
            && field.is_unwritten()
            && !self.object.read(&IMAGE).is_unwritten()
        {
            // eksctl cannot tell the family of an image that is named by its id.
            field.state = State::Unknown(Why::Elsewhere("the image".into()));
        }
        if self.is_autoscaling_group() {
            field.state = State::Unknown(Why::Elsewhere("the image".into()));
        }
        let by_platform = !self.object.at::<Value>("platform").is_unwritten();
        if let (true, Some(majors)) = (field.is_unwritten() && !by_platform, self.majors()) {
            let default = |major: &u32| module_image(*major, self.kind);
            field.state = one_of(majors.iter().map(default).collect(), &self.object);
        }
        field
    }

    /// The family of images.
    pub fn ami_family(&self) -> Field<AmiFamily> {
        self.ami_type().map(|name| AmiFamily::of(&name))
    }

    /// Whether its nodes boot an image that its owner chose by id.
    pub fn has_own_image(&self) -> Truth {
        let own = self.object.read(&IMAGE);
        let empty = own.holds(|value| value.text().map_or(Truth::False, |it| it.equals("")));
        let template = self.template.as_ref().map(|it| it.at::<Value>("image_id"));
        let by_template = template.map_or(Truth::False, |image| !image.is_absent());
        !own.is_absent() & !empty | by_template
    }

    /// The role of its nodes, where it names one.
    pub fn role(&self) -> Field<Value> {
        self.object.read(&ROLE)
    }

    /// The policies that its tool attaches to the role that it makes: a list or a map.
    pub fn policies(&self) -> Field<Value> {
        self.object.read(&POLICIES)
    }

    /// eksctl: the permissions of add-ons that it gives to the role of the nodes.
    pub fn addon_policies(&self) -> Field<Value> {
        self.object.read(&ADDON_POLICIES)
    }

    /// Which version of its launch template it takes.
    pub fn template_version(&self) -> Field<Value> {
        self.object.read(&TEMPLATE_VERSION)
    }

    /// Where port 22 is opened, and whether it is: a key pair, or eksctl's switch.
    pub fn ssh(&self) -> (Field<Value>, Truth) {
        if self.object.dialect != Dialect::Eksctl {
            let key = self.object.read(&SSH_KEY);
            let open = !key.is_absent() & !self.has_template();
            return (key, open);
        }
        let allowed = self.object.read(&SSH_ALLOWED);
        if allowed.is_unwritten() {
            let keys = SSH_KEYS.iter().map(|path| self.object.at::<Value>(path));
            if let Some(key) = keys.into_iter().find(|key| !key.is_unwritten()) {
                let open = !key.is_absent() & !self.has_no_group_of_its_own();
                return (key, open);
            }
        }
        let open = allowed.is(|allowed| *allowed);
        (self.object.at("ssh.allow"), open & !self.has_no_group_of_its_own())
    }

    /// eksctl: whether it makes no security group for the nodes, which the port is opened in.
    ///
    /// Source: eksctl `pkg/cfn/builder/nodegroup.go`, `addResourcesForSecurityGroups`.
    fn has_no_group_of_its_own(&self) -> Truth {
        self.object.at::<bool>("securityGroups.withLocal").is(|local| !*local)
    }

    /// Who may reach port 22; everybody where nothing is written.
    pub fn ssh_sources(&self) -> Field<Value> {
        self.object.read(&SSH_SOURCES)
    }

    /// Whether the group names a launch template, or its module makes one for it.
    pub fn has_template(&self) -> Truth {
        match self.object.dialect {
            Dialect::Eksctl => !self.object.at::<Value>("launchTemplate").is_absent(),
            Dialect::Module { .. } => {
                let kept = ["create_launch_template", "use_custom_launch_template"];
                let off = kept.map(|input| self.object.at::<bool>(input).is(|on| !*on));
                !Truth::any(off)
                    & Truth::from(self.majors().is_none_or(|it| it.iter().all(|it| *it >= 18)))
            }
            _ if self.is_autoscaling_group() => self.scales_template(),
            _ => !self.object.at::<Value>("launch_template").is_absent(),
        }
    }

    /// The launch template of its nodes, or the settings that a tool makes one of; none where it is
    /// declared elsewhere.
    pub fn launch_template(&self) -> Option<LaunchTemplate> {
        let made_by_tool = match self.object.dialect {
            Dialect::Module { .. } => self.has_template(),
            _ if self.is_autoscaling_group() => Truth::False,
            _ => !self.has_template(),
        };
        let own = made_by_tool.must().then_some(&self.object);
        let object = own.or(self.template.as_ref())?.clone();
        Some(LaunchTemplate { object, group: Some(self.clone()) })
    }

    /// The major versions of the module that its call admits.
    fn majors(&self) -> Option<Vec<u32>> {
        match &self.object.dialect {
            Dialect::Module { module, versions } => Some(versions.majors(module)),
            _ => None,
        }
    }
}

/// The image that a version of the EKS module asks for where nobody says; none leaves it to EKS.
///
/// Source: `node_groups.tf` and `modules/*/variables.tf` of terraform-aws-modules/eks, v18 to v21.
fn module_image(major: u32, kind: NodeGroupKind) -> Option<SmolStr> {
    match (major, kind) {
        (21.., _) => Some("AL2023_x86_64_STANDARD".into()),
        (18..=20, NodeGroupKind::SelfManaged) => Some("AL2_x86_64".into()),
        _ => None,
    }
}

/// What holds where every version of a module has a default of its own.
pub(in crate::model) fn one_of<T: Clone + PartialEq>(
    defaults: Vec<Option<T>>,
    module: &Object,
) -> State<T> {
    match defaults.split_first() {
        None => State::Absent,
        Some((first, rest)) if rest.iter().all(|it| it == first) => {
            first.clone().map_or(State::Absent, State::Default)
        }
        Some(_) => State::OneOf(defaults, Why::Versions(module.address())),
    }
}
