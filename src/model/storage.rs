//! Storage classes and claims.

mod parameters;
mod zones;

use smol_str::SmolStr;

use crate::field::{Field, Listing, Object, Row, ToolDefault};
use crate::value::{Text, Truth, Value};

/// A storage class, as a manifest or Terraform declares it.
#[derive(Clone, Debug)]
pub struct StorageClass {
    /// Its settings.
    pub object: Object,
}

/// A volume that somebody made beforehand, for claims to be bound to.
#[derive(Clone, Debug)]
pub struct Volume {
    /// Its settings.
    pub object: Object,
}

/// A claim for a volume: a `PersistentVolumeClaim`, or a template of one in a `StatefulSet`.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Its settings, from `metadata` and `spec` on.
    pub object: Object,
    /// Where it lives.
    pub namespace: Option<SmolStr>,
}

const NAME: Row<Text> =
    Row { kubernetes: "metadata.name", resource: "metadata.name", ..Row::EMPTY };

const PROVISIONER: Row<SmolStr> =
    Row { kubernetes: "provisioner", resource: "storage_provisioner", ..Row::EMPTY };

/// Immediate in the Kubernetes API and in Terraform's `kubernetes_storage_class`.
const BINDING: Row<SmolStr> = Row {
    kubernetes: "volumeBindingMode",
    resource: "volume_binding_mode",
    default: ToolDefault::Api(|| "Immediate".into()),
    ..Row::EMPTY
};

const TOPOLOGIES: Row<Value> =
    Row { kubernetes: "allowedTopologies", resource: "allowed_topologies", ..Row::EMPTY };

const PARAMETERS: Row<Value> =
    Row { kubernetes: "parameters", resource: "parameters", ..Row::EMPTY };

/// The provisioners that make EBS volumes: the CSI driver, Auto Mode's, and the removed in-tree one.
const EBS: [&str; 3] = ["ebs.csi.aws.com", "ebs.csi.eks.amazonaws.com", "kubernetes.io/aws-ebs"];

impl StorageClass {
    /// The name.
    pub fn name(&self) -> Field<Text> {
        self.object.read(&NAME)
    }

    /// What makes the volumes.
    pub fn provisioner(&self) -> Field<SmolStr> {
        self.object.read(&PROVISIONER)
    }

    /// When a volume is made: `Immediate` or `WaitForFirstConsumer`.
    pub fn binding(&self) -> Field<SmolStr> {
        self.object.read(&BINDING)
    }

    /// Whether its volumes are EBS volumes, which live in one zone.
    pub fn is_ebs(&self) -> Truth {
        self.provisioner().is(|name| EBS.contains(&name.as_str()))
    }

    /// Whether it admits exactly one zone, so that a volume cannot land in a wrong one.
    pub fn has_one_zone(&self) -> Truth {
        let by_topology = self.object.read(&TOPOLOGIES).holds(zones::is_one);
        let by_parameter = self.object.read(&PARAMETERS).holds(zones::is_one_by_parameter);
        by_topology | by_parameter
    }
}

impl Volume {
    /// The class that its claims have to ask for; no class need have that name.
    pub fn class(&self) -> Field<Text> {
        self.object.at("spec.storageClassName")
    }
}

impl Claim {
    /// The name.
    pub fn name(&self) -> Field<Text> {
        self.object.at("metadata.name")
    }

    /// The class that it asks for.
    pub fn class(&self) -> Field<Text> {
        self.object.at("spec.storageClassName")
    }

    /// How many nodes may use the volume at once, and how.
    pub fn access_modes(&self) -> Listing<SmolStr> {
        self.object.list_at("spec.accessModes")
    }

    /// The labels that its volume has to have; the class then makes none.
    ///
    /// Source: Kubernetes, "Persistent Volumes", selector.
    pub fn selector(&self) -> Field<Value> {
        self.object.at("spec.selector")
    }

    /// The volume that it wants and no other; the class then makes none.
    pub fn volume(&self) -> Field<Text> {
        self.object.at("spec.volumeName")
    }

    /// `Filesystem` or `Block`.
    pub fn volume_mode(&self) -> Field<SmolStr> {
        self.object.at("spec.volumeMode")
    }
}
