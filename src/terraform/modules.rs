//! The directories that module calls lead to.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;

use smol_str::SmolStr;

use super::directory::Directory;
use crate::data::modules::known_module;
use crate::source::{Repository, TextId, joined};

/// Every directory of a run, by its path.
#[derive(Debug, Default)]
pub struct Modules {
    directories: BTreeMap<Arc<str>, Directory>,
    /// What `terraform init` wrote down of a root: its path and the names of the calls on the way,
    /// joined by dots, to the path of a directory.
    installed: HashMap<(Arc<str>, SmolStr), String>,
    /// The texts of installed directories.
    copies: HashSet<TextId>,
    /// The repository that all of them lie in.
    repository: Repository,
}

impl Modules {
    /// The directories, none of which is installed by a manifest.
    pub fn new(directories: impl IntoIterator<Item = Directory>) -> Self {
        let directories = directories.into_iter().map(|it| (Arc::clone(&it.path), it));
        let directories: BTreeMap<Arc<str>, Directory> = directories.collect();
        let copies = directories.values().filter(|it| it.installed);
        let copies = copies.flat_map(|it| it.sources().iter().map(|source| source.text)).collect();
        Self { directories, copies, ..Self::default() }
    }

    /// The same within a repository, which calls may name by its address.
    #[must_use]
    pub fn within(self, repository: Repository) -> Self {
        Self { repository, ..self }
    }

    /// Notes that the calls of these names, from this root inwards, lead to a directory.
    pub fn install(&mut self, root: impl Into<Arc<str>>, calls: impl Into<SmolStr>, path: String) {
        self.installed.insert((root.into(), calls.into()), path);
    }

    /// Every directory, in the order of paths.
    pub fn directories(&self) -> impl Iterator<Item = &Directory> {
        self.directories.values()
    }

    /// A directory by its path.
    pub fn get(&self, path: &str) -> Option<&Directory> {
        self.directories.get(path)
    }

    /// Whether there is any installed directory.
    pub(super) fn has_installed(&self) -> bool {
        !self.copies.is_empty()
    }

    /// Whether a text belongs to an installed directory.
    pub(super) fn is_installed(&self, text: TextId) -> bool {
        self.copies.contains(&text)
    }

    /// The directory that a source names, seen from another directory: a path relative to it, a
    /// folder of the same repository by its address, or what the manifest of the root says of this chain of calls. Modules that are known by name
    /// are read by their arguments, and never entered.
    pub(super) fn called(
        &self,
        from: &str,
        source: &str,
        (root, calls): (&Arc<str>, &SmolStr),
    ) -> Option<&Directory> {
        if known_module(source).is_some() {
            return None;
        }
        let local = local_folder(from, source, &self.repository);
        if is_path(source) || local.is_some() {
            return self.get(&local?);
        }
        self.get(self.installed.get(&(Arc::clone(root), calls.clone()))?)
    }
}

/// The folder of the same repository that the source of a module names: by a path, or by the address
/// of the repository.
pub fn local_folder(from: &str, source: &str, repository: &Repository) -> Option<String> {
    if is_path(source) { joined(from, source) } else { repository.folder_of(source) }
}

/// Whether the source of a module is a path within the same repository.
pub fn is_path(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../") || matches!(source, "." | "..")
}
