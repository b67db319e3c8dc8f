//! Annotations of GitHub Actions, as workflow commands in the log.
//!
//! GitHub shows ten errors, ten warnings and ten notices of a step, and drops the others without a
//! word. So the worst are printed, and one notice counts the rest. A message of more than 4,096
//! characters is cut by the runner. Sources: `docs.github.com`, "Workflow commands for GitHub
//! Actions", and `ActionCommandManager.cs` of `actions/runner`.

use super::{escaped, message};
use crate::engine::Reported;
use crate::report::Report;
use crate::report::sanitise::clean;
use crate::report::spot::spot;
use crate::report::words::{by_severity, cut, worst_first};
use crate::report::wrap::append;
use crate::rule::Severity;

/// Annotations of a kind that a step may make.
const MOST: usize = 10;

/// Bytes of a message; the runner counts characters, which are never more.
const LENGTH: usize = 4_096;

/// What is undone in a message.
const DATA: [(char, &str); 3] = [('%', "%25"), ('\r', "%0D"), ('\n', "%0A")];

/// What is undone in a property.
const PROPERTY: [(char, &str); 5] =
    [('%', "%25"), ('\r', "%0D"), ('\n', "%0A"), (':', "%3A"), (',', "%2C")];

/// Renders a workflow command for each of the worst findings, and a notice that counts the others.
pub fn render(report: &Report<'_>) -> String {
    let (shown, rest) = chosen(&worst_first(report));
    let mut out = String::new();
    for reported in shown {
        append(&mut out, format_args!("{}\n", command(report, reported)));
    }
    if !rest.is_empty() {
        let left = by_severity(&rest);
        let text = format!(
            "{left} more: GitHub shows {MOST} annotations of a kind. Add `--output text` to read \
             them in the log, or `--output sarif=FILE` to upload them"
        );
        append(&mut out, format_args!("::notice title=ekslint::{}\n", escaped(&text, &DATA)));
    }
    out
}

/// The findings that GitHub would show, and those that it would drop; room is kept for the notice
/// that counts them.
fn chosen<'a>(findings: &[&'a Reported]) -> (Vec<&'a Reported>, Vec<&'a Reported>) {
    let split = |notices: usize| {
        let mut left = [MOST, MOST, notices];
        findings.iter().copied().partition::<Vec<_>, _>(|it| {
            let [errors, warnings, notices] = &mut left;
            let left = match it.severity {
                Severity::Error => errors,
                Severity::Warning => warnings,
                Severity::Info => notices,
            };
            let fits = *left > 0;
            *left = left.saturating_sub(1);
            fits
        })
    };
    let all = split(MOST);
    if all.1.is_empty() { all } else { split(MOST - 1) }
}

fn command(report: &Report<'_>, reported: &Reported) -> String {
    let kind = match reported.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    };
    let mut properties = Vec::new();
    if let Some(spot) = spot(report, reported.finding.primary.place) {
        let (start, end) = (spot.start, spot.end);
        properties.push(format!("file={}", escaped(&clean(&spot.path), &PROPERTY)));
        properties.push(format!("line={}", start.line));
        properties.push(format!("endLine={}", end.line));
        // Columns are dropped where a region has several lines, and must not be equal.
        if start.line == end.line && start.column < end.column {
            properties.push(format!("col={}", start.column));
            properties.push(format!("endColumn={}", end.column));
        }
    }
    properties.push(format!("title=ekslint {}", reported.rule.name));
    let message = cut(&message(report, reported), LENGTH);
    format!("::{kind} {}::{}", properties.join(","), escaped(&message, &DATA))
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, render};
    use crate::finding::Finding;
    use crate::report::fixture::{ENDPOINT_OPEN, Run, VERSION_OLD, assert_snapshot};

    #[test]
    fn a_finding_is_one_line() {
        assert_snapshot("irsa.github.txt", &render(&Run::irsa().report()));
    }

    #[test]
    fn the_worst_are_shown_and_the_rest_is_counted() {
        let run = Run::big();
        let out = render(&run.report());
        let of = |kind: &str| out.lines().filter(|line| line.starts_with(kind)).count();
        assert_eq!([of("::error "), of("::warning "), of("::notice ")], [10, 10, 10]);
        assert!(out.starts_with("::error "), "{out}");
        let last = out.lines().last().expect("there are lines");
        let expected = "::notice title=ekslint::6 errors, 6 warnings, 7 info more:";
        assert!(last.starts_with(expected), "{last}");
    }

    #[test]
    fn ten_of_a_kind_need_no_notice() {
        let mut run = Run::default();
        let file = run.file("a.tf", "a = 1\n");
        for _ in 0..10 {
            run.add(&VERSION_OLD, Finding::new("x").at_place(run.find(file, "1"), ""));
        }
        assert_eq!(render(&run.report()).lines().count(), 10);
    }

    #[test]
    fn what_a_file_says_is_no_command() {
        let mut run = Run::default();
        let file = run.file("a,b::c%\n.tf", "a = 1\nb = 2\n");
        let evil = "50%\n::error::x\r##[error]\u{202e}";
        let finding = Finding::new(evil).at_place(run.find(file, "1\nb"), "::stop-commands::y");
        run.add(&ENDPOINT_OPEN, finding);
        let out = render(&run.report());
        let expected = "::error file=a%2Cb%3A%3Ac%25␊.tf,line=1,endLine=2,title=ekslint \
                        public-endpoint-open::50%25␊::error::x␍##<U+005B>error]<U+202E>%0Ahere: \
                        ::stop-commands::y%0A";
        assert!(out.starts_with(expected), "{out}");
        assert_eq!(out.lines().count(), 1);
    }

    #[test]
    fn long_messages_are_cut_before_they_are_escaped() {
        let mut run = Run::default();
        let file = run.file("a.tf", "a = 1\n");
        let long = "%日".repeat(LENGTH);
        run.add(&ENDPOINT_OPEN, Finding::new(long).at_place(run.find(file, "1"), ""));
        let out = render(&run.report());
        let message = out.trim_end().rsplit_once("::").expect("there is a message").1;
        let undone = message.replace("%25", "%");
        assert!(undone.len() <= LENGTH && undone.len() > LENGTH - 8 && undone.ends_with('…'));
    }
}
