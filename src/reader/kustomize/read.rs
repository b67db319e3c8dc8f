//! What Flux and Argo CD change of the folders that they apply.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

use super::patches::{self, Kinds, Paths};
use super::tree::items;
use crate::source::{Root, TextId, Texts, folder, joined};
use crate::syntax::yaml::{Extent, Stream, parse_chosen};
use crate::value::Value;

/// What a controller changes of what it applies.
#[derive(Clone, Debug)]
pub(super) struct Delivered {
    /// The file that says it.
    pub(super) path: String,
    /// The folders that it applies.
    pub(super) resources: Vec<String>,
    /// The kinds of objects that it changes.
    pub(super) kinds: Kinds,
    /// Whether names change.
    pub(super) renames: bool,
    /// Whether namespaces change.
    pub(super) moves: bool,
}

/// What reading needs at every step.
pub(super) struct Reader<'a> {
    paths: &'a Paths<'a>,
    texts: &'a Texts,
    root: &'a Root,
    /// The folders of the run by their path from the root of the project, which is what controllers
    /// know them by.
    folders: OnceCell<BTreeMap<String, Vec<&'a str>>>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(paths: &'a Paths<'a>, texts: &'a Texts, root: &'a Root) -> Self {
        Self { paths, texts, root, folders: OnceCell::new() }
    }

    /// What Flux and Argo CD change of the folders that they apply, as far as a file says it.
    pub(super) fn deliveries(&self, path: &str, text: TextId) -> Vec<Delivered> {
        let content = self.texts.text(text).content();
        if !["kustomize.toolkit.fluxcd.io/", "argoproj.io/"].iter().any(|it| content.contains(it)) {
            return Vec::new();
        }
        let folders = self.folders.get_or_init(|| self.folders());
        let mut found = Vec::new();
        let stream = parse_chosen(content, |chunk| match chunk.kind {
            Some("Application" | "ApplicationSet" | "Kustomization") | None => Extent::Whole,
            Some(_) => Extent::Nothing,
        });
        for body in self.documents(&stream, text) {
            for (folder, settings) in settings(&body) {
                let mut result = Delivered::of(path);
                for folder in folders.get(&folder).into_iter().flatten() {
                    self.add(&mut result, settings, folder);
                    result.resources.push((*folder).to_owned());
                }
                result.moves |= settings.get("targetNamespace").is_some_and(|it| !it.is_null());
                found.push(result);
            }
        }
        found
    }

    fn folders(&self) -> BTreeMap<String, Vec<&'a str>> {
        let inner: BTreeSet<&str> = self.paths.keys().map(|path| folder(path)).collect();
        let all: BTreeSet<&str> = inner.into_iter().flat_map(crate::source::ancestors).collect();
        let mut folders: BTreeMap<String, Vec<&str>> = BTreeMap::new();
        for folder in all {
            folders.entry(self.root.relative(folder).into_owned()).or_default().push(folder);
        }
        folders
    }

    fn documents(&self, stream: &Stream, text: TextId) -> Vec<Value> {
        let literal = crate::document::Placeholders::Literal;
        let root = |document| crate::document::root(self.texts, stream, text, document, literal);
        stream.documents.iter().filter_map(root).collect()
    }

    fn add(&self, result: &mut Delivered, body: &Value, base: &str) {
        for key in ["patches", "patchesStrategicMerge", "patchesJson6902"] {
            for patch in items(body, key) {
                self.patch(result, patch, base);
            }
        }
        if body.get("components").is_some() {
            result.kinds = Kinds::All;
        }
        if body.get("replicas").is_some() {
            result.kinds.add(Kinds::these(["Deployment", "StatefulSet", "ReplicaSet"]));
        }
        let written = |key: &&str| body.get(key).is_some_and(|it| !it.is_null());
        result.renames |= ["namePrefix", "nameSuffix"].iter().any(written);
        result.moves |= written(&"namespace");
    }

    fn patch(&self, result: &mut Delivered, patch: &Value, base: &str) {
        let path = patch.get("path").and_then(Value::as_str);
        let file = path.or_else(|| patch.as_str().filter(|it| !it.contains('\n')));
        // A patch from outside of the run is no file that is known, so it may change anything.
        let file = file.map(|file| joined(base, file).unwrap_or_else(|| file.to_owned()));
        result.kinds.add(patches::kinds(patch, file.as_deref(), self.paths, self.texts));
    }
}

impl Delivered {
    fn of(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            resources: Vec::new(),
            kinds: Kinds::none(),
            renames: false,
            moves: false,
        }
    }
}

/// The folders that an object of Flux or Argo CD applies, from the root of the repository, and what
/// it changes there.
fn settings(body: &Value) -> Vec<(String, &Value)> {
    let Some(spec) = body.get("spec") else { return Vec::new() };
    let group = body.get("apiVersion").and_then(Value::as_str).unwrap_or("");
    let path = |value: &Value| {
        let path = value.get("path").and_then(Value::as_str)?;
        joined("", path)
    };
    match group.split('/').next() {
        Some("kustomize.toolkit.fluxcd.io") => {
            let own = |path: &String| !path.is_empty() || is_of_git(spec);
            path(spec).filter(own).map(|path| (path, spec)).into_iter().collect()
        }
        Some("argoproj.io") => {
            let template = spec.get("template").and_then(|it| it.get("spec")).unwrap_or(spec);
            let sources = template.get("source").into_iter().chain(items(template, "sources"));
            sources.filter_map(|source| Some((path(source)?, source.get("kustomize")?))).collect()
        }
        _ => Vec::new(),
    }
}

/// Whether Flux takes the files of a Kustomization from a git repository. The top of an artifact or a
/// bucket is not that of this repository.
///
/// Source: fluxcd.io, "Kustomizations", source reference.
fn is_of_git(spec: &Value) -> bool {
    let kind = spec.get("sourceRef").and_then(|it| it.get("kind")).and_then(Value::as_str);
    kind.is_none_or(|it| it == "GitRepository")
}
