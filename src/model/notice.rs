//! What the reader noticed while reading.

use crate::field::Subject;
use crate::finding::Finding;

/// Something about a file itself.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which rule it belongs to.
    pub kind: NoticeKind,
    /// What is wrong, ready to be reported.
    pub finding: Finding,
    /// Who it is about.
    pub subject: Subject,
}

/// The rules of the reader, and of what hides findings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NoticeKind {
    /// `syntax-error`.
    SyntaxError,
    /// `duplicate-key`.
    DuplicateKey,
    /// `unknown-key`.
    UnknownKey,
    /// `wrong-type`.
    WrongType,
    /// `unreadable-file`.
    UnreadableFile,
    /// `ignore-expired`: said of a comment that hides findings, as are those below.
    IgnoreExpired,
    /// `ignore-malformed`.
    IgnoreMalformed,
    /// `ignore-unknown-rule`.
    IgnoreUnknownRule,
    /// `ignore-unused`.
    IgnoreUnused,
    /// `ignore-without-reason`.
    IgnoreWithoutReason,
}
