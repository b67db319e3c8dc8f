//! The Code Quality report of GitLab, for `artifacts: reports: codequality`.
//!
//! GitLab shows neither the rule nor anything but the description, so that begins with the rule;
//! of equal fingerprints it keeps one. Source: `docs.gitlab.com`, "Code Quality", section "Code
//! Quality report format".

use serde::Serialize;

use super::Report;
use super::json::print;
use super::sanitise::clean;
use super::spot::spot;
use crate::engine::Reported;
use crate::fingerprint::{Fingerprint, Fingerprints};
use crate::rule::Severity;

#[derive(Serialize)]
struct Issue {
    description: String,
    check_name: &'static str,
    fingerprint: String,
    severity: &'static str,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: u32,
    end: u32,
}

/// Renders the report; it ends with a line end.
pub fn render(report: &Report<'_>) -> String {
    let names = Fingerprints::of(report.outcome, report.texts, &report.summary.root);
    let findings = report.outcome.findings.iter().zip(names.findings);
    print(&findings.map(|(it, name)| issue(report, it, name)).collect::<Vec<_>>())
}

fn issue(report: &Report<'_>, reported: &Reported, name: Fingerprint) -> Issue {
    let spot = spot(report, reported.finding.primary.place);
    Issue {
        description: format!("{}: {}", reported.rule.name, clean(&reported.finding.message)),
        check_name: reported.rule.name,
        fingerprint: name.to_string(),
        severity: match reported.severity {
            Severity::Error => "critical",
            Severity::Warning => "major",
            Severity::Info => "minor",
        },
        location: Location {
            // What stands in no file is about all of them.
            path: spot.as_ref().map_or_else(|| ".".to_owned(), |it| it.path.clone().into_owned()),
            lines: Lines {
                begin: spot.as_ref().map_or(1, |it| it.start.line),
                end: spot.as_ref().map_or(1, |it| it.end.line),
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::render;
    use crate::finding::Finding;
    use crate::report::fixture::{Run, SUBJECT_UNKNOWN, assert_snapshot};
    use crate::source::Span;

    #[test]
    fn an_issue_has_what_gitlab_needs() {
        assert_snapshot("irsa.gitlab.json", &render(&Run::irsa().report()));
    }

    #[test]
    fn fingerprints_are_never_equal() {
        let report: Value = serde_json::from_str(&render(&Run::big().report())).unwrap();
        let issues = report.as_array().unwrap();
        let names: BTreeSet<_> = issues.iter().map(|it| it["fingerprint"].to_string()).collect();
        assert_eq!((issues.len(), names.len()), (48, 48));
    }

    #[test]
    fn what_stands_in_no_file_has_a_location_too() {
        let mut run = Run::default();
        run.add(&SUBJECT_UNKNOWN, Finding::new("x").at_place(Span::NOWHERE, ""));
        let report: Value = serde_json::from_str(&render(&run.report())).unwrap();
        assert_eq!(report[0]["location"]["path"], ".");
        assert_eq!(report[0]["location"]["lines"]["begin"], 1);
    }
}
