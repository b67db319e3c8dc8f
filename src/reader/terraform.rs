//! Terraform files: parsed, put together by folder, evaluated and lowered.

mod folders;
mod variables;

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Skipped;
use crate::lower;
use crate::model::{Facts, Scope, ScopeKind};
use crate::source::{TextId, Texts};
use crate::terraform::{Directory, Evaluation, Inputs, Modules};
use folders::{Folder, calls, folders, has_state, module_calls, noticed};

pub use variables::Variables;

/// What all Terraform files gave.
#[derive(Debug, Default)]
pub(super) struct Read {
    pub(super) facts: Vec<(Scope, Facts)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) files: usize,
    pub(super) undeclared: Vec<String>,
}

/// Reads everything; roots are evaluated in parallel and come back in the order of paths.
pub(super) fn read(
    files: Vec<(String, TextId)>,
    tfvars: Vec<(String, Option<TextId>)>,
    variables: &Variables,
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
    let set = variables::of_run(variables, texts);
    read.undeclared = variables::undeclared(variables, &modules);
    let inputs = Inputs { files: set, ..Inputs::default() };
    let mut waiting: BTreeSet<String> =
        modules.directories().map(|it| it.path.to_string()).collect();
    read.evaluate(&roots, (&modules, &inputs, texts), &mut waiting);
    // What no root makes an instance of holds with every input, or is not said.
    let inputs = Inputs { called: true, ..Inputs::default() };
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
