//! Patterns of what is excluded that leave out nothing.

use super::CheckOptions;
use crate::report::place_name;
use crate::source::Exclude;

/// A warning for each pattern of what is excluded that leaves out nothing.
pub(super) fn idle(options: &CheckOptions) -> Vec<String> {
    let config = &options.config;
    let (root, texts) = (config.world.root.clone(), config.texts());
    let exclude = Exclude { root, ..Exclude::default() };
    let mut warnings = Vec::new();
    for (patterns, place) in &config.excluded {
        let place = place_name(&texts, (*place).into()).unwrap_or_default();
        let idle = exclude.idle(patterns).into_iter();
        warnings
            .extend(idle.map(|it| format!("{place}: `{it}` excludes nothing: no path matches")));
    }
    warnings
}
