//! What the user could tell to have more decided.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use crate::engine::Outcome;
use crate::report::Offer;
use crate::value::Why;

/// What to write to take a reason away, where something can be written.
pub fn remedy(why: &Why) -> Option<String> {
    match why {
        Why::NoDefault(name) => Some(format!("assume.variables.{name} = …")),
        _ => None,
    }
}

/// The lines that would decide something, the most useful first.
pub(super) fn offers(outcome: &Outcome) -> Vec<Offer> {
    let mut lines: BTreeMap<String, usize> = BTreeMap::new();
    for undecided in &outcome.undecided {
        let needed: BTreeSet<Option<String>> =
            undecided.settings.iter().map(|(_, why)| remedy(why)).collect();
        if let (Some(Some(line)), 1) = (needed.first(), needed.len()) {
            *lines.entry(line.clone()).or_default() += 1;
        }
    }
    let mut offers: Vec<Offer> =
        lines.into_iter().map(|(line, decides)| Offer { line, decides }).collect();
    offers.sort_by_key(|offer| Reverse(offer.decides));
    offers
}
