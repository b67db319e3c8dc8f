//! What nodes are started with: a launch template, or the settings that a tool makes one of.

mod image;

use smol_str::SmolStr;

use super::NodeGroup;
use super::node_group::one_of;
use crate::field::{Dialect, Field, Items, Object, Row, State, ToolDefault};
use crate::value::{Kind, Rest, Text, Truth, Value, Why};

/// A launch template, an eksctl node group, a node group of a module, or an `EC2NodeClass`.
#[derive(Clone, Debug)]
pub struct LaunchTemplate {
    /// Its settings.
    pub object: Object,
    /// The node group that is started with it; Karpenter's have none.
    pub group: Option<NodeGroup>,
}

/// One volume that nodes are started with.
#[derive(Clone, Debug)]
pub struct NodeVolume {
    /// Whether it is encrypted; unset leaves it to the account.
    pub encrypted: Field<bool>,
}

/// eksctl: since 0.143 off unless switched on.
///
/// Source: eksctl `pkg/apis/eksctl.io/v1alpha5/defaults.go`, at every minor tag.
const IMDS_V1_DISABLED: Row<bool> = Row {
    eksctl: "disableIMDSv1",
    default: ToolDefault::ByTool { eksctl: || Some(true), resource: || None },
    ..Row::EMPTY
};

/// eksctl: the hop limit is then 1, and else 2.
///
/// Source: eksctl `pkg/cfn/builder/nodegroup.go`, `makeMetadataOptions`.
const POD_IMDS_DISABLED: Row<bool> = Row {
    eksctl: "disablePodIMDS",
    default: ToolDefault::ByTool { eksctl: || Some(false), resource: || None },
    ..Row::EMPTY
};

const USER_DATA: Row<Text> = Row {
    eksctl: "overrideBootstrapCommand",
    resource: "user_data",
    module: &[(0, ""), (18, "pre_bootstrap_user_data")],
    kubernetes: "spec.userData",
    ..Row::EMPTY
};

/// The settings of the instance metadata service, and how each dialect spells them.
struct Metadata<T: 'static> {
    /// The key in Terraform.
    terraform: &'static str,
    /// The key in an `EC2NodeClass`.
    kubernetes: &'static str,
    /// What the EKS module fills in from a major version on, where nothing at all is written and where
    /// other settings are.
    module: fn(u32) -> (Option<T>, Option<T>),
    /// What Karpenter fills in, by whether its API is older than `v1`.
    karpenter: fn(bool) -> T,
}

const TOKENS: Metadata<SmolStr> = Metadata {
    terraform: "http_tokens",
    kubernetes: "httpTokens",
    module: |major| {
        let required = || Some(SmolStr::new_static("required"));
        (required().filter(|_| major >= 18), required().filter(|_| major >= 21))
    },
    karpenter: |_| SmolStr::new_static("required"),
};

const HOPS: Metadata<i64> = Metadata {
    terraform: "http_put_response_hop_limit",
    kubernetes: "httpPutResponseHopLimit",
    module: |major| match major {
        21.. => (Some(1), Some(1)),
        18..=20 => (Some(2), None),
        _ => (None, None),
    },
    karpenter: |old| if old { 2 } else { 1 },
};

const ENDPOINT: Metadata<SmolStr> = Metadata {
    terraform: "http_endpoint",
    kubernetes: "httpEndpoint",
    module: |_| (Some("enabled".into()), Some("enabled".into())),
    karpenter: |_| SmolStr::new_static("enabled"),
};

impl LaunchTemplate {
    /// Whether the metadata service is there at all, and answers to requests without a token.
    pub fn answers_imds_v1(&self) -> (Field<bool>, Truth) {
        let allowed = if self.object.dialect == Dialect::Eksctl {
            self.object.read(&IMDS_V1_DISABLED).map(|disabled| !disabled)
        } else {
            self.metadata(&TOKENS).map(|tokens| tokens != "required")
        };
        let on = allowed.is(|allowed| *allowed) & !self.has_no_metadata() & !self.hides_from_pods();
        (allowed, on)
    }

    /// How many hops an answer of the metadata service may take: with two it reaches pods.
    pub fn hop_limit(&self) -> Field<i64> {
        if self.object.dialect == Dialect::Eksctl {
            return self
                .object
                .read(&POD_IMDS_DISABLED)
                .map(|disabled| if disabled { 1 } else { 2 });
        }
        self.metadata(&HOPS)
    }

    /// Whether the metadata service is switched off.
    pub fn has_no_metadata(&self) -> Truth {
        match self.object.dialect {
            Dialect::Eksctl => Truth::False,
            Dialect::Resource => {
                // On, unless an account has switched it off for everything.
                self.object
                    .at::<SmolStr>("metadata_options.http_endpoint")
                    .is(|it| it == "disabled")
            }
            _ => self.metadata(&ENDPOINT).is(|endpoint| endpoint == "disabled"),
        }
    }

    /// eksctl: `disablePodIMDS` asks for tokens as well.
    fn hides_from_pods(&self) -> Truth {
        match self.object.dialect {
            Dialect::Eksctl => self.object.read(&POD_IMDS_DISABLED).is(|disabled| *disabled),
            _ => Truth::False,
        }
    }

    fn metadata<T: crate::field::Decode + PartialEq>(&self, wanted: &Metadata<T>) -> Field<T> {
        match &self.object.dialect {
            Dialect::Kubernetes => {
                let path = format!("spec.metadataOptions.{}", wanted.kubernetes);
                let mut field = self.object.at::<T>(&path);
                if field.is_unwritten() {
                    let version = self.object.body.get("apiVersion").and_then(Value::as_str);
                    let old = version.is_some_and(|version| !version.ends_with("/v1"));
                    field.state = State::Default((wanted.karpenter)(old));
                }
                field
            }
            Dialect::Module { module, versions } => {
                self.metadata_of_module(wanted, &versions.majors(module))
            }
            _ => {
                let path = format!("metadata_options.{}", wanted.terraform);
                let mut field = self.object.at::<T>(&path);
                if field.is_unwritten() {
                    let why = Why::Elsewhere("the default of the account and of the image".into());
                    field.state = State::Unknown(why);
                }
                field
            }
        }
    }

    /// A setting in the object `metadata_options` of a module, by the major versions it may have.
    fn metadata_of_module<T: crate::field::Decode + PartialEq>(
        &self,
        wanted: &Metadata<T>,
        majors: &[u32],
    ) -> Field<T> {
        let whole = self.object.at::<Value>("metadata_options");
        let Some(options) = whole.known() else {
            let path = format!("metadata_options.{}", wanted.terraform);
            let mut field = self.object.at::<T>(&path);
            if whole.is_unwritten() {
                field.state =
                    one_of(majors.iter().map(|it| (wanted.module)(*it).0).collect(), &self.object);
            }
            return field;
        };
        // The module takes the first of them as a whole, whatever it lacks.
        let part = Object { body: options.clone(), fallback: None, ..self.object.clone() };
        let mut field = part.at::<T>(wanted.terraform);
        if field.is_unwritten() {
            field.state =
                one_of(majors.iter().map(|it| (wanted.module)(*it).1).collect(), &self.object);
        }
        field
    }

    /// The text that nodes are given when they boot, as far as it is known.
    pub fn user_data(&self) -> Field<Text> {
        self.object.read(&USER_DATA)
    }

    /// The volumes that are declared, and whether there may be more.
    pub fn volumes(&self) -> Items<NodeVolume> {
        match &self.object.dialect {
            Dialect::Eksctl => self.eksctl_volumes(),
            Dialect::Kubernetes => self.mapped("spec.blockDeviceMappings"),
            Dialect::Resource | Dialect::Module { .. } => self.mapped("block_device_mappings"),
        }
    }

    /// eksctl: the volume of the system, and those beside it.
    fn eksctl_volumes(&self) -> Items<NodeVolume> {
        let own = volume(&self.object, "volumeEncrypted");
        let more = self.object.list_at::<Value>("additionalVolumes");
        let each = more.seen().map(|it| {
            let body = it.known().cloned().unwrap_or_else(|| Value::null(it.anchor.origin.clone()));
            volume(&part(&self.object, body), "volumeEncrypted")
        });
        let rest = more.why().map_or(Rest::Closed, Rest::open);
        Items { items: std::iter::once(own).chain(each).collect(), rest }
    }

    /// Mappings of devices: a list of them, or a map as the EKS module takes it.
    fn mapped(&self, path: &str) -> Items<NodeVolume> {
        let field = self.object.at::<Value>(path);
        let (bodies, rest) = match field.known().map(|it| &it.kind) {
            Some(Kind::List(list)) => (list.items.clone(), list.rest.clone()),
            Some(Kind::Map(map)) => {
                (map.entries.iter().map(|entry| entry.value.clone()).collect(), map.rest.clone())
            }
            _ => (Vec::new(), field.why().map_or(Rest::Closed, Rest::open)),
        };
        // Instance storage is encrypted by its hardware, and a device can be left out.
        let of_ebs = |body: &Value| {
            let skipped = ["virtual_name", "no_device", "virtualName", "noDevice"];
            !skipped.iter().any(|key| body.get(key).is_some_and(|it| !it.is_null()))
        };
        let each = |body: Value| volume(&part(&self.object, body), "ebs.encrypted");
        // Karpenter encrypts the volume that it makes where none is declared.
        let none = bodies.is_empty() && rest.is_closed();
        if none && self.object.dialect != Dialect::Kubernetes {
            let own = volume(&self.object, &format!("{path}.ebs.encrypted"));
            return Items { items: vec![own], rest };
        }
        Items { items: bodies.into_iter().filter(of_ebs).map(each).collect(), rest }
    }
}

fn part(object: &Object, body: Value) -> Object {
    let header = body.origin.span;
    Object { body, header, fallback: None, ..object.clone() }
}

fn volume(object: &Object, path: &str) -> Field<NodeVolume> {
    let mut encrypted = object.at::<bool>(path);
    let snapshot = ["ebs.snapshot_id", "ebs.snapshotID"].map(|path| object.at::<Value>(path));
    if encrypted.is_unwritten() && !snapshot.iter().all(Field::is_unwritten) {
        encrypted.state = State::Unknown(Why::Elsewhere("the snapshot".into()));
    }
    let anchor = encrypted.anchor.clone();
    Field { state: State::Written(NodeVolume { encrypted }), anchor }
}

impl NodeVolume {
    /// Whether it is written that it is not encrypted, or left to an account of which that is known.
    pub fn is_open(&self, account_encrypts: Truth) -> Truth {
        match (self.encrypted.is_absent(), account_encrypts) {
            (_, Truth::True) => Truth::False,
            (Truth::True, Truth::Unknown) => {
                let why = Why::Elsewhere("the default encryption of the account".into());
                crate::field::watch::note(&self.encrypted.anchor.path, why);
                Truth::Unknown
            }
            (Truth::True, Truth::False) => Truth::True,
            _ => self.encrypted.is(|encrypted| !*encrypted),
        }
    }
}
