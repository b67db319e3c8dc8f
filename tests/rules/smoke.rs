//! Broken files: whatever is left of an example, ekslint reads it, and points into it.
//!
//! Every example of every page is cut off, loses a line, has one twice, gets a character too many or
//! other line endings, at places that a fixed sequence of numbers picks. `EKSLINT_SMOKE=8` makes eight times as many.

use ekslint::check::{CheckResult, lint};
use ekslint::rules::RULES;
use ekslint::source::Place;

use super::{Sources, page, pinned};

#[test]
fn broken_examples_are_read_and_pointed_into() {
    let mut numbers = Numbers(0x9e37_79b9_7f4a_7c15);
    for rule in RULES {
        for example in page::examples(rule.meta.page).unwrap() {
            for _ in 0..rounds() {
                let mut sources = example.sources();
                let at = numbers.below(sources.len());
                sources[at].1 = broken(&sources[at].1, &mut numbers);
                check(&sources);
            }
        }
    }
}

/// How often every example is broken.
#[expect(clippy::disallowed_methods, reason = "the switch of the tests is no input of the program")]
fn rounds() -> usize {
    let factor = std::env::var("EKSLINT_SMOKE").ok().and_then(|it| it.parse::<usize>().ok());
    factor.unwrap_or(1) * 6
}

fn check(sources: &Sources) {
    let result = lint(sources, &pinned::options());
    for it in &result.outcome.findings {
        let finding = &it.finding;
        for label in std::iter::once(&finding.primary).chain(&finding.related) {
            assert!(
                is_inside(&result, label.place),
                "[{}] {label:?} in {sources:#?}",
                it.rule.name
            );
        }
    }
}

/// Whether a place lies in a file, on the boundaries of characters.
fn is_inside(result: &CheckResult, place: Place) -> bool {
    let span = result.texts.locate(place);
    let text = result.texts.text(span.text);
    text.file().is_some() && text.content().get(span.range()).is_some()
}

/// A text with one accident.
fn broken(text: &str, numbers: &mut Numbers) -> String {
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let line = numbers.below(lines.len());
    let mut at = numbers.below(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    match numbers.below(5) {
        0 => text[..at].to_owned(),
        1 => [&lines[..line], &lines[line + 1..]].concat().concat(),
        2 => [&lines[..=line], &lines[line..]].concat().concat(),
        3 => {
            format!("{}{}{}", &text[..at], CHARACTERS[numbers.below(CHARACTERS.len())], &text[at..])
        }
        _ => text.replace('\n', "\r\n"),
    }
}

const CHARACTERS: [&str; 12] =
    ["\"", "{", "}", "[", ":", "&a ", "*a ", "${", "%{", "\t", "é", "\u{feff}"];

/// Numbers that look random and are the same in every run (xorshift).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let end = u64::try_from(end.max(1)).expect("lengths fit");
        usize::try_from(self.0 % end).expect("less than a length")
    }
}
