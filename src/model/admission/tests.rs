use super::Comparison;
use crate::source::Span;
use crate::value::{Kind, Origin, Segment, Text, Truth, Value, Why};

const LIKE: Comparison = Comparison { wildcards: true, ignores_case: false };
const EQUALS: Comparison = Comparison { wildcards: false, ignores_case: false };

/// A text in which `%` is a part that is not known.
fn text(pattern: &str) -> Text {
    let origin = Origin::new(Span::NOWHERE);
    let mut segments = Vec::new();
    for (index, part) in pattern.split('%').enumerate() {
        if index > 0 {
            let hole = Kind::Unknown(Why::NotEvaluated("a part"));
            segments.push(Segment::Hole(Value::new(hole, origin.clone())));
        }
        if !part.is_empty() {
            segments.push(Segment::Literal { text: part.into(), origin: origin.clone() });
        }
    }
    Text::of(&Value::segments(segments, origin)).expect("it is text")
}

fn admits(comparison: Comparison, pattern: &str, subject: &str) -> Truth {
    comparison.admits(&text(pattern), &text(subject))
}

#[test]
fn wildcards_are_those_of_the_operator() {
    assert_eq!(admits(LIKE, "a:*", "a:b"), Truth::True);
    assert_eq!(admits(LIKE, "a:?", "a:bc"), Truth::False);
    assert_eq!(admits(EQUALS, "a:*", "a:b"), Truth::False);
    assert_eq!(admits(EQUALS, "a:*", "a:*"), Truth::True);
}

#[test]
fn a_part_that_is_not_known_may_hold_anything() {
    assert_eq!(admits(LIKE, "a:%:*", "a:b:c"), Truth::Unknown);
    assert_eq!(admits(LIKE, "*:%-*", "a:b-c"), Truth::Unknown);
    assert_eq!(admits(EQUALS, "a:%:c", "a:b:c"), Truth::Unknown);
    assert_eq!(admits(LIKE, "b:%:*", "a:b:c"), Truth::False, "the known parts contradict");
    assert_eq!(admits(EQUALS, "a:%:c", "a:b:d"), Truth::False);
}

#[test]
fn a_wildcard_covers_a_part_of_the_subject_that_is_not_known() {
    assert_eq!(admits(LIKE, "a:*:c", "a:%:c"), Truth::True);
    assert_eq!(admits(LIKE, "a:?:c", "a:%:c"), Truth::Unknown);
    assert_eq!(admits(EQUALS, "a:b:c", "a:%:c"), Truth::Unknown);
    assert_eq!(admits(LIKE, "a:*:c", "a:%:d"), Truth::False);
}

#[test]
fn case_counts_unless_the_operator_ignores_it() {
    let ignoring = Comparison { wildcards: false, ignores_case: true };
    assert_eq!(admits(ignoring, "A:b", "a:B"), Truth::True);
    assert_eq!(admits(EQUALS, "A:b", "a:b"), Truth::False);
}

#[test]
fn a_pattern_can_admit_an_account_or_not() {
    for pattern in
        ["system:serviceaccount*:ns:x", "system:?erviceaccount:ns:x", "*:ns:x", "s*", "%"]
    {
        assert!(LIKE.admits_some_account(&text(pattern)), "{pattern}");
    }
    for pattern in
        ["system:serviceaccounts:*", "system:serviceaccount:Ns:*", "ns:*", "system:*:a b"]
    {
        assert!(!LIKE.admits_some_account(&text(pattern)), "{pattern}");
    }
}
