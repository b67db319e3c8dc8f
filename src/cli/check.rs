//! `ekslint check`: checks files and directories.

mod printing;

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use clap::Args;

use super::add_ignore;
use super::configuration::target;
use super::console::{Console, Stop};
use super::counted::{self, CountedArguments};
use super::fixing::{self, FixArguments};
use super::input::InputArguments;
use super::judging::{FailOn, PresetName, fails};
use super::known_rules;
use super::output::{self, Output};
use super::progress::Progress;
use super::running::{self, RunningArguments};
use super::{clock, watch};
use crate::check::{self, CheckOptions, CheckResult, Mended, Selection};
use crate::config::Config;
use crate::data::versions::Minor;
use crate::finding::FixClass;
use crate::report::Report;
use crate::rule::Severity;
use crate::timing::{self, Phase};

/// What stands below the options.
const AFTER: &str = "\
Exit codes: 0 clean, 1 findings at or above --fail-on,
            2 the job could not be done. With --fix what is left
            counts, with --diff whether anything would be fixed.

Arguments:  @FILE stands for the lines of a file, an argument each.

Environment, where an option is not given:
  EKSLINT_CONFIG, EKSLINT_PRESET, EKSLINT_FAIL_ON, EKSLINT_OUTPUT,
  EKSLINT_COLOR                     the options of these names
  NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR, TERM
                                    what --color auto follows
  LC_ALL, LC_CTYPE, LANG            ASCII alone where they are not UTF-8";

/// Arguments of `ekslint check`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
#[command(after_help = AFTER)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    counted: CountedArguments,
    #[command(flatten)]
    fixing: FixArguments,
    #[command(flatten)]
    running: RunningArguments,
    /// How much to ask of the configuration; recommended by default.
    #[arg(
        help_heading = "How to judge",
        long,
        value_enum,
        env = "EKSLINT_PRESET",
        hide_env_values = true
    )]
    preset: Option<PresetName>,
    /// Run these rules alone: names, globs (irsa-*) or categories (network/).
    #[arg(help_heading = "How to judge", long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules out: names, globs or categories.
    #[arg(help_heading = "How to judge", long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The least severity that gives exit code 1; warning by default.
    #[arg(
        help_heading = "How to judge",
        long,
        value_enum,
        value_name = "SEVERITY",
        env = "EKSLINT_FAIL_ON",
        hide_env_values = true
    )]
    fail_on: Option<FailOn>,
    /// Let comments and the configuration hide nothing: every finding counts.
    #[arg(help_heading = "How to judge", long)]
    no_ignores: bool,
    /// Write a comment with this reason for every finding, so that it does not count.
    #[arg(
        help_heading = "What to write",
        long,
        value_name = "REASON",
        require_equals = true,
        conflicts_with = "no_ignores"
    )]
    add_ignore: Option<String>,
    /// Judge dated rules as of this day; today by default.
    #[arg(help_heading = "How to judge", long, value_name = "YYYY-MM-DD")]
    as_of: Option<jiff::civil::Date>,
    /// Judge every cluster as if it were upgraded to this version, such as 1.35.
    #[arg(help_heading = "How to judge", long, value_name = "1.N", value_parser = target)]
    target_version: Option<Minor>,
    /// What to print, or with =PATH to write: text, concise, json, jsonl, sarif, sarif-all, github,
    /// gitlab, azure, junit, rdjson or markdown; may be repeated.
    #[arg(
        help_heading = "What to print",
        long = "output",
        value_name = "FORMAT[=PATH]",
        default_value = "text",
        env = "EKSLINT_OUTPUT",
        hide_env_values = true
    )]
    outputs: Vec<Output>,
    /// Draw every finding, in the order of files.
    #[arg(help_heading = "What to print", long)]
    all: bool,
    /// List what the files do not decide.
    #[arg(help_heading = "What to print", long)]
    undecided: bool,
    /// Print findings alone: no summary, no warnings.
    #[arg(help_heading = "What to print", long, short, conflicts_with = "verbose")]
    quiet: bool,
    /// Say whom each finding is about, what to do about what was not checked, and how long the run
    /// took.
    #[arg(help_heading = "What to print", long, short)]
    verbose: bool,
}

/// Checks, and prints or writes every report that was asked for.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    output::check(&arguments.outputs)?;
    arguments.running.begin(&arguments.outputs, arguments.input.reads_stdin())?;
    if arguments.running.watch {
        return watch::run(arguments, console);
    }
    let limit = arguments.fixing.limit()?;
    let mut options = arguments.options()?;
    if arguments.running.show_files {
        running::show_files(&options, arguments.quiet, console)?;
        return Ok(ExitCode::SUCCESS);
    }
    let mut result = arguments.check(&options, console)?;
    let mut complete = true;
    if let Some(limit) = limit {
        let mended = arguments.mend(&options, &result, limit, console)?;
        if arguments.fixing.diff {
            return fixing::print(&mended, &options, console);
        }
        let changed = !mended.files.is_empty();
        let (repairs, written) = fixing::write(mended, &mut options, console)?;
        complete = written;
        if changed {
            // Lines have moved.
            arguments.counted.apply(&mut options, arguments.input.configuration.isolated)?;
            result = arguments.check(&options, console)?;
        }
        result.summary.repairs = Some(repairs);
    }
    if let Some(reason) = &arguments.add_ignore {
        add_ignore::write(&result, reason, options.max_file_size, console)?;
        result = arguments.check(&options, console)?;
    }
    let code = arguments.tell(&options, &mut result, complete, console)?;
    // The process ends: to take apart what was read would take longer than to judge it.
    std::mem::forget(result);
    Ok(ExitCode::from(code))
}

impl Arguments {
    /// Tells what came out, everywhere it was asked for; with the code to exit with.
    pub(super) fn tell(
        &self,
        options: &CheckOptions,
        result: &mut CheckResult,
        complete: bool,
        console: &mut Console<'_>,
    ) -> Result<u8, Stop> {
        counted::write(options, result)?;
        self.warn(options, result, console);
        let limit = self.fail_on.map_or(options.config.fail_on(), FailOn::severity);
        let code = match (complete, fails(limit, &result.outcome)) {
            (false, _) => 2,
            (true, true) => 1,
            (true, false) => 0,
        };
        result.summary.exit_code = Some(code);
        let CheckResult { texts, outcome, summary, .. } = &*result;
        let started = Instant::now();
        timing::phase(Phase::Report, || {
            self.deliver(&Report { texts, outcome, summary }, console)
        })?;
        if self.running.timing {
            clock::tell(summary.elapsed + started.elapsed(), console);
        }
        Ok(code)
    }

    pub(super) fn check(
        &self,
        options: &CheckOptions,
        console: &Console<'_>,
    ) -> Result<CheckResult, Stop> {
        let progress = Progress::start(console.watched && !self.quiet);
        let result = check::run(options);
        drop(progress);
        result.map_err(|error| Stop::because(&error))
    }

    /// What fixes would make of the files, with a word on those that cannot be made.
    fn mend(
        &self,
        options: &CheckOptions,
        result: &CheckResult,
        limit: FixClass,
        console: &mut Console<'_>,
    ) -> Result<Mended, Stop> {
        let progress = Progress::start(console.watched && !self.quiet);
        let mended = check::mend(options, result, limit);
        drop(progress);
        let mended = mended.map_err(|error| Stop::because(&error))?;
        fixing::warn(&mended, console);
        Ok(mended)
    }

    pub(super) fn options(&self) -> Result<CheckOptions, Stop> {
        let (select, ignore) = (&self.select, &self.ignore);
        let selection = |config: &Config| {
            let preset = self.preset.map_or(config.preset(), PresetName::preset);
            Selection::new(preset, select, ignore, &known_rules())
                .map_err(|error| Stop::because(&error))
        };
        let mut options = self.input.options(selection, self.as_of.unwrap_or_else(today))?;
        self.counted.apply(&mut options, self.input.configuration.isolated)?;
        if self.target_version.is_some() {
            Arc::make_mut(&mut options.config).world.target = self.target_version;
        }
        if self.fixing.limit()?.is_some() {
            fixing::allowed(&options)?;
        }
        if let Some(reason) = &self.add_ignore {
            add_ignore::allowed(reason, &options)?;
        }
        Ok(CheckOptions { ignores: !self.no_ignores, ..options })
    }

    /// Says on standard error what is no part of the report.
    fn warn(&self, options: &CheckOptions, result: &CheckResult, console: &mut Console<'_>) {
        let files = result.summary.files_checked;
        // A file that could not be read is a finding, and says what to do.
        if files == 0 && result.outcome.findings.is_empty() && !self.quiet {
            let places: Vec<_> =
                options.paths.iter().map(|path| format!("`{}`", path.display())).collect();
            let places =
                if places.is_empty() { "standard input".to_owned() } else { places.join(", ") };
            let text = format!(
                "nothing to check: no eksctl file, Terraform or Kubernetes manifest in {places}"
            );
            console.complain(Severity::Warning, &text);
        }
        for warning in result.warnings.iter().filter(|_| !self.quiet) {
            console.complain(Severity::Warning, warning);
        }
        if self.verbose {
            let seconds = result.summary.elapsed.as_secs_f64();
            let files = crate::report::plural::count(files, "file");
            console.remark(&format!("{files} checked in {seconds:.2} s"));
        }
    }
}

/// The day by the clock of this machine, in UTC.
pub(super) fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}
