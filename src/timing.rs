//! Where the time of a run goes, if anybody asks.
//!
//! Phases follow each other and are timed by the clock on the wall. Work is what threads do inside
//! of them; where several do it at once, it adds up to more than its phase took. While nobody asks,
//! no clock is looked at.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Whether anybody asks.
static ASKED: AtomicBool = AtomicBool::new(false);

/// What was measured since it was last taken.
static SPENT: Mutex<Times> =
    Mutex::new(Times { phases: BTreeMap::new(), work: BTreeMap::new(), rules: BTreeMap::new() });

thread_local! {
    /// What the work inside of the work at hand took, on this thread.
    static INNER: Cell<Duration> = const { Cell::new(Duration::ZERO) };
}

/// A part of a run that follows others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// Walking folders.
    Discover,
    /// Reading files.
    Read,
    /// Parsing and lowering YAML and JSON.
    Manifests,
    /// Parsing, evaluating and lowering Terraform.
    Terraform,
    /// Reading the values of charts that are released.
    Releases,
    /// Joining facts.
    Join,
    /// Judging facts.
    Rules,
    /// Printing and writing reports.
    Report,
}

/// What threads do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// From text to syntax.
    Parse,
    /// From the syntax of Terraform to facts: what lowering asks for is evaluated, and nothing else.
    Evaluate,
    /// From documents to facts.
    Lower,
}

/// How long everything took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Times {
    /// Each phase.
    pub phases: BTreeMap<Phase, Duration>,
    /// Each kind of work, summed over threads, without other work inside of it.
    pub work: BTreeMap<Work, Duration>,
    /// Each rule by its name, summed over threads.
    pub rules: BTreeMap<&'static str, Duration>,
}

impl Phase {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Discover => "discover",
            Self::Read => "read",
            Self::Manifests => "manifests",
            Self::Terraform => "terraform",
            Self::Releases => "releases",
            Self::Join => "join",
            Self::Rules => "rules",
            Self::Report => "report",
        }
    }
}

impl Work {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Parse => "parse",
            Self::Evaluate => "evaluate",
            Self::Lower => "lower",
        }
    }
}

/// Looks at the clock from now on.
pub fn start() {
    ASKED.store(true, Ordering::Relaxed);
}

/// What was measured since this was last asked.
pub fn take() -> Times {
    SPENT.lock().map(|mut spent| std::mem::take(&mut *spent)).unwrap_or_default()
}

/// Does a phase; no other phase may be inside of it.
pub fn phase<T>(phase: Phase, job: impl FnOnce() -> T) -> T {
    timed(job, |spent, took, _| *spent.phases.entry(phase).or_default() += took)
}

/// Does a piece of work; what is inside of it counts as itself alone.
pub fn work<T>(work: Work, job: impl FnOnce() -> T) -> T {
    timed(job, |spent, took, inner| {
        *spent.work.entry(work).or_default() += took.saturating_sub(inner);
    })
}

/// Runs a rule.
pub fn rule<T>(name: &'static str, job: impl FnOnce() -> T) -> T {
    timed(job, |spent, took, _| *spent.rules.entry(name).or_default() += took)
}

fn timed<T>(job: impl FnOnce() -> T, add: impl FnOnce(&mut Times, Duration, Duration)) -> T {
    if !ASKED.load(Ordering::Relaxed) {
        return job();
    }
    let outer = INNER.replace(Duration::ZERO);
    let started = Instant::now();
    let done = job();
    let took = started.elapsed();
    let inner = INNER.replace(outer + took);
    if let Ok(mut spent) = SPENT.lock() {
        add(&mut spent, took, inner);
    }
    done
}
