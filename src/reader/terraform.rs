//! Terraform files: parsed, put together by folder, evaluated and lowered.

mod folders;
mod plans;
mod variables;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use smol_str::SmolStr;

use super::files::Sorted;
use super::{Skipped, SkippedKind};
use crate::lower;
use crate::model::{Facts, Scope, ScopeKind};
use crate::source::{Repository, Texts, Tree, installed_modules, joined};
use crate::terraform::{Address, Addressed, Directory, Evaluation, Inputs, Modules};
use crate::value::Value;
use folders::{Calls, Folder, calls, folders, has_state, module_calls, noticed, unreadable};
use plans::Plans;

pub use variables::Variables;

/// What all Terraform files gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) facts: Vec<(Scope, Facts)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) files: usize,
    pub(super) undeclared: Vec<String>,
}

/// What is given to every root from outside.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// The files that configuration may name.
    pub(super) tree: &'a Arc<Tree>,
    /// The repository that all files lie in.
    pub(super) repository: &'a Repository,
    /// Values of variables that nothing else sets.
    pub(super) assumed: &'a BTreeMap<SmolStr, Value>,
    /// What is set on the command line.
    pub(super) variables: &'a Variables,
}

/// Every Terraform file, parsed and put together by folder, and what is to be evaluated.
struct Loaded {
    modules: Modules,
    calls: Calls,
    /// The folders whose files are this repository's own.
    own: Vec<String>,
    roots: Vec<String>,
    inputs: Inputs,
    plans: Plans,
}

/// Reads everything; roots are evaluated in parallel and come back in the order of paths.
pub(super) fn read(files: Sorted, given: Given<'_>, texts: &Texts) -> Read {
    let (loaded, mut read) = load(files, given, texts);
    let Loaded { modules, calls, own, roots, inputs, plans } = &loaded;
    read.undeclared = variables::undeclared(given.variables, modules);
    let mut waiting: BTreeSet<String> = own.iter().cloned().collect();
    read.evaluate(roots, (modules, inputs, texts), plans, &mut waiting);
    // What no root makes an instance of holds with every input, or is not said.
    let tree = Arc::clone(given.tree);
    let inputs = Inputs { called: true, tree, ..Inputs::default() };
    while !waiting.is_empty() {
        let inner: BTreeSet<&String> =
            waiting.iter().filter_map(|it| calls.get(it)).flatten().collect();
        let outer: Vec<String> = waiting.iter().filter(|it| !inner.contains(it)).cloned().collect();
        let next = if outer.is_empty() { waiting.iter().cloned().collect() } else { outer };
        read.evaluate(&next, (modules, &inputs, texts), &Plans::default(), &mut waiting);
    }
    read.facts.extend(plans.alone(texts));
    read.facts.retain(|(_, facts)| !facts.is_empty());
    read.facts.sort_by(|(one, _), (two, _)| one.cmp(two));
    read
}

fn load(files: Sorted, given: Given<'_>, texts: &Texts) -> (Loaded, Read) {
    let (manifests, planned) = (files.manifests, files.plans);
    let folders = folders(files.terraform, files.tfvars, texts);
    let mut calls = calls(&folders, given.repository);
    let installed = installed(&manifests, &folders);
    for (root, _, path) in installed.iter().filter(|(_, _, path)| !folders[path].installed) {
        calls.entry(root.clone()).or_default().insert(path.clone());
    }
    // A folder of links alone is read as the folder that they lead to, unless it is called.
    let own = || folders.iter().filter(|(_, folder)| !folder.installed && folder.files > 0);
    let files = own().map(|(_, folder)| folder.files + folder.tfvars.len()).sum();
    let mut read = Read { files, ..Read::default() };
    let called: BTreeSet<&String> =
        calls.iter().flat_map(|(own, inner)| inner.iter().filter(move |it| *it != own)).collect();
    let root = |(path, folder): &(&String, &Folder)| !called.contains(path) || has_state(folder);
    let roots: Vec<String> = own().filter(root).map(|(path, _)| path.clone()).collect();
    for (path, folder) in own() {
        let there: BTreeSet<String> =
            installed.iter().filter(|it| it.0 == *path).map(|it| it.1.clone()).collect();
        read.facts.push((scope(path), noticed(folder, texts)));
        read.skipped.extend(unreadable(folder, texts));
        let known = (&folders, &there);
        read.skipped.extend(module_calls(path, &folder.sources, known, given.repository));
    }
    let load =
        |(path, folder): (String, Folder)| Directory::load(path, folder.sources, folder.tfvars);
    let own: Vec<String> = own().map(|(path, _)| path.clone()).collect();
    let modules = Modules::new(folders.into_iter().map(load));
    let mut modules = modules.within(given.repository.clone());
    for (root, call, path) in installed {
        modules.install(root, call, path);
    }
    let files = variables::of_run(given.variables, texts);
    let (tree, assumed) = (Arc::clone(given.tree), given.assumed.clone());
    let inputs = Inputs { files, assumed, tree, ..Inputs::default() };
    let plans = plans::read(planned, (&modules, &roots), texts, &mut read);
    read.skipped.retain(|it| it.what != SkippedKind::RemoteModule || !plans.cover(&it.name));
    (Loaded { modules, calls, own, roots, inputs, plans }, read)
}

/// What lists of installed modules say: the folder of the root, the names of the calls from there,
/// the folder of the module.
fn installed(
    manifests: &[(String, String)],
    folders: &BTreeMap<String, Folder>,
) -> Vec<(String, String, String)> {
    let of_root = |(root, text): &(String, String)| {
        let modules = installed_modules(text).into_iter();
        let found = modules.filter_map(|(call, path)| {
            let path = joined(root, &path).filter(|path| folders.contains_key(path))?;
            Some((root.clone(), call, path))
        });
        found.collect::<Vec<_>>()
    };
    manifests.iter().flat_map(of_root).collect()
}

/// What an address names in every root, with the paths of the roots; where no root knows it, in the
/// folders that are called as modules.
pub(super) fn find_address(
    files: Sorted,
    given: Given<'_>,
    texts: &Texts,
    address: &Address,
) -> Vec<(String, Addressed)> {
    let (Loaded { modules, roots, inputs, plans, .. }, _) = load(files, given, texts);
    let find = |path: &str, inputs: &Inputs| {
        let directory = modules.get(path)?;
        let planned = plans.of_root(path).map(|plan| plan.inputs(&modules, directory, inputs));
        let inputs = planned.as_ref().unwrap_or(inputs);
        let found = Evaluation::with_modules(&modules, directory, inputs).find_address(address);
        Some(found.into_iter().map(|it| (path.to_owned(), it)).collect::<Vec<_>>())
    };
    let found: Vec<_> = roots.iter().filter_map(|path| find(path, &inputs)).flatten().collect();
    if !found.is_empty() {
        return found;
    }
    let tree = Arc::clone(given.tree);
    let inputs = Inputs { called: true, tree, ..Inputs::default() };
    let others = modules.directories().filter_map(|it| find(&it.path, &inputs));
    others.flatten().collect()
}

impl Read {
    /// Evaluates directories as roots, and takes what they enter off those that wait.
    fn evaluate(
        &mut self,
        roots: &[String],
        (modules, inputs, texts): (&Modules, &Inputs, &Texts),
        plans: &Plans,
        waiting: &mut BTreeSet<String>,
    ) {
        let one = |path: &String| {
            let directory = modules.get(path)?;
            let plan = plans.of_root(path);
            let planned = plan.map(|plan| plan.inputs(modules, directory, inputs));
            let inputs = planned.as_ref().unwrap_or(inputs);
            let evaluation = Evaluation::with_modules(modules, directory, inputs);
            let (mut facts, scope) = (Facts::default(), scope(path));
            let lower = lower::terraform::lower;
            let entered = lower(&evaluation, plan, texts, &scope.key(), &mut facts);
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
