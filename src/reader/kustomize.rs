//! What kustomizations change: enough to know which objects must not be judged as they stand.
//!
//! A kustomization is not applied here. An object that one patches is opened: nothing may be
//! concluded from what it says or lacks, but its kind and name are still there.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{TextId, Texts, folder, joined};
use crate::value::{Entry, Map, Rest, Value, Why};

/// Every kustomization, by its folder.
#[derive(Debug, Default)]
pub(super) struct Kustomizations {
    folders: BTreeSet<String>,
    /// For each file: the kustomization that changes it, and what it changes.
    changes: BTreeMap<String, Vec<Change>>,
}

/// What a kustomization does to the objects of a file.
#[derive(Clone, Debug)]
struct Change {
    by: String,
    kinds: Kinds,
    /// Whether names or namespaces change.
    renames: bool,
}

/// The kinds of objects that patches are for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Kinds {
    None,
    Some(BTreeSet<String>),
    All,
}

/// One kustomization file, as far as it matters here.
#[derive(Debug, Default)]
struct Kustomization {
    path: String,
    resources: Vec<String>,
    patch_files: Vec<String>,
    kinds: Option<BTreeSet<String>>,
    patches: bool,
    renames: bool,
}

impl Kustomizations {
    /// Reads the kustomizations among files.
    pub(super) fn of(files: &[(String, TextId)], texts: &Texts) -> Self {
        let named = files.iter().filter(|(path, _)| super::files::is_kustomization(path));
        let all: BTreeMap<String, Kustomization> =
            named.map(|(path, text)| (folder(path).to_owned(), read(path, *text, texts))).collect();
        let mut result = Self { folders: all.keys().cloned().collect(), ..Self::default() };
        let paths: BTreeSet<&str> = files.iter().map(|(path, _)| path.as_str()).collect();
        for (folder, kustomization) in &all {
            let change = kustomization.change();
            if change.kinds != Kinds::None || change.renames {
                let mut seen = BTreeSet::new();
                result.mark(folder, &all, &paths, &change, &mut seen);
            }
            for file in &kustomization.patch_files {
                let kinds = Kinds::All;
                let change = Change { kinds, by: kustomization.path.clone(), renames: false };
                result.changes.entry(file.clone()).or_default().push(change);
            }
        }
        result
    }

    /// Marks every file below a kustomization as changed.
    fn mark(
        &mut self,
        folder: &str,
        all: &BTreeMap<String, Kustomization>,
        paths: &BTreeSet<&str>,
        change: &Change,
        seen: &mut BTreeSet<String>,
    ) {
        if !seen.insert(folder.to_owned()) {
            return;
        }
        let Some(kustomization) = all.get(folder) else { return };
        for resource in &kustomization.resources {
            if all.contains_key(resource) {
                self.mark(resource, all, paths, change, seen);
            } else if paths.contains(resource.as_str()) {
                self.changes.entry(resource.clone()).or_default().push(change.clone());
            }
        }
    }

    /// Whether the folder of a file has a kustomization.
    pub(super) fn has_folder_of(&self, path: &str) -> bool {
        self.folders.contains(folder(path))
    }

    /// The object as it may be concluded from, if a kustomization changes it.
    pub(super) fn opened(&self, path: &str, body: &Value) -> Option<Value> {
        let changes = self.changes.get(path)?;
        let kind = body.get("kind").and_then(Value::as_str).unwrap_or("");
        let concerns = |change: &&Change| match &change.kinds {
            Kinds::All => true,
            Kinds::None => false,
            Kinds::Some(kinds) => kinds.contains(kind),
        };
        let patched = changes.iter().find(concerns);
        let renamed = changes.iter().find(|change| change.renames);
        let why = |change: &Change| Why::Kustomize(change.by.as_str().into());
        let map = body.as_map()?;
        let body = match (patched, renamed) {
            (None, None) => return None,
            (Some(change), _) => only(map, &["apiVersion", "kind", "metadata"], why(change)),
            (None, Some(_)) => map.clone(),
        };
        let why = why(patched.or(renamed)?);
        let entries = body.entries.iter().map(|entry| match entry.key.as_str() {
            "metadata" => {
                Entry { value: metadata(&entry.value, &why, renamed.is_some()), ..entry.clone() }
            }
            _ => entry.clone(),
        });
        let body_map = Map { entries: entries.collect(), ..body };
        Some(Value::new(crate::value::Kind::Map(body_map.into()), map_origin(map, &why)))
    }
}

/// The origin of a rebuilt map: its first key, which is all that is pointed at.
fn map_origin(map: &Map, _: &Why) -> crate::value::Origin {
    let span = map.entries.first().map_or(crate::source::Span::NOWHERE, |entry| entry.key_span);
    crate::value::Origin::new(span)
}

/// Some entries of a map, and word that others may be there.
fn only(map: &Map, keys: &[&str], why: Why) -> Map {
    let entries = map.entries.iter().filter(|entry| keys.contains(&entry.key.as_str()));
    Map { entries: entries.cloned().collect(), partial: Vec::new(), rest: Rest::open(why) }
}

/// The metadata of a changed object: open, and without name and namespace where they change.
fn metadata(value: &Value, why: &Why, renamed: bool) -> Value {
    let Some(map) = value.as_map() else { return value.clone() };
    let keep: &[&str] = if renamed { &[] } else { &["name", "namespace"] };
    Value::new(crate::value::Kind::Map(only(map, keep, why.clone()).into()), value.origin.clone())
}

impl Kustomization {
    fn change(&self) -> Change {
        let kinds = match (&self.kinds, self.patches) {
            (_, false) => Kinds::None,
            (Some(kinds), true) => Kinds::Some(kinds.clone()),
            (None, true) => Kinds::All,
        };
        Change { by: self.path.clone(), kinds, renames: self.renames }
    }
}

/// Reads one kustomization.
fn read(path: &str, text: TextId, texts: &Texts) -> Kustomization {
    let stream = crate::syntax::yaml::parse(texts.text(text).content());
    let mut result = Kustomization {
        path: path.to_owned(),
        kinds: Some(BTreeSet::new()),
        ..Kustomization::default()
    };
    for document in &stream.documents {
        let placeholders = crate::document::Placeholders::Literal;
        let Some(body) = crate::document::root(texts, &stream, text, document, placeholders) else {
            continue;
        };
        result.add(&body, folder(path), texts);
    }
    result
}

impl Kustomization {
    fn add(&mut self, body: &Value, base: &str, texts: &Texts) {
        let items = |key: &str| {
            let list = body.get(key).and_then(Value::as_list);
            list.map(|list| list.items.clone()).unwrap_or_default()
        };
        for key in ["resources", "bases", "components"] {
            let paths = items(key);
            let paths = paths.iter().filter_map(Value::as_str);
            self.resources.extend(paths.filter_map(|path| joined(base, path)));
        }
        for patch in
            ["patches", "patchesStrategicMerge", "patchesJson6902"].into_iter().flat_map(items)
        {
            self.patch(&patch, base, texts);
        }
        let whole = ["transformers", "replacements", "vars", "components"];
        if whole.iter().any(|key| body.get(key).is_some()) {
            (self.patches, self.kinds) = (true, None);
        }
        if body.get("replicas").is_some() {
            self.patches = true;
            self.add_kinds(["Deployment", "StatefulSet", "ReplicaSet"]);
        }
        let names = ["namespace", "namePrefix", "nameSuffix"];
        self.renames |= names.iter().any(|key| body.get(key).is_some_and(|it| !it.is_null()));
    }

    /// One patch: its target's kind, its own kind, or any.
    fn patch(&mut self, patch: &Value, base: &str, texts: &Texts) {
        self.patches = true;
        let target = patch.get("target").and_then(|it| it.get("kind")).and_then(Value::as_str);
        let inline = patch.get("patch").unwrap_or(patch);
        let file = patch.get("path").and_then(Value::as_str);
        if let Some(file) = file.or_else(|| inline.as_str().filter(|it| !it.contains('\n'))) {
            self.patch_files.extend(joined(base, file));
        }
        let own = || {
            let parsed =
                crate::document::parsed(inline, texts, crate::document::Placeholders::Literal)?;
            parsed.get("kind")?.as_str().map(str::to_owned)
        };
        match target.map(str::to_owned).or_else(own) {
            Some(kind) => self.add_kinds([kind.as_str()]),
            None => self.kinds = None,
        }
    }

    fn add_kinds<'a>(&mut self, kinds: impl IntoIterator<Item = &'a str>) {
        if let Some(known) = &mut self.kinds {
            known.extend(kinds.into_iter().map(str::to_owned));
        }
    }
}
