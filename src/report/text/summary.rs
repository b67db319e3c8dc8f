//! What was understood, found, left out and not decided, one line each.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::TextOptions;
use super::choice::Choice;
use super::repairs;
use crate::baseline::Standing;
use crate::engine::{Suppressed, SuppressionKind};
use crate::report::plural::count;
use crate::report::sanitise::clean;
use crate::report::wrap::{append, wrap};
use crate::report::{NotChecked, Report};
use crate::rule::Severity;

/// Columns of the words that name a line.
const NAMES: usize = 12;

/// Reasons that are named for what is undecided.
const REASONS: usize = 2;

/// Lines of the configuration that are offered at first, and at most.
const OFFERS: usize = 2;
const OFFERS_LISTED: usize = 20;

/// Days after which the tables of versions and defaults count as old.
const OLD_TABLES: i64 = 180;

/// Renders the summary.
pub(super) fn render(report: &Report<'_>, choice: &Choice<'_>, options: &TextOptions) -> String {
    let lines = [
        ("understood", understood(report)),
        ("fixed", repairs::fixed(report, options)),
        ("found", Some(found(report))),
        ("fixable", repairs::fixable(report)),
        ("suppressed", suppressed(report)),
        ("baseline", report.summary.baseline.as_ref().map(|it| vec![baseline(it)])),
        ("since", since(report)),
        ("elsewhere", named(report)),
        ("target", target(report)),
        ("stricter", stricter(report)),
        ("not checked", not_checked(report, options)),
        ("undecided", undecided(report, options)),
        ("tell it", offers(report, options)),
        ("tables", tables(report)),
        ("next", next(report, choice)),
    ];
    let look = options.look;
    let mut out = String::new();
    for (name, text) in lines {
        let Some(text) = text else { continue };
        let padded = format!("{name:>NAMES$}");
        let named =
            if name == "found" { accented(report, &padded, options) } else { look.bold(&padded) };
        let width = look.width.saturating_sub(NAMES + 2).max(24);
        for (index, line) in text.iter().flat_map(|text| wrap(text, width)).enumerate() {
            let lead = if index == 0 { named.clone() } else { " ".repeat(NAMES) };
            append(&mut out, format_args!("{lead}  {line}\n"));
        }
    }
    out
}

/// The word in the colour of the worst finding.
fn accented(report: &Report<'_>, text: &str, options: &TextOptions) -> String {
    let worst = report.outcome.findings.iter().map(|it| it.severity).max();
    match worst {
        Some(severity) => options.look.severity(severity, text),
        None if report.summary.files_checked == 0 => options.look.bold(text),
        None => options.look.added(text),
    }
}

fn understood(report: &Report<'_>) -> Option<Vec<String>> {
    let summary = report.summary;
    let known = summary.understood.iter().filter(|(number, _)| *number > 0);
    let known: Vec<_> = known.map(|(number, what)| count(*number, what)).collect();
    let files = count(summary.files_checked, "file");
    match (known.is_empty(), summary.files_checked) {
        (true, 0) => None,
        (true, _) => Some(vec![format!("nothing of EKS in {files}")]),
        (false, _) => Some(vec![format!("{} in {files}", known.join(", "))]),
    }
}

/// How many findings do not count, and who says so.
fn suppressed(report: &Report<'_>) -> Option<Vec<String>> {
    // What the baseline holds has a line of its own.
    let own = |it: &&Suppressed| it.by.kind != SuppressionKind::Baseline;
    let all: Vec<_> = report.outcome.suppressed.iter().filter(own).collect();
    let mut kinds: BTreeMap<SuppressionKind, usize> = BTreeMap::new();
    for suppressed in &all {
        *kinds.entry(suppressed.by.kind).or_default() += 1;
    }
    let said = |(kind, number): (&SuppressionKind, &usize)| {
        let by = match kind {
            SuppressionKind::Inline => "comments",
            SuppressionKind::Config => "ekslint.toml",
            SuppressionKind::Baseline => "the baseline",
        };
        format!("{number} by {by}")
    };
    let by: Vec<_> = kinds.iter().map(said).collect();
    (!all.is_empty()).then(|| vec![format!("{}: {}", count(all.len(), "finding"), by.join(", "))])
}

fn found(report: &Report<'_>) -> Vec<String> {
    let by = by_severity(report);
    if !by.is_empty() {
        return vec![by];
    }
    let text = if report.summary.files_checked == 0 {
        "nothing: there was nothing to check"
    } else if report.summary.files_alone {
        "nothing in the named files"
    } else if report.summary.baseline.is_some() || report.summary.since.is_some() {
        "nothing new"
    } else {
        "nothing wrong"
    };
    vec![text.to_owned()]
}

/// `5 errors, 2 warnings`; empty if there are none.
fn by_severity(report: &Report<'_>) -> String {
    let of = |severity: Severity| {
        report.outcome.findings.iter().filter(|it| it.severity == severity).count()
    };
    let named = |severity: Severity| match (of(severity), severity) {
        (0, _) => None,
        (number, Severity::Info) => Some(format!("{number} info")),
        (number, _) => Some(count(number, severity.name())),
    };
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    severities.into_iter().filter_map(named).collect::<Vec<_>>().join(", ")
}

/// `312 known, from ekslint-baseline.json; 2 are gone: --update-baseline`.
fn baseline(standing: &Standing) -> String {
    let Standing { known, added, gone, refused, written, .. } = standing;
    let name = clean(&standing.name);
    let mut text = match (written, added) {
        (false, _) => format!("{known} known, from {name}"),
        (true, 0) => format!("{known} known, written to {name}"),
        (true, _) => format!("{known} known, {added} of them new, written to {name}"),
    };
    let are = if *gone == 1 { "is" } else { "are" };
    match (written, gone) {
        (_, 0) => {}
        (false, _) => append(&mut text, format_args!("; {gone} {are} gone: --update-baseline")),
        (true, _) => append(&mut text, format_args!("; {gone} {are} gone")),
    }
    if *refused > 0 {
        let files = count(*refused, "syntax error");
        append(&mut text, format_args!("; {files} left out: what a file hides is not known"));
    }
    text
}

/// What the clusters were judged as.
fn target(report: &Report<'_>) -> Option<Vec<String>> {
    let target = report.summary.target.as_ref()?;
    Some(vec![format!("older clusters are judged as if upgraded to {target}, by --target-version")])
}

/// `41 findings in files that are not named`.
fn named(report: &Report<'_>) -> Option<Vec<String>> {
    let elsewhere = count(report.outcome.elsewhere.len(), "finding");
    let text = format!("{elsewhere} in files that are not named");
    report.summary.files_alone.then(|| vec![text])
}

/// `41 elsewhere, not changed since main`.
fn since(report: &Report<'_>) -> Option<Vec<String>> {
    let revision = clean(report.summary.since.as_ref()?);
    let elsewhere = report.outcome.elsewhere.len();
    Some(vec![format!("{elsewhere} elsewhere, not changed since {revision}")])
}

fn stricter(report: &Report<'_>) -> Option<Vec<String>> {
    let more = report.summary.stricter.iter().filter(|(_, number)| *number > 0);
    let more: Vec<_> =
        more.map(|(preset, number)| format!("{number} more with --preset {preset}")).collect();
    (!more.is_empty()).then(|| vec![more.join(", ")])
}

/// What was not checked, one line each, with the command that would check it.
fn not_checked(report: &Report<'_>, options: &TextOptions) -> Option<Vec<String>> {
    let all = &report.summary.not_checked;
    let counted = |it: &NotChecked| clean(&count(it.count, it.what)).into_owned();
    let with_remedy = |it: &NotChecked| {
        let remedy = clean(&it.remedy);
        let remedy = if remedy.is_empty() { String::new() } else { format!(": {remedy}") };
        format!("{}{remedy}", counted(it))
    };
    let example = |it: &NotChecked| {
        let examples: Vec<_> = it.examples.iter().map(|it| clean(it)).collect();
        if examples.is_empty() { String::new() } else { format!(" ({})", examples.join(", ")) }
    };
    let line = |it: &NotChecked| {
        if options.verbose { with_remedy(it) + &example(it) } else { with_remedy(it) }
    };
    (!all.is_empty()).then(|| all.iter().map(line).collect())
}

/// How much is undecided, and on what it hangs most often.
fn undecided(report: &Report<'_>, options: &TextOptions) -> Option<Vec<String>> {
    let all = &report.outcome.undecided;
    if all.is_empty() {
        return None;
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, why) in all.iter().filter_map(|undecided| undecided.settings.first()) {
        *kinds.entry(why.group()).or_default() += 1;
    }
    let mut kinds: Vec<_> = kinds.into_iter().collect();
    kinds.sort_by_key(|(_, number)| Reverse(*number));
    let named = kinds.iter().take(REASONS).map(|(kind, number)| format!("{number} on {kind}"));
    let named: Vec<_> = named.collect();
    let depend = if named.is_empty() { String::new() } else { format!(", {}", named.join(", ")) };
    let list = if options.undecided { "" } else { " (--undecided lists them)" };
    Some(vec![format!("{}{depend}{list}", count(all.len(), "check"))])
}

/// The lines of `ekslint.toml` that would decide most.
fn offers(report: &Report<'_>, options: &TextOptions) -> Option<Vec<String>> {
    let all = &report.summary.offers;
    let shown = if options.verbose || options.undecided { OFFERS_LISTED } else { OFFERS };
    let named = all
        .iter()
        .take(shown)
        .map(|offer| format!("`{}` decides {}", clean(&offer.line), count(offer.decides, "check")));
    let named: Vec<_> = named.collect();
    (!named.is_empty()).then(|| vec![format!("in ekslint.toml: {}", named.join(", "))])
}

fn tables(report: &Report<'_>) -> Option<Vec<String>> {
    let age = report.summary.tables_age_days;
    let days = count(usize::try_from(age).unwrap_or(0), "day");
    let text = format!("of versions and defaults are {days} old: a newer ekslint knows more");
    (age > OLD_TABLES).then(|| vec![text])
}

fn next(report: &Report<'_>, choice: &Choice<'_>) -> Option<Vec<String>> {
    let first = choice.drawn.first()?.rule.name;
    let mut steps = vec![format!("`ekslint explain {first}` says why and shows the fix")];
    if !choice.rest.is_empty() {
        let all = report.outcome.findings.len();
        steps.push(format!("`ekslint check --all` draws all {all} findings"));
        let all_count = report.summary.baseline.is_none() && report.summary.since.is_none();
        if all_count && !report.summary.files_alone {
            let step = "`ekslint check --update-baseline` takes them as known: only new ones count";
            steps.push(step.to_owned());
        }
    }
    Some(steps)
}
