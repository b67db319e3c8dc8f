//! A comment hides what it stands at, of the rules that it names, and nothing else.

use ekslint::check::{CheckResult, lint};
use ekslint::engine::Reported;
use ekslint::fix::exceptions;
use ekslint::rule::Pattern;
use ekslint::rules::RULES;
use ekslint::source::Place;
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::{DEMO, Sources, cases, demo, pinned};

/// What findings are before a comment, and where they point: lines from 1, both included.
struct Seen {
    name: String,
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
    Seen { name: name(it), lines }
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
    #![proptest_config(cases(40))]

    #[test]
    fn a_comment_hides_nothing_elsewhere(
        aim in any::<Index>(),
        off in -3..4_i32,
        rules in select(vec!["*", "irsa-*", "storage/", "public-endpoint-open, network/"]),
        indent in 0..6_usize,
    ) {
        // Near a place that some finding points at: far from all of them nothing can happen.
        let places: Vec<_> = of_demo(&DEMO).flat_map(|it| seen(&DEMO, it).lines).collect();
        let (path, line, _) = places[aim.index(places.len())].clone();
        let file = demo().iter().position(|(own, _)| *own == path).unwrap();
        let content = demo().remove(file).1;
        let count = u32::try_from(content.lines().count()).unwrap();
        let line = line.saturating_add_signed(off).clamp(1, count);
        let blank = " ".repeat(indent);
        let plain_line = with_line(file, line, &format!("{blank}# nothing is said here\n"));
        let comment = format!("{blank}# ekslint: ignore[{rules}] tried\n");
        let before = lint(&plain_line, &pinned::options());
        let after = lint(&with_line(file, line, &comment), &pinned::options());
        let left: Vec<String> = of_demo(&after).map(name).collect();
        let hidden: Vec<String> =
            after.outcome.suppressed.iter().map(|it| name(&it.reported)).collect();
        let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
        let patterns = rules.split(", ").map(|it| Pattern::parse(it, &known).expect("it is one"));
        let patterns: Vec<Pattern> = patterns.collect();
        // The comment speaks of the next line that is none, and of a string that opens there.
        let below: Vec<&str> = content.lines().skip(line as usize - 1).collect();
        let comments = below.iter().take_while(|it| it.trim_start().starts_with('#')).count();
        let target = line + 1 + u32::try_from(comments).unwrap();
        let opens = below.get(comments).is_some_and(|it| it.contains("<<") || it.ends_with('|'));
        let last = if opens { target + 40 } else { target };
        for it in of_demo(&before) {
            let seen = seen(&before, it);
            let counts = left.contains(&seen.name);
            prop_assert!(counts != hidden.contains(&seen.name), "{}", seen.name);
            let near = |(other, start, end): &(String, u32, u32)| {
                *other == path && *start <= last && line <= *end
            };
            prop_assert!(counts || seen.lines.iter().any(near), "{} at {line}", seen.name);
            let named = patterns.iter().any(|pattern| pattern.matches(it.rule));
            prop_assert!(counts || named, "{}", seen.name);
        }
    }

    #[test]
    fn comments_that_are_written_hide_what_they_are_for_and_no_more(chosen in 1..u64::MAX) {
        let (for_some, others): (Vec<_>, Vec<_>) = of_demo(&DEMO)
            .enumerate()
            .partition(|(at, _)| chosen >> (at % 64) & 1 == 1);
        let some: Vec<Reported> = for_some.into_iter().map(|(_, it)| it.clone()).collect();
        let written = exceptions(&DEMO.texts, &some, "tried").expect("it is a reason");
        prop_assert!(written.left.is_empty(), "{:?}", written.left);
        let mut sources = demo();
        for file in &written.files {
            let path = DEMO.texts.text(file.text).file();
            let source = sources.iter_mut().find(|(own, _)| Some(own.as_str()) == path);
            source.expect("it is a file of the demo").1.clone_from(&file.content);
        }
        let after = lint(&sources, &pinned::options());
        let left: Vec<String> = after.outcome.findings.iter().map(name).collect();
        let wanted: Vec<String> = others.into_iter().map(|(_, it)| name(it)).collect();
        prop_assert_eq!(left, wanted);
    }
}
