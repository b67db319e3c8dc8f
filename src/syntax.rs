//! Concrete syntax: what stands where in a text, without any meaning.
//!
//! Each language has its own arena of nodes with `u32` byte ranges into one text. No type of the
//! parsers underneath leaves its module. Ranges are relative to the text that was parsed; a
//! [`Span`](crate::source::Span) is made by adding its [`TextId`](crate::source::TextId).

pub mod edit;
pub mod hcl;
mod number;
pub mod template;
pub mod yaml;

pub use number::{Big, Number};

/// Bytes of the text that was parsed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Range {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Range {
    /// Bytes `start..end`.
    pub fn new(start: u32, end: u32) -> Self {
        Self { start, end }
    }

    /// The range as a span of `text`.
    pub fn of(self, text: crate::source::TextId) -> crate::source::Span {
        crate::source::Span::new(text, self.start, self.end)
    }

    /// Length in bytes.
    pub fn len(self) -> u32 {
        self.end - self.start
    }

    /// Whether it covers no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The range as indices.
    pub fn indices(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }
}

/// Something that the language's grammar does not allow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where it shows.
    pub range: Range,
    /// What is wrong, in lower case and without a full stop.
    pub message: String,
    /// What to do about it, if that is clear.
    pub help: Option<String>,
}

/// A key that is written twice in one map; the later one counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key.
    pub key: String,
    /// The key that has no effect.
    pub first: Range,
    /// The key that counts.
    pub second: Range,
    /// What the two are to each other.
    pub repetition: Repetition,
}

/// What a key and its repetition are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repetition {
    /// They say different things.
    Other,
    /// They say the same.
    Same,
    /// The later one begins another object, which nothing parts from the one before.
    Object,
}

impl Repetition {
    /// Of two values, by the text that is written.
    pub fn of(one: &str, two: &str) -> Self {
        if one.trim_end() == two.trim_end() { Self::Same } else { Self::Other }
    }
}
