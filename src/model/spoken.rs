//! Settings of the VPC CNI, which stand in what an add-on is told, or in any other text.

use std::collections::BTreeSet;

use crate::source::Span;
use crate::value::Truth;

/// Whether a setting is on, as far as the files speak of it: it is off where nothing does.
#[derive(Clone, Debug, Default)]
pub struct Spoken {
    /// The places in files that have its name.
    pub places: BTreeSet<Span>,
    /// What it is set to, each with the place in a file that says so.
    pub values: Vec<(Span, Truth)>,
}

impl Spoken {
    /// Whether it is on: unknown where its name stands somewhere that is not understood.
    pub fn is_on(&self) -> Truth {
        let set = Truth::any(self.values.iter().map(|(_, value)| *value));
        set | if self.places.iter().all(|it| self.is_read(*it)) {
            Truth::False
        } else {
            Truth::Unknown
        }
    }

    /// Whether nothing speaks of it.
    pub fn is_empty(&self) -> bool {
        self.places.is_empty() && self.values.is_empty()
    }

    /// Adds what another part of the same scope says.
    pub fn append(&mut self, other: Self) {
        self.places.extend(other.places);
        self.values.extend(other.values);
    }

    fn is_read(&self, place: Span) -> bool {
        let meets =
            |it: Span| it.text == place.text && it.start < place.end && place.start < it.end;
        self.values.iter().any(|(span, _)| meets(*span))
    }
}

#[cfg(test)]
mod tests {
    use super::Spoken;
    use crate::source::{Span, Texts};
    use crate::value::Truth;

    #[test]
    fn what_is_read_everywhere_is_known() {
        let text = Texts::default().add_file("main.tf", "ENABLE_PREFIX_DELEGATION");
        let (here, there) = (Span::new(text, 0, 6), Span::new(text, 7, 13));
        let of = |places: &[Span], values: &[(Span, Truth)]| {
            let places = places.iter().copied().collect();
            Spoken { places, values: values.to_vec() }.is_on()
        };
        assert_eq!(of(&[], &[]), Truth::False);
        assert_eq!(of(&[here], &[]), Truth::Unknown);
        assert_eq!(of(&[here], &[(here, Truth::False)]), Truth::False);
        assert_eq!(of(&[here, there], &[(here, Truth::False)]), Truth::Unknown);
        assert_eq!(of(&[here, there], &[(here, Truth::True)]), Truth::True);
        assert_eq!(of(&[here], &[(here, Truth::Unknown)]), Truth::Unknown);
    }
}
