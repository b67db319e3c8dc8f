//! Workloads by the labels of their pods, so that a selector is not held against all of them.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::Project;
use crate::model::{Unit, Workload};
use crate::value::Value;

/// The workloads of a unit, as places among them.
#[derive(Debug, Default)]
pub(super) struct ByLabel {
    /// Those whose labels are all known, by each of them.
    known: BTreeMap<(SmolStr, SmolStr), Vec<usize>>,
    /// Those that may have other labels than the files show.
    open: Vec<usize>,
}

impl ByLabel {
    fn of(unit: &Unit) -> Self {
        let mut all = Self::default();
        for (place, workload) in unit.facts.workloads.iter().enumerate() {
            match known_labels(workload) {
                Some(labels) => {
                    for label in labels {
                        all.known.entry(label).or_default().push(place);
                    }
                }
                None => all.open.push(place),
            }
        }
        all
    }
}

/// Every label of a workload's pods; none if there may be others.
fn known_labels(workload: &Workload) -> Option<Vec<(SmolStr, SmolStr)>> {
    let labels = workload.pod_labels();
    if labels.is_unwritten() {
        return Some(Vec::new());
    }
    let map = labels.known().and_then(Value::as_map).filter(|map| map.is_closed())?;
    let label = |entry: &crate::value::Entry| {
        Some((entry.key.clone(), SmolStr::from(entry.value.as_str()?)))
    };
    map.entries.iter().map(label).collect()
}

impl Project {
    /// The workloads of a unit that `selector`, the `matchLabels` of one, may select, in their
    /// order; all others lack one of its labels.
    pub(super) fn candidates<'a>(
        &'a self,
        unit: usize,
        selector: &Value,
    ) -> impl Iterator<Item = &'a Workload> {
        let all = self.labels.get_or_init(|| self.units.iter().map(ByLabel::of).collect());
        let (by_label, workloads) = (&all[unit], &self.units[unit].facts.workloads);
        let entries = selector.as_map().map(|map| map.entries.as_slice()).unwrap_or_default();
        let label = entries.iter().find_map(|it| Some((it.key.clone(), it.value.as_str()?.into())));
        let mut places = match label {
            Some(label) => by_label.known.get(&label).cloned().unwrap_or_default(),
            None => (0..workloads.len()).collect(),
        };
        if places.len() < workloads.len() {
            places.extend(&by_label.open);
            places.sort_unstable();
            places.dedup();
        }
        places.into_iter().map(move |place| &workloads[place])
    }
}
