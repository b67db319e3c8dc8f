//! What a text is written in.

use crate::source::Text;
use crate::syntax::{hcl, yaml};

/// The languages that can be edited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Language {
    /// Terraform.
    Hcl,
    /// YAML, and JSON with it.
    Yaml,
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
            _ => Self::Yaml,
        }
    }

    /// How many errors reading `content` gives.
    pub(super) fn errors(self, content: &str) -> usize {
        match self {
            Self::Hcl => hcl::parse(content).errors.len(),
            Self::Yaml => yaml::parse(content).errors.len(),
            Self::Template => usize::from(hcl::parse_template(content).is_err()),
        }
    }
}
