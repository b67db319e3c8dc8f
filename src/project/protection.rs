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
    /// Another workload of the same deployment and namespace has one, as have at least as many of
    /// them as have none.
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

    /// A workload that a budget protects, deployed with another one and in its namespace, where that
    /// is the habit: of all such workloads that may have several pods, as many are protected as not.
    fn protected_neighbour<'a>(
        &'a self,
        workload: &Workload,
        near: &[usize],
    ) -> Option<Evidence<'a>> {
        let facts = || near.iter().map(|index| &self.units[*index].facts);
        let neighbours = facts().flat_map(|it: &Facts| &it.workloads).filter(|it| {
            matches!(it.kind.as_str(), "Deployment" | "StatefulSet")
                && self.least_replicas(it).is(|count| *count > 1).may()
                && is_beside(it, workload)
        });
        let budget_of = |neighbour: &Workload| {
            let reach = namespace::Reach::Together;
            let mut budgets = facts().flat_map(|it| &it.budgets);
            budgets.find(|budget| protects(budget, neighbour, reach).must())
        };
        let (mut with, mut without) = (Vec::new(), 0);
        for neighbour in neighbours {
            match budget_of(neighbour) {
                Some(budget) => with.push((neighbour, budget)),
                None => without += 1,
            }
        }
        let (neighbour, budget) = with.first().filter(|_| with.len() >= without)?;
        Some(Evidence::Neighbour(neighbour, budget))
    }
}

/// Whether a workload is another one that is surely deployed with one: in the namespace that both
/// write, or in the same file. Files of one folder may be there to be applied one by one.
fn is_beside(other: &Workload, workload: &Workload) -> bool {
    let (one, two) = (&other.object, &workload.object);
    let reach = if one.header.text == two.header.text {
        namespace::Reach::Together
    } else {
        namespace::Reach::Apart
    };
    one.subject != two.subject
        && namespace::same(&other.namespace, &workload.namespace, reach).must()
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
