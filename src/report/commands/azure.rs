//! Issues of Azure Pipelines, as logging commands in the log, the worst first: a run shows ten
//! errors and ten warnings in its summary, and all of them in the log.
//!
//! Azure knows no notes: what is worth knowing is a warning that says so. Source:
//! `learn.microsoft.com`, "Logging commands", and `command.ts` of `azure-pipelines-task-lib`.

use super::{escaped, message};
use crate::engine::Reported;
use crate::report::Report;
use crate::report::sanitise::clean;
use crate::report::spot::spot;
use crate::report::words::worst_first;
use crate::report::wrap::append;
use crate::rule::Severity;

/// What is undone in a message.
const DATA: [(char, &str); 3] = [('%', "%AZP25"), ('\r', "%0D"), ('\n', "%0A")];

/// What is undone in a property.
const PROPERTY: [(char, &str); 5] =
    [('%', "%AZP25"), ('\r', "%0D"), ('\n', "%0A"), (']', "%5D"), (';', "%3B")];

/// Renders a logging command for every finding.
pub fn render(report: &Report<'_>) -> String {
    let mut out = String::new();
    for reported in worst_first(report) {
        append(&mut out, format_args!("{}\n", command(report, reported)));
    }
    out
}

fn command(report: &Report<'_>, reported: &Reported) -> String {
    let (kind, lead) = match reported.severity {
        Severity::Error => ("error", ""),
        Severity::Warning => ("warning", ""),
        Severity::Info => ("warning", "info: "),
    };
    let mut properties = format!("type={kind};");
    if let Some(spot) = spot(report, reported.finding.primary.place) {
        let path = escaped(&clean(&spot.path), &PROPERTY);
        let (line, column) = (spot.start.line, spot.start.column);
        append(
            &mut properties,
            format_args!("sourcepath={path};linenumber={line};columnnumber={column};"),
        );
    }
    let message = escaped(&format!("{lead}{}", message(report, reported)), &DATA);
    format!("##vso[task.logissue {properties}code={};]{message}", reported.rule.name)
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::finding::Finding;
    use crate::report::fixture::{ENDPOINT_OPEN, Run, assert_snapshot};

    #[test]
    fn a_finding_is_one_line() {
        assert_snapshot("irsa.azure.txt", &render(&Run::irsa().report()));
    }

    #[test]
    fn every_finding_is_printed_the_worst_first() {
        let out = render(&Run::big().report());
        assert_eq!(out.lines().count(), 48);
        let kinds: Vec<_> = out.lines().map(|line| line.contains("type=error;")).collect();
        assert!(kinds.is_sorted_by_key(|error| !error), "{out}");
        assert!(out.contains("code=version-leaves-support;]info: something"), "{out}");
    }

    #[test]
    fn what_a_file_says_is_no_command() {
        let mut run = Run::default();
        let file = run.file("a;b]%.tf", "a = 1\n");
        let evil = "50%\n##vso[task.complete result=Succeeded;]";
        run.add(&ENDPOINT_OPEN, Finding::new(evil).at_place(run.find(file, "1"), ""));
        let out = render(&run.report());
        let expected = "##vso[task.logissue type=error;sourcepath=a%3Bb%5D%AZP25.tf;linenumber=1;\
                        columnnumber=5;code=public-endpoint-open;]50%AZP25␊##vso<U+005B>task";
        assert!(out.starts_with(expected), "{out}");
        assert_eq!(out.matches("##vso[").count(), 1);
    }
}
