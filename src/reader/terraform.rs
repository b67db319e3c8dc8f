//! Terraform files: parsed, put together by folder, evaluated and lowered.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::{Skipped, SkippedKind, notices};
use crate::field::Tool;
use crate::lower;
use crate::model::{Facts, Scope, ScopeKind};
use crate::source::{TextId, Texts, folder, joined};
use crate::syntax::hcl;
use crate::terraform::{
    Directory, Evaluation, Inputs, Modules, Source, Tfvars, TfvarsContent, is_path,
};

/// What all Terraform files gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) facts: Vec<(Scope, Facts)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) files: usize,
}

/// The files of one folder.
#[derive(Debug, Default)]
struct Folder {
    sources: Vec<Source>,
    tfvars: Vec<Tfvars>,
}

/// Reads everything; roots are evaluated in parallel and come back in the order of paths.
pub(super) fn read(
    files: Vec<(String, TextId)>,
    tfvars: Vec<(String, Option<TextId>)>,
    texts: &Texts,
) -> Read {
    let folders = folders(files, tfvars, texts);
    let calls = calls(&folders);
    let files = folders.values().map(|folder| folder.sources.len() + folder.tfvars.len()).sum();
    let mut read = Read { files, ..Read::default() };
    let called: BTreeSet<&String> =
        calls.iter().flat_map(|(own, inner)| inner.iter().filter(move |it| *it != own)).collect();
    let root = |(path, folder): &(&String, &Folder)| !called.contains(path) || has_state(folder);
    let roots: Vec<String> = folders.iter().filter(root).map(|(path, _)| path.clone()).collect();
    for (path, folder) in &folders {
        read.facts.push((scope(path), noticed(folder)));
        read.skipped.extend(module_calls(path, &folder.sources, &folders));
    }
    let load =
        |(path, folder): (String, Folder)| Directory::load(path, folder.sources, folder.tfvars);
    let modules = Modules::new(folders.into_iter().map(load));
    let inputs = Inputs::default();
    let mut waiting: BTreeSet<String> =
        modules.directories().map(|it| it.path.to_string()).collect();
    read.evaluate(&roots, (&modules, &inputs, texts), &mut waiting);
    // What no root makes an instance of holds with every input, or is not said.
    let inputs = Inputs { called: true, ..inputs };
    while !waiting.is_empty() {
        let inner: BTreeSet<&String> =
            waiting.iter().filter_map(|it| calls.get(it)).flatten().collect();
        let outer: Vec<String> = waiting.iter().filter(|it| !inner.contains(it)).cloned().collect();
        let next = if outer.is_empty() { waiting.iter().cloned().collect() } else { outer };
        read.evaluate(&next, (&modules, &inputs, texts), &mut waiting);
    }
    read.facts.retain(|(_, facts)| !facts.is_empty());
    read.facts.sort_by(|(one, _), (two, _)| one.cmp(two));
    read
}

impl Read {
    /// Evaluates directories as roots, and takes what they enter off those that wait.
    fn evaluate(
        &mut self,
        roots: &[String],
        (modules, inputs, texts): (&Modules, &Inputs, &Texts),
        waiting: &mut BTreeSet<String>,
    ) {
        let one = |path: &String| {
            let directory = modules.get(path)?;
            let evaluation = Evaluation::with_modules(modules, directory, inputs);
            let mut facts = Facts::default();
            let scope = scope(path);
            let entered = lower::terraform::lower(&evaluation, texts, &scope.key(), &mut facts);
            Some((scope, facts, entered))
        };
        let parts: Vec<_> = roots.par_iter().filter_map(one).collect();
        for (scope, facts, entered) in parts {
            if !facts.is_empty() {
                self.facts.push((scope, facts));
            }
            for path in entered {
                waiting.remove(&*path);
            }
        }
    }
}

fn scope(path: &str) -> Scope {
    Scope { kind: ScopeKind::Terraform, path: path.into() }
}

/// Whether a folder has what only a root has, even if another folder calls it: files of variables,
/// or a place for its state.
fn has_state(folder: &Folder) -> bool {
    let mut blocks = folder.sources.iter().flat_map(|it| it.file.body.blocks_of("terraform"));
    let state = |block: &hcl::Block| {
        ["backend", "cloud"].iter().any(|kind| block.body.blocks_of(kind).next().is_some())
    };
    !folder.tfvars.is_empty() || blocks.any(state)
}

/// What is wrong with the files themselves.
fn noticed(folder: &Folder) -> Facts {
    let mut facts = Facts::default();
    for source in &folder.sources {
        for error in &source.file.errors {
            facts.notices.push(notices::syntax(&source.path, source.text, error, Tool::Terraform));
        }
        for key in &source.file.duplicates {
            facts.notices.push(notices::duplicate(&source.path, source.text, key, Tool::Terraform));
        }
    }
    facts
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
        let home = folder(&source.path).to_owned();
        folders.entry(home).or_default().sources.push(source);
    }
    for (path, text) in tfvars {
        let Some(folder) = folders.get_mut(folder(&path)) else { continue };
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

/// For each folder the folders that it calls as modules.
type Calls = BTreeMap<String, BTreeSet<String>>;

fn calls(folders: &BTreeMap<String, Folder>) -> Calls {
    let mut calls = Calls::new();
    for (folder, files) in folders {
        let blocks = files.sources.iter().flat_map(|source| {
            source.file.body.blocks_of("module").map(move |block| (source, block))
        });
        let called = blocks.filter_map(|(source, block)| {
            let path = local_source(source, block)?;
            joined(folder, &path)
        });
        let called: BTreeSet<String> = called.filter(|path| folders.contains_key(path)).collect();
        if !called.is_empty() {
            calls.insert(folder.clone(), called);
        }
    }
    calls
}

/// The literal `source` of a module call, if it is a path.
fn local_source(source: &Source, block: &hcl::Block) -> Option<String> {
    source_text(source, block).filter(|text| is_path(text))
}

/// The module calls that are not read as the resources they make.
fn module_calls(
    folder: &str,
    sources: &[Source],
    folders: &BTreeMap<String, Folder>,
) -> Vec<Skipped> {
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
            if let Some(path) = local_source(source, block) {
                if joined(folder, &path).is_some_and(|path| folders.contains_key(&path)) {
                    continue;
                }
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
