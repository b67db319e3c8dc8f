//! `ekslint check`: checks files and directories.

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::add_ignore;
use super::configuration::target;
use super::console::{Console, Stop};
use super::counted::{self, CountedArguments};
use super::fixing::{self, FixArguments};
use super::input::InputArguments;
use super::judging::{FailOn, PresetName, fails};
use super::known_rules;
use super::output::{self, Format, Output};
use super::progress::Progress;
use super::replace;
use crate::check::{self, CheckOptions, CheckResult, Mended, Selection};
use crate::config::Config;
use crate::data::versions::Minor;
use crate::finding::FixClass;
use crate::report::commands::{azure, github};
use crate::report::text::TextOptions;
use crate::report::{Look, Report, concise, gitlab, json, junit, markdown, rdjson, sarif, text};
use crate::rule::Severity;

/// Arguments of `ekslint check`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 clean, 1 findings at or above --fail-on,\n            2 the job could not be done. With --fix what is left\n            counts, with --diff whether anything would be fixed."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    counted: CountedArguments,
    #[command(flatten)]
    fixing: FixArguments,
    /// How much to ask of the configuration; recommended by default.
    #[arg(help_heading = "How to judge", long, value_enum)]
    preset: Option<PresetName>,
    /// Run these rules alone: names, globs (irsa-*) or categories (network/).
    #[arg(help_heading = "How to judge", long, value_name = "RULES", value_delimiter = ',')]
    select: Vec<String>,
    /// Leave these rules out: names, globs or categories.
    #[arg(help_heading = "How to judge", long, value_name = "RULES", value_delimiter = ',')]
    ignore: Vec<String>,
    /// The least severity that gives exit code 1; warning by default.
    #[arg(help_heading = "How to judge", long, value_enum, value_name = "SEVERITY")]
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
        default_value = "text"
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
    let limit = arguments.fixing.limit()?;
    let mut options = arguments.options()?;
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
    counted::write(&options, &result)?;
    arguments.warn(&options, &result, console);
    let limit = arguments.fail_on.map_or(options.config.fail_on(), FailOn::severity);
    let code = match (complete, fails(limit, &result.outcome)) {
        (false, _) => 2,
        (true, true) => 1,
        (true, false) => 0,
    };
    result.summary.exit_code = Some(code);
    let CheckResult { texts, outcome, summary, .. } = &result;
    arguments.deliver(&Report { texts, outcome, summary }, console)?;
    // The process ends: to take apart what was read would take longer than to judge it.
    std::mem::forget(result);
    Ok(ExitCode::from(code))
}

impl Arguments {
    fn check(&self, options: &CheckOptions, console: &Console<'_>) -> Result<CheckResult, Stop> {
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

    fn options(&self) -> Result<CheckOptions, Stop> {
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

    /// Prints or writes every report; one that cannot be written does not keep back the others.
    fn deliver(&self, report: &Report<'_>, console: &mut Console<'_>) -> Result<(), Stop> {
        let mut failed = Ok(());
        for output in &self.outputs {
            let Some(path) = &output.path else { continue };
            let look = Look { color: false, width: Look::default().width, ..console.look };
            if let Err(error) = replace::write(path, &self.render(output.format, report, look)) {
                let reason = format!(
                    "`{}` cannot be written: {error}; name another path behind `--output`",
                    path.display()
                );
                failed = Err(Stop::Failed(reason));
            }
        }
        for output in self.outputs.iter().filter(|output| output.path.is_none()) {
            self.print(output.format, report, console)?;
        }
        failed
    }

    fn print(
        &self,
        format: Format,
        report: &Report<'_>,
        console: &mut Console<'_>,
    ) -> Result<(), Stop> {
        // What is left of standard input takes standard output.
        if self.fixing.fix && self.input.reads_stdin() {
            console.aside(&self.render(format, report, console.err_look));
            return Ok(());
        }
        match console.print(&self.render(format, report, console.look)) {
            // The reader has seen enough; what was found still decides the exit code.
            Ok(()) | Err(Stop::ClosedPipe) => Ok(()),
            Err(stop) => Err(stop),
        }
    }

    fn render(&self, format: Format, report: &Report<'_>, look: Look) -> String {
        match format {
            Format::Concise => concise::render(report),
            Format::Json => json::render(report),
            Format::JsonLines => json::render_lines(report),
            Format::Sarif => sarif::render(report),
            Format::SarifAll => sarif::render_all(report),
            Format::Github => github::render(report),
            Format::Gitlab => gitlab::render(report),
            Format::Azure => azure::render(report),
            Format::Junit => junit::render(report),
            Format::Rdjson => rdjson::render(report),
            Format::Markdown => markdown::render(report),
            Format::Text => {
                let Self { all, undecided, quiet, verbose, .. } = *self;
                text::render(report, &TextOptions { look, all, undecided, quiet, verbose })
            }
        }
    }
}

/// The day by the clock of this machine, in UTC.
pub(super) fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}
