//! Terraform files by folder, and what calls what.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::super::{Skipped, SkippedKind, notices};
use super::variables;
use crate::field::Tool;
use crate::model::{Facts, Notice};
use crate::source::{Repository, TextId, Texts, folder, is_installed};
use crate::syntax::hcl;
use crate::terraform::{Source, Tfvars, TfvarsContent, is_path, local_folder};
use crate::timing::{self, Work};
use crate::value::Why;

/// The files of one folder.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) sources: Vec<Source>,
    pub(super) tfvars: Vec<Tfvars>,
    /// How many of its files are not links to another folder's.
    pub(super) files: usize,
    /// Whether it is a copy that `terraform init` made.
    pub(super) installed: bool,
    /// Why its calls may have arguments that are not seen, if they may.
    pub(super) open: Option<Why>,
    /// Why its variables may be set in a way that is not seen, if they may.
    pub(super) unseen: Option<Why>,
}

/// The folders with Terraform files, by path.
pub(super) fn folders(
    files: Vec<(String, TextId)>,
    tfvars: Vec<(String, Option<TextId>)>,
    texts: &Texts,
) -> BTreeMap<String, Folder> {
    let own = |(path, text): &(String, TextId)| texts.text(*text).file() == Some(path);
    let parse = |(path, text): &(String, TextId)| {
        let content = texts.text(*text).content();
        let json = path.rsplit('.').next() == Some("json");
        let parse = || if json { hcl::parse_json(content) } else { hcl::parse(content) };
        let file = timing::work(Work::Parse, parse);
        (*text, Arc::new(file))
    };
    let once: Vec<&(String, TextId)> = files.iter().filter(|file| own(file)).collect();
    let parsed: Vec<(TextId, Arc<hcl::File>)> =
        once.into_par_iter().with_max_len(4).map(parse).collect();
    let parsed: BTreeMap<TextId, Arc<hcl::File>> = parsed.into_iter().collect();
    let mut folders: BTreeMap<String, Folder> = BTreeMap::new();
    for file in files {
        let Some(hcl) = parsed.get(&file.1).map(Arc::clone) else { continue };
        let folder = folders.entry(folder(&file.0).to_owned()).or_default();
        folder.installed = is_installed(&file.0);
        folder.files += usize::from(own(&file));
        folder.sources.push(Source { path: file.0.into(), text: file.1, file: hcl });
    }
    for (path, text) in tfvars {
        let Some(folder) = folders.get_mut(folder(&path)) else { continue };
        folder.tfvars.extend(variables::of_folder(&path, text, texts));
    }
    folders
}

/// Whether a folder has what only a root has, even if another folder calls it: files of variables,
/// or a place for its state.
pub(super) fn has_state(folder: &Folder) -> bool {
    let mut blocks = folder.sources.iter().flat_map(|it| it.file.body.blocks_of("terraform"));
    let state = |block: &hcl::Block| {
        ["backend", "cloud"].iter().any(|kind| block.body.blocks_of(kind).next().is_some())
    };
    !folder.tfvars.is_empty() || blocks.any(state)
}

/// The files of variables that hold text and cannot be understood; what is no text at all is a
/// finding already.
pub(super) fn unreadable(folder: &Folder, texts: &Texts) -> Vec<Skipped> {
    let encrypted = |file: &&Tfvars| {
        matches!(file.content, TfvarsContent::Unreadable)
            && !texts.text(file.text).content().is_empty()
    };
    let skipped =
        |file: &Tfvars| Skipped { what: SkippedKind::Variables, name: file.path.to_string() };
    folder.tfvars.iter().filter(encrypted).map(skipped).collect()
}

/// What is wrong with the files themselves.
pub(super) fn noticed(folder: &Folder, texts: &Texts) -> Facts {
    let mut facts = Facts::default();
    let own = |source: &&Source| texts.text(source.text).file() == Some(&source.path);
    for source in folder.sources.iter().filter(own) {
        for error in &source.file.errors {
            facts.notices.push(Notice::syntax(&source.path, source.text, error, Tool::Terraform));
        }
        for key in &source.file.duplicates {
            facts.notices.push(notices::duplicate(&source.path, source.text, key, Tool::Terraform));
        }
    }
    for file in &folder.tfvars {
        let TfvarsContent::Hcl(hcl) = &file.content else { continue };
        for error in &hcl.errors {
            facts.notices.push(Notice::syntax(&file.path, file.text, error, Tool::Terraform));
        }
    }
    facts
}

/// For each folder the folders that it calls as modules.
pub(super) type Calls = BTreeMap<String, BTreeSet<String>>;

/// The folders that are called as modules, and by whom.
pub(super) fn calls(folders: &BTreeMap<String, Folder>, repository: &Repository) -> Calls {
    let mut calls = Calls::new();
    for (folder, _, called) in local_calls(folders, repository) {
        calls.entry(folder.to_owned()).or_default().insert(called);
    }
    calls
}

/// For each folder the calls of it as a module that someone can edit, such as `live:module.eks`.
pub type Callers = BTreeMap<String, Vec<String>>;

/// Who calls each folder.
pub(super) fn callers(folders: &BTreeMap<String, Folder>, repository: &Repository) -> Callers {
    let mut callers = Callers::new();
    let own = |(folder, ..): &(&str, &str, String)| !folders[*folder].installed;
    for (folder, name, called) in local_calls(folders, repository).filter(own) {
        callers.entry(called).or_default().push(named_call(folder, name));
    }
    callers
}

/// A call as people find it: its folder and address, as in `live:module.eks`.
fn named_call(folder: &str, name: &str) -> String {
    let folder = if folder.is_empty() { String::new() } else { format!("{folder}:") };
    format!("{folder}module.{name}")
}

/// The calls of scanned folders: the folder of the call, its name, and the folder that it calls.
fn local_calls<'a>(
    folders: &'a BTreeMap<String, Folder>,
    repository: &'a Repository,
) -> impl Iterator<Item = (&'a str, &'a str, String)> {
    let blocks = folders.iter().flat_map(|(folder, files)| {
        let sources = files.sources.iter();
        let blocks =
            sources.flat_map(|it| it.file.body.blocks_of("module").map(move |block| (it, block)));
        blocks.map(move |(source, block)| (folder.as_str(), source, block))
    });
    blocks.filter_map(|(folder, source, block)| {
        let called = local_folder(folder, &source_text(source, block)?, repository)?;
        let name = block.labels.first().map_or("", |label| label.text.as_str());
        folders.contains_key(&called).then_some((folder, name, called))
    })
}

/// The module calls that are not read as the resources they make.
pub(super) fn module_calls(
    folder: &str,
    sources: &[Source],
    (folders, installed): (&BTreeMap<String, Folder>, &BTreeSet<&str>),
    repository: &Repository,
) -> Vec<Skipped> {
    let mut skipped = Vec::new();
    for source in sources {
        for block in source.file.body.blocks_of("module") {
            let name = block.labels.first().map_or("", |label| label.text.as_str());
            let call = name;
            let name = named_call(folder, name);
            let text = source_text(source, block).unwrap_or_default();
            let known = crate::data::modules::known_module(&text).is_some();
            let local = local_folder(folder, &text, repository);
            if local.as_ref().is_some_and(|path| folders.contains_key(path)) {
                continue;
            }
            if local.is_some() || is_path(&text) {
                skipped.push(Skipped { what: SkippedKind::LocalModule, name });
            } else if !known && !installed.contains(call) {
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
