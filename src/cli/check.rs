//! `ekslint check`: checks files and directories.

use std::process::ExitCode;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::add_ignore;
use super::configuration::target;
use super::console::{Console, Stop};
use super::counted::{self, CountedArguments};
use super::input::InputArguments;
use super::known_rules;
use super::output::{self, Format, Output};
use super::progress::Progress;
use crate::check::{self, CheckOptions, CheckResult, Selection};
use crate::config::Config;
use crate::data::versions::Minor;
use crate::engine::Outcome;
use crate::report::text::TextOptions;
use crate::report::{Look, Report, concise, json, text};
use crate::rule::{Preset, Severity};

/// Arguments of `ekslint check`.
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
#[derive(Debug, Args)]
#[command(
    after_help = "Exit codes: 0 clean, 1 findings at or above --fail-on,\n            2 the job could not be done."
)]
pub(super) struct Arguments {
    #[command(flatten)]
    input: InputArguments,
    #[command(flatten)]
    counted: CountedArguments,
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
    /// What to print: text, concise or json, each with =PATH to write a file; may be repeated.
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

/// How much to ask of the configuration.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum PresetName {
    /// What a busy team wants on day one.
    Recommended,
    /// What a strict team wants as well.
    Strict,
    /// Opinions too.
    Advice,
}

/// The least severity that fails a run.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum FailOn {
    /// What will break, or is open to the world.
    Error,
    /// What will bite under a known condition.
    Warning,
    /// What is worth knowing.
    Info,
    /// Nothing.
    Never,
}

impl PresetName {
    fn preset(self) -> Preset {
        match self {
            Self::Recommended => Preset::Recommended,
            Self::Strict => Preset::Strict,
            Self::Advice => Preset::Advice,
        }
    }
}

impl FailOn {
    /// The severity; none for "never".
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// Whether a run with these findings fails.
fn fails(limit: Option<Severity>, outcome: &Outcome) -> bool {
    limit.is_some_and(|limit| outcome.findings.iter().any(|it| it.severity >= limit))
}

/// Checks, and prints or writes every report that was asked for.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let printed = arguments.outputs.iter().filter(|output| output.path.is_none()).count();
    if printed > 1 {
        let reason = "only one report can be printed; give the others a path, as in \
                      `--output json=report.json`";
        return Err(Stop::Failed(reason.to_owned()));
    }
    let options = arguments.options()?;
    let mut result = arguments.check(&options, console)?;
    if let Some(reason) = &arguments.add_ignore {
        add_ignore::write(&result, reason, options.max_file_size, console)?;
        result = arguments.check(&options, console)?;
    }
    counted::write(&options, &result)?;
    arguments.warn(&options, &result, console);
    let CheckResult { texts, outcome, summary, .. } = &result;
    arguments.deliver(&Report { texts, outcome, summary }, console)?;
    let limit = arguments.fail_on.map_or(options.config.fail_on(), FailOn::severity);
    Ok(if fails(limit, outcome) { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

impl Arguments {
    fn check(&self, options: &CheckOptions, console: &Console<'_>) -> Result<CheckResult, Stop> {
        let progress = Progress::start(console.watched && !self.quiet);
        let result = check::run(options);
        drop(progress);
        result.map_err(|error| Stop::because(&error))
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
            let rendered = self.render(output.format, report, look);
            if let Err(error) = output::write(path, &rendered) {
                let reason = format!("`{}` cannot be written: {error}", path.display());
                failed = Err(Stop::Failed(reason));
            }
        }
        let printed = self.outputs.iter().find(|output| output.path.is_none());
        if let Some(output) = printed {
            match console.print(&self.render(output.format, report, console.look)) {
                // The reader has seen enough; what was found still decides the exit code.
                Ok(()) | Err(Stop::ClosedPipe) => {}
                Err(stop) => return Err(stop),
            }
        }
        failed
    }

    fn render(&self, format: Format, report: &Report<'_>, look: Look) -> String {
        match format {
            Format::Concise => concise::render(report),
            Format::Json => json::render(report),
            Format::Text => text::render(
                report,
                &TextOptions {
                    look,
                    all: self.all,
                    undecided: self.undecided,
                    quiet: self.quiet,
                    verbose: self.verbose,
                },
            ),
        }
    }
}

/// The day by the clock of this machine, in UTC.
pub(super) fn today() -> jiff::civil::Date {
    jiff::tz::TimeZone::UTC.to_datetime(jiff::Timestamp::now()).date()
}

#[cfg(test)]
mod tests {
    use super::{FailOn, fails};
    use crate::report::fixture::Run;
    use crate::rule::Severity;

    #[test]
    fn the_limit_decides_what_fails() {
        let mut run = Run::big();
        run.outcome.findings.retain(|it| it.severity == Severity::Warning);
        let fails = |limit: FailOn| fails(limit.severity(), &run.outcome);
        assert!(fails(FailOn::Info) && fails(FailOn::Warning));
        assert!(!fails(FailOn::Error) && !fails(FailOn::Never));
    }
}
