//! One setting of one thing: what it is set to, where that stands, and how it would be written.
//!
//! A setting is declared once, as a [`Row`]: its path in each dialect and the default each tool
//! fills in. Reading a row gives a [`Field`], which rules ask in three values.

mod anchor;
mod annotation;
mod decode;
mod find;
mod listing;
mod object;
mod row;
pub mod watch;

pub use anchor::Anchor;
pub use decode::{Decode, DecodeError};
pub use find::{Found, Located, find};
pub use listing::{Items, Listing};
pub use object::{Dialect, Object, Subject, Tool};
pub use row::{ListRow, ModuleName, Row, ToolDefault};

use crate::value::{Text, Truth, Why};

/// A setting as far as it is known, and where it is or would be written.
#[derive(Clone, Debug)]
pub struct Field<T> {
    /// What is known of it.
    pub state: State<T>,
    /// Where it is or would be.
    pub anchor: Anchor,
}

/// What is known of a setting.
#[derive(Clone, Debug, PartialEq)]
pub enum State<T> {
    /// Someone wrote it.
    Written(T),
    /// Nobody did; the tool's documented default holds.
    Default(T),
    /// Nobody did, and there is no default: it is not set.
    Absent,
    /// It is one of these (`None`: not set), and on what it hangs which.
    OneOf(Vec<Option<T>>, Why),
    /// It depends on something outside the files.
    Unknown(Why),
    /// It has a type that the tool refuses: unknown to rules, reported by the reader.
    Invalid {
        /// What should stand there, such as `a whole number`.
        expected: &'static str,
    },
}

impl<T> Field<T> {
    /// Whether the setting satisfies `test`; one that is not set does not.
    pub fn is(&self, test: impl Fn(&T) -> bool) -> Truth {
        self.holds(|value| test(value).into())
    }

    /// Whether the setting satisfies a test in three values; one that is not set does not.
    pub fn holds(&self, test: impl Fn(&T) -> Truth) -> Truth {
        let truth = match &self.state {
            State::Written(value) | State::Default(value) => test(value),
            State::Absent => Truth::False,
            State::OneOf(values, _) => {
                let hold = |value: &Option<T>| value.as_ref().map_or(Truth::False, &test);
                Truth::agree(values.iter().map(hold))
            }
            State::Unknown(_) | State::Invalid { .. } => Truth::Unknown,
        };
        self.watched(truth)
    }

    /// Leaves word of why this field could not answer.
    fn watched(&self, truth: Truth) -> Truth {
        if truth == Truth::Unknown {
            watch::note(&self.anchor.path, self.why().unwrap_or(Why::NotEvaluated("a part of it")));
        }
        truth
    }

    /// Whether nothing is set, not even by a default.
    pub fn is_absent(&self) -> Truth {
        let truth = match &self.state {
            State::Written(_) | State::Default(_) | State::Invalid { .. } => Truth::False,
            State::Absent => Truth::True,
            State::OneOf(values, _) => {
                Truth::agree(values.iter().map(|value| value.is_none().into()))
            }
            State::Unknown(_) => Truth::Unknown,
        };
        self.watched(truth)
    }

    /// The value, if there is exactly one that is known.
    pub fn known(&self) -> Option<&T> {
        match &self.state {
            State::Written(value) | State::Default(value) => Some(value),
            _ => None,
        }
    }

    /// Whether nobody wrote it, so that a default or nothing holds.
    pub fn is_unwritten(&self) -> bool {
        matches!(self.state, State::Default(_) | State::Absent)
    }

    /// Why it is not known, if it is not.
    pub fn why(&self) -> Option<Why> {
        match &self.state {
            State::Unknown(why) | State::OneOf(_, why) => Some(why.clone()),
            State::Invalid { .. } => Some(Why::Invalid),
            State::Written(_) | State::Default(_) | State::Absent => None,
        }
    }

    /// The same place with what `change` makes of the value.
    pub fn map<U>(self, change: impl Fn(T) -> U) -> Field<U> {
        let state = match self.state {
            State::Written(value) => State::Written(change(value)),
            State::Default(value) => State::Default(change(value)),
            State::Absent => State::Absent,
            State::OneOf(values, why) => {
                let values = values.into_iter().map(|value| value.map(&change));
                State::OneOf(values.collect(), why)
            }
            State::Unknown(why) => State::Unknown(why),
            State::Invalid { expected } => State::Invalid { expected },
        };
        Field { state, anchor: self.anchor }
    }
}

impl Field<Text> {
    /// The text for people, with placeholders for what is not known; empty where nothing is.
    pub fn display(&self) -> String {
        self.known().map(Text::display).unwrap_or_default()
    }
}

impl<T: Decode> Field<T> {
    /// The field of what was found at a path, with `default` for what is not set.
    pub fn new(located: Located, default: &[Option<T>]) -> Self {
        let mut states: Vec<Option<T>> = Vec::new();
        let unknown = |why: &Why| State::Unknown(why.clone());
        let at = |state| Self { state, anchor: located.anchor.clone() };
        for one in &located.found {
            match one {
                Found::Absent => states.extend(default.iter().cloned()),
                Found::Unknown(why) => return at(unknown(why)),
                Found::Value(value) => match T::decode(value) {
                    Ok(value) => states.push(Some(value)),
                    Err(DecodeError::Unknown(why)) => return at(unknown(&why)),
                    Err(DecodeError::Wrong { expected }) => {
                        return at(State::Invalid { expected });
                    }
                },
            }
        }
        let unwritten = located.is_absent();
        let state = match states.as_mut_slice() {
            [] => State::Absent,
            [one] => match (one.take(), unwritten) {
                (Some(value), true) => State::Default(value),
                (Some(value), false) => State::Written(value),
                (None, _) => State::Absent,
            },
            several => {
                let why = located.reason(several.len());
                State::OneOf(states, why)
            }
        };
        Self { state, anchor: located.anchor }
    }
}
