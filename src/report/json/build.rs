//! Fills in the JSON report.

use super::counts;
use super::document as json;
use crate::baseline::Standing;
use crate::engine::{Reported, Suppressed, SuppressionKind, Tally, Undecided};
use crate::field::{Subject, Tool};
use crate::finding::{Fix, FixClass, Hop, Label};
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::report::place::{Located, located};
use crate::report::{Repair, Repairs, Report, preview};
use crate::rule::Severity;
use crate::source::{Place, Texts};
use crate::value::Truth;

/// The whole report.
pub(super) fn document(report: &Report<'_>) -> json::Document {
    let (texts, outcome) = (report.texts, report.outcome);
    let names = Fingerprints::of(outcome, texts, &report.summary.root);
    let hidden = outcome.suppressed.iter().map(|it| &it.reported);
    let reported: Vec<&Reported> = outcome.findings.iter().chain(hidden).collect();
    let mut fixes = preview::resolve(texts, &reported);
    let fixes_of_hidden = fixes.split_off(outcome.findings.len());
    let classes = outcome.findings.iter().zip(&fixes);
    let classes = classes.filter_map(|(it, fixes)| preview::best(it, fixes)).collect::<Vec<_>>();
    let findings = outcome.findings.iter().zip(fixes).zip(names.findings);
    let hidden = outcome.suppressed.iter().zip(fixes_of_hidden).zip(names.suppressed);
    json::Document {
        format_version: "1.0",
        tool: json::Tool { name: "ekslint", version: env!("CARGO_PKG_VERSION") },
        root: ".".to_owned(),
        column_unit: "unicode-code-points",
        diagnostics: findings
            .map(|((it, fixes), name)| diagnostic(texts, it, fixes, name))
            .collect(),
        suppressed: hidden.map(|((it, fixes), name)| suppressed(texts, it, fixes, name)).collect(),
        fixed: repaired(report, |it| it.fixed.iter().map(repair).collect()),
        errors: Vec::new(),
        undecided: report.outcome.undecided.iter().map(|it| undecided(report.texts, it)).collect(),
        summary: summary(report, &classes),
    }
}

/// The replacements of each fix of a finding.
type Fixes = Vec<Vec<preview::Replacement>>;

fn diagnostic(
    texts: &Texts,
    reported: &Reported,
    fixes: Fixes,
    name: Fingerprint,
) -> json::Diagnostic {
    let finding = &reported.finding;
    let key = (!finding.key.is_empty()).then(|| finding.key.clone());
    let mut primary = location(texts, &finding.primary);
    if let Some(primary) = &mut primary {
        primary.subject = Some(subject(&reported.subject, key));
    }
    let rule = reported.rule;
    json::Diagnostic {
        rule: json::Rule { name: rule.name, category: rule.category, url: rule.url() },
        severity: reported.severity,
        message: finding.message.clone(),
        primary,
        related: finding.related.iter().filter_map(|label| location(texts, label)).collect(),
        chain: finding.chain.iter().map(|it| hop(texts, it)).collect(),
        notes: finding.notes.clone(),
        help: finding.help.clone(),
        fixes: finding
            .fixes
            .iter()
            .zip(fixes)
            .map(|(it, changes)| fix(texts, it, changes))
            .collect(),
        instances: reported.instances.iter().map(ToString::to_string).collect(),
        fingerprint: name.to_string(),
        suppression: None,
    }
}

fn suppressed(texts: &Texts, it: &Suppressed, fixes: Fixes, name: Fingerprint) -> json::Diagnostic {
    let kind = match it.by.kind {
        SuppressionKind::Inline => json::SuppressionKind::Inline,
        SuppressionKind::Config => json::SuppressionKind::Config,
        SuppressionKind::Baseline => json::SuppressionKind::Baseline,
    };
    let reason = (!it.by.reason.is_empty()).then(|| it.by.reason.clone());
    let until = it.by.until.map(|until| until.to_string());
    let suppression = Some(json::Suppression { kind, reason, until });
    json::Diagnostic { suppression, ..diagnostic(texts, &it.reported, fixes, name) }
}

fn location(texts: &Texts, label: &Label) -> Option<json::Location> {
    let place = located(texts, label.place)?;
    let text = (!label.text.is_empty()).then(|| label.text.clone());
    Some(json::Location {
        path: place.path.to_owned(),
        range: range(&place),
        label: text,
        subject: None,
    })
}

/// A link between a pod and its credentials.
pub(crate) fn hop(texts: &Texts, hop: &Hop) -> json::Hop {
    json::Hop {
        link: hop.link.name(),
        holds: match hop.holds {
            Truth::True => Some(true),
            Truth::False => Some(false),
            Truth::Unknown => None,
        },
        text: hop.text.clone(),
        place: hop.place.and_then(|place| declared(texts, place)),
    }
}

/// A place in a file; none for what stands in no file.
pub(crate) fn declared(texts: &Texts, place: Place) -> Option<json::Declared> {
    let place = located(texts, place)?;
    Some(json::Declared { path: place.path.to_owned(), range: range(&place) })
}

fn range(place: &Located<'_>) -> json::Range {
    let point = |at: crate::source::Position, offset: u32| json::Point {
        line: at.line,
        column: at.column,
        offset,
    };
    json::Range {
        start: point(place.start, place.span.start),
        end: point(place.end, place.span.end),
    }
}

fn subject(subject: &Subject, key: Option<String>) -> json::Subject {
    let kind = match subject.tool {
        _ if subject.is_configuration() => json::SubjectKind::Config,
        Tool::Eksctl => json::SubjectKind::Eksctl,
        Tool::Terraform => json::SubjectKind::Terraform,
        Tool::Kubernetes => json::SubjectKind::Kubernetes,
    };
    json::Subject { kind, name: subject.name.to_string(), key }
}

fn fix(texts: &Texts, fix: &Fix, replacements: Vec<preview::Replacement>) -> json::Fix {
    let applicability = match fix.class {
        FixClass::Safe => json::Applicability::Safe,
        FixClass::Unsafe => json::Applicability::Unsafe,
        FixClass::Recreate => json::Applicability::DisplayOnly,
    };
    let edit = |it: preview::Replacement| {
        let place = located(texts, Place::from(it.span))?;
        Some(json::Edit { path: place.path.to_owned(), range: range(&place), content: it.content })
    };
    let edits = replacements.into_iter().filter_map(edit).collect();
    json::Fix { title: fix.title.clone(), applicability, edits }
}

fn undecided(texts: &Texts, undecided: &Undecided) -> json::Undecided {
    let setting = |(key, why): &(smol_str::SmolStr, crate::value::Why)| json::Setting {
        key: key.to_string(),
        reason: why.to_string(),
    };
    json::Undecided {
        rule: undecided.rule,
        subject: subject(&undecided.subject, None),
        place: declared(texts, undecided.place.into()),
        settings: undecided.settings.iter().map(setting).collect(),
    }
}

/// Something of what was mended; nothing if nobody asked for it.
fn repaired<T: Default>(report: &Report<'_>, of: impl FnOnce(&Repairs) -> T) -> T {
    report.summary.repairs.as_ref().map(of).unwrap_or_default()
}

fn repair(it: &Repair) -> json::Fixed {
    json::Fixed {
        rule: json::Rule { name: it.rule.name, category: it.rule.category, url: it.rule.url() },
        severity: it.severity,
        message: it.message.clone(),
        title: it.title.clone(),
        paths: it.paths.clone(),
    }
}

fn summary(report: &Report<'_>, classes: &[FixClass]) -> counts::Summary {
    let (summary, findings) = (report.summary, &report.outcome.findings);
    let elsewhere = report.outcome.elsewhere.len();
    let severity = |severity| findings.iter().filter(|it| it.severity == severity).count();
    let fixable = |class| classes.iter().filter(|it| **it == class).count();
    let understood = summary.understood.iter().filter(|(count, _)| *count > 0);
    counts::Summary {
        files_checked: summary.files_checked,
        understood: understood.map(|&(count, what)| counts::Understood { what, count }).collect(),
        not_checked: summary.not_checked.iter().map(not_checked).collect(),
        diagnostics: findings.len(),
        by_severity: counts::BySeverity {
            error: severity(Severity::Error),
            warning: severity(Severity::Warning),
            info: severity(Severity::Info),
        },
        fixable: counts::Fixable {
            safe: fixable(FixClass::Safe),
            needs_review: fixable(FixClass::Unsafe),
        },
        fixed: summary.repairs.as_ref().map(|it| counts::Fixed {
            diagnostics: it.fixed.len(),
            files: it.files().len(),
            refused: it.refused.len(),
            waiting: it.waiting,
        }),
        suppressed: report.outcome.suppressed.len(),
        verdicts: report.outcome.tallies.values().map(|it| it.all()).sum(),
        rules: report.outcome.tallies.iter().map(tally).collect(),
        undecided: report.outcome.undecided.len(),
        offers: summary.offers.iter().map(offer).collect(),
        stricter: summary.stricter.iter().map(stricter).collect(),
        baseline: summary.baseline.as_ref().map(baseline),
        since: since(report),
        report_only: summary.files_alone.then_some(counts::ReportOnly { elsewhere }),
        as_of: summary.as_of.clone(),
        target_version: summary.target.clone(),
        tables_age_days: summary.tables_age_days,
    }
}

fn since(report: &Report<'_>) -> Option<counts::Since> {
    let revision = report.summary.since.clone()?;
    Some(counts::Since { revision, elsewhere: report.outcome.elsewhere.len() })
}

fn tally((rule, tally): (&&'static str, &Tally)) -> counts::Tally {
    let Tally { passed, failed, undecided } = *tally;
    counts::Tally { rule, passed, failed, undecided }
}

fn baseline(standing: &Standing) -> counts::Baseline {
    let Standing { name, known, gone, .. } = standing;
    counts::Baseline { path: name.clone(), known: *known, gone: *gone }
}

fn not_checked(it: &crate::report::NotChecked) -> counts::NotChecked {
    counts::NotChecked {
        what: it.what,
        count: it.count,
        remedy: it.remedy.clone(),
        examples: it.examples.clone(),
    }
}

fn offer(offer: &crate::report::Offer) -> counts::Offer {
    counts::Offer { line: offer.line.clone(), decides: offer.decides }
}

fn stricter(&(preset, count): &(&'static str, usize)) -> counts::Stricter {
    counts::Stricter { preset: preset.to_owned(), count }
}
