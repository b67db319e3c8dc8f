//! The objects of files on their way into builds, and what is built on its way to facts.

use std::collections::BTreeSet;

use super::{Built, Kustomizations, Objects};
use crate::document::{self, Placeholders};
use crate::lower;
use crate::model::{Facts, Scope};
use crate::reader::rendered::Rendering;
use crate::reader::{Skipped, SkippedKind};
use crate::source::{TextId, Texts};
use crate::value::Value;

/// What the kustomizations of a run build, as facts of their scopes.
pub(in crate::reader) fn build(
    kustomizations: &Kustomizations,
    objects: &Objects,
    rendering: Option<&Rendering<'_>>,
) -> (Vec<(Scope, Facts)>, Vec<Skipped>) {
    let mut skipped: BTreeSet<Skipped> = BTreeSet::new();
    let all = kustomizations.built(objects);
    let rendered = rendering.map(|it| it.kustomizations(&all)).unwrap_or_default();
    let one = |built: Built| {
        let scope = super::scope_of(&built.root);
        let (key, mut facts) = (scope.key(), Facts::default());
        let own = super::named(&built.root);
        if let Some(objects) = rendered.get(&built.root) {
            for object in objects {
                let instance = match &object.file {
                    Some(path) if kustomizations.builds_of(path) > 1 => own.as_str(),
                    _ => "",
                };
                let mut opened = |body: &Value| kustomizations.opened(object.file.as_ref()?, body);
                lower::kubernetes::lower(&object.body, &mut opened, (&key, instance), &mut facts);
            }
            return (scope, facts);
        }
        skipped.extend(built.skipped);
        for resource in &built.resources {
            let Some(path) = &resource.file else { continue };
            let instance = if kustomizations.builds_of(path) > 1 { own.as_str() } else { "" };
            let delivered = kustomizations.opened(path, &resource.body);
            skipped.extend(changed(path, resource.opened.is_some(), delivered.is_some()));
            let body = delivered.unwrap_or_else(|| resource.body.clone());
            let place = (&key, instance);
            lower::kubernetes::lower(
                &resource.written,
                &mut |_| Some(body.clone()),
                place,
                &mut facts,
            );
        }
        (scope, facts)
    };
    let facts = all.into_iter().map(one).collect();
    (facts, skipped.into_iter().collect())
}

/// What is not followed of the changes to an object of a file.
fn changed(path: &str, patched: bool, delivered: bool) -> impl Iterator<Item = Skipped> {
    let kinds = [(SkippedKind::Patched, patched), (SkippedKind::Delivered, delivered)];
    let changes = kinds.into_iter().filter(|(_, changes)| *changes);
    changes.map(move |(what, _)| Skipped { what, name: path.to_owned() })
}

/// Every object of a file, read to its end.
pub(in crate::reader) fn objects(text: TextId, texts: &Texts) -> Vec<Value> {
    let mut objects = Vec::new();
    let stream = crate::syntax::yaml::parse(texts.text(text).content());
    let placeholders = Placeholders::Kubernetes;
    let roots = stream.documents.iter();
    let bodies = roots.filter_map(|it| document::root(texts, &stream, text, it, placeholders));
    bodies
        .filter(|it| super::super::manifests::tool_of(it).is_some())
        .for_each(|it| flatten(&it, &mut objects));
    objects
}

/// Adds an object; the items of a list are objects of their own.
pub(in crate::reader) fn flatten(body: &Value, objects: &mut Vec<Value>) {
    let is_list = body.get("kind").and_then(Value::as_str).is_some_and(|it| it.ends_with("List"));
    match body.get("items").and_then(Value::as_list).filter(|_| is_list) {
        Some(list) => list.items.iter().for_each(|item| flatten(item, objects)),
        None => objects.push(body.clone()),
    }
}
