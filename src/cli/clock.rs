//! What `--timing` prints.

use std::cmp::Reverse;
use std::time::Duration;

use super::console::Console;
use crate::timing;

/// Says how long everything took since it was last said; `elapsed` is that of the whole run.
pub(super) fn tell(elapsed: Duration, console: &mut Console<'_>) {
    let times = timing::take();
    console.remark("milliseconds, by the clock on the wall");
    for (phase, took) in &times.phases {
        row(phase.name(), *took, console);
    }
    let known: Duration = times.phases.values().sum();
    row("other", elapsed.saturating_sub(known), console);
    row("all", elapsed, console);
    console.remark("milliseconds of work, summed over threads");
    for (work, took) in &times.work {
        row(work.name(), *took, console);
    }
    let mut rules: Vec<(&str, Duration)> = times.rules.into_iter().collect();
    rules.sort_by_key(|(name, took)| (Reverse(*took), *name));
    let all = rules.iter().map(|(_, took)| *took).sum();
    row("judge", all, console);
    console.remark("milliseconds of rules, summed over threads");
    for (name, took) in rules {
        row(name, took, console);
    }
}

fn row(name: &str, took: Duration, console: &mut Console<'_>) {
    console.remark(&format!("{:>10.3}  {name}", milliseconds(took)));
}

fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}
