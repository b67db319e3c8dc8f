//! A thing that was declared: its body, its dialect, its name.

use std::fmt;
use std::sync::Arc;

use smol_str::SmolStr;

use super::{Anchor, Decode, Field, Found, ListRow, Listing, Located, Row, find};
use crate::data::modules::VersionRange;
use crate::source::Span;
use crate::syntax::edit::{Key, Slot};
use crate::value::{Origin, Text, Truth, Value, Why};

/// The tool that a thing is written for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tool {
    /// An eksctl `ClusterConfig`.
    Eksctl,
    /// Terraform or `OpenTofu`.
    Terraform,
    /// A Kubernetes manifest.
    Kubernetes,
}

impl Tool {
    /// The name in reports and rule pages.
    pub fn name(self) -> &'static str {
        match self {
            Self::Eksctl => "eksctl",
            Self::Terraform => "terraform",
            Self::Kubernetes => "kubernetes",
        }
    }
}

/// How a body spells its settings.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialect {
    /// eksctl's keys.
    Eksctl,
    /// Arguments and blocks of a Terraform resource.
    Resource,
    /// Inputs of a known Terraform module.
    Module {
        /// Its canonical registry name, such as `terraform-aws-modules/eks/aws`.
        module: &'static str,
        /// The versions that the call admits.
        versions: VersionRange,
    },
    /// The Kubernetes API's own names.
    Kubernetes,
}

/// Who a fact or finding is about, without instance keys: what people group by.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Subject {
    /// The tool it is written for.
    pub tool: Tool,
    /// Its address: `aws_eks_cluster.main`, `v1/ServiceAccount/payments/api`, `cluster/prod`.
    pub name: SmolStr,
}

impl Subject {
    /// Whether it is a configuration of ekslint itself, which declares nothing: none of the tools
    /// reads TOML.
    pub fn is_configuration(&self) -> bool {
        self.name.ends_with(".toml")
    }

    /// The address as the module that declares it writes it: `module.eks.aws_eks_cluster.this` is
    /// `aws_eks_cluster.this` there.
    pub fn within_module(&self) -> &str {
        let mut rest = self.name.as_str();
        while let Some((name, inner)) =
            rest.strip_prefix("module.").and_then(|it| it.split_once('.'))
        {
            if self.tool != Tool::Terraform || name.contains('/') {
                break;
            }
            rest = inner;
        }
        rest
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.name)
    }
}

/// A thing that was declared, and the scope it lives in.
#[derive(Clone, Debug)]
pub struct Object {
    /// Who it is.
    pub subject: Subject,
    /// How its body spells settings.
    pub dialect: Dialect,
    /// Its settings: a map, or unknown.
    pub body: Value,
    /// Settings of a lower rank, for what the body lacks, such as a module's `*_defaults` input.
    pub fallback: Option<Value>,
    /// What to point at when something is missing: a block's type and labels, or `kind:`.
    pub header: Span,
    /// Whether it is really created: unknown where `count` or `for_each` is.
    pub existence: Truth,
    /// What has to hold for it to exist, for people, where its file says it: a clause such as
    /// "`.Values.storage.create` holds".
    pub condition: Option<SmolStr>,
    /// Which instance, such as `["blue"]`; empty for the only one. Where a module around it has
    /// instances, the whole address with all keys.
    pub instance: SmolStr,
    /// The Terraform module instance that declares it, such as `module.eks["a"]`; empty in a root.
    pub module: SmolStr,
    /// The scope it lives in.
    pub scope: Arc<str>,
}

impl Object {
    /// The tool it is written for.
    pub fn tool(&self) -> Tool {
        self.subject.tool
    }

    /// How references spell it: its address with the keys of the modules around it, without its own.
    pub fn address(&self) -> SmolStr {
        match self.module.as_str() {
            "" => self.subject.name.clone(),
            module => smol_str::format_smolstr!("{module}.{}", self.subject.within_module()),
        }
    }

    /// Which instance of its own block it is, such as `["blue"]`; empty for the only one.
    pub fn key(&self) -> &str {
        self.instance.strip_prefix(self.address().as_str()).unwrap_or(&self.instance)
    }

    /// The name as it was written: whatever a kustomization makes of it, people look for this one.
    /// What is written in Terraform goes by its address.
    pub fn written_name(&self) -> &str {
        let name = &self.subject.name;
        match self.tool() {
            Tool::Kubernetes => name.rsplit('/').next().unwrap_or(name),
            Tool::Eksctl | Tool::Terraform => name,
        }
    }

    /// The name for people, given the field that holds it: for an object of Kubernetes the written
    /// one, which is the same in all overlays.
    pub fn called(&self, name: &Field<Text>) -> String {
        match (self.tool(), name.known()) {
            (Tool::Eksctl | Tool::Terraform, Some(name)) => name.display(),
            _ => self.written_name().to_owned(),
        }
    }

    /// An anchor at the object itself.
    pub fn anchor(&self) -> Anchor {
        Anchor::at(Origin::new(self.header), "")
    }

    /// Reads a setting.
    pub fn read<T: Decode>(&self, row: &Row<T>) -> Field<T> {
        Field::new(self.locate(&row.paths(&self.dialect)), &row.defaults(&self.dialect))
    }

    /// Reads a setting that is a list.
    pub fn read_list<T: Decode>(&self, row: &ListRow<T>) -> Listing<T> {
        Listing::new(self.locate(&row.paths(&self.dialect)), &row.list_defaults(&self.dialect))
    }

    /// Reads a setting by its path in this object's own dialect, without a default.
    pub fn at<T: Decode>(&self, path: &str) -> Field<T> {
        Field::new(self.locate(&[path]), &[])
    }

    /// Reads a list by its path in this object's own dialect, without a default.
    pub fn list_at<T: Decode>(&self, path: &str) -> Listing<T> {
        Listing::new(self.locate(&[path]), &[])
    }

    /// What stands at the first of several paths that is written, and where; no path means that the
    /// dialect has no such setting.
    fn locate(&self, paths: &[&str]) -> Located {
        let mut absent = None;
        for body in std::iter::once(&self.body).chain(&self.fallback) {
            for path in paths {
                let located = find(self, body, path);
                if !located.is_absent() {
                    return located;
                }
                absent.get_or_insert(located);
            }
        }
        let nowhere = || Located::one(Found::Absent, self.missing("", Vec::new()));
        let absent = absent.unwrap_or_else(nowhere);
        let Dialect::Module { module, versions } = &self.dialect else { return absent };
        if versions.is_beyond(module) {
            let why = Why::UnknownVersion(self.address());
            return Located::one(Found::Unknown(why), absent.anchor);
        }
        Located { why: Some(Why::Versions(self.address())), ..absent }
    }

    /// An anchor for what this object lacks.
    pub(super) fn missing(&self, path: &str, keys: Vec<Key>) -> Anchor {
        let slot = Slot::Missing { parent: self.body.origin.span, keys };
        Anchor { origin: Origin::new(self.header), path: path.into(), slot }
    }
}
