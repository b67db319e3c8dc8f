//! How much is known of each setting, as text.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::check::{Coverage, Gap, Setting};
use crate::report::sanitise::clean;
use crate::report::wrap::append;
use crate::report::{Look, place_name};

/// A line a setting, and under it what the unknown ones hang on, by kind and one by one.
pub(super) fn render(coverage: &Coverage, look: Look) -> String {
    let mut out = String::new();
    for setting in &coverage.settings {
        let Setting { name, written, default, unset, unknown } = setting;
        let missing: usize = unknown.iter().map(|gap| gap.count).sum();
        let name = look.bold(name);
        append(&mut out, format_args!("{name}: {written} written, {default} by default, "));
        append(&mut out, format_args!("{unset} unset, {missing} not known\n"));
        for (group, gaps) in groups(unknown) {
            let count: usize = gaps.iter().map(|gap| gap.count).sum();
            append(&mut out, format_args!("  {count} on {group}\n"));
            for gap in gaps {
                let place = place_name(&coverage.texts, gap.place);
                let place = place.map_or_else(String::new, |it| format!("  {}", look.accent(&it)));
                let line = format!("{}: {}", gap.subject, gap.why);
                let line = clean(&line);
                append(&mut out, format_args!("    {}  {line}{place}\n", gap.count));
            }
        }
    }
    out
}

/// The reasons by what they hang on, the most frequent first.
fn groups(gaps: &[Gap]) -> Vec<(&'static str, Vec<&Gap>)> {
    let mut groups: BTreeMap<&'static str, Vec<&Gap>> = BTreeMap::new();
    for gap in gaps {
        groups.entry(gap.why.group()).or_default().push(gap);
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, gaps)| Reverse(gaps.iter().map(|gap| gap.count).sum::<usize>()));
    groups
}
