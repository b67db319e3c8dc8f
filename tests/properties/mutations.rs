//! The demo with accidents: it is read, and every label points into it.

use ekslint::check::lint;
use proptest::prelude::*;
use proptest::sample::Index;

use super::{Sources, cases, demo, misplaced, pinned, report};

/// What happens to one file.
#[derive(Clone, Debug)]
pub(super) enum Accident {
    /// A line is lost.
    Lost(Index),
    /// A line is there twice.
    Twice(Index),
    /// The file ends early.
    Cut(Index),
    /// Two lines change places.
    Swapped(Index, Index),
    /// Line ends become those of another system.
    Windows,
}

/// Accidents, and the files that they happen to.
pub(super) fn accidents() -> impl Strategy<Value = Vec<(Index, Accident)>> {
    let at = any::<Index>;
    let accident = prop_oneof![
        3 => at().prop_map(Accident::Lost),
        3 => at().prop_map(Accident::Twice),
        2 => at().prop_map(Accident::Cut),
        1 => (at(), at()).prop_map(|(one, two)| Accident::Swapped(one, two)),
        1 => Just(Accident::Windows),
    ];
    proptest::collection::vec((at(), accident), 1..6)
}

/// The demo after accidents.
pub(super) fn mutated(accidents: &[(Index, Accident)]) -> Sources {
    let mut sources = demo();
    for (file, accident) in accidents {
        let file = file.index(sources.len());
        sources[file].1 = accident.befall(&sources[file].1);
    }
    sources
}

impl Accident {
    fn befall(&self, text: &str) -> String {
        let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
        let count = lines.len().max(1);
        match self {
            _ if lines.is_empty() => {}
            Self::Lost(at) => {
                lines.remove(at.index(count));
            }
            Self::Twice(at) => lines.insert(at.index(count), lines[at.index(count)]),
            Self::Swapped(one, two) => lines.swap(one.index(count), two.index(count)),
            Self::Cut(at) => {
                let end = (0..=at.index(text.len())).rev().find(|at| text.is_char_boundary(*at));
                return text[..end.unwrap_or(0)].to_owned();
            }
            Self::Windows => return text.replace('\r', "").replace('\n', "\r\n"),
        }
        lines.concat()
    }
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn a_demo_with_accidents_is_read_and_pointed_into(accidents in accidents()) {
        let result = lint(&mutated(&accidents), &pinned::options());
        prop_assert_eq!(misplaced(&result), None);
        report(&result);
    }
}
