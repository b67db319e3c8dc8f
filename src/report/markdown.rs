//! Markdown for the summary of a job and for a comment on a pull request.
//!
//! First what breaks or has to be replaced, each with everything that is said of it behind a
//! triangle; then what will bite, then what is worth knowing, as tables. Of a change, which is short,
//! everything is said of the rest as well. GitHub refuses a comment
//! of more than 65,536 characters: what does not fit is counted. The first line is a comment by
//! which a later run finds its own.

mod escape;
mod page;

use self::escape::{code, escaped};
use self::page::Page;
use super::Report;
use super::place::located;
use super::plural::count;
use super::words::{by_severity, details, worst_first};
use super::wrap::append;
use crate::engine::Reported;
use crate::finding::FixClass;
use crate::rule::Severity;

/// Characters of a comment on GitHub.
const LENGTH: usize = 65_536;

/// Rows of a table that are seen at once.
const ROWS: usize = 20;

/// What findings of a kind have in common.
struct Group<'a> {
    heading: &'static str,
    findings: Vec<&'a Reported>,
    /// Whether everything is said of each.
    in_full: bool,
}

/// Renders the page.
pub fn render(report: &Report<'_>) -> String {
    let mut page = Page::new(LENGTH);
    let findings = worst_first(report);
    let counts = by_severity(&findings);
    let title = if findings.is_empty() { "nothing found" } else { &counts };
    page.put(&format!("<!-- ekslint -->\n## ekslint: {title}\n\n{}", summary(report)));
    for group in groups(report).iter().filter(|it| !it.findings.is_empty()) {
        put_group(&mut page, report, group);
    }
    page.finished()
}

/// The findings by what they mean to whoever reads the change.
fn groups<'a>(report: &Report<'a>) -> [Group<'a>; 3] {
    let breaks = |it: &&Reported| {
        it.severity == Severity::Error
            || it.rule.compares_with_past()
            || it.finding.fixes.iter().any(|fix| fix.class == FixClass::Recreate)
    };
    let (first, rest): (Vec<_>, Vec<_>) = worst_first(report).into_iter().partition(breaks);
    let (warnings, notes) = rest.into_iter().partition(|it| it.severity == Severity::Warning);
    let change = report.summary.since.is_some();
    let heading = if change {
        "What this change breaks or replaces"
    } else {
        "What breaks, or has to be replaced"
    };
    [
        Group { heading, findings: first, in_full: true },
        Group { heading: "What will bite", findings: warnings, in_full: change },
        Group { heading: "Worth knowing", findings: notes, in_full: change },
    ]
}

/// What was checked and what was not, as lines.
fn summary(report: &Report<'_>) -> String {
    let summary = report.summary;
    let mut out = format!("{} checked", count(summary.files_checked, "file"));
    if let Some(revision) = &summary.since {
        append(&mut out, format_args!(" for what changed since {}", code(revision)));
    }
    out.push_str(".\n");
    let elsewhere = report.outcome.elsewhere.len();
    if elsewhere > 0 {
        let findings = count(elsewhere, "finding");
        let why = if summary.since.is_some() {
            "elsewhere, in what did not change"
        } else {
            "in files that are not named"
        };
        append(&mut out, format_args!("{findings} {why}.\n"));
    }
    let hidden = report.outcome.suppressed.len();
    if hidden > 0 {
        append(&mut out, format_args!("{} suppressed.\n", count(hidden, "finding")));
    }
    for it in &summary.not_checked {
        let (what, remedy) = (count(it.count, it.what), escaped(&it.remedy));
        append(&mut out, format_args!("{what} not checked: {remedy}.\n"));
    }
    out
}

fn put_group(page: &mut Page, report: &Report<'_>, group: &Group<'_>) {
    let number = group.findings.len();
    let heading = format!("\n### {} ({number})\n", group.heading);
    if !page.fits(&heading) {
        page.leave_out(number);
        return;
    }
    page.put(&heading);
    let (first, rest) = group.findings.split_at(number.min(ROWS));
    put_table(page, report, first, ("", ""));
    if group.in_full {
        for reported in first {
            page.put_if_it_fits(&in_full(report, reported));
        }
    }
    let opening = format!("\n<details><summary>{} more</summary>\n", rest.len());
    if !rest.is_empty() {
        put_table(page, report, rest, (&opening, "\n</details>\n"));
    }
}

/// A table of as many findings as there is room for; the others are counted.
fn put_table(
    page: &mut Page,
    report: &Report<'_>,
    findings: &[&Reported],
    (before, after): (&str, &str),
) {
    let head = format!("{before}\n| | where | what | rule |\n|---|---|---|---|\n");
    if !page.fits(&format!("{head}{after}")) {
        return page.leave_out(findings.len());
    }
    page.put(&head);
    for reported in findings {
        let row = row(report, reported);
        if page.fits(&format!("{row}{after}")) { page.put(&row) } else { page.leave_out(1) }
    }
    page.put(after);
}

fn row(report: &Report<'_>, reported: &Reported) -> String {
    let place = located(report.texts, reported.finding.primary.place);
    let place = place.map_or_else(String::new, |place| {
        let path = report.summary.root.relative(place.path);
        code(&format!("{path}:{}", place.start.line)).replace('|', "\\|")
    });
    let (rule, severity) = (reported.rule, reported.severity.name());
    let message = escaped(&reported.finding.message).replace('|', "\\|");
    format!("| {severity} | {place} | {message} | [{}]({}) |\n", rule.name, rule.url())
}

/// Everything that is said of a finding, behind a triangle.
fn in_full(report: &Report<'_>, reported: &Reported) -> String {
    // A summary is HTML, where there are no code spans.
    let message = escape::html(&reported.finding.message);
    let rule = reported.rule.name;
    let mut out = format!("\n<details><summary><b>{rule}</b>: {message}</summary>\n\n");
    for detail in details(report, reported) {
        append(&mut out, format_args!("- {}: {}\n", escaped(&detail.name), escaped(&detail.text)));
    }
    out + "\n</details>\n"
}

#[cfg(test)]
mod tests {
    use super::{LENGTH, render};
    use crate::finding::Finding;
    use crate::report::fixture::{ENDPOINT_OPEN, Run, SUBNET_SMALL, assert_snapshot};

    #[test]
    fn a_page_holds_everything_that_is_said() {
        assert_snapshot("irsa.md", &render(&Run::irsa().report()));
    }

    #[test]
    fn what_breaks_comes_first_and_tables_are_short() {
        let page = render(&Run::big().report());
        let headings: Vec<_> = page.lines().filter(|line| line.starts_with('#')).collect();
        let expected = [
            "## ekslint: 16 errors, 16 warnings, 16 info",
            "### What breaks, or has to be replaced (16)",
            "### What will bite (16)",
            "### Worth knowing (16)",
        ];
        assert_eq!(headings, expected);
    }

    #[test]
    fn a_change_is_spoken_of_where_one_is_asked_about() {
        let mut run = Run::irsa();
        run.summary.since = Some("origin/main".to_owned());
        let file = run.file("a.tf", "a = 1\n");
        let note = "their nodes have to wait";
        let small = Finding::new("a subnet is small").at_place(run.find(file, "1"), "").note(note);
        run.add(&SUBNET_SMALL, small);
        let older = run.outcome.findings.clone();
        run.outcome.elsewhere = older;
        let page = render(&run.report());
        assert!(page.contains("2 files checked for what changed since `origin/main`."), "{page}");
        assert!(page.contains("2 findings elsewhere, in what did not change.\n"), "{page}");
        assert!(page.contains("### What this change breaks or replaces (1)"), "{page}");
        assert!(page.contains("### What will bite (1)"), "{page}");
        assert!(page.contains(&format!("- note: {note}\n")), "{page}");
    }

    #[test]
    fn what_does_not_fit_is_counted() {
        let mut run = Run::default();
        let file = run.file("a.tf", "a = 1\n");
        for (rule, number) in [(&ENDPOINT_OPEN, 30), (&SUBNET_SMALL, 2_000)] {
            for _ in 0..number {
                let text = "a subnet that is small ".repeat(10);
                run.add(rule, Finding::new(text).at_place(run.find(file, "1"), ""));
            }
        }
        let page = render(&run.report());
        assert!(page.len() <= LENGTH && page.len() > LENGTH - 800, "{}", page.len());
        let rows = page
            .lines()
            .filter(|line| line.starts_with("| error") || line.starts_with("| warning"));
        let (shown, last) = (rows.count(), page.lines().last().unwrap());
        assert_eq!(page.matches("<details>").count(), page.matches("</details>").count());
        assert!(
            last.starts_with(&format!(
                "{} findings did not fit",
                super::super::plural::grouped(2_030 - shown)
            )),
            "{last}"
        );
    }

    #[test]
    fn what_a_file_says_is_text() {
        let mut run = Run::default();
        let file = run.file("a`|b.tf", "a = 1\n");
        let evil = "<img src=x> | @everyone [x](https://evil.example) `a|b` #1";
        run.add(&ENDPOINT_OPEN, Finding::new(evil).at_place(run.find(file, "1"), "<!-- -->"));
        let page = render(&run.report());
        let row = page.lines().find(|line| line.starts_with("| error")).unwrap();
        let expected = "| error | ``a`\\|b.tf:1`` | &lt;img src=x&gt; \\| &#64;everyone \
                        &#91;x&#93;(https&#58;//evil.example) `a\\|b` &#35;1 | ";
        assert!(row.starts_with(expected), "{row}");
        assert!(page.contains("- here: &lt;&#33;-- --&gt;\n"), "{page}");
    }
}
