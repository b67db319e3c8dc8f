//! Files that were met, each once, however many links lead to it.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use super::discover::{Found, shown};

/// Files by where they really lie.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) by_place: BTreeMap<OsString, Found>,
    /// The folder of the file that was met last: most lie in the same as the one before.
    folder: Option<Folder>,
}

/// A folder, and what it is called.
#[derive(Debug)]
struct Folder {
    path: PathBuf,
    /// Its path without links.
    real: PathBuf,
    /// Its path for people.
    shown: String,
}

impl Gathered {
    /// Adds a file; `root` is what paths for people are relative to.
    pub(super) fn add(&mut self, path: &Path, root: &Path) {
        let real = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        self.insert(real, shown(path, root), path);
    }

    /// Adds a file that a walk met. Where it is no link itself, only its folder has to be looked up.
    pub(super) fn add_met(&mut self, entry: &ignore::DirEntry, root: &Path) {
        let path = entry.path();
        let parts = path.parent().zip(path.file_name()).filter(|_| !entry.path_is_symlink());
        let Some((parent, name)) = parts else { return self.add(path, root) };
        if self.folder.as_ref().is_none_or(|it| it.path != parent) {
            let real = parent.canonicalize();
            self.folder = real.ok().map(|real| {
                let (path, shown) = (parent.to_owned(), shown(parent, root));
                Folder { path, real, shown }
            });
        }
        let Some(folder) = &self.folder else { return self.add(path, root) };
        let separator =
            if folder.shown.is_empty() || folder.shown.ends_with('/') { "" } else { "/" };
        let shown = format!("{}{separator}{}", folder.shown, name.to_string_lossy());
        self.insert(folder.real.join(name), shown, path);
    }

    fn insert(&mut self, real: PathBuf, shown: String, disk: &Path) {
        let mut found = Found { path: shown, disk: disk.to_owned(), links: Vec::new() };
        match self.by_place.entry(real.into_os_string()) {
            Entry::Vacant(free) => {
                free.insert(found);
            }
            Entry::Occupied(mut taken) => {
                let known = taken.get_mut();
                if found.path < known.path {
                    std::mem::swap(known, &mut found);
                    known.links = std::mem::take(&mut found.links);
                }
                if found.path != known.path && !known.links.contains(&found.path) {
                    known.links.push(found.path);
                    known.links.sort();
                }
            }
        }
    }
}
