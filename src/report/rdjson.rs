//! The format of reviewdog, which comments on pull requests wherever they are.
//!
//! Its columns count bytes of UTF-8 from 1, and ends are exclusive. Source: `proto/rdf` of
//! `reviewdog/reviewdog`.

use serde::Serialize;

use super::Report;
use super::json::print;
use super::preview::{self, Replacement};
use super::sanitise::clean;
use super::spot::{Spot, exactly, spot};
use super::words::details;
use crate::engine::Reported;
use crate::finding::{FixClass, Label};
use crate::rule::Severity;

#[derive(Serialize)]
struct Document {
    source: Source,
    diagnostics: Vec<Diagnostic>,
}

#[derive(Serialize)]
struct Source {
    name: &'static str,
    url: &'static str,
}

#[derive(Serialize)]
struct Diagnostic {
    message: String,
    location: Location,
    severity: &'static str,
    code: Code,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suggestions: Vec<Suggestion>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Related>,
}

#[derive(Serialize)]
struct Code {
    value: &'static str,
    url: String,
}

#[derive(Serialize)]
struct Related {
    message: String,
    location: Location,
}

#[derive(Serialize)]
struct Location {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    range: Option<Range>,
}

#[derive(Serialize)]
struct Suggestion {
    range: Range,
    text: String,
}

#[derive(Serialize)]
struct Range {
    start: Position,
    end: Position,
}

#[derive(Serialize)]
struct Position {
    line: u32,
    column: u32,
}

/// Renders the report; it ends with a line end.
pub fn render(report: &Report<'_>) -> String {
    let findings: Vec<&Reported> = report.outcome.findings.iter().collect();
    let fixes = preview::resolve(report.texts, &findings);
    let diagnostics = findings.iter().zip(&fixes);
    print(&Document {
        source: Source { name: "ekslint", url: env!("CARGO_PKG_REPOSITORY") },
        diagnostics: diagnostics.map(|(it, fixes)| diagnostic(report, it, fixes)).collect(),
    })
}

fn diagnostic(report: &Report<'_>, reported: &Reported, fixes: &[Vec<Replacement>]) -> Diagnostic {
    let finding = &reported.finding;
    let lines = details(report, reported).into_iter().filter(|it| it.name != "see");
    let lines = lines.map(|it| format!("{}: {}", it.name, it.text));
    let message = std::iter::once(clean(&finding.message).into_owned()).chain(lines);
    let offered = finding.fixes.iter().zip(fixes).filter(|(it, _)| it.class != FixClass::Recreate);
    Diagnostic {
        message: message.collect::<Vec<_>>().join("\n"),
        location: spot(report, finding.primary.place)
            .as_ref()
            .map_or_else(|| Location { path: ".".to_owned(), range: None }, location),
        severity: match reported.severity {
            Severity::Error => "ERROR",
            Severity::Warning => "WARNING",
            Severity::Info => "INFO",
        },
        code: Code { value: reported.rule.name, url: reported.rule.url() },
        suggestions: offered
            .filter_map(|(_, edits)| suggestion(report, finding.primary.place, edits))
            .collect(),
        related_locations: finding.related.iter().filter_map(|it| related(report, it)).collect(),
    }
}

/// A fix as something to accept in a comment: one edit, in the file that is commented on.
fn suggestion(
    report: &Report<'_>,
    place: crate::source::Place,
    edits: &[Replacement],
) -> Option<Suggestion> {
    let [edit] = edits else { return None };
    let (here, there) = (spot(report, place)?, exactly(report, edit.span.into())?);
    let near = here.path == there.path;
    near.then(|| Suggestion { range: range(&there), text: edit.content.clone() })
}

fn related(report: &Report<'_>, label: &Label) -> Option<Related> {
    let message = clean(&label.text).into_owned();
    Some(Related { message, location: location(&spot(report, label.place)?) })
}

fn location(spot: &Spot<'_>) -> Location {
    Location { path: spot.path.clone().into_owned(), range: Some(range(spot)) }
}

fn range(spot: &Spot<'_>) -> Range {
    let (start, end) = spot.byte_columns();
    Range {
        start: Position { line: spot.start.line, column: start },
        end: Position { line: spot.end.line, column: end },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::render;
    use crate::finding::Finding;
    use crate::report::fixture::{Run, SUBJECT_UNKNOWN, assert_snapshot};

    #[test]
    fn a_diagnostic_has_its_suggestion_and_the_other_places() {
        assert_snapshot("irsa.rdjson", &render(&Run::irsa().report()));
    }

    #[test]
    fn columns_count_bytes() {
        let mut run = Run::default();
        let file = run.file("a.yaml", "é: \"日本\"\n");
        run.add(&SUBJECT_UNKNOWN, Finding::new("x").at_place(run.find(file, "\"日本\""), ""));
        let report: Value = serde_json::from_str(&render(&run.report())).unwrap();
        let expected = json!({"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 13}});
        assert_eq!(report["diagnostics"][0]["location"]["range"], expected);
    }
}
