//! The whole job: discover, read, join, judge.

mod selection;
mod summary;

use std::path::PathBuf;
use std::time::Instant;

use jiff::civil::Date;

use crate::engine::{self, Outcome};
use crate::project::Project;
use crate::reader::{self, File, Files, Reading, Stdin};
use crate::report::Summary;
use crate::rule::{Context, Preset};
use crate::source::{Content, Discovery, Texts};

pub use selection::{Selection, UnknownRule};

/// What to check, and how.
#[derive(Clone, Debug)]
pub struct CheckOptions {
    /// Files and folders; a named file is read whatever it is called.
    pub paths: Vec<PathBuf>,
    /// Whether `.gitignore` and its like are followed.
    pub gitignore: bool,
    /// Larger files are refused with a finding, in bytes.
    pub max_file_size: u64,
    /// The largest preset whose rules run.
    pub preset: Preset,
    /// Rules to run besides, by name, glob or `category/`; with any, the preset does not count.
    pub select: Vec<String>,
    /// Rules not to run, by name, glob or `category/`.
    pub ignore: Vec<String>,
    /// The day that dated rules are judged at.
    pub as_of: Date,
    /// Text that stands for a file.
    pub stdin: Option<Stdin>,
    /// Whether standard input is all there is to check.
    pub stdin_only: bool,
}

impl Default for CheckOptions {
    fn default() -> Self {
        Self {
            paths: vec![PathBuf::from(".")],
            gitignore: true,
            max_file_size: 16 * 1024 * 1024,
            preset: Preset::Recommended,
            select: Vec::new(),
            ignore: Vec::new(),
            as_of: today(),
            stdin: None,
            stdin_only: false,
        }
    }
}

/// Today in UTC.
pub fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// What a run gave.
#[derive(Debug)]
pub struct CheckResult {
    /// The texts that spans point into.
    pub texts: Texts,
    /// Findings and undecided verdicts.
    pub outcome: Outcome,
    /// What was read and understood.
    pub summary: Summary,
    /// Every fact, for `inspect`.
    pub project: Project,
    /// Every path that was read, sorted.
    pub reads: Vec<String>,
}

/// Why a job could not be done.
#[derive(Debug)]
pub enum CheckError {
    /// A path that was named cannot be read.
    Path {
        /// The path as it was named.
        path: PathBuf,
        /// Why not.
        reason: String,
    },
    /// A rule that does not exist.
    Rule(UnknownRule),
    /// The working directory is gone.
    WorkingDirectory(std::io::Error),
}

impl std::fmt::Display for CheckError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Path { path, reason } => write!(out, "cannot check `{}`: {reason}", path.display()),
            Self::Rule(unknown) => unknown.fmt(out),
            Self::WorkingDirectory(error) => write!(out, "the working directory cannot be read: {error}"),
        }
    }
}

impl std::error::Error for CheckError {}

/// Checks what the options name.
pub fn run(options: &CheckOptions) -> Result<CheckResult, CheckError> {
    let started = Instant::now();
    let selection = Selection::new(options).map_err(CheckError::Rule)?;
    let root = std::env::current_dir().map_err(CheckError::WorkingDirectory)?;
    let mut files = Files::new();
    if !options.stdin_only {
        let discovery = Discovery { paths: options.paths.clone(), gitignore: options.gitignore };
        let (found, problems) = reader::discover(&discovery, &root, options.max_file_size);
        if let Some(problem) = problems.into_iter().find(|problem| problem.named) {
            return Err(CheckError::Path { path: problem.path, reason: problem.reason });
        }
        files = found;
    }
    if let Some(stdin) = &options.stdin {
        overlay(&mut files, stdin);
    }
    let mut result = judge(reader::read(files), &selection, options);
    result.summary.elapsed = started.elapsed();
    Ok(result)
}

/// Checks files that are in memory: paths relative to an imagined root, and their texts.
///
/// # Panics
/// If the options name a rule that does not exist.
pub fn lint(files: &[(String, String)], options: &CheckOptions) -> CheckResult {
    let selection = Selection::new(options).expect("tests name rules that exist");
    let file = |(path, text): &(String, String)| File {
        path: path.clone(),
        content: Ok(Content { text: text.clone(), reencoded: false }),
    };
    let mut files: Files = files.iter().map(file).collect();
    files.sort_by(|one, two| one.path.cmp(&two.path));
    judge(reader::read(files), &selection, options)
}

/// Puts text in the place of a file, or beside the others.
fn overlay(files: &mut Files, stdin: &Stdin) {
    let content = Ok(Content { text: stdin.text.clone(), reencoded: false });
    let file = File { path: stdin.path.clone(), content };
    match files.binary_search_by(|it| it.path.as_str().cmp(&stdin.path)) {
        Ok(at) => files[at] = file,
        Err(at) => files.insert(at, file),
    }
}

fn judge(reading: Reading, selection: &Selection, options: &CheckOptions) -> CheckResult {
    let Reading { texts, units, skipped, files_checked, reads } = reading;
    let project = Project::new(units);
    let context = Context { project: &project, today: options.as_of };
    let outcome = engine::run(&selection.rules, &context, &texts);
    let mut summary = summary::of(&project, &skipped, files_checked, options);
    let stricter = engine::run(&selection.stricter, &context, &texts).findings.len();
    if stricter > 0 {
        summary.stricter = vec![("strict", stricter)];
    }
    CheckResult { texts, outcome, summary, project, reads }
}
