//! The whole job: discover, read, join, judge.

mod address;
mod coverage;
mod excludes;
mod input;
mod inspection;
mod listing;
mod memory;
mod mend;
mod offers;
mod past;
mod printed;
mod rendered;
mod selection;
mod settle;
mod shared;
mod starter;
mod stricter;
mod summary;
mod suppression;
mod things;

pub use address::{AddressReport, AddressedValue, find_address};
pub use coverage::{Coverage, Gap, Setting, coverage};
pub use input::VariableOption;
pub use inspection::{Detail, Inspection, Thing};
pub use listing::{Listing, discovered, listing};
pub use memory::{lint, lint_change};
pub use mend::{Mended, MendedFile, mend, mend_lint};
pub use offers::remedy;
pub use selection::Selection;
pub use starter::Starter;

use std::fmt;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Instant;

use smol_str::SmolStr;

use crate::baseline::{Baseline, Known};
use crate::config::Config;
use crate::engine::{self, Judged, Outcome};
use crate::field::Subject;
use crate::model::Unit;
use crate::project::{Past, Project};
use crate::reader::{Callers, Reading};
use crate::render::Renderer;
use crate::report::Summary;
use crate::rule::{Meta, Preset, Rule};
use crate::rules::RULES;
use crate::since::Changes;
use crate::source::Texts;
use crate::suppress::Suppressions;
use crate::timing::{self, Phase};

/// What to check, and how.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Files and directories, as they were named. Empty where standard input is read alone.
    pub paths: Vec<PathBuf>,
    /// The rules to run.
    pub selection: Selection,
    /// What the user told of the project and of the rules.
    pub config: Arc<Config>,
    /// The day that dated rules are judged at.
    pub as_of: jiff::civil::Date,
    /// Bytes above which a file is refused with a finding.
    pub max_file_size: u64,
    /// Whether files that git ignores are left out.
    pub gitignore: bool,
    /// Terraform variables that are set from outside, the strongest last.
    pub variables: Vec<VariableOption>,
    /// Whether files that are named are left out if the configuration excludes them.
    pub force_exclude: bool,
    /// What was read from standard input.
    pub stdin: Option<Stdin>,
    /// Findings that are known, and do not count.
    pub baseline: Option<Arc<Known>>,
    /// The changes that findings have to lie in to count.
    pub since: Option<Arc<Changes>>,
    /// Whether findings may be hidden by comments and by the configuration.
    pub ignores: bool,
    /// Whether verdicts that found nothing wrong are kept as well.
    pub keep_passed: bool,
    /// How many threads to use; all cores if none is given.
    pub threads: Option<NonZeroUsize>,
    /// What runs kustomize and Helm for what cannot be read without them; nothing if none is given.
    pub renderer: Option<Arc<Renderer>>,
}

impl Default for CheckOptions {
    /// The recommended rules over the working directory, as of the day of the tables.
    fn default() -> Self {
        Self {
            paths: vec![PathBuf::from(".")],
            selection: Selection::of(Preset::Recommended),
            config: Arc::default(),
            as_of: crate::data::versions::AS_OF,
            max_file_size: 16 * 1024 * 1024,
            gitignore: true,
            variables: Vec::new(),
            force_exclude: false,
            stdin: None,
            baseline: None,
            since: None,
            ignores: true,
            keep_passed: false,
            threads: None,
            renderer: None,
        }
    }
}

/// A file that came through standard input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stdin {
    /// Its bytes.
    pub content: Vec<u8>,
    /// The file of the project that they stand for; none if they are checked alone.
    pub filename: Option<PathBuf>,
}

/// What came out.
#[derive(Debug)]
pub struct CheckResult {
    /// The texts that spans point into.
    pub texts: Texts,
    /// Findings and undecided verdicts.
    pub outcome: Outcome,
    /// What was read and understood.
    pub summary: Summary,
    /// Every path that was read, sorted.
    pub reads: Vec<String>,
    /// What is to be written to the baseline, if that was asked for.
    pub updated: Option<Baseline>,
    /// What the configuration and the command line say to no effect.
    pub warnings: Vec<String>,
    /// Every declared cluster whose name is known: the name, and who that is.
    pub clusters: Vec<(SmolStr, Subject)>,
    /// What was judged. A program that ends anyway need not take it apart.
    pub project: Project,
}

/// Why the job could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CheckError {
    /// A path that was named does not exist.
    NoSuchPath(PathBuf),
    /// A path that was named cannot be read.
    Unreadable(PathBuf, String),
    /// What was asked for is no address, and why not.
    Address(String, String),
    /// The working directory is gone, or threads cannot be started.
    System(String),
}

impl fmt::Display for CheckError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSuchPath(path) => write!(out, "`{}` does not exist", path.display()),
            Self::Unreadable(path, why) => {
                write!(out, "`{}` cannot be read: {why}", path.display())
            }
            Self::Address(address, why) => write!(out, "`{address}` is no address: {why}"),
            Self::System(why) => out.write_str(why),
        }
    }
}

impl std::error::Error for CheckError {}

/// Checks what the options name.
pub fn run(options: &CheckOptions) -> Result<CheckResult, CheckError> {
    let started = Instant::now();
    in_pool(options, || {
        let complete = covers_root(options);
        let past = past::of_run(options)?;
        let reading = input::read(options)?;
        let mut result = judge((reading, past), options, complete);
        if complete {
            result.warnings.extend(options.config.idle(&result.reads));
            result.warnings.extend(excludes::idle(options));
        }
        result.summary.elapsed = started.elapsed();
        Ok(result)
    })
}

/// Reads what the options name, and tells what it was understood as; no rule is run.
pub fn inspect(options: &CheckOptions) -> Result<Inspection, CheckError> {
    in_pool(options, || {
        let Reading { texts, units, skipped, files_checked, .. } = input::read(options)?;
        let project = joined(units, options);
        let summary = summary::of(&project, &skipped, files_checked, options);
        Ok(Inspection { texts, things: things::of(&project, options.as_of), summary })
    })
}

/// Checks what the options name, and tells what a configuration could begin with.
pub fn starter(options: &CheckOptions) -> Result<Starter, CheckError> {
    in_pool(options, || {
        let reading = input::read(options)?;
        let project = joined(reading.units, options);
        let selection = &options.selection;
        let outcome = run_rules(selection, |_| true, (&project, &reading.texts), options);
        let offers = offers::offers(&outcome);
        Ok(Starter::of(&project, &reading.reads, &offers, &options.config.world.root))
    })
}

/// Whether a run looks at the whole project, so that a pattern without a match is a mistake.
fn covers_root(options: &CheckOptions) -> bool {
    let folder = &options.config.world.root.folder;
    let Ok(folder) = folder.canonicalize() else { return false };
    options.paths.iter().any(|path| path.canonicalize().is_ok_and(|path| path == folder))
}

/// Runs a job on as many threads as the options ask for.
fn in_pool<T: Send>(
    options: &CheckOptions,
    job: impl FnOnce() -> Result<T, CheckError> + Send,
) -> Result<T, CheckError> {
    let Some(threads) = options.threads else { return job() };
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads.get()).build();
    pool.map_err(|error| CheckError::System(error.to_string()))?.install(job)
}

fn judge((reading, past): (Reading, Past), options: &CheckOptions, complete: bool) -> CheckResult {
    let Reading { texts, units, skipped, files_checked, reads, callers, undeclared, .. } = reading;
    let (unassumed, rendered) = (reading.unassumed, reading.renders);
    let project = joined(units, options).after(past);
    let (suppressions, mut outcome) = counted((&project, &texts), &callers, (options, complete));
    printed::tell(&mut outcome, &texts);
    rendered::tell(&mut outcome, &rendered.texts, &texts);
    let settled = settle::settle(&mut outcome, &texts, options);
    let mut summary = summary::of(&project, &skipped, files_checked, options);
    summary.baseline = settled.standing;
    summary.offers = offers::offers(&outcome);
    summary.stricter = stricter::counts((&project, &texts), &suppressions, options);
    let updated = settled.updated;
    let warning =
        |name: &String| format!("`--var {name}=...` sets nothing: no variable is called `{name}`");
    let mut warnings: Vec<String> = undeclared.iter().map(warning).collect();
    warnings.extend(options.config.doubted());
    warnings.extend(rendered.warnings);
    let clusters: Vec<(SmolStr, Subject)> = project.named_clusters().collect();
    if complete {
        warnings.extend(options.config.unassumed(&unassumed));
        let declared: Vec<String> = clusters.iter().map(|(name, _)| name.to_string()).collect();
        warnings.extend(options.config.unmet(&project.unmet_clusters(), &declared));
    }
    CheckResult { texts, outcome, summary, reads, updated, warnings, clusters, project }
}

/// Joins what was read, with what the user says of it.
fn joined(units: Vec<Unit>, options: &CheckOptions) -> Project {
    timing::phase(Phase::Join, || Project::new(units, options.config.world.clone()))
}

/// Runs the selected rules, and takes out what does not count; with what says so.
fn counted(
    (project, texts): (&Project, &Texts),
    callers: &Callers,
    (options, complete): (&CheckOptions, bool),
) -> (Suppressions, Outcome) {
    let suppressions = suppression::of(texts, options);
    let mut outcome = run_rules(&options.selection, |_| true, (project, texts), options);
    shared::tell(&mut outcome, callers, texts);
    suppression::apply(&suppressions, &mut outcome, texts, (options, complete));
    (suppressions, outcome)
}

/// Runs the rules of a selection that pass a filter.
fn run_rules(
    selection: &Selection,
    filter: impl Fn(&Rule) -> bool,
    (project, texts): (&Project, &Texts),
    options: &CheckOptions,
) -> Outcome {
    let config = &options.config;
    let chosen = |rule: &&Rule| selection.includes(&rule.meta, &config.levels) && filter(rule);
    let rules: Vec<&'static Rule> = RULES.iter().filter(chosen).collect();
    let level = |rule: &'static Meta, path: &str| selection.level(rule, path, config);
    let (today, keep_passed) = (options.as_of, options.keep_passed);
    let judged = Judged { project, today, options: &config.options, level: &level, keep_passed };
    timing::phase(Phase::Rules, || engine::run(&rules, &judged, texts))
}
