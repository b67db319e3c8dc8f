//! What kustomizations change and deploy together: enough to know which objects must not be judged
//! as they stand, and which belong together.
//!
//! A kustomization is not applied here. An object that one patches is opened: nothing may be
//! concluded from what it says or lacks, but its kind and name are still there.

mod opened;
mod patches;
mod read;

use std::collections::{BTreeMap, BTreeSet};

use self::patches::{Kinds, Paths};
use self::read::{Kustomization, Reader};
use crate::model::{Bundle, Facts, Scope};
use crate::source::{Root, TextId, Texts, folder};
use crate::value::{Value, Why};

/// Every kustomization, by its folder.
#[derive(Debug, Default)]
pub(super) struct Kustomizations {
    folders: BTreeSet<String>,
    /// For each file: the kustomizations that change it, and what they change.
    changes: BTreeMap<String, Vec<Change>>,
    /// What is deployed together, by the scope of the kustomization.
    bundles: Vec<(Scope, Bundle)>,
}

/// What a kustomization does to the objects of a file.
#[derive(Clone, Debug)]
struct Change {
    why: Why,
    kinds: Kinds,
    renames: bool,
    moves: bool,
}

/// Kustomizations by their folders, and the files they may include.
struct Included<'a> {
    all: &'a BTreeMap<String, Kustomization>,
    paths: &'a Paths<'a>,
}

impl Kustomizations {
    /// Reads the kustomizations among files.
    pub(super) fn of(files: &[(String, TextId)], texts: &Texts, root: &Root) -> Self {
        let paths: Paths<'_> = files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let reader = Reader::new(&paths, texts, root);
        let named = files.iter().filter(|(path, _)| super::files::is_kustomization(path));
        let read = |(path, text): &(String, TextId)| {
            (folder(path).to_owned(), reader.kustomization(path, *text))
        };
        let all: BTreeMap<String, Kustomization> = named.map(read).collect();
        let delivered = files.iter().flat_map(|(path, text)| reader.deliveries(path, *text));
        let included = Included { all: &all, paths: &paths };
        let mut result = Self { folders: all.keys().cloned().collect(), ..Self::default() };
        for (folder, kustomization) in &all {
            result.mark(kustomization, &included.files(folder));
        }
        for kustomization in delivered {
            let folders = kustomization.resources.iter();
            let files = folders.flat_map(|folder| included.applied(folder)).collect();
            result.mark(&kustomization, &files);
        }
        result.bundles = included.bundles();
        result
    }

    /// Marks files as changed.
    fn mark(&mut self, kustomization: &Kustomization, files: &BTreeSet<String>) {
        let why = Why::Kustomize(kustomization.path.as_str().into());
        let Kustomization { kinds, renames, moves, .. } = kustomization.clone();
        let change = Change { why: why.clone(), kinds, renames, moves };
        if !change.kinds.is_none() || renames || moves {
            for file in files {
                self.changes.entry(file.clone()).or_default().push(change.clone());
            }
        }
        for file in &kustomization.patch_files {
            let change =
                Change { why: why.clone(), kinds: Kinds::All, renames: false, moves: false };
            self.changes.entry(file.clone()).or_default().push(change);
        }
    }

    /// Whether the folder of a file has a kustomization.
    pub(super) fn has_folder_of(&self, path: &str) -> bool {
        self.folders.contains(folder(path))
    }

    /// What is deployed together, as facts of the scope whose kustomization says so.
    pub(super) fn bundles(&self) -> Vec<(Scope, Facts)> {
        let facts = |bundle: &Bundle| Facts { bundles: vec![bundle.clone()], ..Facts::default() };
        self.bundles.iter().map(|(scope, bundle)| (scope.clone(), facts(bundle))).collect()
    }

    /// The object as it may be concluded from, if a kustomization changes it.
    pub(super) fn opened(&self, path: &str, body: &Value) -> Option<Value> {
        let changes = self.changes.get(path)?;
        let kind = body.get("kind").and_then(Value::as_str).unwrap_or("");
        let first = |concerns: &dyn Fn(&Change) -> bool| {
            changes.iter().find(|change| concerns(change)).map(|change| &change.why)
        };
        opened::opened(
            body.as_map()?,
            first(&|change| change.kinds.contain(kind)),
            first(&|change| change.renames),
            first(&|change| change.moves),
        )
    }
}

impl Included<'_> {
    /// The files that a folder's kustomization includes, and those that these include.
    fn files(&self, folder: &str) -> BTreeSet<String> {
        let (mut files, mut seen) = (BTreeSet::new(), BTreeSet::new());
        let mut open = vec![folder];
        while let Some(folder) = open.pop() {
            let Some(kustomization) = self.all.get(folder).filter(|_| seen.insert(folder)) else {
                continue;
            };
            for resource in &kustomization.resources {
                if self.all.contains_key(resource) {
                    open.push(resource);
                } else if self.paths.contains_key(resource.as_str()) {
                    files.insert(resource.clone());
                }
            }
        }
        files
    }

    /// The files that a controller applies for a folder: what its kustomization includes, else
    /// everything in it.
    fn applied(&self, folder: &str) -> BTreeSet<String> {
        if self.all.contains_key(folder) {
            return self.files(folder);
        }
        let inside = |path: &&&str| {
            path.strip_prefix(folder).is_some_and(|rest| folder.is_empty() || rest.starts_with('/'))
        };
        self.paths.keys().filter(inside).map(|path| (*path).to_owned()).collect()
    }

    /// What each kustomization holds that no other one includes.
    fn bundles(&self) -> Vec<(Scope, Bundle)> {
        let inner: BTreeSet<&String> =
            self.all.values().flat_map(|kustomization| &kustomization.resources).collect();
        let roots = self.all.keys().filter(|folder| !inner.contains(folder));
        let bundle = |root: &String| {
            let scope =
                |path: &str| super::manifests::scope_of(path, self.all.contains_key(folder(path)));
            let own = Scope::of(crate::model::ScopeKind::Kustomization, root.as_str());
            let files = self.files(root);
            let mut scopes: BTreeSet<Scope> = files.iter().map(|path| scope(path)).collect();
            scopes.insert(own.clone());
            let files = files.iter().filter_map(|path| self.paths.get(path.as_str()).copied());
            (own, Bundle { scopes, files: files.collect() })
        };
        roots.map(bundle).collect()
    }
}
