//! What is wrong with a comment that hides findings, one rule a kind.

use crate::model::NoticeKind;
use crate::rule::{Check, Rule};

/// A rule whose findings are made where suppressions are read and used.
macro_rules! notice {
    ($name:ident, $page:literal, $kind:ident) => {
        pub(crate) const $name: Rule = Rule::new(
            include_str!(concat!("../../rules/suppression/", $page)),
            Check::Notice(NoticeKind::$kind),
        );
    };
}

notice!(IGNORE_EXPIRED, "ignore-expired.md", IgnoreExpired);
notice!(IGNORE_MALFORMED, "ignore-malformed.md", IgnoreMalformed);
notice!(IGNORE_UNKNOWN_RULE, "ignore-unknown-rule.md", IgnoreUnknownRule);
notice!(IGNORE_UNUSED, "ignore-unused.md", IgnoreUnused);
notice!(IGNORE_WITHOUT_REASON, "ignore-without-reason.md", IgnoreWithoutReason);
