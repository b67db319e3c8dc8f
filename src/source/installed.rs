//! What `terraform init` leaves behind: copies of called modules, and a list of them.

/// The list of a root, relative to its folder.
pub(super) const MANIFEST: &str = ".terraform/modules/modules.json";

/// The folder of the root that a list belongs to, if a path is one.
pub fn manifest_root(path: &str) -> Option<&str> {
    let root = path.strip_suffix(MANIFEST)?;
    if root.is_empty() { Some("") } else { root.strip_suffix('/') }
}

/// Whether a file is a copy that `terraform init` made, which nobody edits.
pub fn is_installed(path: &str) -> bool {
    path.starts_with(".terraform/modules/") || path.contains("/.terraform/modules/")
}

/// The modules of a list: the names of the calls that lead to each, joined by dots, and its folder,
/// relative to the root. Empty where the list cannot be read.
pub fn installed_modules(manifest: &str) -> Vec<(String, String)> {
    let json: serde_json::Value = serde_json::from_str(manifest).unwrap_or_default();
    let modules = json.get("Modules").and_then(serde_json::Value::as_array);
    let one = |module: &serde_json::Value| {
        let text = |name: &str| Some(module.get(name)?.as_str()?.to_owned());
        Some((text("Key")?, text("Dir")?))
    };
    let all = modules.into_iter().flatten().filter_map(one);
    all.filter(|(key, _)| !key.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::{installed_modules, is_installed, manifest_root};

    #[test]
    fn the_list_names_calls_and_folders() {
        let text = r#"{"Modules": [{"Key": "", "Source": "", "Dir": "."},
            {"Key": "a.b", "Source": "x/y/z", "Dir": ".terraform/modules/a/b"}]}"#;
        let expected = [("a.b".to_owned(), ".terraform/modules/a/b".to_owned())];
        assert_eq!(installed_modules(text), expected);
        assert!(installed_modules("{").is_empty() && installed_modules("[]").is_empty());
    }

    #[test]
    fn paths_are_told_apart() {
        assert_eq!(manifest_root("live/.terraform/modules/modules.json"), Some("live"));
        assert_eq!(manifest_root(".terraform/modules/modules.json"), Some(""));
        assert_eq!(manifest_root("x.terraform/modules/modules.json"), None);
        assert!(is_installed("a/.terraform/modules/eks/main.tf"));
        assert!(!is_installed("a/terraform/modules/eks/main.tf"));
    }
}
