//! Kustomizations: what they build of the objects that lie in files, and what is deployed together.
//!
//! An object is judged as each kustomization that nobody else includes makes it, in the scope of
//! that one; what a base writes keeps its place in the base, what a patch writes has its place in
//! the patch. What is not followed opens the objects that it may change: nothing is concluded from
//! what such an object says or lacks, but its kind and name are still there.
//!
//! Flux and Argo CD change what they apply as well; that is not followed, and opens too.

mod aside;
mod build;
mod facts;
mod generators;
mod included;
mod labels;
mod merge;
mod opened;
mod operations;
mod patches;
mod read;
mod references;
mod resource;
mod select;
mod settings;
mod transform;
mod tree;
mod unfollowed;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use self::build::{Build, Sources};
use self::included::Included;
use self::patches::{Kinds, Paths};
use self::read::{Delivered, Reader};
use self::settings::Settings;
use super::Skipped;
use crate::model::{Bundle, Facts, Scope, ScopeKind};
use crate::source::{Root, TextId, Texts, folder};
use crate::value::{Value, Why};

pub(super) use facts::{build, flatten, objects};
pub(super) use resource::Resource;

/// The objects of files, in the order in which they are written.
pub(super) type Objects = BTreeMap<Arc<str>, Vec<Value>>;

/// Every kustomization, by its folder.
#[derive(Debug, Default)]
pub(super) struct Kustomizations {
    settings: BTreeMap<String, Settings>,
    /// The folders of those that are built for themselves.
    roots: BTreeSet<String>,
    /// For each file that a build takes in: the folders of the builds.
    held: BTreeMap<String, BTreeSet<String>>,
    /// The files that are patches, and no objects.
    patch_files: BTreeSet<String>,
    /// The files that are patches of nothing, as only comments of kustomizations name them.
    set_aside: BTreeSet<String>,
    /// What the patches hold.
    patches: BTreeMap<String, Vec<Value>>,
    /// For each file: the controllers that change it, and what they change.
    changes: BTreeMap<String, Vec<Change>>,
    /// What is deployed together, by the scope of the kustomization.
    bundles: Vec<(Scope, Bundle)>,
}

/// What one kustomization builds.
#[derive(Debug)]
pub(super) struct Built {
    /// Its folder.
    pub(super) root: String,
    /// What it makes, as far as it may be concluded from.
    pub(super) resources: Vec<Resource>,
    /// What it does not do here, and why.
    pub(super) skipped: BTreeSet<Skipped>,
}

/// What a controller does to the objects of a file.
#[derive(Clone, Debug)]
struct Change {
    why: Why,
    kinds: Kinds,
    renames: bool,
    moves: bool,
}

impl Kustomizations {
    /// Reads the kustomizations among files; `fragments` are files that hold no object.
    pub(super) fn of(
        files: &[(String, TextId)],
        fragments: Vec<(String, String)>,
        texts: &Texts,
        root: &Root,
    ) -> Self {
        let mut paths: Paths<'_> =
            files.iter().map(|(path, text)| (path.as_str(), *text)).collect();
        let named = files.iter().filter(|(path, _)| super::files::is_kustomization(path));
        let read = |(path, text): &(String, TextId)| {
            Some((folder(path).to_owned(), Settings::read(path, *text, texts)?))
        };
        let comments = |(path, text): &(String, TextId)| {
            aside::set_aside(texts.text(*text).content(), folder(path)).collect::<Vec<_>>()
        };
        let set_aside = named.clone().flat_map(comments).collect();
        let settings: BTreeMap<String, Settings> = named.filter_map(read).collect();
        let reader = Reader::new(&paths, texts, root);
        let delivered: Vec<Delivered> =
            files.iter().flat_map(|(path, text)| reader.deliveries(path, *text)).collect();
        let mut result = Self { set_aside, ..Self::default() };
        result.changed(&settings, &delivered, &paths);
        let patch_files = settings.values().flat_map(Settings::patch_files).map(str::to_owned);
        result.patch_files.extend(patch_files);
        let kept: Vec<(String, TextId)> = fragments
            .into_iter()
            .filter(|(path, _)| result.patch_files.contains(path))
            .map(|(path, content)| (path.clone(), texts.add_file(path, content)))
            .collect();
        paths.extend(kept.iter().map(|(path, text)| (path.as_str(), *text)));
        let patch_files = result.patch_files.iter().map(String::as_str);
        result.patches = settings::from_files(patch_files, &paths, texts);
        result.settings = settings;
        result
    }

    /// Finds what is built for itself, what that takes in, and what controllers change of it.
    fn changed(
        &mut self,
        settings: &BTreeMap<String, Settings>,
        delivered: &[Delivered],
        paths: &Paths<'_>,
    ) {
        let all = settings.iter().map(|(folder, it)| (folder.as_str(), it.included().collect()));
        let included = Included { all: all.collect(), paths };
        self.roots = included.roots().into_iter().map(str::to_owned).collect();
        for delivered in delivered {
            let folders = delivered.resources.iter();
            let files = folders.clone().flat_map(|folder| included.applied(folder)).collect();
            self.mark(delivered, &files);
            let built = |it: &&String| settings.get(*it).is_some_and(|it| !it.is_component());
            self.roots.extend(folders.filter(built).cloned());
        }
        for root in &self.roots {
            for file in included.files(root) {
                self.held.entry(file).or_default().insert(root.clone());
            }
        }
        self.bundles = self.roots.iter().map(|root| included.bundle(root)).collect();
    }

    /// Marks files as changed by a controller.
    fn mark(&mut self, delivered: &Delivered, files: &BTreeSet<String>) {
        let why = Why::Kustomize(delivered.path.as_str().into());
        let Delivered { kinds, renames, moves, .. } = delivered.clone();
        let change = Change { why, kinds, renames, moves };
        if !change.kinds.is_none() || renames || moves {
            for file in files {
                self.changes.entry(file.clone()).or_default().push(change.clone());
            }
        }
    }

    /// Whether the folder of a file has a kustomization.
    pub(super) fn has_folder_of(&self, path: &str) -> bool {
        self.settings.contains_key(folder(path))
    }

    /// Whether a file is judged as kustomizations build it.
    pub(super) fn holds(&self, path: &str) -> bool {
        self.held.contains_key(path)
    }

    /// Whether what a file holds is judged elsewhere, if at all: as it is built, or as the part of an
    /// object that a patch is.
    pub(super) fn takes(&self, path: &str) -> bool {
        self.holds(path) || self.patch_files.contains(path)
    }

    /// Whether a file is a patch that nothing applies.
    pub(super) fn sets_aside(&self, path: &str) -> bool {
        self.set_aside.contains(path) && !self.takes(path)
    }

    /// The folders of the builds that take in a file.
    pub(super) fn builds_of(&self, path: &str) -> usize {
        self.held.get(path).map_or(0, BTreeSet::len)
    }

    /// For each file that several builds take in: the folders of those.
    pub(super) fn shared(&self) -> impl Iterator<Item = (String, Vec<String>)> {
        let shared = self.held.iter().filter(|(_, roots)| roots.len() > 1);
        shared.map(|(file, roots)| (file.clone(), roots.iter().map(|it| named(it)).collect()))
    }

    /// What each kustomization that is built for itself makes of the objects of files.
    pub(super) fn built(&self, objects: &Objects) -> Vec<Built> {
        let sources = Sources { settings: &self.settings, objects, patches: &self.patches };
        let one = |root: &String| {
            let mut build = Build::new(&sources);
            let mut resources = build.run(root);
            resources.iter_mut().for_each(Resource::finish);
            Built { root: root.clone(), resources, skipped: build.skipped }
        };
        self.roots.par_iter().map(one).collect()
    }

    /// What is deployed together, as facts of the scope whose kustomization says so.
    pub(super) fn bundles(&self) -> Vec<(Scope, Facts)> {
        let facts = |bundle: &Bundle| Facts { bundles: vec![bundle.clone()], ..Facts::default() };
        self.bundles.iter().map(|(scope, bundle)| (scope.clone(), facts(bundle))).collect()
    }

    /// The object as it may be concluded from, if a controller changes it.
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

/// What people call a kustomization: its folder.
pub(super) fn named(root: &str) -> String {
    if root.is_empty() { ".".to_owned() } else { root.to_owned() }
}

/// The scope of what a kustomization builds.
pub(super) fn scope_of(root: &str) -> Scope {
    Scope::of(ScopeKind::Kustomization, root)
}
