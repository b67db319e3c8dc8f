//! Fills in a SARIF log.

use std::collections::BTreeMap;

use super::document as sarif;
use super::line_hash::line_hashes;
use super::{message, rules};
use crate::engine::{Reported, Suppressed, SuppressionKind};
use crate::finding::{FixClass, Label};
use crate::fingerprint::{Fingerprint, Fingerprints, address};
use crate::report::Report;
use crate::report::plural::count;
use crate::report::preview::{Replacement, resolve};
use crate::report::sanitise::clean;
use crate::report::spot::{Spot, exactly, spot};
use crate::rule::Meta;

/// Results of a run that GitHub takes.
const RESULTS: usize = 25_000;

/// Locations of a result that GitHub keeps.
const LOCATIONS: usize = 100;

/// What is written, and what it is written from.
struct Builder<'a> {
    report: &'a Report<'a>,
    /// The rules of the driver, in its order.
    rules: BTreeMap<&'static str, &'static Meta>,
    /// The hashes of the lines of files with findings, by path.
    hashes: BTreeMap<String, Vec<String>>,
    /// Whether findings that do not count are written.
    all: bool,
}

/// The whole log.
pub(super) fn log(report: &Report<'_>, all: bool) -> sarif::Log {
    let mut builder = Builder { report, rules: rules::of(report), hashes: BTreeMap::new(), all };
    let (results, left_out) = builder.results();
    let description = sarif::Text { text: "The root of the repository.".to_owned() };
    let version = env!("CARGO_PKG_VERSION");
    let driver = sarif::Driver {
        name: "ekslint",
        organization: "ekslint",
        version,
        semantic_version: version,
        information_uri: env!("CARGO_PKG_REPOSITORY"),
        rules: builder.rules.values().map(|meta| rules::descriptor(meta)).collect(),
    };
    let run = sarif::Run {
        tool: sarif::Tool { driver },
        automation_details: sarif::Identifier { id: "ekslint/" },
        column_kind: "unicodeCodePoints",
        newline_sequences: ["\r\n", "\n"],
        original_uri_base_ids: [("SRCROOT", sarif::Base { description })].into(),
        invocations: [builder.invocation(left_out)],
        results,
    };
    let schema = "https://json.schemastore.org/sarif-2.1.0.json";
    sarif::Log { schema, version: "2.1.0", runs: [run] }
}

impl Builder<'_> {
    /// The results in the order of files, and how many were left out: GitHub refuses a run with too
    /// many, so the worst are kept.
    fn results(&mut self) -> (Vec<sarif::Outcome>, usize) {
        let report = self.report;
        let findings = &report.outcome.findings;
        let names = Fingerprints::of(report.outcome, report.texts, &report.summary.root);
        let open: Vec<&Reported> = findings.iter().collect();
        let fixes = resolve(report.texts, &open);
        let mut results = Vec::new();
        let all = findings.iter().zip(&fixes).zip(names.findings).zip(kept(findings));
        for (((reported, fixes), name), kept) in all {
            if kept {
                let base = report.summary.baseline.as_ref().filter(|_| self.all);
                let fixes = self.fixes(reported, fixes);
                let result = self.result(reported, name, fixes);
                results.push(sarif::Outcome { baseline_state: base.map(|_| "new"), ..result });
            }
        }
        let left_out = findings.len() - results.len();
        let hidden = report.outcome.suppressed.iter().zip(names.suppressed);
        let shown = if self.all { usize::MAX } else { 0 };
        for (hidden, name) in hidden.take(shown) {
            results.push(self.suppressed(hidden, name));
        }
        (results, left_out)
    }

    fn suppressed(&mut self, hidden: &Suppressed, name: Fingerprint) -> sarif::Outcome {
        let known = hidden.by.kind == SuppressionKind::Baseline;
        let base = self.report.summary.baseline.as_ref();
        let until = hidden.by.until.map(|until| format!(" (until {until})")).unwrap_or_default();
        let reason = format!("{}{until}", clean(&hidden.by.reason));
        let suppression = sarif::Suppression {
            kind: if hidden.by.kind == SuppressionKind::Inline { "inSource" } else { "external" },
            status: "accepted",
            justification: Some(reason.trim().to_owned()).filter(|it| !it.is_empty()),
        };
        sarif::Outcome {
            baseline_state: base.map(|_| if known { "unchanged" } else { "new" }),
            suppressions: Some(vec![suppression]),
            ..self.result(&hidden.reported, name, Vec::new())
        }
    }

    fn result(
        &mut self,
        reported: &Reported,
        name: Fingerprint,
        fixes: Vec<sarif::Fix>,
    ) -> sarif::Outcome {
        let (report, finding) = (self.report, &reported.finding);
        let spot = spot(report, finding.primary.place);
        let mut fingerprints = BTreeMap::from([("ekslint/v1", name.to_string())]);
        fingerprints.extend(
            spot.as_ref().and_then(|it| self.hash(it)).map(|it| ("primaryLocationLineHash", it)),
        );
        let related = self.related(reported);
        let said = |it: &sarif::Location| it.message.as_ref().map(|text| text.text.clone());
        let texts: Vec<String> = related.iter().filter_map(said).collect();
        let subject = address(reported, report.texts, &report.summary.root);
        let subject = clean(&subject).into_owned();
        let owner = sarif::LogicalLocation { fully_qualified_name: subject };
        let primary = spot.map(|spot| sarif::Location { logical: vec![owner], ..location(&spot) });
        sarif::Outcome {
            rule_id: reported.rule.name,
            rule_index: self.index(reported.rule.name),
            level: rules::level(reported.severity),
            kind: "fail",
            message: sarif::Text { text: message::of(report, reported, &texts) },
            locations: primary.into_iter().collect(),
            related_locations: related,
            partial_fingerprints: fingerprints,
            baseline_state: None,
            suppressions: None,
            fixes,
        }
    }

    /// The other places that were used, numbered from 1, each with what is said of it.
    fn related(&self, reported: &Reported) -> Vec<sarif::Location> {
        let one = |label: &Label| {
            let said = if label.text.is_empty() { "used here" } else { &label.text };
            let message = sarif::Text { text: clean(said).into_owned() };
            let place = location(&spot(self.report, label.place)?);
            Some(sarif::Location { message: Some(message), ..place })
        };
        let mut related: Vec<_> =
            reported.finding.related.iter().filter_map(one).take(LOCATIONS).collect();
        for (location, number) in related.iter_mut().zip(1..) {
            location.id = Some(number);
        }
        related
    }

    /// The hash of the line that a place starts on.
    fn hash(&mut self, spot: &Spot<'_>) -> Option<String> {
        let path = spot.path.clone().into_owned();
        let hashes = self.hashes.entry(path).or_insert_with(|| line_hashes(spot.content()));
        hashes.get(spot.start.line as usize - 1).cloned()
    }

    fn index(&self, rule: &str) -> Option<usize> {
        self.rules.keys().position(|name| *name == rule)
    }

    /// The fixes that anyone may apply.
    fn fixes(&self, reported: &Reported, edits: &[Vec<Replacement>]) -> Vec<sarif::Fix> {
        let fixes = reported.finding.fixes.iter().zip(edits);
        let safe = fixes.filter(|(fix, edits)| fix.class == FixClass::Safe && !edits.is_empty());
        let one = |(fix, edits): (&crate::finding::Fix, &Vec<Replacement>)| {
            let mut changes: BTreeMap<String, sarif::ArtifactChange> = BTreeMap::new();
            for edit in edits {
                let place = exactly(self.report, edit.span.into())?;
                let change = changes.entry(place.path.clone().into_owned());
                let change = change.or_insert_with(|| sarif::ArtifactChange {
                    artifact_location: artifact(&place.path),
                    replacements: Vec::new(),
                });
                change.replacements.push(sarif::Replacement {
                    deleted_region: region(&place),
                    inserted_content: sarif::Text { text: edit.content.clone() },
                });
            }
            let description = sarif::Text { text: message::sentence(&clean(&fix.title)) };
            Some(sarif::Fix { description, artifact_changes: changes.into_values().collect() })
        };
        safe.filter_map(one).collect()
    }

    fn invocation(&self, left_out: usize) -> sarif::Invocation {
        let exit_code = self.report.summary.exit_code;
        let mut notifications = self.notifications();
        if left_out > 0 {
            let text = format!(
                "{} less bad than the others left out: code scanning takes {RESULTS}.",
                count(left_out, "finding")
            );
            notifications.push(notification("warning", text));
        }
        sarif::Invocation {
            execution_successful: exit_code != Some(2),
            exit_code,
            tool_execution_notifications: notifications,
        }
    }

    /// What was not checked: files that cannot be read to their end, and what is not understood.
    fn notifications(&self) -> Vec<sarif::Notification> {
        let unread = self.report.outcome.findings.iter().filter(|it| it.is_of_unread_file());
        let unread = unread.map(|reported| {
            let place = spot(self.report, reported.finding.primary.place);
            let (id, index) = (reported.rule.name, self.index(reported.rule.name));
            sarif::Notification {
                locations: place.iter().map(location).collect(),
                associated_rule: Some(sarif::RuleReference { id, index }),
                ..notification("error", message::sentence(&clean(&reported.finding.message)))
            }
        });
        let skipped = self.report.summary.not_checked.iter().map(|it| {
            let text = format!("{} not checked: {}", count(it.count, it.what), it.remedy);
            notification("note", message::sentence(&clean(&text)))
        });
        unread.chain(skipped).collect()
    }
}

/// Which findings are written: all, or the worst of them if GitHub takes no more.
fn kept(findings: &[Reported]) -> Vec<bool> {
    let mut worst: Vec<usize> = (0..findings.len()).collect();
    worst.sort_by_key(|index| findings.get(*index).map(|it| std::cmp::Reverse(it.severity)));
    let mut kept = vec![false; findings.len()];
    for index in worst.into_iter().take(RESULTS) {
        if let Some(kept) = kept.get_mut(index) {
            *kept = true;
        }
    }
    kept
}

fn notification(level: &'static str, text: String) -> sarif::Notification {
    let message = sarif::Text { text };
    sarif::Notification { level, message, locations: Vec::new(), associated_rule: None }
}

fn location(spot: &Spot<'_>) -> sarif::Location {
    let physical =
        sarif::PhysicalLocation { artifact_location: artifact(&spot.path), region: region(spot) };
    sarif::Location { id: None, physical, logical: Vec::new(), message: None }
}

fn region(spot: &Spot<'_>) -> sarif::Region {
    sarif::Region {
        start_line: spot.start.line,
        start_column: spot.start.column,
        end_line: spot.end.line,
        end_column: spot.end.column,
    }
}

/// A file as a URI: below the root of the repository, or anywhere if it lies outside.
fn artifact(path: &str) -> sarif::ArtifactLocation {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => crate::report::wrap::append(&mut uri, format_args!("%{byte:02X}")),
        }
    }
    if path.starts_with('/') {
        return sarif::ArtifactLocation { uri: format!("file://{uri}"), uri_base_id: None };
    }
    sarif::ArtifactLocation { uri, uri_base_id: Some("SRCROOT") }
}
