//! The rules that tests of everything but rules speak of.
#![allow(dead_code, reason = "not every test uses all of it")]

use ekslint::check::Selection;
use ekslint::rule::{Meta, Preset};
use ekslint::rules::RULES;

/// Tests of reading, joining, hiding and reporting look at these, so that a new rule breaks no test
/// that has nothing to do with it.
pub(crate) const FEW: [&str; 15] = [
    "auto-upgrade-due",
    "ebs-rwx",
    "irsa-role-mismatch",
    "irsa-subject-unknown",
    "irsa-trust-malformed",
    "k8s-version-unsupported",
    "loadbalancer-per-service",
    "pdb-blocks-eviction",
    "public-endpoint-open",
    "reference-missing-attribute",
    "sa-not-found",
    "safe-to-evict-false",
    "storageclass-immediate-binding",
    "subnet-too-small",
    "version-skip",
];

/// The names of all other rules of clusters, for `--ignore`.
pub(crate) fn others(about: &[&str]) -> Vec<String> {
    let machine = |it: &Meta| ["reader", "suppression"].contains(&it.category);
    let rules = RULES.iter().map(|rule| &rule.meta);
    let others = rules.filter(|it| !machine(it) && !about.contains(&it.name));
    others.map(|it| it.name.to_owned()).collect()
}

/// A preset without all other rules.
pub(crate) fn selection(preset: Preset, about: &[&str]) -> Selection {
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    Selection::new(preset, &[], &others(about), &known).expect("the rules exist")
}
