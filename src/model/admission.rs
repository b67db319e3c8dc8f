//! What IAM's string comparisons admit, where parts of both sides may be unknown.
//!
//! Both sides are read as symbols: letters, wildcards and holes. Two questions are asked of the same
//! walk over them: whether they meet whatever the holes hold, and whether they can meet at all.

use crate::value::{Segment, Text, Truth, Value};

/// How an operator compares.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Comparison {
    /// Whether `*` and `?` are wildcards.
    pub(crate) wildcards: bool,
    /// Whether upper and lower case are the same.
    pub(crate) ignores_case: bool,
}

/// One symbol of a side.
enum Symbol<'a> {
    /// A character as it is.
    Letter(char),
    /// `?`: any character.
    One,
    /// `*`: any characters, also none.
    Any,
    /// Characters that are not known.
    Hole(&'a Value),
    /// One character of a Kubernetes name.
    NameLetter,
    /// Any characters of a Kubernetes name, also none.
    NameLetters,
}

impl Comparison {
    /// Whether `subject` satisfies a comparison with `pattern`.
    pub(crate) fn admits(self, pattern: &Text, subject: &Text) -> Truth {
        let pattern = self.symbols(pattern);
        let subject = Self { wildcards: false, ..self }.symbols(subject);
        match (meet(&pattern, &subject, false), meet(&pattern, &subject, true)) {
            (true, _) => Truth::True,
            (false, true) => Truth::Unknown,
            (false, false) => Truth::False,
        }
    }

    /// Whether some service account's subject can satisfy a comparison with `pattern`.
    pub(crate) fn admits_some_account(self, pattern: &Text) -> bool {
        let name = || [Symbol::NameLetter, Symbol::NameLetters];
        let prefix = "system:serviceaccount:".chars().map(Symbol::Letter);
        let account = prefix.chain(name()).chain([Symbol::Letter(':')]).chain(name());
        meet(&self.symbols(pattern), &account.collect::<Vec<_>>(), true)
    }

    fn symbols(self, text: &Text) -> Vec<Symbol<'_>> {
        let mut symbols = Vec::new();
        for segment in text.segments() {
            match segment {
                Segment::Hole(value) => symbols.push(Symbol::Hole(value)),
                Segment::Literal { text, .. } => {
                    symbols.extend(text.chars().map(|letter| self.symbol(letter)));
                }
            }
        }
        symbols
    }

    fn symbol<'a>(self, letter: char) -> Symbol<'a> {
        match letter {
            '*' if self.wildcards => Symbol::Any,
            '?' if self.wildcards => Symbol::One,
            _ if self.ignores_case => Symbol::Letter(letter.to_ascii_lowercase()),
            _ => Symbol::Letter(letter),
        }
    }
}

impl Symbol<'_> {
    /// Whether it stands for any number of characters, for the question that is asked.
    fn stretches(&self, holes: bool) -> bool {
        match self {
            Self::Any | Self::NameLetters => true,
            Self::Hole(_) => holes,
            Self::Letter(_) | Self::One | Self::NameLetter => false,
        }
    }

    /// Whether a stretch of this one can cover one of the other.
    fn covers(&self, other: &Self) -> bool {
        match self {
            Self::NameLetter | Self::NameLetters => match other {
                Self::Letter(letter) => is_of_names(*letter),
                _ => true,
            },
            _ => true,
        }
    }

    /// Whether one of each stand for the same.
    fn meets(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Letter(one), Self::Letter(two)) => one == two,
            (Self::One, Self::Letter(_) | Self::NameLetter) => true,
            (Self::Letter(letter), Self::NameLetter) => is_of_names(*letter),
            (Self::Hole(one), Self::Hole(two)) => one.same_reference(two),
            _ => false,
        }
    }
}

/// Whether a character can stand in the name of a namespace or service account.
pub(crate) fn is_of_names(letter: char) -> bool {
    letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-' || letter == '.'
}

/// Whether two sides meet: whatever the holes hold, or, with `holes`, for some content of them.
fn meet(pattern: &[Symbol<'_>], subject: &[Symbol<'_>], holes: bool) -> bool {
    let width = subject.len() + 1;
    let mut reached = vec![false; (pattern.len() + 1) * width];
    let mut steps = vec![(0, 0)];
    while let Some((one, two)) = steps.pop() {
        let Some(place) = reached.get_mut(one * width + two) else { continue };
        if std::mem::replace(place, true) {
            continue;
        }
        let (left, right) = (pattern.get(one), subject.get(two));
        if left.is_none() && right.is_none() {
            return true;
        }
        let stretches = |it: Option<&Symbol<'_>>| it.is_some_and(|it| it.stretches(holes));
        let covers = |wide: Option<&Symbol<'_>>, other: Option<&Symbol<'_>>| {
            let both = wide.zip(other);
            both.is_some_and(|(wide, other)| wide.stretches(holes) && wide.covers(other))
        };
        // A stretch ends, or covers one more symbol of the other side.
        if stretches(left) || covers(right, left) {
            steps.push((one + 1, two));
        }
        if stretches(right) || covers(left, right) {
            steps.push((one, two + 1));
        }
        if left.zip(right).is_some_and(|(left, right)| left.meets(right)) {
            steps.push((one + 1, two + 1));
        }
    }
    false
}

#[cfg(test)]
mod tests;
