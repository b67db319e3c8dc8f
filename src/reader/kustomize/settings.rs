//! What one kustomization says.

use super::patches::Paths;
use super::tree::{self, items};
use crate::document::{self, Placeholders};
use crate::source::{TextId, Texts, folder, joined};
use crate::syntax::yaml;
use crate::value::{Entry, Value};

/// A kustomization as it is written.
#[derive(Debug)]
pub(super) struct Settings {
    /// Its file.
    pub(super) path: String,
    /// All of it.
    pub(super) body: Value,
    /// The files, folders and addresses of what it builds on, in order.
    pub(super) resources: Vec<Value>,
    /// What it takes from `patchesStrategicMerge` and `patches`, in the order in which it is applied.
    pub(super) patches: Vec<Patch>,
    /// What it takes from `patchesJson6902`.
    pub(super) operations: Vec<Patch>,
}

/// One patch.
#[derive(Debug)]
pub(super) struct Patch {
    /// Whom it is for, if it says so.
    pub(super) target: Option<Value>,
    /// What it is.
    pub(super) content: Content,
    /// Whether it may change names or kinds.
    pub(super) renames: bool,
}

/// Where the text of a patch stands.
#[derive(Debug)]
pub(super) enum Content {
    /// In the kustomization; as the documents that it holds.
    Inline(Vec<Value>),
    /// In a file.
    File(String),
    /// It can't be told.
    Unknown,
}

impl Settings {
    /// Reads a kustomization; none where there is nothing to read.
    pub(super) fn read(path: &str, text: TextId, texts: &Texts) -> Option<Self> {
        let body = documents(text, texts).into_iter().next()?;
        let base = folder(path);
        let of = |key: &str| items(&body, key).to_vec();
        let resources = of("resources").into_iter().chain(of("bases")).collect();
        let patch = |value: &Value| Patch::of(value, base, texts);
        let merges = items(&body, "patchesStrategicMerge").iter();
        let patches = merges.chain(items(&body, "patches")).map(patch).collect();
        let operations = items(&body, "patchesJson6902").iter().map(patch).collect();
        Some(Self { path: path.to_owned(), resources, patches, operations, body })
    }

    /// The folder that its paths start from.
    pub(super) fn folder(&self) -> &str {
        folder(&self.path)
    }

    /// A setting that is written and not `null`.
    pub(super) fn entry(&self, key: &str) -> Option<&Entry> {
        self.body.entry(key).filter(|entry| !entry.value.is_null())
    }

    /// Whether it is a component: it changes what includes it has so far.
    pub(super) fn is_component(&self) -> bool {
        tree::text(&self.body, &["kind"]) == Some("Component")
    }

    /// The files that are patches.
    pub(super) fn patch_files(&self) -> impl Iterator<Item = &str> {
        self.patches.iter().chain(&self.operations).filter_map(|patch| match &patch.content {
            Content::File(path) => Some(path.as_str()),
            Content::Inline(_) | Content::Unknown => None,
        })
    }

    /// The files and folders of the project that it builds on, components last.
    pub(super) fn included(&self) -> impl Iterator<Item = String> {
        let all = self.resources.iter().chain(items(&self.body, "components"));
        all.filter_map(|value| joined(self.folder(), value.as_str()?))
    }
}

impl Patch {
    /// A patch of any of the three lists: text, a path, or a map that has one of them.
    fn of(value: &Value, base: &str, texts: &Texts) -> Self {
        let target = value.get("target").filter(|target| !target.is_null()).cloned();
        let option = |key: &str| tree::at(value, &["options", key]).is_some();
        let renames = option("allowNameChange") || option("allowKindChange");
        let file = |path: &str| {
            // One that lies outside of the run is known by its name alone.
            Content::File(joined(base, path).unwrap_or_else(|| path.to_owned()))
        };
        let inline = value.get("patch").filter(|it| !it.is_null());
        let path = value.get("path").and_then(Value::as_str);
        let content = match (value.as_str(), inline, path) {
            (Some(text), ..) if text.contains('\n') => inner(value, texts),
            (Some(text), ..) => file(text),
            (_, Some(text), _) if text.text().is_some() => inner(text, texts),
            (_, Some(structure), _) => Content::Inline(vec![structure.clone()]),
            (_, None, Some(path)) => file(path),
            (None, None, None) => Content::Unknown,
        };
        Self { target, content, renames }
    }
}

/// What is written inside a text.
fn inner(text: &Value, texts: &Texts) -> Content {
    match document::all_parsed(text, texts, Placeholders::Kubernetes) {
        Some(documents) => Content::Inline(documents),
        None => Content::Unknown,
    }
}

/// Every document of a text.
pub(super) fn documents(text: TextId, texts: &Texts) -> Vec<Value> {
    let stream = yaml::parse(texts.text(text).content());
    let root = |it| document::root(texts, &stream, text, it, Placeholders::Kubernetes);
    stream.documents.iter().filter_map(root).collect()
}

/// The patches of files that hold no object, by their paths.
pub(super) fn from_files<'a>(
    paths: impl Iterator<Item = &'a str>,
    files: &Paths<'_>,
    texts: &Texts,
) -> std::collections::BTreeMap<String, Vec<Value>> {
    let one = |path: &str| Some((path.to_owned(), documents(*files.get(path)?, texts)));
    paths.filter_map(one).collect()
}
