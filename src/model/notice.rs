//! What the reader noticed while reading.

use crate::field::{Subject, Tool};
use crate::finding::Finding;
use crate::source::TextId;
use crate::syntax::SyntaxError;

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

impl Notice {
    /// A text that its language's grammar does not allow, in the file of a path.
    pub fn syntax(path: &str, text: TextId, error: &SyntaxError, tool: Tool) -> Self {
        let finding = Finding::new(error.message.clone())
            .at_place(error.range.of(text), "here")
            .note("what could be read around it was checked");
        let finding = match &error.help {
            Some(help) => finding.help(help.clone()),
            None => finding,
        };
        let subject = Subject { tool, name: path.into() };
        Self { kind: NoticeKind::SyntaxError, finding, subject }
    }
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
