//! A comment hides what it stands at, of the rules that it names, and nothing else.

use ekslint::check::{CheckResult, lint};
use ekslint::engine::Reported;
use ekslint::source::Place;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{Sources, cases, demo, pinned};

/// What findings are before a comment, and where they point: lines from 1, both included.
struct Seen {
    name: String,
    rule: &'static str,
    lines: Vec<(String, u32, u32)>,
}

fn seen(result: &CheckResult, it: &Reported) -> Seen {
    let lines = |place: Place| {
        let span = result.texts.locate(place);
        let text = result.texts.text(span.text);
        let last = span.end.saturating_sub(1).max(span.start);
        let path = result.texts.path(span).to_owned();
        (path, text.position(span.start).line, text.position(last).line)
    };
    let finding = &it.finding;
    let labels = std::iter::once(&finding.primary).chain(&finding.related);
    let lines = labels.map(|label| lines(label.place)).collect();
    Seen { name: name(it), rule: it.rule.name, lines }
}

/// A finding without its place, which moves when a line is added.
fn name(it: &Reported) -> String {
    format!("{} {} {}", it.rule.name, it.subject, it.finding.message)
}

/// The demo with a line before the line of a number from 1.
fn with_line(file: usize, line: u32, text: &str) -> Sources {
    let mut sources = demo();
    let content = &mut sources[file].1;
    let starts = content.split_inclusive('\n').take(line as usize - 1).map(str::len);
    let at = starts.sum();
    content.insert_str(at, text);
    sources
}

fn of_demo(result: &CheckResult) -> impl Iterator<Item = &Reported> {
    result.outcome.findings.iter().filter(|it| it.rule.category != "suppression")
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn a_comment_hides_nothing_elsewhere(
        file in any::<Index>(),
        at in any::<Index>(),
        rules in select(vec!["*", "irsa-*", "storage/", "public-endpoint-open, network/"]),
        indent in 0..6_usize,
    ) {
        let plain = lint(&demo(), &pinned::options());
        let file = file.index(demo().len());
        let (path, content) = demo().remove(file);
        let count = u32::try_from(content.lines().count()).unwrap();
        let line = u32::try_from(at.index(count as usize)).unwrap() + 1;
        let blank = " ".repeat(indent);
        let plain_line = with_line(file, line, &format!("{blank}# nothing is said here\n"));
        let comment = format!("{blank}# ekslint: ignore[{rules}] tried\n");
        let before = lint(&plain_line, &pinned::options());
        let after = lint(&with_line(file, line, &comment), &pinned::options());
        let left: Vec<String> = of_demo(&after).map(name).collect();
        let hidden: Vec<String> =
            after.outcome.suppressed.iter().map(|it| name(&it.reported)).collect();
        for it in of_demo(&before) {
            let seen = seen(&before, it);
            let counts = left.contains(&seen.name);
            prop_assert!(counts != hidden.contains(&seen.name), "{}", seen.name);
            // The comment is on this line, and the line that it speaks of is the next one; above a
            // string of several lines, all of that string.
            let near = |(other, start, end): &(String, u32, u32)| {
                *other == path && *start <= line + 40 && line <= *end
            };
            prop_assert!(counts || seen.lines.iter().any(near), "{} at {line}", seen.name);
            let named = rules == "*" || seen.rule.starts_with("irsa-") || rules.contains('/');
            prop_assert!(counts || named, "{}", seen.name);
        }
        prop_assert_eq!(plain.outcome.suppressed.len(), 0);
    }

    #[test]
    fn a_comment_above_a_finding_hides_it_and_no_other(chosen in any::<Index>()) {
        let plain = lint(&demo(), &pinned::options());
        let all: Vec<Seen> = of_demo(&plain).map(|it| seen(&plain, it)).collect();
        let chosen = &all[chosen.index(all.len())];
        let (path, line, _) = &chosen.lines[0];
        let file = demo().iter().position(|(other, _)| other == path).unwrap();
        let comment = format!("# ekslint: ignore[{}] tried\n", chosen.rule);
        let after = lint(&with_line(file, *line, &comment), &pinned::options());
        let left: Vec<String> = of_demo(&after).map(name).collect();
        let mut wanted: Vec<String> = all.iter().map(|it| it.name.clone()).collect();
        // In a heredoc it is text, which changes what the heredoc says.
        if !after.outcome.suppressed.is_empty() {
            wanted.retain(|it| *it != chosen.name);
            prop_assert_eq!(left, wanted);
        }
    }
}
