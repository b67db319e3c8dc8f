//! Terraform files: parsed, put together by folder, evaluated and lowered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use smol_str::SmolStr;

use super::{Skipped, SkippedKind, notices};
use crate::field::Tool;
use crate::lower;
use crate::model::{Facts, Scope, ScopeKind};
use crate::source::{TextId, Texts, Tree};
use crate::syntax::hcl;
use crate::terraform::{Directory, Evaluation, Inputs, Source, Tfvars, TfvarsContent};
use crate::value::Value;

/// What all Terraform files gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) facts: Vec<(Scope, Facts)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) files: usize,
}

/// What is given to every folder from outside.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// The files that configuration may name.
    pub(super) tree: &'a Arc<Tree>,
    /// Values of variables that nothing else sets.
    pub(super) assumed: &'a BTreeMap<SmolStr, Value>,
}

/// The files of one folder.
#[derive(Debug, Default)]
struct Folder {
    sources: Vec<Source>,
    tfvars: Vec<Tfvars>,
}

/// Reads everything; folders are evaluated in parallel and come back in the order of paths.
pub(super) fn read(
    files: Vec<(String, TextId)>,
    tfvars: Vec<(String, Option<TextId>)>,
    texts: &Texts,
    given: Given<'_>,
) -> Read {
    let folders = folders(files, tfvars, texts);
    let called = called(&folders);
    let files = folders.values().map(|folder| folder.sources.len() + folder.tfvars.len()).sum();
    let one = |(path, folder): (String, Folder)| {
        let is_called = called.contains(&path);
        evaluate((&path, folder), is_called, texts, given)
    };
    let parts: Vec<_> = folders.into_par_iter().map(one).collect();
    let mut read = Read { files, ..Read::default() };
    for (scope, facts, skipped) in parts {
        read.skipped.extend(skipped);
        if !facts.is_empty() {
            read.facts.push((scope, facts));
        }
    }
    read
}

fn folders(
    files: Vec<(String, TextId)>,
    tfvars: Vec<(String, Option<TextId>)>,
    texts: &Texts,
) -> BTreeMap<String, Folder> {
    let parse = |(path, text): (String, TextId)| {
        let file = Arc::new(hcl::parse(texts.text(text).content()));
        Source { path: path.into(), text, file }
    };
    let sources: Vec<Source> = files.into_par_iter().with_max_len(4).map(parse).collect();
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for source in sources {
        let folder = super::paths::folder(&source.path).to_owned();
        folders.entry(folder).or_default().sources.push(source);
    }
    for (path, text) in tfvars {
        let Some(folder) = folders.get_mut(super::paths::folder(&path)) else { continue };
        folder.tfvars.extend(variables(&path, text, texts));
    }
    folders
}

/// A file of variables; none for one that Terraform would not read of its own accord.
fn variables(path: &str, text: Option<TextId>, texts: &Texts) -> Option<Tfvars> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let read = name.starts_with("terraform.tfvars") || name.contains(".auto.tfvars");
    if !read {
        return None;
    }
    let id = text.unwrap_or_else(|| texts.add_file(path, ""));
    let content = match text.map(|text| texts.text(text).content()) {
        None => TfvarsContent::Unreadable,
        Some(content) if name.rsplit('.').next() == Some("json") => {
            match serde_json::from_str(content) {
                Ok(json) => TfvarsContent::Json(Arc::new(json)),
                Err(_) => TfvarsContent::Unreadable,
            }
        }
        Some(content) => TfvarsContent::Hcl(Arc::new(hcl::parse(content))),
    };
    Some(Tfvars { path: path.into(), text: id, content })
}

/// The folders that other folders call as modules: their variables are the callers' to set.
fn called(folders: &BTreeMap<String, Folder>) -> BTreeSet<String> {
    let mut called = BTreeSet::new();
    for (folder, files) in folders {
        let blocks = files.sources.iter().flat_map(|source| {
            source.file.body.blocks_of("module").map(move |block| (source, block))
        });
        for (source, block) in blocks {
            if let Some(path) = local_source(source, block) {
                called.insert(super::paths::joined(folder, &path));
            }
        }
    }
    called
}

/// The literal `source` of a module call, if it is a path.
fn local_source(source: &Source, block: &hcl::Block) -> Option<String> {
    source_text(source, block).filter(|text| {
        text.starts_with("./") || text.starts_with("../") || text == "." || text == ".."
    })
}

fn evaluate(
    (path, folder): (&str, Folder),
    called: bool,
    texts: &Texts,
    given: Given<'_>,
) -> (Scope, Facts, Vec<Skipped>) {
    let scope = Scope { kind: ScopeKind::Terraform, path: path.into() };
    let mut facts = Facts::default();
    for source in &folder.sources {
        for error in &source.file.errors {
            facts.notices.push(notices::syntax(&source.path, source.text, error, Tool::Terraform));
        }
        for key in &source.file.duplicates {
            facts.notices.push(notices::duplicate(&source.path, source.text, key, Tool::Terraform));
        }
    }
    let skipped = module_calls(path, &folder.sources);
    let directory = Directory::load(path, folder.sources, folder.tfvars, called);
    let inputs = Inputs {
        tree: Arc::clone(given.tree),
        assumed: given.assumed.clone(),
        ..Inputs::default()
    };
    let evaluation = Evaluation::new(&directory, &inputs);
    lower::terraform::lower(&evaluation, texts, &scope.key(), &mut facts);
    (scope, facts, skipped)
}

/// The module calls that are not read as the resources they make.
fn module_calls(folder: &str, sources: &[Source]) -> Vec<Skipped> {
    let mut skipped = Vec::new();
    for source in sources {
        for block in source.file.body.blocks_of("module") {
            let name = block.labels.first().map_or("", |label| label.text.as_str());
            let name = format!(
                "{}module.{name}",
                if folder.is_empty() { String::new() } else { format!("{folder}:") }
            );
            let known = source_text(source, block)
                .is_some_and(|text| crate::data::modules::known_module(&text).is_some());
            if local_source(source, block).is_some() {
                skipped.push(Skipped { what: SkippedKind::LocalModule, name });
            } else if !known {
                skipped.push(Skipped { what: SkippedKind::RemoteModule, name });
            }
        }
    }
    skipped
}

fn source_text(source: &Source, block: &hcl::Block) -> Option<String> {
    let expression = source.file.expression(block.body.attribute("source")?.value);
    let hcl::ExprKind::Template { parts, .. } = &expression.kind else { return None };
    match parts.as_slice() {
        [hcl::Part::Literal { text, .. }] => Some(text.to_string()),
        _ => None,
    }
}
