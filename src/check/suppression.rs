//! What does not count, and what is wrong with how that is said.

use super::CheckOptions;
use crate::engine::{self, Outcome};
use crate::model::{Scope, ScopeKind};
use crate::rule::{Check, Fact, Level, Meta};
use crate::rules::RULES;
use crate::source::Texts;
use crate::suppress::{Judging, Suppressions};

/// The suppressions of a run; none where they are not asked for.
pub(super) fn of(texts: &Texts, options: &CheckOptions) -> Suppressions {
    if options.ignores {
        Suppressions::collect(texts, &options.config, options.as_of)
    } else {
        Suppressions::default()
    }
}

/// Takes out what does not count, and adds what is wrong with the suppressions. Whether one hides
/// nothing is only known where the complete project was read.
pub(super) fn apply(
    suppressions: &Suppressions,
    outcome: &mut Outcome,
    texts: &Texts,
    (options, complete): (&CheckOptions, bool),
) {
    if !options.ignores {
        return;
    }
    let used = suppressions.apply(outcome, texts, &options.config);
    let (selection, config) = (&options.selection, &options.config);
    let ran = |rule: &'static Meta, path: Option<&str>| {
        selection.includes(rule, &config.levels)
            && path.is_none_or(|path| selection.level(rule, path, config) != Level::Off)
    };
    let notices = suppressions.notices(&used, outcome, texts, Judging { ran: &ran, complete });
    let nowhere = Scope::of(ScopeKind::Manifests, "");
    let facts = notices.into_iter().filter_map(|notice| {
        let of_kind = |check: &Check| matches!(check, Check::Notice(kind) if *kind == notice.kind);
        let rule = RULES.iter().find(|rule| of_kind(&rule.check))?;
        selection
            .includes(&rule.meta, &config.levels)
            .then(|| (&rule.meta, &nowhere, Fact::from(&notice)))
    });
    let level = |rule: &'static Meta, path: &str| selection.level(rule, path, config);
    outcome.append(engine::gather(facts, (&level, false), texts), texts);
}
