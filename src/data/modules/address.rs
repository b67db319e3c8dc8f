//! Module sources as people write them: registry addresses, git repositories, Terragrunt's `tfr`.

use super::{Version, names};

/// The registries of Terraform and `OpenTofu`, which publish the same modules.
const REGISTRIES: [&str; 2] = ["registry.terraform.io/", "registry.opentofu.org/"];

/// The known module behind a `source`, and its version where the source pins one.
///
/// The version comes from `?ref=v20.0.0` (git) or `?version=` (Terragrunt's `tfr:///`); another
/// `ref`, a branch or a commit, gives none.
pub fn known_module(source: &str) -> Option<(&'static str, Option<Version>)> {
    let (address, query) = source.trim().split_once('?').unwrap_or((source.trim(), ""));
    let (package, folder) = split_folder(address.strip_prefix("git::").unwrap_or(address));
    let module = registry_name(package).or_else(|| repository_name(package))?;
    let folder = folder.trim_matches('/');
    let wanted = if folder.is_empty() { module } else { format!("{module}//{folder}") };
    let name = names().find(|name| *name == wanted)?;
    Some((name, pinned(query)))
}

/// Splits the package from the folder behind `//`, which is not the `//` of a scheme.
fn split_folder(address: &str) -> (&str, &str) {
    let scheme = address.find("://").map_or(0, |start| start + "://".len());
    let path = address[scheme..].trim_start_matches('/');
    let start = address.len() - path.len();
    let split = |end: usize| (&address[..start + end], &path[end + 2..]);
    path.find("//").map_or((address, ""), split)
}

/// `namespace/name/provider` of a registry address.
fn registry_name(package: &str) -> Option<String> {
    let package =
        package.strip_prefix("tfr://").map_or(package, |rest| rest.trim_start_matches('/'));
    let bare = REGISTRIES.iter().find_map(|registry| package.strip_prefix(registry));
    let name = bare.unwrap_or(package);
    (name.split('/').count() == 3 && !name.contains([':', '.', '@'])).then(|| name.to_owned())
}

/// `namespace/name/provider` of a repository `github.com/namespace/terraform-provider-name`.
fn repository_name(package: &str) -> Option<String> {
    let (_, path) = package.split_once("github.com")?;
    let path = path.trim_start_matches([':', '/']).trim_end_matches('/');
    let (namespace, repository) = path.split_once('/')?;
    let repository = repository.strip_suffix(".git").unwrap_or(repository);
    let (provider, name) = repository.strip_prefix("terraform-")?.split_once('-')?;
    Some(format!("{namespace}/{name}/{provider}"))
}

/// The version in `ref=v20.0.0` or `version=20.0.0`, all three parts written.
fn pinned(query: &str) -> Option<Version> {
    let value = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("ref=").or_else(|| pair.strip_prefix("version=")))?;
    let value =
        value.strip_prefix("refs/tags/").or_else(|| value.strip_prefix("tags/")).unwrap_or(value);
    (value.split('.').count() == 3).then(|| value.parse().ok()).flatten()
}
