//! Which plan belongs to which root.
//!
//! A plan belongs to the root in whose folder it lies, or else to the only root that declares what
//! it was made of and nothing besides. Then the root is read once, and the plan fills in what its
//! files leave open: nothing is said twice. A plan that lies in the folder of a root and was made of
//! something else is out of date, and is not read; one that belongs to no root is read by itself.

use std::collections::BTreeMap;

use super::super::{Skipped, SkippedKind};
use super::Read;
use crate::field::Tool;
use crate::lower;
use crate::model::{Facts, Notice, Scope, ScopeKind};
use crate::source::{TextId, Texts, folder};
use crate::terraform::{Inputs, Modules, Plan};

/// The plans of a run.
#[derive(Debug, Default)]
pub(super) struct Plans {
    of_roots: BTreeMap<String, Plan>,
    alone: Vec<Plan>,
}

/// Where a plan belongs.
enum Home {
    Root(String),
    Nowhere,
    /// Its folder has changed since.
    Outdated,
}

/// Reads plans, and finds their roots; calls of modules that a plan tells are skipped no more.
pub(super) fn read(
    files: Vec<(String, TextId)>,
    (modules, roots): (&Modules, &[String]),
    texts: &Texts,
    read: &mut Read,
) -> Plans {
    let mut plans = Plans::default();
    read.files += files.len();
    for (path, text) in files {
        let plan = match Plan::read(&path, text, texts) {
            Ok(plan) => plan,
            Err(errors) => {
                let notice = |error| Notice::syntax(&path, text, error, Tool::Terraform);
                let notices = errors.iter().map(notice).collect();
                read.facts.push((scope(&path), Facts { notices, ..Facts::default() }));
                continue;
            }
        };
        match home(&plan, modules, roots) {
            Home::Root(root) if !plans.of_roots.contains_key(&root) => {
                plans.of_roots.insert(root, plan);
            }
            Home::Nowhere => plans.alone.push(plan),
            Home::Root(_) | Home::Outdated => {
                read.skipped.push(Skipped { what: SkippedKind::Plan, name: path });
            }
        }
    }
    read.skipped.retain(|it| it.what != SkippedKind::RemoteModule || !plans.cover(&it.name));
    plans
}

fn home(plan: &Plan, modules: &Modules, roots: &[String]) -> Home {
    let own = folder(&plan.path);
    if let Some(directory) = modules.get(own) {
        let root = plan.is_of(directory) && roots.iter().any(|root| root == own);
        return if root { Home::Root(own.to_owned()) } else { Home::Outdated };
    }
    let mut exact = roots
        .iter()
        .filter(|root| modules.get(root).is_some_and(|directory| plan.is_exactly_of(directory)));
    match (exact.next(), exact.next()) {
        (Some(root), None) => Home::Root(root.clone()),
        _ => Home::Nowhere,
    }
}

impl Plans {
    /// The plan of a root, and the inputs that it was made with. Of several environments it is one:
    /// the others set some variable to something else.
    pub(super) fn of_run(
        &self,
        (scope, inputs): (&Scope, &Inputs),
        modules: &Modules,
    ) -> Option<(&Plan, Inputs)> {
        let plan = self.of_roots.get(&*scope.path)?;
        let directory = modules.get(&scope.path)?;
        let only = scope.environment.is_empty();
        let made = only || plan.is_made_with(modules, directory, inputs);
        made.then(|| (plan, plan.inputs(modules, directory, inputs)))
    }

    /// Whether a plan says what a call makes whose module is not scanned; `name` is the folder of
    /// the call and its address, as in `live:module.eks`.
    fn cover(&self, name: &str) -> bool {
        let (root, call) = name.split_once(':').unwrap_or(("", name));
        self.of_roots.get(root).is_some_and(|plan| plan.declares("", call))
    }

    /// What the plans say that belong to no root.
    pub(super) fn alone(&self, texts: &Texts) -> Vec<(Scope, Facts)> {
        let one = |plan: &Plan| {
            let (scope, mut facts) = (scope(&plan.path), Facts::default());
            lower::terraform::lower_plan(plan, texts, &scope.key(), &mut facts);
            (scope, facts)
        };
        self.alone.iter().map(one).collect()
    }
}

fn scope(path: &str) -> Scope {
    Scope::of(ScopeKind::Plan, path)
}
