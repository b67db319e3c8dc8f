//! The whole job: discover, read, join, judge.

mod address;
mod inspection;
mod selection;
mod summary;
mod things;

pub use address::{AddressReport, AddressedValue, find_address};
pub use inspection::{Inspection, Thing};
pub(crate) use selection::closest;
pub use selection::{Selection, UnknownRule};

use std::fmt;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::time::Instant;

use crate::engine::{self, Outcome};
use crate::project::Project;
use crate::reader::{self, File, Files, Reading, Variables};
use crate::report::Summary;
use crate::rule::{Context, Preset, Rule};
use crate::rules::RULES;
use crate::source::{Content, Discovery, ReadProblem, Texts, decode, shown};

/// What to check, and how.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Files and directories, as they were named. Empty where standard input is read alone.
    pub paths: Vec<PathBuf>,
    /// The rules to run.
    pub selection: Selection,
    /// The day that dated rules are judged at.
    pub as_of: jiff::civil::Date,
    /// Bytes above which a file is refused with a finding.
    pub max_file_size: u64,
    /// Whether files that git ignores are left out.
    pub gitignore: bool,
    /// Files of Terraform variables that were named, the strongest last.
    pub var_files: Vec<PathBuf>,
    /// Terraform variables that were set one by one, with their texts; they outrank every file.
    pub variables: Vec<(String, String)>,
    /// What was read from standard input.
    pub stdin: Option<Stdin>,
    /// How many threads to use; all cores if none is given.
    pub threads: Option<NonZeroUsize>,
}

impl Default for CheckOptions {
    /// The recommended rules over the working directory, as of the day of the tables.
    fn default() -> Self {
        Self {
            paths: vec![PathBuf::from(".")],
            selection: Selection::of(Preset::Recommended),
            as_of: crate::data::versions::AS_OF,
            max_file_size: 16 * 1024 * 1024,
            gitignore: true,
            var_files: Vec::new(),
            variables: Vec::new(),
            stdin: None,
            threads: None,
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
    /// Variables that were set one by one and that nothing declares.
    pub undeclared: Vec<String>,
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
        let mut result = judge(reader::read(files(options)?, &variables(options)?), options);
        result.summary.elapsed = started.elapsed();
        Ok(result)
    })
}

/// Reads what the options name, and tells what it was understood as; no rule is run.
pub fn inspect(options: &CheckOptions) -> Result<Inspection, CheckError> {
    in_pool(options, || {
        let reading = reader::read(files(options)?, &variables(options)?);
        let Reading { texts, units, skipped, files_checked, .. } = reading;
        let project = Project::new(units);
        let summary = summary::of(&project, &skipped, files_checked, options);
        Ok(Inspection { texts, things: things::of(&project, options.as_of), summary })
    })
}

/// Checks files that are in memory: paths relative to an imagined root, and their texts.
pub fn lint(files: &[(String, String)], options: &CheckOptions) -> CheckResult {
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        links: Vec::new(),
        content: Ok(Content { text: text.clone(), reencoded: false }),
    };
    let mut files: Files = files.iter().map(file).collect();
    files.sort_by(|one, two| one.path.cmp(&two.path));
    let assignments = options.variables.clone();
    judge(reader::read(files, &Variables { files: Vec::new(), assignments }), options)
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

/// The files of a run: what is on disk, with standard input in its place.
fn files(options: &CheckOptions) -> Result<Files, CheckError> {
    let root = working_directory()?;
    let discovery = Discovery { paths: options.paths.clone(), gitignore: options.gitignore };
    let (mut files, problems) = reader::discover(&discovery, &root, options.max_file_size);
    for problem in problems {
        if problem.named {
            return Err(CheckError::Unreadable(problem.path, problem.reason));
        }
        let path = shown(&problem.path, &root);
        let content = Err(ReadProblem::Refused(problem.reason));
        files.push(File { path, links: Vec::new(), content });
    }
    files.sort_by(|one, two| one.path.cmp(&two.path));
    if let Some(stdin) = &options.stdin {
        overlay(&mut files, stdin, &root);
    }
    Ok(files)
}

/// The variables that the options set.
fn variables(options: &CheckOptions) -> Result<Variables, CheckError> {
    let root = working_directory()?;
    let file = |path: &PathBuf| {
        if !path.exists() {
            return Err(CheckError::NoSuchPath(path.clone()));
        }
        let content = crate::source::read(path, options.max_file_size);
        Ok(File { path: shown(path, &root), links: Vec::new(), content })
    };
    let files = options.var_files.iter().map(file).collect::<Result<_, _>>()?;
    Ok(Variables { files, assignments: options.variables.clone() })
}

fn working_directory() -> Result<PathBuf, CheckError> {
    std::env::current_dir()
        .map_err(|error| CheckError::System(format!("the working directory is gone: {error}")))
}

/// Puts standard input in the place of the file that it stands for, or beside the others.
fn overlay(files: &mut Files, stdin: &Stdin, root: &Path) {
    let path = stdin.filename.as_ref().map_or_else(|| stdin_name(stdin), |path| shown(path, root));
    let file = File { path, links: Vec::new(), content: decode(stdin.content.clone()) };
    match files.binary_search_by(|it| it.path.cmp(&file.path)) {
        Ok(at) => files[at] = file,
        Err(at) => files.insert(at, file),
    }
}

/// A name for standard input alone, which decides how it is read: as Terraform where a line opens
/// one of its blocks, else as YAML or JSON.
fn stdin_name(stdin: &Stdin) -> String {
    const BLOCKS: [&str; 8] = [
        "resource \"",
        "data \"",
        "module \"",
        "variable \"",
        "output \"",
        "provider \"",
        "locals {",
        "terraform {",
    ];
    let text = String::from_utf8_lossy(&stdin.content);
    let terraform = text.lines().any(|line| BLOCKS.iter().any(|block| line.starts_with(block)));
    if terraform { "<stdin>.tf".to_owned() } else { "<stdin>.yaml".to_owned() }
}

fn judge(reading: Reading, options: &CheckOptions) -> CheckResult {
    let Reading { texts, units, skipped, files_checked, reads, undeclared } = reading;
    let project = Project::new(units);
    let context = Context { project: &project, today: options.as_of };
    let selection = &options.selection;
    let chosen: Vec<&'static Rule> =
        RULES.iter().filter(|rule| selection.includes(&rule.meta)).collect();
    let outcome = engine::run(&chosen, &context, &texts);
    let mut summary = summary::of(&project, &skipped, files_checked, options);
    for preset in selection.stricter() {
        let more =
            |rule: &&'static Rule| preset.includes(&rule.meta) && !selection.includes(&rule.meta);
        let rules: Vec<&'static Rule> = RULES.iter().filter(more).collect();
        let count = engine::run(&rules, &context, &texts).findings.len();
        summary.stricter.push((preset.preset().name(), count));
    }
    summary.stricter.retain(|(_, count)| *count > 0);
    CheckResult { texts, outcome, summary, reads, undeclared }
}
