//! Kleene's three truth values.

use std::ops::{BitAnd, BitOr, Not};

/// True, false, or not decidable from what is seen; ordered so that *and* is `min` and *or* is `max`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It cannot be so.
    False,
    /// It may or may not be so.
    Unknown,
    /// It must be so.
    True,
}

impl Truth {
    /// Whether it must be so.
    pub fn must(self) -> bool {
        self == Self::True
    }

    /// Whether it may be so.
    pub fn may(self) -> bool {
        self != Self::False
    }

    /// Whether at least one holds; of nothing, none does.
    pub fn any(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().max().unwrap_or(Self::False)
    }

    /// Whether every one holds; of nothing, all do.
    pub fn all(all: impl IntoIterator<Item = Self>) -> Self {
        all.into_iter().min().unwrap_or(Self::True)
    }

    /// What holds for several alternatives alike; unknown where they differ.
    pub fn agree(all: impl IntoIterator<Item = Self>) -> Self {
        let mut all = all.into_iter();
        let first = all.next().unwrap_or(Self::Unknown);
        if all.all(|next| next == first) { first } else { Self::Unknown }
    }
}

impl From<bool> for Truth {
    fn from(known: bool) -> Self {
        if known { Self::True } else { Self::False }
    }
}

impl BitAnd for Truth {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        self.min(other)
    }
}

impl BitOr for Truth {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        self.max(other)
    }
}

impl Not for Truth {
    type Output = Self;

    fn not(self) -> Self {
        match self {
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
            Self::True => Self::False,
        }
    }
}
