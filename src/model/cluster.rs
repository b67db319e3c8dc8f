//! EKS clusters.

mod control_plane;

use ipnet::IpNet;
use smol_str::SmolStr;

use crate::field::{Dialect, Field, ListRow, Listing, Object, Row, State, ToolDefault};
use crate::value::{Text, Truth, Value, Why};

/// A cluster, as an eksctl file, a resource or a module call declares it.
#[derive(Clone, Debug)]
pub struct Cluster {
    /// Its settings.
    pub object: Object,
}

const NAME: Row<Text> = Row {
    eksctl: "metadata.name",
    resource: "name",
    module: &[(0, "cluster_name"), (21, "name")],
    ..Row::EMPTY
};

const VERSION: Row<Text> = version();

/// The same row for what is to be read as it is written.
const WRITTEN_VERSION: Row<Value> = version();

const fn version<T>() -> Row<T> {
    Row {
        eksctl: "metadata.version",
        resource: "version",
        module: &[(0, "cluster_version"), (21, "kubernetes_version")],
        ..Row::EMPTY
    }
}

/// Source: EKS API reference, `UpgradePolicyRequest` ("The default value is `EXTENDED`").
const SUPPORT_TYPE: Row<SmolStr> = Row {
    eksctl: "upgradePolicy.supportType",
    resource: "upgrade_policy.support_type",
    module: &[
        (0, ""),
        (20, "cluster_upgrade_policy.support_type"),
        (21, "upgrade_policy.support_type"),
    ],
    default: ToolDefault::Api(|| "EXTENDED".into()),
    ..Row::EMPTY
};

/// On by default in the EKS API, eksctl and the resource; the module turned it off in v19.
const PUBLIC_ACCESS: Row<bool> = Row {
    eksctl: "vpc.clusterEndpoints.publicAccess",
    resource: "vpc_config.endpoint_public_access",
    module: &[(0, "cluster_endpoint_public_access"), (21, "endpoint_public_access")],
    default: ToolDefault::Api(|| true),
    ..Row::EMPTY
};

/// Off by default in the EKS API, eksctl and the resource; the module turned it on in v19.
const PRIVATE_ACCESS: Row<bool> = Row {
    eksctl: "vpc.clusterEndpoints.privateAccess",
    resource: "vpc_config.endpoint_private_access",
    module: &[(0, "cluster_endpoint_private_access"), (21, "endpoint_private_access")],
    default: ToolDefault::Api(|| false),
    ..Row::EMPTY
};

const PUBLIC_CIDRS: ListRow<IpNet> = Row {
    eksctl: "vpc.publicAccessCIDRs",
    resource: "vpc_config.public_access_cidrs",
    module: &[(0, "cluster_endpoint_public_access_cidrs"), (21, "endpoint_public_access_cidrs")],
    default: ToolDefault::Api(|| vec!["0.0.0.0/0".parse().expect("a CIDR block")]),
    ..Row::EMPTY
};

/// eksctl: no public subnets, and no public endpoint.
const FULLY_PRIVATE: Row<bool> = Row {
    eksctl: "privateCluster.enabled",
    default: ToolDefault::ByTool { eksctl: || Some(false), resource: || None },
    ..Row::EMPTY
};

/// The Outpost that the control plane runs on.
const OUTPOST: Row<Value> = Row {
    eksctl: "outpost.controlPlaneOutpostARN",
    resource: "outpost_config.outpost_arns",
    module: &[(0, ""), (18, "outpost_config.outpost_arns")],
    ..Row::EMPTY
};

const IP_FAMILY: Row<SmolStr> = Row {
    eksctl: "kubernetesNetworkConfig.ipFamily",
    resource: "kubernetes_network_config.ip_family",
    module: &[(0, "cluster_ip_family"), (21, "ip_family")],
    default: ToolDefault::Api(|| "ipv4".into()),
    ..Row::EMPTY
};

const SUBNETS: Row<Value> = Row {
    resource: "vpc_config.subnet_ids",
    module: &[(0, "subnets"), (18, "subnet_ids")],
    ..Row::EMPTY
};

const CONTROL_PLANE_SUBNETS: Row<Value> =
    Row { module: &[(0, ""), (18, "control_plane_subnet_ids")], ..Row::EMPTY };

const AUTO_MODE: Row<bool> = Row {
    eksctl: "autoModeConfig.enabled",
    resource: "compute_config.enabled",
    module: &[(0, ""), (20, "cluster_compute_config.enabled"), (21, "compute_config.enabled")],
    default: ToolDefault::Api(|| false),
    ..Row::EMPTY
};

impl Cluster {
    /// The name.
    pub fn name(&self) -> Field<Text> {
        self.object.read(&NAME)
    }

    /// The Kubernetes version, such as `1.34`.
    pub fn version(&self) -> Field<Text> {
        self.object.read(&VERSION)
    }

    /// The version as it is written: a text, or a number that a text was wanted for.
    pub fn written_version(&self) -> Field<Value> {
        self.object.read(&WRITTEN_VERSION)
    }

    /// Whether its tool turns a number that is written for the version into a text; else it refuses
    /// the file.
    ///
    /// Source: Terraform language, "Types and Values: Type Conversion"; eksctl issue 5556.
    pub fn takes_numbers(&self) -> bool {
        self.object.dialect != Dialect::Eksctl
    }

    /// What becomes of it at the end of standard support: `EXTENDED`, or `STANDARD`, which means that
    /// EKS upgrades it.
    pub fn support_type(&self) -> Field<SmolStr> {
        self.object.read(&SUPPORT_TYPE).map(|kind| kind.to_ascii_uppercase().into())
    }

    /// Whether the API server has a public address.
    pub fn public_access(&self) -> Field<bool> {
        self.endpoint(&PUBLIC_ACCESS, false)
    }

    /// Whether the API server can be reached from inside the VPC.
    pub fn private_access(&self) -> Field<bool> {
        self.endpoint(&PRIVATE_ACCESS, true)
    }

    /// Whether eksctl keeps nodes and endpoint of the cluster private.
    pub fn fully_private(&self) -> Field<bool> {
        self.object.read(&FULLY_PRIVATE)
    }

    /// A setting of the endpoint, which is `private` by default where the cluster itself is.
    ///
    /// Source: eksctl `pkg/apis/eksctl.io/v1alpha5/validation.go` ("the endpoint access defaults to
    /// private-only"); EKS user guide, "Create local Amazon EKS clusters on AWS Outposts".
    fn endpoint(&self, row: &Row<bool>, private: bool) -> Field<bool> {
        let mut field = self.object.read(row);
        if !field.is_unwritten() {
            return field;
        }
        let (fully, outpost) = (self.fully_private(), self.object.read(&OUTPOST));
        match fully.is(|on| *on) | !outpost.is_absent() {
            Truth::True => field.state = State::Default(private),
            Truth::Unknown => {
                let why = fully.why().or_else(|| outpost.why());
                field.state = State::Unknown(why.unwrap_or(Why::Invalid));
            }
            Truth::False if self.may_exist_already() => {
                let why = Why::Elsewhere("the cluster that the node groups join".into());
                field.state = State::Unknown(why);
            }
            Truth::False => {}
        }
        field
    }

    /// Whether an eksctl file may add to a cluster that exists, so that eksctl's defaults for a new
    /// one say nothing: node groups name subnets of a VPC that the file does not, or an Outpost that
    /// the control plane is not on, or the control plane has a security group already.
    ///
    /// Source: eksctl user guide, "Non eksctl-created clusters", "AWS Outposts".
    pub fn may_exist_already(&self) -> bool {
        if self.object.dialect != Dialect::Eksctl {
            return false;
        }
        let written = |path: &str| !self.object.at::<Value>(path).is_unwritten();
        let own_network = written("vpc.id") || written("vpc.subnets");
        let joins = |group: &Value| {
            let subnets = group.get("subnets").and_then(Value::as_list);
            let mut subnets = subnets.into_iter().flat_map(|it| &it.items);
            // The subnets of a VPC that eksctl makes are known by their zones.
            let is_id = |it: &Value| it.as_str().is_none_or(|name| name.starts_with("subnet-"));
            let foreign = !own_network && subnets.any(is_id);
            foreign || group.get("outpostARN").is_some()
        };
        let groups =
            ["nodeGroups", "managedNodeGroups"].map(|key| self.object.list_at::<Value>(key));
        written("vpc.securityGroup")
            || groups.iter().flat_map(Listing::seen).filter_map(Field::known).any(joins)
    }

    /// The networks that may use the public address.
    ///
    /// An empty list is not sent, so the API's default holds. Source: Terraform provider for AWS,
    /// `internal/service/eks/cluster.go`, `expandVpcConfigRequest`; eksctl
    /// `pkg/cfn/builder/cluster.go`.
    pub fn public_cidrs(&self) -> Listing<IpNet> {
        let mut networks = self.object.read_list(&PUBLIC_CIDRS);
        let anchor = &networks.anchor;
        let empty = networks.alternatives.iter_mut();
        for items in empty.filter(|it| it.items.is_empty() && it.rest.is_closed()) {
            let everyone = State::Default(IpNet::V4(ipnet::Ipv4Net::default()));
            items.items.push(Field { state: everyone, anchor: anchor.clone() });
        }
        networks
    }

    /// `ipv4` or `ipv6`: what pods and services get their addresses from.
    ///
    /// eksctl takes any case and writes `IPv6` in its own examples.
    pub fn ip_family(&self) -> Field<SmolStr> {
        self.object.read(&IP_FAMILY).map(|family| family.to_ascii_lowercase().into())
    }

    /// The subnets of the control plane's network interfaces, as one value; node groups that name
    /// none take them.
    pub fn subnets(&self) -> Field<Value> {
        self.object.read(&SUBNETS)
    }

    /// The subnets of the control plane's network interfaces: from v18.24 on the module can be told
    /// others than those of the nodes.
    pub fn control_plane_subnets(&self) -> Field<Value> {
        let own = self.object.read(&CONTROL_PLANE_SUBNETS);
        let none = own.is(|it| it.as_list().is_some_and(|it| it.items.is_empty()));
        if own.is_unwritten() || none.must() { self.subnets() } else { own }
    }

    /// Whether EKS Auto Mode runs the nodes.
    pub fn auto_mode(&self) -> Field<bool> {
        self.object.read(&AUTO_MODE)
    }

    /// What to call it in messages: its name, or its address where the name is not known.
    pub fn called(&self) -> String {
        let name = self.name().known().map(Text::display);
        name.unwrap_or_else(|| self.object.subject.to_string())
    }
}
