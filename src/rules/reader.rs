//! What the reader notices, one rule a kind.

use crate::model::NoticeKind;
use crate::rule::{Check, Rule};

/// A rule whose findings the reader makes while reading.
macro_rules! notice {
    ($name:ident, $page:literal, $kind:ident) => {
        pub(crate) const $name: Rule = Rule::new(
            include_str!(concat!("../../rules/reader/", $page)),
            Check::Notice(NoticeKind::$kind),
        );
    };
}

notice!(DUPLICATE_KEY, "duplicate-key.md", DuplicateKey);
notice!(SYNTAX_ERROR, "syntax-error.md", SyntaxError);
notice!(UNKNOWN_KEY, "unknown-key.md", UnknownKey);
notice!(UNREADABLE_FILE, "unreadable-file.md", UnreadableFile);
notice!(WRONG_TYPE, "wrong-type.md", WrongType);
