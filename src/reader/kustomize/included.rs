//! Which files and folders kustomizations include.

use std::collections::{BTreeMap, BTreeSet};

use super::patches::Paths;
use super::scope_of;
use crate::model::{Bundle, Scope};
use crate::source::folder;

/// Kustomizations by their folders, and the files they may include.
pub(super) struct Included<'a> {
    pub(super) all: BTreeMap<&'a str, Vec<String>>,
    pub(super) paths: &'a Paths<'a>,
}

impl Included<'_> {
    /// The folders whose kustomization no other one includes, and one of each circle that nothing
    /// else leads to.
    pub(super) fn roots(&self) -> BTreeSet<&str> {
        let inner: BTreeSet<&str> = self.all.values().flatten().map(String::as_str).collect();
        let outer = self.all.keys().copied().filter(|folder| !inner.contains(folder));
        let mut roots: BTreeSet<&str> = outer.collect();
        let mut seen: BTreeSet<&str> = roots.iter().flat_map(|root| self.folders(root)).collect();
        for folder in self.all.keys() {
            if !seen.contains(folder) {
                seen.extend(self.folders(folder));
                roots.insert(folder);
            }
        }
        roots
    }

    /// The folder of a kustomization, and those of all that it includes.
    fn folders(&self, root: &str) -> BTreeSet<&str> {
        let mut seen = BTreeSet::new();
        let mut open = vec![root];
        while let Some(folder) = open.pop() {
            let Some((folder, resources)) = self.all.get_key_value(folder) else { continue };
            if seen.insert(*folder) {
                open.extend(resources.iter().map(String::as_str));
            }
        }
        seen
    }

    /// The files that a folder's kustomization includes, and those that these include.
    pub(super) fn files(&self, folder: &str) -> BTreeSet<String> {
        let folders = self.folders(folder);
        let named = folders.iter().filter_map(|it| self.all.get(it)).flatten();
        let is_file = |it: &&String| {
            !self.all.contains_key(it.as_str()) && self.paths.contains_key(it.as_str())
        };
        named.filter(is_file).cloned().collect()
    }

    /// The files that a controller applies for a folder: what its kustomization includes, else
    /// everything in it.
    pub(super) fn applied(&self, folder: &str) -> BTreeSet<String> {
        if self.all.contains_key(folder) {
            return self.files(folder);
        }
        let inside = |path: &&&str| {
            path.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with('/'))
        };
        self.paths.keys().filter(inside).map(|path| (*path).to_owned()).collect()
    }

    /// What a kustomization deploys together.
    pub(super) fn bundle(&self, root: &str) -> (Scope, Bundle) {
        let scope = |path: &str| {
            crate::reader::manifests::scope_of(path, self.all.contains_key(folder(path)))
        };
        let own = scope_of(root);
        let files = self.files(root);
        let mut scopes: BTreeSet<Scope> = files.iter().map(|path| scope(path)).collect();
        scopes.insert(own.clone());
        let with_text = |path: &String| Some((*self.paths.get(path.as_str())?, scope(path)));
        (own, Bundle { scopes, files: files.iter().filter_map(with_text).collect() })
    }
}
