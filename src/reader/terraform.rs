//! Terraform files: parsed, put together by folder, evaluated and lowered.

mod environments;
mod folders;
mod installed;
mod plans;
mod terragrunt;
mod variables;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rayon::prelude::*;
use smol_str::SmolStr;

use super::files::Sorted;
use super::{Skipped, SkippedKind};
use crate::inputs::World;
use crate::lower;
use crate::model::{Facts, Scope, ScopeKind};
use crate::source::{Repository, Texts, Tree};
use crate::terraform::{Address, Addressed, Directory, Evaluation, Inputs, Modules};
use crate::timing::{self, Work};
use environments::{Environment, Environments};
use folders::{
    Calls, Folder, callers, calls, folders, has_state, module_calls, noticed, unreadable,
};
use installed::{entered, installed};
use plans::Plans;

pub use folders::Callers;
pub use variables::{Assignment, Variables};

/// What all Terraform files gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) facts: Vec<(Scope, Facts)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) files: usize,
    pub(super) callers: Callers,
    pub(super) undeclared: Vec<String>,
    pub(super) unassumed: Vec<String>,
}

/// What is given to every root from outside.
#[derive(Clone, Copy)]
pub(super) struct Given<'a> {
    /// The files that configuration may name.
    pub(super) tree: &'a Arc<Tree>,
    /// The repository that all files lie in.
    pub(super) repository: &'a Repository,
    /// What the user says of environments, and of variables that nothing else sets.
    pub(super) world: &'a World,
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
    environments: Environments,
    inputs: Inputs,
    plans: Plans,
}

/// Reads everything; roots are evaluated in parallel and come back in the order of paths.
pub(super) fn read(files: Sorted, given: Given<'_>, texts: &Texts) -> Read {
    let (loaded, mut read) = load(files, given, texts);
    let Loaded { modules, calls, own, roots, environments, inputs, plans } = &loaded;
    read.undeclared = variables::undeclared(given.variables.names(), modules);
    let assumed = given.world.variables.keys().map(AsRef::as_ref);
    read.unassumed = variables::undeclared(assumed, modules);
    let mut waiting: BTreeSet<String> = own.iter().cloned().collect();
    let off =
        read.evaluate(&runs(roots, environments, inputs), (modules, texts), plans, &mut waiting);
    drop_called(off, calls, &mut waiting);
    // What no root makes an instance of holds with every input, or is not said.
    let tree = Arc::clone(given.tree);
    let inputs = Inputs { called: true, tree, ..Inputs::default() };
    while !waiting.is_empty() {
        let inner: BTreeSet<&String> =
            waiting.iter().filter_map(|it| calls.get(it)).flatten().collect();
        let outer: Vec<String> = waiting.iter().filter(|it| !inner.contains(it)).cloned().collect();
        let next = if outer.is_empty() { waiting.iter().cloned().collect() } else { outer };
        let runs: Vec<Run> = next.iter().map(|path| (scope(path), inputs.clone())).collect();
        let off = read.evaluate(&runs, (modules, texts), &Plans::default(), &mut waiting);
        drop_called(off, calls, &mut waiting);
    }
    read.facts.extend(plans.alone(texts));
    read.facts.retain(|(_, facts)| !facts.is_empty());
    read.facts.sort_by(|(one, _), (two, _)| one.cmp(two));
    read
}

fn load(files: Sorted, given: Given<'_>, texts: &Texts) -> (Loaded, Read) {
    let (manifests, tfvars, planned) = (files.manifests, files.tfvars.clone(), files.plans);
    let mut folders = folders(files.terraform, files.tfvars, texts);
    let units =
        terragrunt::add(files.terragrunt, &mut folders, (given.tree, given.repository), texts);
    let mut calls = calls(&folders, given.repository);
    let installed = installed(&manifests, &folders);
    for (root, _, path) in installed.iter().filter(|(_, _, path)| !folders[path].installed) {
        calls.entry(root.clone()).or_default().insert(path.clone());
    }
    // A folder of links alone is read as the folder that they lead to, unless it is called.
    let own = || folders.iter().filter(|(_, folder)| !folder.installed && folder.files > 0);
    let files = own().map(|(_, folder)| folder.files + folder.tfvars.len()).sum();
    let callers = callers(&folders, given.repository);
    let mut read = Read { files, callers, skipped: units.skipped, ..Read::default() };
    let called: BTreeSet<&String> =
        calls.iter().flat_map(|(own, inner)| inner.iter().filter(move |it| *it != own)).collect();
    let root = |(path, folder): &(&String, &Folder)| {
        !called.contains(path) || has_state(folder) && !units.named.contains(*path)
    };
    let roots: Vec<String> = own().filter(root).map(|(path, _)| path.clone()).collect();
    let (none, entered) = (BTreeSet::new(), entered(&installed, &calls, &roots));
    for (path, folder) in own() {
        read.facts.push((scope(path), noticed(folder, texts)));
        read.skipped.extend(unreadable(folder, texts));
        let known = (&folders, entered.get(path.as_str()).unwrap_or(&none));
        read.skipped.extend(module_calls(path, &folder.sources, known, given.repository));
    }
    let own: Vec<String> = own().map(|(path, _)| path.clone()).collect();
    let modules = modules(folders, installed, given.repository);
    let environments = if given.variables.names_no_file() {
        Environments::of(&tfvars, &roots, given.world, texts)
    } else {
        Environments::default()
    };
    let files = variables::of_run(given.variables, texts);
    let (tree, assumed) = (Arc::clone(given.tree), given.world.variables.clone());
    let inputs = Inputs { files, assumed, tree, ..Inputs::default() };
    let plans = plans::read(planned, (&modules, &roots), texts, &mut read);
    (Loaded { modules, calls, own, roots, environments, inputs, plans }, read)
}

/// Every directory, and which calls lead to those that are installed.
fn modules(
    folders: BTreeMap<String, Folder>,
    installed: Vec<(String, String, String)>,
    repository: &Repository,
) -> Modules {
    let load = |(path, folder): (String, Folder)| {
        let Folder { sources, tfvars, open, unseen, .. } = folder;
        Directory::load(path, sources, tfvars).with_more_arguments(open).with_more_inputs(unseen)
    };
    let mut modules = Modules::new(folders.into_iter().map(load)).within(repository.clone());
    for (root, call, path) in installed {
        modules.install(root, call, path);
    }
    modules
}

/// What an address names in every root, with the paths of the roots; where no root knows it, in the
/// folders that are called as modules.
pub(super) fn find_address(
    files: Sorted,
    given: Given<'_>,
    texts: &Texts,
    address: &Address,
) -> Vec<(String, Addressed)> {
    let (loaded, _) = load(files, given, texts);
    let Loaded { modules, roots, environments, inputs, plans, .. } = loaded;
    let find = |scope: &Scope, inputs: &Inputs| {
        let directory = modules.get(&scope.path)?;
        let planned = plans.of_run((scope, inputs), &modules);
        let inputs = planned.as_ref().map_or(inputs, |(_, inputs)| inputs);
        let evaluation = Evaluation::with_modules(&modules, directory, inputs).with_texts(texts);
        let found = evaluation.find_address(address);
        let root = match scope.environment.as_str() {
            "" => scope.path.to_string(),
            environment => format!("{} ({environment})", scope.path),
        };
        Some(found.into_iter().map(|it| (root.clone(), it)).collect::<Vec<_>>())
    };
    let runs = runs(&roots, &environments, &inputs);
    let found: Vec<_> =
        runs.iter().filter_map(|(scope, inputs)| find(scope, inputs)).flatten().collect();
    if !found.is_empty() {
        return found;
    }
    let tree = Arc::clone(given.tree);
    let inputs = Inputs { called: true, tree, ..Inputs::default() };
    let others = modules.directories().filter_map(|it| find(&scope(&it.path), &inputs));
    others.flatten().collect()
}

/// Takes modules of which no instance is made off those that wait, with all that they call in turn.
fn drop_called(off: Vec<String>, calls: &Calls, waiting: &mut BTreeSet<String>) {
    let mut open = off;
    while let Some(path) = open.pop() {
        if waiting.remove(&path) {
            open.extend(calls.get(&path).into_iter().flatten().cloned());
        }
    }
}

impl Read {
    /// Evaluates directories as roots, and takes what they enter off those that wait; gives the
    /// paths of those that they call and make no instance of.
    fn evaluate(
        &mut self,
        runs: &[Run],
        (modules, texts): (&Modules, &Texts),
        plans: &Plans,
        waiting: &mut BTreeSet<String>,
    ) -> Vec<String> {
        let lowered = |(scope, inputs): &Run| {
            let directory = modules.get(&scope.path)?;
            let planned = plans.of_run((scope, inputs), modules);
            let plan = planned.as_ref().map(|(plan, _)| *plan);
            let inputs = planned.as_ref().map_or(inputs, |(_, inputs)| inputs);
            let evaluation = Evaluation::with_modules(modules, directory, inputs).with_texts(texts);
            let (mut facts, key) = (Facts::default(), scope.key());
            let entered = lower::terraform::lower(&evaluation, plan, texts, &key, &mut facts);
            Some((scope.clone(), facts, entered))
        };
        let one = |run: &Run| timing::work(Work::Evaluate, || lowered(run));
        let parts: Vec<_> = runs.par_iter().filter_map(one).collect();
        let mut off = Vec::new();
        for (scope, mut facts, entered) in parts {
            let skipped =
                |name: SmolStr| Skipped { what: SkippedKind::OverLimit, name: name.to_string() };
            self.skipped.extend(facts.over_limit.drain(..).map(skipped));
            if !facts.is_empty() {
                self.facts.push((scope, facts));
            }
            for path in entered.made {
                waiting.remove(&*path);
            }
            off.extend(entered.off.iter().map(ToString::to_string));
        }
        off
    }
}

/// One evaluation of a directory.
type Run = (Scope, Inputs);

/// Every evaluation of every root: one for each of its environments, or one as it stands.
fn runs(roots: &[String], environments: &Environments, inputs: &Inputs) -> Vec<Run> {
    let of_root = |root: &String| match environments.of_root(root) {
        [] => vec![(scope(root), inputs.clone())],
        all => all.iter().map(|environment| applied(root, environment, inputs)).collect(),
    };
    roots.iter().flat_map(of_root).collect()
}

fn applied(root: &str, environment: &Environment, inputs: &Inputs) -> Run {
    let files = environment.files.iter().chain(&inputs.files).cloned().collect();
    let (doubtful, workspace) = (environment.doubtful.clone(), environment.workspace.clone());
    let scope = Scope { environment: environment.name.clone(), ..scope(root) };
    (scope, Inputs { files, doubtful, workspace, ..inputs.clone() })
}

fn scope(path: &str) -> Scope {
    Scope::of(ScopeKind::Terraform, path)
}
