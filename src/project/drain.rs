//! What stands in the way when a node is drained.

use super::{Project, namespace};
use crate::field::{Field, State, watch};
use crate::model::{Autoscaler, Budget, Unit, Workload, selects};
use crate::value::{Text, Truth, Value, Why};

/// A workload whose pods a budget protects, and how many there are.
#[derive(Clone, Debug)]
pub struct Protected<'a> {
    /// The workload.
    pub workload: &'a Workload,
    /// The number of pods; unknown where an autoscaler sets it.
    pub replicas: Field<i64>,
    /// What scales it, if that is declared.
    pub autoscaler: Option<&'a Autoscaler>,
}

impl Project {
    /// The workloads that a budget selects: those that are deployed with it, else those of linked
    /// scopes; `None` where that can't be told.
    pub fn protected_by<'a>(&'a self, budget: &Budget) -> Option<Vec<Protected<'a>>> {
        let selector = budget.match_labels()?;
        let own = self.index_of(&budget.object.scope)?;
        let scope = &self.units[own].scope;
        let (near, all) = (self.links.near(own, scope), self.links.around(own, scope));
        let mut selected = self.selected(budget, &selector, &near, namespace::Reach::Together)?;
        if selected.is_empty() {
            selected = self.selected(budget, &selector, &all, namespace::Reach::Apart)?;
        }
        let units: Vec<&Unit> = all.iter().map(|index| &self.units[*index]).collect();
        Some(selected.into_iter().map(|workload| scaled(workload, &units)).collect())
    }

    /// The workloads of some units that a budget selects; `None` where that can't be told of one.
    fn selected<'a>(
        &'a self,
        budget: &Budget,
        selector: &Value,
        units: &[usize],
        reach: namespace::Reach,
    ) -> Option<Vec<&'a Workload>> {
        let mut selected = Vec::new();
        for workload in units.iter().flat_map(|unit| self.candidates(*unit, selector)) {
            let same = namespace::same(&budget.namespace, &workload.namespace, reach);
            if !same.may() {
                continue;
            }
            let here = same & has_labels(workload, selector) & workload.object.existence;
            match here {
                Truth::True => selected.push(workload),
                Truth::Unknown => {
                    note(workload, same);
                    return None;
                }
                Truth::False => {}
            }
        }
        Some(selected)
    }
}

/// Whether the pods of a workload have all labels of a selector.
fn has_labels(workload: &Workload, selector: &Value) -> Truth {
    let labels = workload.pod_labels();
    match labels.known() {
        Some(labels) => selects(selector, labels),
        None if labels.is_unwritten() => Truth::False,
        None => Truth::Unknown,
    }
}

/// Leaves word of why it can't be told whether a workload is selected.
fn note(workload: &Workload, same_namespace: Truth) {
    let labels = workload.pod_labels();
    let subject = &workload.object.subject;
    let why = match labels.why() {
        Some(why) => why,
        None if same_namespace == Truth::Unknown => {
            Why::Elsewhere(format!("the namespace of `{subject}`").into())
        }
        None if workload.object.existence == Truth::Unknown => Why::Instances(subject.name.clone()),
        None => Why::NotEvaluated("a label"),
    };
    watch::note(&labels.anchor.path, why);
}

/// A workload with its number of pods.
fn scaled<'a>(workload: &'a Workload, units: &[&'a Unit]) -> Protected<'a> {
    let mut autoscalers = units.iter().flat_map(|unit| &unit.facts.autoscalers);
    let autoscaler = autoscalers.find(|autoscaler| targets(autoscaler, workload).may());
    let mut replicas = workload.replicas();
    if let Some(autoscaler) = autoscaler {
        let why = Why::SetBy(format!("`{}`", autoscaler.object.subject).into());
        replicas.state = State::Unknown(why);
    }
    Protected { workload, replicas, autoscaler }
}

/// Whether an autoscaler sets the number of a workload's pods.
pub(super) fn targets(autoscaler: &Autoscaler, workload: &Workload) -> Truth {
    let kind = match autoscaler.target_kind.known() {
        Some(kind) => Truth::from(*kind == workload.kind),
        None => Truth::Unknown,
    };
    let together = autoscaler.object.scope == workload.object.scope;
    let reach = if together { namespace::Reach::Together } else { namespace::Reach::Apart };
    kind & is_named(workload, &autoscaler.target_name)
        & namespace::same(&autoscaler.namespace, &workload.namespace, reach)
        & autoscaler.object.existence
}

/// Whether a workload has the name that an autoscaler speaks of. A kustomization that renames the
/// one most often renames the other too.
fn is_named(workload: &Workload, name: &Field<Text>) -> Truth {
    match (workload.name.known(), name.known()) {
        (Some(one), Some(two)) => one.same_as(two),
        (None, Some(name)) => name.contains(workload.object.written_name()) & Truth::Unknown,
        _ => Truth::Unknown,
    }
}
