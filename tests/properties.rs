//! What holds for every input, tried on inputs that nobody would write.
//!
//! The cases are the same in every run, and take some seconds. `PROPTEST_CASES=2560` tries ten
//! times as many, and `PROPTEST_RNG_SEED=7` others.

#[path = "properties/expressions.rs"]
mod expressions;
#[path = "properties/fingerprints.rs"]
mod fingerprints;
#[path = "properties/fixes.rs"]
mod fixes;
#[path = "properties/garbage.rs"]
mod garbage;
#[path = "properties/ignores.rs"]
mod ignores;
#[path = "properties/knowing.rs"]
mod knowing;
#[path = "properties/mutations.rs"]
mod mutations;
#[path = "properties/order.rs"]
mod order;
#[path = "support/pinned.rs"]
mod pinned;
#[path = "support/read.rs"]
mod read;

use std::path::Path;
use std::sync::LazyLock;

use ekslint::check::{CheckResult, lint};
use ekslint::report::{Report, json};
use ekslint::source::Place;
use proptest::test_runner::{Config, RngSeed};

type Sources = Vec<(String, String)>;

/// How to try a property: as many cases as its cost allows.
fn cases(usual: u32) -> Config {
    let config = Config::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        fixed @ RngSeed::Fixed(_) => fixed,
    };
    let cases = (u64::from(usual) * u64::from(config.cases)).div_ceil(256);
    let cases = u32::try_from(cases).unwrap_or(u32::MAX);
    Config { cases, rng_seed, failure_persistence: None, ..config }
}

/// The files of a folder of this repository, in the order of their paths.
fn folder(path: &str) -> Sources {
    let mut sources = Sources::new();
    collect(Path::new(path), &mut sources);
    sources.sort();
    sources
}

fn collect(folder: &Path, sources: &mut Sources) {
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("it can be listed").path();
        if path.is_dir() {
            collect(&path, sources);
        } else {
            sources.push((path.display().to_string(), read::read(&path)));
        }
    }
}

fn demo() -> Sources {
    folder("testdata/demo")
}

/// The demo as it is, checked once for all cases.
static DEMO: LazyLock<CheckResult> = LazyLock::new(|| lint(&demo(), &pinned::options()));

fn report(result: &CheckResult) -> String {
    let CheckResult { texts, outcome, summary, .. } = result;
    json::render(&Report { texts, outcome, summary })
}

/// A label that does not lie in a file on the boundaries of characters.
fn misplaced(result: &CheckResult) -> Option<String> {
    let labels = result.outcome.findings.iter().flat_map(|it| {
        let labels = std::iter::once(&it.finding.primary).chain(&it.finding.related);
        labels.map(|label| (it.rule.name, label))
    });
    let mut labels = labels.filter(|(_, label)| !is_inside(result, label.place));
    labels.next().map(|(rule, label)| format!("[{rule}] {label:?}"))
}

fn is_inside(result: &CheckResult, place: Place) -> bool {
    let span = result.texts.locate(place);
    let text = result.texts.text(span.text);
    text.file().is_some() && text.content().get(span.range()).is_some()
}
