//! EKS clusters.

use ipnet::IpNet;
use smol_str::SmolStr;

use crate::field::{Field, ListRow, Listing, Object, Row, ToolDefault};
use crate::value::{Text, Value};

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

const VERSION: Row<Text> = Row {
    eksctl: "metadata.version",
    resource: "version",
    module: &[(0, "cluster_version"), (21, "kubernetes_version")],
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

const IP_FAMILY: Row<SmolStr> = Row {
    eksctl: "kubernetesNetworkConfig.ipFamily",
    resource: "kubernetes_network_config.ip_family",
    module: &[(0, "cluster_ip_family"), (21, "ip_family")],
    default: ToolDefault::Api(|| "ipv4".into()),
    ..Row::EMPTY
};

const SUBNETS: ListRow<Value> = Row {
    resource: "vpc_config.subnet_ids",
    module: &[(0, "subnets"), (18, "subnet_ids")],
    ..Row::EMPTY
};

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

    /// Whether the API server has a public address.
    pub fn public_access(&self) -> Field<bool> {
        self.object.read(&PUBLIC_ACCESS)
    }

    /// Whether the API server can be reached from inside the VPC.
    pub fn private_access(&self) -> Field<bool> {
        self.object.read(&PRIVATE_ACCESS)
    }

    /// The networks that may use the public address.
    pub fn public_cidrs(&self) -> Listing<IpNet> {
        self.object.read_list(&PUBLIC_CIDRS)
    }

    /// `ipv4` or `ipv6`: what pods and services get their addresses from.
    pub fn ip_family(&self) -> Field<SmolStr> {
        self.object.read(&IP_FAMILY)
    }

    /// The subnets of the control plane's network interfaces.
    pub fn subnets(&self) -> Listing<Value> {
        self.object.read_list(&SUBNETS)
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
