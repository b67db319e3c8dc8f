//! Changes to a file, in terms of what should stand there and not of bytes.

use smol_str::SmolStr;

use crate::source::Span;

/// One change, resolved against the file's syntax by [`crate::fix`].
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// Where.
    pub slot: Slot,
    /// What to do there.
    pub change: Change,
}

/// Where a setting is, or where it would have to be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Slot {
    /// It is written.
    Present {
        /// The value.
        value: Span,
        /// The key, if it has one.
        key: Option<Span>,
    },
    /// Bytes of a comment: [`Change::Text`] replaces them; [`Change::Remove`] takes the line with
    /// them if nothing else stands on it, and else the blanks before them.
    Comment(Span),
    /// It is not written.
    Missing {
        /// The innermost map or block that is: the whole node, with braces if it has any.
        parent: Span,
        /// The keys below it that have to be written.
        keys: Vec<Key>,
    },
}

/// One key of a setting that is not written yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    /// A key of a map, or an attribute.
    Name(SmolStr),
    /// A nested block of HCL.
    Block(SmolStr),
}

/// What to do at a slot.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Write this value; missing keys are written around it.
    Set(serde_json::Value),
    /// Replace the content of a string without touching its quotes.
    Text(String),
    /// Write this right behind the value: for an expression that lacks its last step.
    After(String),
    /// Add an item at the end of a list.
    Append(serde_json::Value),
    /// Remove the entry or item.
    Remove,
}
