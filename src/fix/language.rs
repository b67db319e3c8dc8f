//! What a text is written in.

use crate::reader::{is_template, masked};
use crate::source::Text;
use crate::syntax::{hcl, yaml};

/// As many errors as a template counts of which not even the actions can be found.
const UNREADABLE: usize = usize::MAX;

/// The languages that can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Terraform.
    Hcl,
    /// YAML, and JSON with it.
    Yaml,
    /// YAML that Helm renders: what no action writes can be changed.
    Chart,
    /// A template that Terraform renders: only its literals can be changed.
    Template,
}

impl Language {
    /// By the name of a file; texts derived from others are YAML or JSON.
    pub(super) fn of(text: &Text) -> Self {
        let name = text.file().unwrap_or("");
        match name.rsplit_once('.').map_or("", |(_, extension)| extension) {
            "tf" | "tfvars" | "tofu" | "hcl" => Self::Hcl,
            "tpl" | "tftpl" | "tmpl" => Self::Template,
            _ if text.file().is_some() && is_template(text.content()) => Self::Chart,
            _ => Self::Yaml,
        }
    }

    /// How many errors reading `content` gives.
    pub(super) fn errors(self, content: &str) -> usize {
        match self {
            Self::Hcl => hcl::parse(content).errors.len(),
            Self::Yaml => yaml::parse(content).errors.len(),
            Self::Chart => masked(content).map_or(UNREADABLE, |it| yaml::parse(&it).errors.len()),
            Self::Template => usize::from(hcl::parse_template(content).is_err()),
        }
    }
}
