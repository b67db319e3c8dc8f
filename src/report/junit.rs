//! A `JUnit` report: a suite for each file with findings, and one for the rules that found nothing.
//!
//! An error or a warning is a failure; what is worth knowing is a test that was skipped with a
//! message, because a failure would turn a run red that ekslint calls clean. Shapes follow
//! `junit-10.xsd` of Jenkins' xunit plugin.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Report;
use super::sanitise::clean;
use super::spot::{Spot, spot};
use super::words::details;
use super::wrap::append;
use crate::engine::Reported;
use crate::fingerprint::address;
use crate::rule::Severity;

/// The suite of what stands in no file.
const NOWHERE: &str = "project";

/// Renders the report.
pub fn render(report: &Report<'_>) -> String {
    let mut suites: BTreeMap<String, Vec<(&Reported, Option<Spot<'_>>)>> = BTreeMap::new();
    for reported in &report.outcome.findings {
        let spot = spot(report, reported.finding.primary.place);
        let path = spot.as_ref().map_or(Cow::Borrowed(NOWHERE), |it| it.path.clone());
        suites.entry(path.into_owned()).or_default().push((reported, spot));
    }
    let tallies = report.outcome.tallies.keys();
    let passed: Vec<&str> = tallies.filter(|rule| !fired(report, rule)).copied().collect();
    let all = &report.outcome.findings;
    let failures = all.iter().filter(|it| fails(it)).count();
    let tests = all.len() + passed.len();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    append(
        &mut out,
        format_args!(
            "<testsuites name=\"ekslint\" tests=\"{tests}\" failures=\"{failures}\" \
             errors=\"0\">\n"
        ),
    );
    for (path, findings) in &suites {
        suite(&mut out, report, path, findings);
    }
    append(
        &mut out,
        format_args!(
            "  <testsuite name=\"rules that found nothing\" tests=\"{}\" failures=\"0\" \
             errors=\"0\" skipped=\"0\">\n",
            passed.len()
        ),
    );
    for rule in passed {
        append(&mut out, format_args!("    <testcase classname=\"rules\" name=\"{rule}\"/>\n"));
    }
    out + "  </testsuite>\n</testsuites>\n"
}

/// Whether a rule has a finding that counts.
fn fired(report: &Report<'_>, rule: &str) -> bool {
    report.outcome.findings.iter().any(|it| it.rule.name == rule)
}

fn fails(reported: &Reported) -> bool {
    reported.severity > Severity::Info
}

fn suite(
    out: &mut String,
    report: &Report<'_>,
    path: &str,
    findings: &[(&Reported, Option<Spot<'_>>)],
) {
    let failures = findings.iter().filter(|(it, _)| fails(it)).count();
    let (tests, skipped, path) = (findings.len(), findings.len() - failures, escaped(path));
    append(
        out,
        format_args!(
            "  <testsuite name=\"{path}\" file=\"{path}\" tests=\"{tests}\" failures=\"{failures}\" \
             errors=\"0\" skipped=\"{skipped}\">\n"
        ),
    );
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for (reported, spot) in findings {
        // Histories of a test go by its name, so it has no line; a second one is told apart.
        let subject = address(reported, report.texts, &report.summary.root);
        let name = format!("{}: {subject}", reported.rule.name);
        let earlier = seen.entry(name.clone()).or_default();
        *earlier += 1;
        let name = if *earlier > 1 { format!("{name} ({earlier})") } else { name };
        append(
            out,
            format_args!(
                "    <testcase classname=\"{path}\" name=\"{}\">\n{}    </testcase>\n",
                escaped(&name),
                outcome(report, reported, spot.as_ref()),
            ),
        );
    }
    out.push_str("  </testsuite>\n");
}

/// What became of a test.
fn outcome(report: &Report<'_>, reported: &Reported, spot: Option<&Spot<'_>>) -> String {
    let message = escaped(&reported.finding.message);
    if !fails(reported) {
        return format!("      <skipped message=\"{message}\"/>\n");
    }
    let place = spot.map_or_else(String::new, |it| {
        format!("{}:{}:{}: ", it.path, it.start.line, it.start.column)
    });
    let mut text = format!("{}{message}", escaped(&place));
    for detail in details(report, reported) {
        append(&mut text, format_args!("\n{}: {}", detail.name, escaped(&detail.text)));
    }
    let (kind, url) = (reported.severity.name(), escaped(&reported.rule.url()).into_owned());
    format!("      <failure type=\"{kind}\" message=\"{message}\">{text}\n{url}</failure>\n")
}

/// Text for an element or an attribute in quotes, with nothing in it that XML forbids.
fn escaped(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    if !text.contains(['&', '<', '>', '"', '\'', '\u{fffe}', '\u{ffff}']) {
        return text;
    }
    let mut out = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            _ => out.push(character),
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::engine::Tally;
    use crate::finding::Finding;
    use crate::report::fixture::{ENDPOINT_OPEN, Run, SUBJECT_UNKNOWN, assert_snapshot};

    #[test]
    fn a_finding_is_a_test_that_fails() {
        let mut run = Run::irsa();
        for rule in [&SUBJECT_UNKNOWN, &ENDPOINT_OPEN] {
            run.outcome.tallies.insert(rule.name, Tally::default());
        }
        assert_snapshot("irsa.junit.xml", &render(&run.report()));
    }

    #[test]
    fn what_is_worth_knowing_is_skipped_and_counted() {
        let out = render(&Run::big().report());
        assert!(out.contains("<testsuites name=\"ekslint\" tests=\"48\" failures=\"32\""), "{out}");
        assert_eq!(out.matches("<testcase").count(), 48);
        assert_eq!([out.matches("<failure").count(), out.matches("<skipped").count()], [32, 16]);
        assert_eq!(out.matches(" (4)\">").count(), 12);
    }

    #[test]
    fn what_a_file_says_is_text() {
        let mut run = Run::default();
        let file = run.file("a<b>&\"'.tf", "a = 1\n");
        let evil = "]]></failure>\u{0}\u{ffff}\u{1b}";
        run.add(&ENDPOINT_OPEN, Finding::new(evil).at_place(run.find(file, "1"), ""));
        let out = render(&run.report());
        assert!(out.contains("name=\"a&lt;b&gt;&amp;&quot;&apos;.tf\""), "{out}");
        assert!(out.contains("message=\"]]&gt;&lt;/failure&gt;␀\u{fffd}␛\""), "{out}");
    }
}
