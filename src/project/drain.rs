//! What stands in the way when a node is drained.

use super::Project;
use crate::field::{Field, State};
use crate::model::{Autoscaler, Budget, Workload};
use crate::value::{Text, Truth, Why};

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
    /// The workloads that a budget selects, in its own scope and linked ones; `None` where that can't be told.
    pub fn protected_by<'a>(&'a self, budget: &Budget) -> Option<Vec<Protected<'a>>> {
        let selector = budget.match_labels()?;
        let scope = self.scope_of(&budget.object)?;
        let units: Vec<_> = self.linked(scope).collect();
        let scalers: Vec<_> = units.iter().flat_map(|unit| &unit.facts.autoscalers).collect();
        let mut protected = Vec::new();
        let indices = units.iter().filter_map(|unit| self.index_of(&unit.scope.key()));
        for workload in indices.flat_map(|unit| self.candidates(unit, &selector)) {
            if !same_namespace(&budget.namespace, &workload.namespace) {
                continue;
            }
            let labels = workload.pod_labels();
            let selected = match labels.known() {
                Some(labels) => crate::model::selects(&selector, labels),
                None if labels.is_unwritten() => Truth::False,
                None => Truth::Unknown,
            };
            match selected {
                Truth::True => protected.push(scaled(workload, &scalers)),
                Truth::Unknown => return None,
                Truth::False => {}
            }
        }
        Some(protected)
    }
}

/// A workload with its number of pods.
fn scaled<'a>(workload: &'a Workload, autoscalers: &[&'a Autoscaler]) -> Protected<'a> {
    let targets = |autoscaler: &&&Autoscaler| {
        let name = workload.name.known().zip(autoscaler.target_name.known());
        autoscaler.target_kind == workload.kind
            && name.is_none_or(|(one, two)| one.same_as(two).may())
    };
    let autoscaler = autoscalers.iter().find(targets).copied();
    let mut replicas = workload.replicas();
    if autoscaler.is_some() {
        let why = Why::Elsewhere("the number of pods under an autoscaler".into());
        replicas.state = State::Unknown(why);
    } else if replicas.is_unwritten() {
        replicas.state = State::Default(1);
    }
    Protected { workload, replicas, autoscaler }
}

/// Whether two namespaces are the same: both written and equal, or both left open.
fn same_namespace(one: &Field<Text>, two: &Field<Text>) -> bool {
    match (one.known(), two.known()) {
        (Some(one), Some(two)) => one.same_as(two).must(),
        (None, None) => true,
        _ => false,
    }
}
