//! What a file is written in.

/// The languages of configuration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// HCL, as Terraform's.
    Hcl,
    /// YAML.
    Yaml,
    /// JSON, in which no comment can stand.
    Json,
}

impl Language {
    /// By the name of a file; none for what is no configuration of a cluster.
    pub fn of(path: &str) -> Option<Self> {
        let name = path.rsplit('/').next().unwrap_or(path);
        let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
        match extension.to_ascii_lowercase().as_str() {
            "tf" | "tfvars" | "tofu" | "hcl" => Some(Self::Hcl),
            "yaml" | "yml" | "" => Some(Self::Yaml),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn languages_are_told_by_name() {
        assert_eq!(Language::of("a/terraform.TFVARS"), Some(Language::Hcl));
        assert_eq!(Language::of("a.d/Kustomization"), Some(Language::Yaml));
        assert_eq!(Language::of("a.tf.json"), Some(Language::Json));
        assert_eq!(Language::of("a.tpl"), None);
    }
}
