//! What a storage class tells the driver of EBS volumes.

use smol_str::SmolStr;

use super::{PARAMETERS, StorageClass, TOPOLOGIES};
use crate::field::{Decode, Field};
use crate::syntax::edit::Edit;
use crate::value::{Kind, Text, Truth, Value};

/// The annotation of the class that claims without one get.
///
/// Source: Kubernetes, "Storage Classes", default `StorageClass`.
const DEFAULT_CLASS: &str = "storageclass.kubernetes.io/is-default-class";

/// The provisioner that was a part of Kubernetes.
const IN_TREE: &str = "kubernetes.io/aws-ebs";

impl StorageClass {
    /// The type of its EBS volumes, such as `gp2`; where it is not written, the driver makes gp3.
    ///
    /// Source: AWS EBS CSI driver, `docs/parameters.md`.
    pub fn volume_type(&self) -> Field<SmolStr> {
        self.parameter("type")
    }

    /// `true` if its EBS volumes are to be encrypted; the driver takes anything else for no.
    pub fn encrypted(&self) -> Field<Text> {
        self.parameter("encrypted")
    }

    /// The key that its EBS volumes are encrypted with.
    pub fn key(&self) -> Field<Text> {
        self.parameter("kmsKeyId")
    }

    /// Whether it asks for encrypted EBS volumes: a key alone asks for it too.
    ///
    /// Source: AWS EBS CSI driver 1.64, `pkg/cloud/cloud.go`, `CreateDisk`.
    pub fn encrypts(&self) -> Truth {
        let keyed = self.key().holds(|key| !key.equals(""));
        self.encrypted().holds(|text| text.equals("true")) | keyed
    }

    /// Whether the driver that was a part of Kubernetes makes its volumes.
    pub fn is_in_tree(&self) -> Truth {
        self.provisioner().is(|name| name == IN_TREE)
    }

    /// Whether claims without a class get this one; absent where nobody says.
    pub fn is_default(&self) -> Truth {
        self.default_class().holds(|text| text.equals("true"))
    }

    /// Whether it is the class `gp2` that EKS makes in every cluster, declared only to say that claims
    /// without a class no longer get it.
    pub fn is_of_eks(&self) -> Truth {
        let declined = self.default_class().holds(|text| text.equals("false"));
        self.name().holds(|name| name.equals("gp2")) & declined
    }

    /// Whether its volumes are for an Outpost, which need not know every type.
    ///
    /// Source: AWS EBS CSI driver, `docs/parameters.md`, restrictions; `docs/outposts.md`.
    pub fn is_for_outpost(&self) -> Truth {
        let topologies = self.object.read(&TOPOLOGIES);
        let keyed =
            topologies.holds(|terms| mentions(terms, "topology.ebs.csi.aws.com/outpost-id"));
        keyed | !self.parameter::<Text>("outpostArn").is_absent()
    }

    /// The edit that gives a parameter a value, written or not.
    pub fn set_parameter(&self, name: &str, value: &str) -> Edit {
        let all = self.object.read(&PARAMETERS);
        if all.is_unwritten() {
            return all.anchor.set(serde_json::json!({ name: value }));
        }
        self.parameter::<Text>(name).anchor.set(value)
    }

    fn default_class(&self) -> Field<Text> {
        self.object.annotation("metadata.annotations", DEFAULT_CLASS)
    }

    /// A parameter by its name, whose case does not matter to the driver.
    fn parameter<T: Decode>(&self, name: &str) -> Field<T> {
        let all = self.object.read(&PARAMETERS);
        let entries = all.known().and_then(Value::as_map).map(|map| map.entries.as_slice());
        let mut entries = entries.unwrap_or_default().iter();
        let written = entries.find(|entry| entry.key.eq_ignore_ascii_case(name));
        let name = written.map_or(name, |entry| entry.key.as_str());
        self.object.at(&format!("parameters.{name}"))
    }
}

/// Whether a text stands somewhere in a value.
fn mentions(value: &Value, text: &str) -> Truth {
    match &value.kind {
        Kind::List(list) => Truth::any(list.items.iter().map(|item| mentions(item, text))),
        Kind::Map(map) => Truth::any(map.entries.iter().map(|it| mentions(&it.value, text))),
        _ => value.text().map_or(Truth::Unknown, |it| it.equals(text)),
    }
}
