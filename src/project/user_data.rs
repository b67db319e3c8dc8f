//! Whether user data is what its nodes read.

use super::Nodes;
use crate::field::Dialect;
use crate::model::{AmiFamily, UserData};
use crate::value::Text;

/// Why nodes do not take user data as it was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Misread {
    /// The module drops it.
    Dropped,
    /// It calls the script that only Amazon Linux 2 has.
    WithoutScript,
    /// eksctl reads it as a `NodeConfig`.
    NoNodeConfig,
    /// Amazon Linux 2 reads no `NodeConfig`.
    NoScript,
    /// Bottlerocket reads TOML.
    NoToml,
    /// Windows reads PowerShell.
    NoPowerShell,
    /// EKS merges it with its own, which takes MIME.
    NoMime,
}

impl Misread {
    /// The family whose format it is not, if that is what is wrong.
    pub fn family(self) -> Option<AmiFamily> {
        match self {
            Self::NoNodeConfig => Some(AmiFamily::AmazonLinux2023),
            Self::NoScript => Some(AmiFamily::AmazonLinux2),
            Self::NoToml => Some(AmiFamily::Bottlerocket),
            Self::NoPowerShell => Some(AmiFamily::Windows),
            Self::Dropped | Self::WithoutScript | Self::NoMime => None,
        }
    }
}

impl Nodes<'_> {
    /// What nodes of a family, none for the tool's default, make of user data; none where nothing is
    /// certainly wrong with it.
    pub fn misreads(&self, family: Option<AmiFamily>, text: &Text) -> Option<Misread> {
        let format = UserData::of(text);
        let module = matches!(self.object.dialect, Dialect::Module { .. });
        let is_other_than =
            |own: UserData| format.is_some_and(|format| format != own && format != UserData::Other);
        match family {
            Some(AmiFamily::AmazonLinux2023) if module => Some(Misread::Dropped),
            Some(AmiFamily::AmazonLinux2023) if UserData::runs_bootstrap(text) => {
                Some(Misread::WithoutScript)
            }
            Some(AmiFamily::AmazonLinux2023)
                if self.object.dialect == Dialect::Eksctl
                    && is_other_than(UserData::NodeConfig) =>
            {
                Some(Misread::NoNodeConfig)
            }
            Some(AmiFamily::AmazonLinux2) if UserData::is_node_config(text) => {
                Some(Misread::NoScript)
            }
            Some(AmiFamily::Bottlerocket) if !module && is_other_than(UserData::Toml) => {
                Some(Misread::NoToml)
            }
            Some(AmiFamily::Windows) if !module && is_other_than(UserData::PowerShell) => {
                Some(Misread::NoPowerShell)
            }
            Some(AmiFamily::AmazonLinux2 | AmiFamily::AmazonLinux2023) | None
                if self.object.dialect == Dialect::Resource
                    && self.is_merged_by_eks().must()
                    && format.is_some_and(|it| it != UserData::Mime) =>
            {
                Some(Misread::NoMime)
            }
            _ => None,
        }
    }
}
