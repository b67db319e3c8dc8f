//! The reader's findings.

use crate::field::{Subject, Tool};
use crate::finding::{Finding, Severity};
use crate::model::{Notice, NoticeKind};
use crate::source::{ReadProblem, Span, TextId, Texts};
use crate::syntax::{DuplicateKey, Repetition};

/// A file that could not be read.
pub(super) fn unreadable(path: &str, problem: &ReadProblem, texts: &Texts) -> Notice {
    let text = texts.add_file(path, "");
    let finding = Finding::new(format!("this file could not be read: {}", problem.message()))
        .at_place(Span::new(text, 0, 0), "")
        .note("nothing in it was checked")
        .help(problem.remedy());
    Notice { kind: NoticeKind::UnreadableFile, finding, subject: file(path, Tool::Kubernetes) }
}

/// A key that is written twice.
pub(super) fn duplicate(path: &str, text: TextId, key: &DuplicateKey, tool: Tool) -> Notice {
    if key.repetition == Repetition::Object {
        return another_object(path, text, key, tool);
    }
    let note = match tool {
        Tool::Eksctl => "eksctl refuses the file",
        Tool::Kubernetes => "kubectl keeps the last one without a word; strict decoders refuse it",
        Tool::Terraform => "Terraform keeps the last one without a word",
    };
    let same = key.repetition == Repetition::Same;
    let (what, first, help) = if same {
        (", to the same", "here too", "remove one of them")
    } else {
        ("", "this one has no effect", "remove the one that is not meant")
    };
    let finding = Finding::new(format!("`{}` is set twice{what}", key.key))
        .at_place(key.second.of(text), "this one counts")
        .and_place(key.first.of(text), first)
        .note(note)
        .help(help);
    // Terraform takes it, and nothing is lost.
    let harmless = same && tool == Tool::Terraform;
    let mut finding = if harmless { finding.severity(Severity::Info) } else { finding };
    finding.key.clone_from(&key.key);
    Notice { kind: NoticeKind::DuplicateKey, finding, subject: file(path, tool) }
}

/// An object that begins where the one before has not ended.
fn another_object(path: &str, text: TextId, key: &DuplicateKey, tool: Tool) -> Notice {
    let mut finding = Finding::new("a second object begins without `---`")
        .at_place(key.second.of(text), format!("`{}` again", key.key))
        .and_place(key.first.of(text), "the object before begins here")
        .note("the two are read as one: of keys that both have, only the last is deployed")
        .help("write a line `---` before it");
    finding.key.clone_from(&key.key);
    Notice { kind: NoticeKind::DuplicateKey, finding, subject: file(path, tool) }
}

/// The file itself, as a subject.
pub(super) fn file(path: &str, tool: Tool) -> Subject {
    Subject { tool, name: path.into() }
}
