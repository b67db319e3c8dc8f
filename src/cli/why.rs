//! `ekslint why`: what one rule says of one subject, and on what that hangs.

mod subjects;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Args;

use super::check::today;
use super::configuration::target;
use super::console::{Console, Stop};
use super::counted::CountedArguments;
use super::explain;
use super::input::InputArguments;
use super::known_rules;
use crate::check::{self, CheckOptions, CheckResult, Selection};
use crate::config::Config;
use crate::data::versions::Minor;
use crate::engine::{Suppressed, Suppression, SuppressionKind};
use crate::field::Subject;
use crate::report::sanitise::clean;
use crate::report::text;
use crate::report::wrap::append;
use crate::report::{Look, place_name};
use crate::rule::{Level, Meta, Preset};
use crate::source::Span;

/// Arguments of `ekslint why`.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// The name of a rule.
    rule: String,
    /// Whom it judges: `aws_eks_cluster.main` or the end of that, a cluster's name, or `FILE:LINE`.
    subject: String,
    #[command(flatten)]
    input: InputArguments,
    /// Judge dated rules as of this day; today by default.
    #[arg(help_heading = "How to judge", long, value_name = "YYYY-MM-DD")]
    as_of: Option<jiff::civil::Date>,
    /// Judge every cluster as if it were upgraded to this version, such as 1.35.
    #[arg(help_heading = "How to judge", long, value_name = "1.N", value_parser = target)]
    target_version: Option<Minor>,
}

/// Prints every verdict of the rule on the subject.
pub(super) fn run(arguments: &Arguments, console: &mut Console<'_>) -> Result<ExitCode, Stop> {
    let rule = explain::find(&arguments.rule, &known_rules());
    let rule = rule.map_err(|error| Stop::because(&error))?;
    let select = |_: &Config| {
        Selection::new(Preset::Advice, &[rule.name.to_owned()], &[], &known_rules())
            .map_err(|error| Stop::because(&error))
    };
    let mut options = arguments.input.options(select, arguments.as_of.unwrap_or_else(today))?;
    options.keep_passed = true;
    CountedArguments::default().apply(&mut options, arguments.input.configuration.isolated)?;
    if arguments.target_version.is_some() {
        Arc::make_mut(&mut options.config).world.target = arguments.target_version;
    }
    let result = check::run(&options).map_err(|error| Stop::because(&error))?;
    let subjects = subjects::matching(&arguments.subject, &result, rule)?;
    let mut out = level(rule, &options.config, console.look);
    for subject in subjects {
        append(&mut out, format_args!("\n{}\n", console.look.bold(&clean(&subject.name))));
        out.push_str(&overridden(rule, &result, &subject, &options.config));
        out.push_str(&verdicts(&result, &subject, (&options, console.look)));
    }
    console.print(&out).map(|()| ExitCode::SUCCESS)
}

/// How the rule is set.
fn level(rule: &'static Meta, config: &Config, look: Look) -> String {
    let general = config.levels.general(rule);
    let said = |place: Span| {
        let texts = config.texts();
        place_name(&texts, place.into()).unwrap_or_default()
    };
    let level = match general {
        Some((Level::Off, place)) => format!("off, by {}", said(place)),
        Some((level, place)) => format!("{}, by {}", level.name(), said(place)),
        None if rule.preset <= config.preset() => rule.severity.name().to_owned(),
        None => format!("{}, but only with preset {}", rule.severity.name(), rule.preset.name()),
    };
    format!("{}: {level}\n{}\n", look.bold(rule.name), rule.title())
}

/// The level that an override gives the rule where a verdict on the subject stands.
fn overridden(
    rule: &'static Meta,
    result: &CheckResult,
    subject: &Subject,
    config: &Config,
) -> String {
    let CheckResult { texts, outcome, .. } = result;
    let found = outcome.findings.iter().filter(|it| it.subject == *subject);
    let found = found.map(|it| texts.locate(it.finding.primary.place));
    let undecided = outcome.undecided.iter().filter(|it| it.subject == *subject);
    let passed = outcome.passed.iter().filter(|it| it.subject == *subject);
    let others = undecided.map(|it| it.place).chain(passed.map(|it| it.place));
    let paths = found.chain(others).map(|span| texts.path(span).to_owned());
    let mut out = String::new();
    for path in paths.collect::<std::collections::BTreeSet<_>>() {
        let relative = config.world.root.relative(&path);
        let Some((level, place)) = config.levels.overridden(rule, &relative) else { continue };
        let place = place_name(&config.texts(), place.into()).unwrap_or_default();
        let (path, level) = (clean(&path), level.name());
        append(&mut out, format_args!("  {level} in {path}, by {place}\n"));
    }
    out
}

/// Who says that a finding does not count, and why.
fn hidden(by: &Suppression, result: &CheckResult, options: &CheckOptions) -> String {
    let place = by.place.and_then(|place| place_name(&result.texts, place)).unwrap_or_default();
    let known = || options.baseline.as_ref().map_or("the baseline", |it| it.name.as_str());
    let reason = if by.reason.is_empty() { "no reason is given" } else { &by.reason };
    match by.kind {
        SuppressionKind::Baseline => format!("it is known, by {}", known()),
        SuppressionKind::Inline | SuppressionKind::Config => format!("{reason}, by {place}"),
    }
}

/// Every verdict on a subject.
fn verdicts(
    result: &CheckResult,
    subject: &Subject,
    (options, look): (&CheckOptions, Look),
) -> String {
    let CheckResult { texts, outcome, .. } = result;
    let mut out = String::new();
    let found = outcome.findings.iter().filter(|it| it.subject == *subject);
    found.for_each(|it| out.push_str(&text::drawn(texts, it, look)));
    let suppressed = outcome.suppressed.iter().filter(|it| it.reported.subject == *subject);
    for Suppressed { reported, by } in suppressed {
        out.push_str(&text::drawn(texts, reported, look));
        append(
            &mut out,
            format_args!("  does not count: {}\n", clean(&hidden(by, result, options))),
        );
    }
    for it in outcome.undecided.iter().filter(|it| it.subject == *subject) {
        let place = place_name(texts, it.place.into()).unwrap_or_default();
        append(&mut out, format_args!("  undecided  {}\n", look.accent(&place)));
        for (setting, why) in &it.settings {
            append(&mut out, format_args!("    {}: {}\n", clean(setting), clean(&why.to_string())));
            if let Some(remedy) = check::remedy(why) {
                append(&mut out, format_args!("      tell it: {}\n", clean(&remedy)));
            }
        }
    }
    for it in outcome.passed.iter().filter(|it| it.subject == *subject) {
        let place = place_name(texts, it.place.into()).unwrap_or_default();
        append(&mut out, format_args!("  nothing wrong  {}\n", look.accent(&place)));
    }
    out
}
