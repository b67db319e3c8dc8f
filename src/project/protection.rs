//! Which workloads no disruption budget protects.

use super::{Project, namespace};
use crate::field::Field;
use crate::model::{Autoscaler, Budget, Facts, Workload, selects};
use crate::project::drain::targets;
use crate::value::Truth;

/// Why the absence of a budget says something.
#[derive(Clone, Debug)]
pub enum Evidence<'a> {
    /// The user says that the files hold every budget.
    Complete,
    /// Another workload of the same deployment and namespace has one.
    Neighbour(&'a Workload, &'a Budget),
}

/// A workload that no budget protects.
#[derive(Clone, Debug)]
pub struct Unprotected<'a> {
    /// Whether no budget protects it.
    pub truth: Truth,
    /// Why that says something; none where budgets may be anywhere.
    pub evidence: Option<Evidence<'a>>,
}

impl Project {
    /// The least number of pods that a workload has: what is written, or what its autoscaler keeps;
    /// an unknown field where something else may set it.
    pub fn least_replicas(&self, workload: &Workload) -> Field<i64> {
        let Some(unit) = self.index_of(&workload.object.scope) else { return workload.replicas() };
        let around = self.links.around(unit, &self.units[unit].scope);
        let autoscalers = || around.iter().flat_map(|index| &self.units[*index].facts.autoscalers);
        let mut meant = autoscalers().filter(|it| targets(it, workload).may());
        match (meant.next(), meant.next()) {
            (None, _) => workload.replicas(),
            (Some(only), None) if targets(only, workload).must() => only.least(),
            (Some(one), _) => unknown(one),
        }
    }

    /// Whether no budget protects a workload, as far as can be told from the scopes around it.
    pub fn unprotected<'a>(&'a self, workload: &Workload) -> Unprotected<'a> {
        let object = &workload.object;
        let complete = self.all_of(object, "PodDisruptionBudget", |facts| &facts.budgets);
        let Some(unit) = self.index_of(&object.scope) else {
            return Unprotected { truth: Truth::Unknown, evidence: None };
        };
        let scope = &self.units[unit].scope;
        let around = self.links.around(unit, scope);
        let budgets = around.iter().flat_map(|index| &self.units[*index].facts.budgets);
        let reach = namespace::Reach::Together;
        let protected = |budget: &Budget| protects(budget, workload, reach);
        let seen = Truth::any(budgets.map(protected));
        let all = complete.iter().flatten().map(|budget| protected(budget));
        let truth = !(seen | Truth::any(all));
        let evidence = match complete {
            Some(_) => Some(Evidence::Complete),
            None => self.protected_neighbour(workload, &self.links.near(unit, scope)),
        };
        Unprotected { truth, evidence }
    }

    /// A workload that a budget protects, deployed with another one and in its namespace.
    fn protected_neighbour<'a>(
        &'a self,
        workload: &Workload,
        near: &[usize],
    ) -> Option<Evidence<'a>> {
        let facts = || near.iter().map(|index| &self.units[*index].facts);
        let reach = namespace::Reach::Together;
        let beside = |it: &&Workload| {
            it.object.subject != workload.object.subject
                && namespace::same(&it.namespace, &workload.namespace, reach).must()
        };
        let neighbours = facts().flat_map(|it: &Facts| &it.workloads).filter(beside);
        neighbours.into_iter().find_map(|neighbour| {
            let mut budgets = facts().flat_map(|it| &it.budgets);
            let budget = budgets.find(|budget| protects(budget, neighbour, reach).must())?;
            Some(Evidence::Neighbour(neighbour, budget))
        })
    }
}

/// Whether a budget protects the pods of a workload.
fn protects(budget: &Budget, workload: &Workload, reach: namespace::Reach) -> Truth {
    let same = namespace::same(&budget.namespace, &workload.namespace, reach);
    let labels = workload.pod_labels();
    let selected = match (budget.match_labels(), labels.known()) {
        (Some(selector), Some(labels)) => selects(&selector, labels),
        (Some(_), None) if labels.is_unwritten() => Truth::False,
        _ => Truth::Unknown,
    };
    same & selected & budget.object.existence
}

fn unknown(autoscaler: &Autoscaler) -> Field<i64> {
    let why = crate::value::Why::SetBy(format!("`{}`", autoscaler.object.subject).into());
    Field { state: crate::field::State::Unknown(why), anchor: autoscaler.object.anchor() }
}
