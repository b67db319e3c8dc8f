//! What somebody said does not count: comments, annotations, and entries of the configuration.
//!
//! A comment holds where it stands: on its line and the one below it, for a block, or for a file.
//! It hides a finding that has a label there, of the rules that it names; so it can stand wherever
//! the finding points. An annotation holds for the object that carries it.
//!
//! Comments come from the parsers: what looks like one in a string or a heredoc is text. A line of a
//! string of several lines takes no comment, so one above such a string holds for all of it. Only
//! files that hold `ekslint` are parsed again, and hardly any do.

mod apply;
mod collect;
mod notices;
mod outline;
mod reach;
mod spot;
mod words;

use jiff::civil::Date;

use crate::config::Ignore;
use crate::rule::Pattern;
use crate::source::{Span, TextId};
use crate::syntax::Range;

pub use apply::Used;
pub use notices::Judging;
pub use spot::{Spot, spot, wording};

/// Everything that was said, and what is wrong with how.
#[derive(Debug, Default)]
pub struct Suppressions {
    directives: Vec<Directive>,
    ignores: Vec<Exception>,
    notices: Vec<crate::model::Notice>,
}

/// A comment or an annotation.
#[derive(Debug)]
struct Directive {
    /// The rules that it names; names of no rule are left out.
    rules: Vec<Named>,
    reach: Reach,
    until: Option<Date>,
    reason: String,
    validity: Validity,
    home: Home,
    list: List,
    /// Whether all of its file was read, so that nothing may have been missed.
    whole: bool,
}

/// Every name that a comment or an annotation holds, in order.
#[derive(Clone, Debug, Default)]
struct List {
    names: Vec<String>,
    /// From the first to the last; none for an annotation.
    place: Option<Span>,
    /// What follows in an annotation.
    tail: String,
}

/// Rules by one name in a comment.
#[derive(Debug)]
struct Named {
    pattern: Pattern,
    /// Its place in the list.
    index: usize,
    text: String,
    /// Its bytes in the comment, or of the annotation's whole value.
    place: Span,
}

/// Where something is said.
#[derive(Clone, Debug)]
struct Home {
    /// To point at: the words with their sign, or the annotation's value.
    place: Span,
    kind: HomeKind,
}

#[derive(Clone, Debug)]
enum HomeKind {
    /// A comment that can be removed: it says nothing else.
    Comment,
    /// One line of a longer comment.
    Line,
    /// An annotation with its key, and its value as it is read.
    Annotation { key: Span, text: String },
}

/// What a comment or an annotation holds for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Labels that touch these lines, from 0, both included.
    Lines(TextId, u32, u32),
    /// Labels inside.
    Bytes(TextId, Range),
    /// Findings whose primary label lies in this file.
    File(TextId),
}

/// An entry of the configuration.
#[derive(Debug)]
struct Exception {
    pattern: Pattern,
    ignore: Ignore,
    validity: Validity,
}

/// Whether a suppression counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Validity {
    Counts,
    /// Its last day is over.
    Expired,
    /// It gives no reason where one is required.
    Unreasoned,
}

impl Validity {
    fn of(until: Option<Date>, reason: &str, terms: Terms) -> Self {
        if until.is_some_and(|until| until < terms.today) {
            Self::Expired
        } else if terms.reasons && reason.trim().is_empty() {
            Self::Unreasoned
        } else {
            Self::Counts
        }
    }
}

/// What a suppression has to satisfy.
#[derive(Clone, Copy, Debug)]
struct Terms {
    today: Date,
    /// Whether a reason is required.
    reasons: bool,
}
