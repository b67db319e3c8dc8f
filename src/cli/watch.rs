//! `ekslint check --watch`: checks again when something changes.
//!
//! Files are looked at again and again, which works on every system and share, in containers as
//! well; the pause is many times as long as the look.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant, SystemTime};

use super::check::Arguments;
use super::console::{Console, Stop};
use crate::check::{self, CheckOptions, CheckResult};
use crate::config::FILE_NAME;
use crate::report::plural::count;
use crate::rule::Severity;

/// The shortest pause between two looks.
const PAUSE: Duration = Duration::from_millis(200);

/// A pause is at least so many times as long as the look before it.
const PATIENCE: u32 = 20;

/// How long nothing may change before it is checked: editors write a file in several steps.
const CALM: Duration = Duration::from_millis(100);

/// How far the times of files may lag behind the clock; less than [`CALM`], so that what was waited
/// for is not taken for another change.
const LAG: Duration = Duration::from_millis(50);

/// What clears a terminal, with what scrolled away, and goes to its upper left corner.
const CLEAR: &str = "\u{1b}[2J\u{1b}[3J\u{1b}[H";

/// When a file was written and how long it is; none where there is no file.
type Stamp = Option<(SystemTime, u64)>;

/// What was seen of each file.
type Seen = BTreeMap<PathBuf, Stamp>;

/// What to look at.
#[derive(Debug, Default)]
struct Watched {
    /// What was checked last, to look for new files.
    options: Option<CheckOptions>,
    /// Files that were read or looked for besides.
    paths: Vec<PathBuf>,
}

/// Checks, and checks again after each change, until the process is ended or nobody reads any more.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let mut watched = Watched::default();
    loop {
        if console.terminal {
            console.print(CLEAR)?;
        }
        let (started, clock) = (SystemTime::now(), Instant::now());
        let before = watched.look();
        let first = match once(arguments, console) {
            Ok((now, first, result)) => {
                say(&result, clock.elapsed(), console);
                watched = now;
                first
            }
            Err(Stop::ClosedPipe) => return Err(Stop::ClosedPipe),
            // A mistake in the configuration, most likely: it is mended in a moment.
            Err(Stop::Failed(reason)) if watched.options.is_some() => {
                let first = (watched.look(), SystemTime::now());
                console.complain(Severity::Error, &reason);
                first
            }
            Err(stop) => return Err(stop),
        };
        watched.wait(started, &before, first);
    }
}

/// Checks once. Files are looked at before anything is told: what is told may be the reason of the
/// next change.
fn once(
    arguments: &Arguments,
    console: &mut Console<'_>,
) -> Result<(Watched, (Seen, SystemTime), CheckResult), Stop> {
    let options = arguments.options()?;
    let mut result = arguments.check(&options, console)?;
    let watched = Watched::of(options.clone(), &result);
    let first = (watched.look(), SystemTime::now());
    arguments.tell(&options, &mut result, true, console)?;
    Ok((watched, first, result))
}

/// The time of day, what was found and how long that took.
fn say(result: &CheckResult, took: Duration, console: &mut Console<'_>) {
    let now = jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now());
    let found = count(result.outcome.findings.len(), "finding");
    let files = count(result.summary.files_checked, "file");
    let seconds = took.as_secs_f64();
    console.remark(&format!(
        "{:02}:{:02}:{:02} UTC: {found} in {files}, {seconds:.2} s; waiting for changes, Ctrl-C ends",
        now.hour(),
        now.minute(),
        now.second()
    ));
}

impl Watched {
    fn of(options: CheckOptions, result: &CheckResult) -> Self {
        let root = &options.config.world.root;
        // Of a folder that was listed, the folder itself.
        let plain = |path: &String| PathBuf::from(path.trim_end_matches("**"));
        let mut paths: Vec<PathBuf> = result.reads.iter().map(plain).collect();
        paths.extend(options.config.files.iter().map(|(path, _)| PathBuf::from(path)));
        // The configuration and the baseline may be made: the first where nothing holds yet.
        let named = options.paths.iter().filter_map(|path| path.canonicalize().ok());
        let above = |path: PathBuf| {
            path.ancestors().map(|folder| folder.join(FILE_NAME)).collect::<Vec<_>>()
        };
        paths.extend(named.flat_map(above));
        paths.extend(options.baseline.iter().map(|it| it.path.clone()));
        paths.push(root.folder.join(crate::baseline::FILE_NAME));
        paths.extend(options.variables.iter().filter_map(|it| it.file().cloned()));
        Self { options: Some(options), paths }
    }

    /// Comes back when something has changed since `started`, and is calm again; `before` was seen at
    /// that time of the files that were known then, `first` of all after they were read.
    fn wait(&self, started: SystemTime, before: &Seen, (first, now): (Seen, SystemTime)) {
        let started = started.checked_sub(LAG).unwrap_or(started);
        let during = |(time, _): &(SystemTime, u64)| *time >= started && *time <= now;
        // What is gone has no time of its own.
        let other =
            |(path, stamp): (&PathBuf, &Stamp)| before.get(path).is_some_and(|it| it != stamp);
        if first.values().flatten().any(during) || first.iter().any(other) {
            // Changed while it was read: nobody knows what was seen of it.
            self.calm(first);
            return;
        }
        loop {
            let clock = Instant::now();
            let seen = self.look();
            if seen != first {
                self.calm(seen);
                return;
            }
            std::thread::sleep(PAUSE.max(clock.elapsed() * PATIENCE));
        }
    }

    fn calm(&self, mut before: Seen) {
        loop {
            std::thread::sleep(CALM);
            let now = self.look();
            if now == before {
                return;
            }
            before = now;
        }
    }

    fn look(&self) -> Seen {
        let met = self.options.as_ref().and_then(|it| check::discovered(it).ok());
        let all = self.paths.iter().cloned().chain(met.into_iter().flatten());
        let stamp = |path: PathBuf| {
            let data = path.metadata().ok();
            let stamp = data.and_then(|it| Some((it.modified().ok()?, it.len())));
            (path, stamp)
        };
        all.map(stamp).collect()
    }
}
