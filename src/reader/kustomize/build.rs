//! Building a kustomization: its resources, with everything that is done to them, in order.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::resource::Resource;
use super::select::Target;
use super::settings::{Content, Patch, Settings};
use super::{generators, labels, merge, operations, references, transform, tree, unfollowed};
use crate::reader::{Skipped, SkippedKind};
use crate::source::{folder, joined};
use crate::value::{Truth, Value, Why};

/// What builds take from.
pub(super) struct Sources<'a> {
    /// The kustomizations by their folders.
    pub(super) settings: &'a BTreeMap<String, Settings>,
    /// The objects of files.
    pub(super) objects: &'a BTreeMap<Arc<str>, Vec<Value>>,
    /// The patches of files.
    pub(super) patches: &'a BTreeMap<String, Vec<Value>>,
}

/// A build, while it goes on.
pub(super) struct Build<'a> {
    sources: &'a Sources<'a>,
    /// What is not done, and why.
    pub(super) skipped: BTreeSet<Skipped>,
    /// The folders that are being built, the outermost first.
    stack: Vec<String>,
    /// How many resources could not be taken in.
    missing: usize,
}

impl<'a> Build<'a> {
    pub(super) fn new(sources: &'a Sources<'a>) -> Self {
        Self { sources, skipped: BTreeSet::new(), stack: Vec::new(), missing: 0 }
    }

    /// The objects that the kustomization of a folder makes.
    pub(super) fn run(&mut self, folder: &str) -> Vec<Resource> {
        let Some(settings) = self.sources.settings.get(folder) else { return Vec::new() };
        let mut resources = self.accumulated(settings, folder, Vec::new());
        generators::hash(&mut resources, &why(settings));
        references::mend(&mut resources, &why(settings));
        resources
    }

    fn accumulated(
        &mut self,
        settings: &'a Settings,
        folder: &str,
        mut resources: Vec<Resource>,
    ) -> Vec<Resource> {
        self.stack.push(folder.to_owned());
        for path in &settings.resources {
            self.include(settings, path, &mut resources);
        }
        self.doubled(settings, &resources);
        generators::add(settings, &mut resources);
        self.missing += unfollowed::adding(settings);
        for path in tree::items(&settings.body, "components") {
            self.include(settings, path, &mut resources);
        }
        self.transform(settings, &mut resources);
        self.stack.pop();
        resources
    }

    /// Adds what one path of a kustomization stands for.
    fn include(&mut self, settings: &Settings, path: &Value, resources: &mut Vec<Resource>) {
        let Some(text) = path.as_str() else {
            return self.lack(settings, "the path of a resource is not known");
        };
        if is_remote(text) {
            let name = format!("{text} ({})", settings.path);
            self.skipped.insert(Skipped { what: SkippedKind::RemoteBase, name });
            self.missing += 1;
            return;
        }
        let Some(place) = joined(settings.folder(), text) else {
            return self.lack(settings, &format!("`{text}` lies outside of what is checked"));
        };
        if let Some((place, inner)) = self.sources.settings.get_key_value(&place) {
            if self.stack.contains(place) {
                return self.skip(settings, &format!("`{text}` includes this one"));
            }
            if inner.is_component() {
                *resources = self.accumulated(inner, place, std::mem::take(resources));
            } else {
                resources.extend(self.accumulated(inner, place, Vec::new()));
            }
        } else if let Some((file, objects)) = self.sources.objects.get_key_value(place.as_str()) {
            let one = |object| Resource::new(object, Some(Arc::clone(file)));
            resources.extend(objects.iter().map(one));
        } else {
            self.lack(settings, &format!("`{text}` is not among the files that are checked"));
        }
    }

    /// Says which object comes from two places: kustomize then builds nothing.
    fn doubled(&mut self, settings: &Settings, resources: &[Resource]) {
        let mut seen = BTreeSet::new();
        let sure = resources.iter().filter(|it| it.opened.is_none());
        let again = sure.filter_map(Resource::key).find(|key| !seen.insert(key.clone()));
        if let Some([_, kind, _, name]) = again {
            self.skip(settings, &format!("{kind} `{name}` comes from two places"));
        }
    }

    fn transform(&mut self, settings: &Settings, resources: &mut Vec<Resource>) {
        for patch in &settings.patches {
            self.patch(settings, patch, resources);
        }
        transform::namespace(settings, resources);
        transform::names(settings, resources);
        labels::add(settings, resources);
        for patch in &settings.operations {
            self.patch(settings, patch, resources);
        }
        transform::replicas(settings, resources);
        transform::images(settings, resources);
        for (key, effect) in unfollowed::UNFOLLOWED {
            let Some(entry) = settings.entry(key) else { continue };
            self.skip(settings, &format!("`{key}` is not followed"));
            for resource in
                resources.iter_mut().filter(|it| unfollowed::may_change(it, effect, &entry.value))
            {
                resource.open(&why(settings), effect == unfollowed::Effect::All);
            }
        }
    }

    /// Applies one patch to all that it is for.
    fn patch(&mut self, settings: &Settings, patch: &Patch, resources: &mut Vec<Resource>) {
        let documents = match &patch.content {
            Content::Inline(documents) => Some(documents),
            Content::File(path) => self.sources.patches.get(path),
            Content::Unknown => None,
        };
        let Some(documents) = documents else {
            let what = match &patch.content {
                Content::File(path) => format!("the patch `{}` cannot be read", name_of(path)),
                _ => "a patch cannot be read".to_owned(),
            };
            self.skip(settings, &what);
            let target = patch.target.as_ref().map(Target::new);
            for resource in resources.iter_mut() {
                let meant = target.as_ref().map(|it| it.selects(resource));
                if meant.is_none_or(Truth::may) {
                    resource.open(&why(settings), meant.is_none());
                }
            }
            return;
        };
        for document in documents {
            if operations::is_patch(document) {
                self.operate(settings, patch, document, resources);
            } else {
                self.merge(settings, patch, document, resources);
            }
        }
    }

    fn operate(
        &mut self,
        settings: &Settings,
        patch: &Patch,
        document: &Value,
        resources: &mut [Resource],
    ) {
        let Some(target) = &patch.target else {
            return self.skip(settings, "a JSON patch has no target");
        };
        let list = document.as_list().map(|list| list.items.as_slice()).unwrap_or_default();
        let target = Target::new(target);
        for resource in resources.iter_mut() {
            match target.selects(resource) {
                Truth::False => {}
                Truth::Unknown => resource.open(&why(settings), false),
                Truth::True => {
                    resource.remember();
                    match operations::applied(&resource.body, list) {
                        Ok(body) => resource.body = body,
                        Err(refusal) => {
                            resource.open(&why(settings), false);
                            // Nobody reads the body of such an object, so nothing is lost.
                            if !resource.is_header() {
                                self.skip(settings, refusal.reason());
                            }
                        }
                    }
                }
            }
        }
    }

    fn merge(
        &mut self,
        settings: &Settings,
        patch: &Patch,
        document: &Value,
        resources: &mut Vec<Resource>,
    ) {
        let target = patch.target.as_ref().map(Target::new);
        let meant = |resource: &Resource| match &target {
            Some(target) => target.selects(resource),
            None => is_of(document, resource),
        };
        let meant: Vec<Truth> = resources.iter().map(meant).collect();
        // What is not here may be what the patch is for.
        let complete = self.missing == 0;
        if complete && patch.target.is_none() && !meant.iter().any(|it| it.may()) {
            let name = tree::text(document, &["metadata", "name"]).unwrap_or("?");
            let kind = tree::text(document, &["kind"]).unwrap_or("?");
            self.skip(settings, &format!("the patch of {kind} `{name}` has no object to change"));
        }
        let body = without_identity(document);
        let mut kept = Vec::new();
        for (mut resource, meant) in std::mem::take(resources).into_iter().zip(meant) {
            if meant.must() {
                match merge::merged(&resource.body, &body, resource.is_builtin()) {
                    merge::Merged::Gone => continue,
                    merge::Merged::Object(body) => resource.body = body,
                    merge::Merged::Unclear => {
                        self.skip(settings, "a patch has a directive that is not followed");
                        resource.open(&why(settings), false);
                    }
                }
            }
            if meant == Truth::Unknown || (meant.must() && patch.renames) {
                resource.open(&why(settings), patch.renames);
            }
            kept.push(resource);
        }
        *resources = kept;
    }

    /// Says of a resource why it is not taken in.
    fn lack(&mut self, settings: &Settings, reason: &str) {
        self.missing += 1;
        self.skip(settings, reason);
    }

    fn skip(&mut self, settings: &Settings, reason: &str) {
        let name = format!("{}: {reason}", settings.path);
        self.skipped.insert(Skipped { what: SkippedKind::Kustomization, name });
    }
}

/// Whether a merge patch without a target is for an object: it has its kind and name.
fn is_of(document: &Value, resource: &Resource) -> Truth {
    let text = |path: &[&str]| tree::text(document, path);
    let version = text(&["apiVersion"]).unwrap_or("");
    let api = version.split_once('/').unwrap_or(("", version));
    if text(&["kind"]) != Some(resource.kind()) || api != resource.api() {
        return Truth::False;
    }
    match text(&["metadata", "name"]) {
        Some(name) => resource.is_called(name, text(&["metadata", "namespace"])),
        None => Truth::Unknown,
    }
}

/// A merge patch without what only says whom it is for.
fn without_identity(document: &Value) -> Value {
    let Some(metadata) = document.entry("metadata") else { return document.clone() };
    let bare = ["name", "namespace"]
        .iter()
        .fold(metadata.value.clone(), |it, key| tree::without(&it, key));
    let document = tree::put(document, "metadata", metadata.key_span, bare);
    tree::without(&document, "apiVersion")
}

/// What a kustomization's doing is called.
pub(super) fn why(settings: &Settings) -> Why {
    Why::Kustomize(settings.path.as_str().into())
}

/// Whether a resource is fetched from elsewhere.
fn is_remote(path: &str) -> bool {
    ["://", "?ref=", ".git//", "git@"].iter().any(|mark| path.contains(mark))
        || path.starts_with("github.com/")
}

/// The last part of a path.
fn name_of(path: &str) -> &str {
    path.strip_prefix(folder(path)).map_or(path, |name| name.trim_start_matches('/'))
}
