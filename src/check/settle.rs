//! Which findings count: not those that are known, nor those in lines that did not change.

use std::path::Path;

use super::{CheckOptions, Selection};
use crate::baseline::{Baseline, Compared, Entry, Standing};
use crate::engine::Outcome;
use crate::rules::RULES;
use crate::source::{Texts, shown};

/// What to remember of findings that do not count.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// How the findings compare with those that are known.
    pub(super) standing: Option<Standing>,
    /// What is to be written down as known.
    pub(super) updated: Option<Baseline>,
}

/// Sets aside what does not count.
pub(super) fn settle(outcome: &mut Outcome, texts: &Texts, options: &CheckOptions) -> Settled {
    let mut settled = Settled::default();
    if let Some(known) = &options.baseline {
        let root = &options.config.world.root;
        let judged = |entry: &Entry| {
            options.selection.would_judge(&entry.rule, options) && is_covered(&entry.path, options)
        };
        let compared = known.baseline.compare(outcome, (texts, root), &judged, known.update);
        let Compared { standing, updated } = compared;
        settled.standing = Some(Standing { name: known.name.clone(), ..standing });
        settled.updated = known.update.then_some(updated);
    }
    if let Some(changes) = &options.since {
        changes.keep(outcome, texts);
    }
    settled
}

/// Whether a run reads a path, from the root of the project, together with what lies around it.
///
/// Files that are named alone are read without their neighbours, so that nothing follows from what
/// they lack.
fn is_covered(path: &str, options: &CheckOptions) -> bool {
    let root = &options.config.world.root;
    let folders = options.paths.iter().filter(|path| path.is_dir());
    let relative = |folder: &Path| {
        let shown = shown(folder, &root.here);
        root.relative(&shown).into_owned()
    };
    folders.map(|folder| relative(folder)).any(|folder| {
        let rest = path.strip_prefix(&folder);
        folder.is_empty() || rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    })
}

impl Selection {
    /// Whether a run says all there is to say of a rule: it runs, or the configuration switched it
    /// off, or there is no such rule any more. One that the command line leaves out says nothing.
    fn would_judge(&self, rule: &str, options: &CheckOptions) -> bool {
        let known = RULES.iter().find(|it| it.meta.name == rule);
        known.is_none_or(|it| {
            self.includes(&it.meta, &options.config.levels)
                || self.is_switched_off(&it.meta, &options.config.levels)
        })
    }
}
