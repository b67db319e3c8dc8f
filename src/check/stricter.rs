//! What stricter presets would add.

use super::{CheckOptions, Selection, run_rules, settle};
use crate::project::Project;
use crate::rule::Rule;
use crate::source::Texts;
use crate::suppress::Suppressions;

/// How many findings each stricter preset would add, of those that would add any. A preset holds all
/// that a less strict one does, so that the rules of the strictest are run once for all of them.
pub(super) fn counts(
    (project, texts): (&Project, &Texts),
    suppressions: &Suppressions,
    options: &CheckOptions,
) -> Vec<(&'static str, usize)> {
    let (selection, levels) = (&options.selection, &options.config.levels);
    let Some(strictest) = selection.stricter().last() else { return Vec::new() };
    let more = |rule: &Rule| !selection.includes(&rule.meta, levels);
    let mut outcome = run_rules(&strictest, more, (project, texts), options);
    suppressions.apply(&mut outcome, texts, &options.config);
    settle::settle(&mut outcome, texts, options);
    let adds = |preset: Selection| {
        let of_preset = outcome.findings.iter().filter(|it| preset.includes(it.rule, levels));
        (preset.preset().name(), of_preset.count())
    };
    selection.stricter().map(adds).filter(|(_, count)| *count > 0).collect()
}
