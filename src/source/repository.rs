//! The repository that a run lies in, and the addresses that name folders of it.

use std::path::{Path, PathBuf};

use super::Root;

/// The branches that people name when they mean what there is now.
const MAIN: [&str; 2] = ["main", "master"];

/// Sites whose addresses Terraform takes without a scheme.
///
/// Source: the Terraform documentation, "Module Sources": GitHub and Bitbucket.
const SITES: [&str; 2] = ["github.com/", "bitbucket.org/"];

/// What a repository says of itself: where it was cloned from, and what is checked out.
///
/// An address names a folder of this repository only if one of its remotes has the same host and
/// path: equal names alone are no evidence, since forks and copies share them. A `ref` has to be the
/// branch or commit that is checked out, a tag of it, or the main branch: the files of another
/// version are not here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repository {
    /// Its root, as the paths of the run are written.
    prefix: String,
    /// Hosts and paths of its remotes, such as `github.com/org/name`.
    remotes: Vec<String>,
    /// Names of what is checked out.
    heads: Vec<String>,
}

impl Repository {
    /// The repository of a project, if git has one there and the working directory is its root or
    /// lies around it.
    pub fn of(root: &Root) -> Option<Self> {
        let prefix = root.folder.strip_prefix(&root.here).ok()?;
        let parts: Vec<_> = prefix.iter().map(|part| part.to_str()).collect::<Option<_>>()?;
        let git = git_folder(&root.folder)?;
        let common = text(&git.join("commondir"));
        let common = common.map_or_else(|| git.clone(), |path| git.join(path.trim()));
        let config = text(&common.join("config"))?;
        let head = text(&git.join("HEAD")).unwrap_or_default();
        Some(Self {
            prefix: parts.join("/"),
            remotes: remotes(&config),
            heads: heads(head.trim(), &common),
        })
    }

    /// The folder that the source of a module names, as the paths of the run are written; none for
    /// one that lies elsewhere, or in a version that is not checked out.
    pub fn folder_of(&self, source: &str) -> Option<String> {
        let (address, query) = source.split_once('?').unwrap_or((source, ""));
        let address = match address.strip_prefix("git::") {
            Some(address) => address,
            None if SITES.iter().any(|site| address.starts_with(site)) => address,
            None => address.strip_prefix("git@").and(Some(address))?,
        };
        let after_scheme = address.find("://").map_or(0, |at| at + 3);
        let split = after_scheme + address.get(after_scheme..)?.find("//")?;
        let folder = address.get(split + 2..)?;
        let remote = place(address.get(..split)?)?;
        let mut settings = query.split('&').filter(|it| !it.is_empty());
        let current = settings.all(|setting| match setting.split_once('=') {
            Some(("ref", name)) => self.has_checked_out(name),
            Some(("depth", _)) => true,
            _ => false,
        });
        let inside = !folder.split('/').any(|part| part == "..");
        let own = current && inside && self.remotes.contains(&remote);
        own.then(|| super::joined(&self.prefix, folder)).flatten()
    }

    /// The files that were looked at for this, as the paths of the run are written.
    pub fn reads(&self) -> impl Iterator<Item = String> {
        let file = |name| super::joined(&self.prefix, &format!(".git/{name}"));
        ["HEAD", "config", "packed-refs", "refs/tags/**"].into_iter().filter_map(file)
    }

    fn has_checked_out(&self, name: &str) -> bool {
        let name = name.strip_prefix("refs/heads/").unwrap_or(name);
        MAIN.contains(&name) || self.heads.iter().any(|head| head == name)
    }
}

/// Larger files of git are not read.
const SIZE: u64 = 16 << 20;

/// The text of a file of git, if it can be read.
fn text(path: &Path) -> Option<String> {
    super::read(path, SIZE).ok().map(|content| content.text)
}

/// The folder where git keeps what it knows; a work tree has a file that names it.
fn git_folder(root: &Path) -> Option<PathBuf> {
    let git = root.join(".git");
    if git.is_dir() {
        return Some(git);
    }
    let file = text(&git)?;
    Some(root.join(file.trim().strip_prefix("gitdir: ")?))
}

/// The remotes that a configuration of git names.
fn remotes(config: &str) -> Vec<String> {
    let mut inside = false;
    let mut found = Vec::new();
    for line in config.lines().map(str::trim) {
        if line.starts_with('[') {
            inside = line.starts_with("[remote ");
        } else if let (true, Some((key, value))) = (inside, line.split_once('=')) {
            let url = (key.trim() == "url").then(|| place(value.trim())).flatten();
            found.extend(url);
        }
    }
    found
}

/// Host and path of an address: whatever scheme and user, in lower case, without `.git`.
fn place(address: &str) -> Option<String> {
    let (host, path) = match address.split_once("://") {
        Some((_, rest)) => rest.split_once('/')?,
        None => match address.split_once(':') {
            Some((host, path)) if !host.contains('/') => (host, path),
            _ => address.split_once('/')?,
        },
    };
    let host = host.rsplit('@').next().unwrap_or(host);
    let host = host.split(':').next().unwrap_or(host);
    let path = path.trim_matches('/');
    let path = path.strip_suffix(".git").unwrap_or(path);
    (!host.is_empty() && !path.is_empty()).then(|| format!("{host}/{path}").to_ascii_lowercase())
}

/// The branch that is checked out, the commit, and the tags that name it.
fn heads(head: &str, common: &Path) -> Vec<String> {
    let packed = text(&common.join("packed-refs")).unwrap_or_default();
    let Some(branch) = head.strip_prefix("ref: ") else {
        return named(head, &packed, common);
    };
    let loose = text(&common.join(branch));
    let commit = loose.map(|commit| commit.trim().to_owned()).or_else(|| {
        let of_branch =
            |line: &str| line.strip_suffix(branch)?.strip_suffix(' ').map(str::to_owned);
        packed.lines().find_map(of_branch)
    });
    let mut names = commit.map(|commit| named(&commit, &packed, common)).unwrap_or_default();
    names.push(branch.strip_prefix("refs/heads/").unwrap_or(branch).to_owned());
    names
}

/// A commit, and the tags that name it.
fn named(commit: &str, packed: &str, common: &Path) -> Vec<String> {
    let mut names = vec![commit.to_owned()];
    let mut last = None;
    for line in packed.lines() {
        // The line below an annotated tag has the commit that it names.
        let of = line.strip_prefix('^');
        if let Some((hash, tag)) = line.split_once(" refs/tags/") {
            last = Some(tag);
            names.extend((hash == commit).then(|| tag.to_owned()));
        } else if let (Some(of), Some(tag)) = (of, last) {
            names.extend((of == commit).then(|| tag.to_owned()));
        }
    }
    let loose = std::fs::read_dir(common.join("refs/tags")).into_iter().flatten().flatten();
    let is_here = |path: PathBuf| text(&path).is_some_and(|it| it.trim() == commit);
    let loose = loose.filter(|tag| is_here(tag.path()));
    names.extend(loose.filter_map(|tag| tag.file_name().into_string().ok()));
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repository() -> Repository {
        let config = "[core]\n\tbare = false\n[remote \"origin\"]\n\
                      \turl = git@github.com:Org/Infra.git\n\tfetch = +refs/heads/*\n\
                      [branch \"main\"]\n\turl = https://example.com/other/repo\n";
        let heads = vec!["feature".to_owned(), "v2.0.0".to_owned()];
        Repository { prefix: "infra".to_owned(), remotes: remotes(config), heads }
    }

    #[test]
    fn addresses_of_the_own_repository_name_its_folders() {
        let own = [
            "git::https://github.com/org/infra.git//modules/eks",
            "git::https://token@github.com/org/infra//modules/eks?ref=main",
            "git::ssh://git@github.com:22/Org/Infra.git//modules/eks?ref=v2.0.0&depth=1",
            "git@github.com:org/infra.git//modules/eks?ref=feature",
            "git::git@github.com:org/infra.git//modules/eks",
            "github.com/org/infra//modules/eks?ref=refs/heads/feature",
        ];
        for source in own {
            let folder = repository().folder_of(source);
            assert_eq!(folder.as_deref(), Some("infra/modules/eks"), "{source}");
        }
    }

    #[test]
    fn other_repositories_and_other_versions_are_elsewhere() {
        let elsewhere = [
            "git::https://github.com/fork/infra.git//modules/eks",
            "git::https://gitlab.com/org/infra.git//modules/eks",
            "git::https://github.com/org/infra.git?ref=main",
            "git::https://github.com/org/infra.git//modules/eks?ref=v1.0.0",
            "git::https://github.com/org/infra.git//modules/eks?ref=main&archive=false",
            "https://github.com/org/infra.git//modules/eks",
            "org/infra/aws//modules/eks",
            "./modules/eks",
            "git::https://github.com/org/infra.git//../etc",
        ];
        for source in elsewhere {
            assert_eq!(repository().folder_of(source), None, "{source}");
        }
    }

    #[test]
    fn tags_of_what_is_checked_out_are_known() {
        let packed = "# pack-refs\nabc refs/heads/main\nabc refs/tags/light\n\
                      123 refs/tags/annotated\n^abc\nfff refs/tags/other\n";
        let nowhere = Path::new("/nowhere");
        assert_eq!(named("abc", packed, nowhere), ["abc", "light", "annotated"]);
    }
}
