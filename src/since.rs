//! What changed since a commit, so that a change is judged by what it changes.
//!
//! Rules read the whole project all the same: a finding counts if its culprit or any other fact that
//! it labels lies in a changed line, so that a manifest that breaks against untouched Terraform is
//! told. So does one whose facts depend on a changed line without being there: the local that picks
//! a value, the variable that a file of variables sets, a file that Terraform reads. What turned wrong by itself, such as a version that left support, lies in no changed line.
//!
//! Lines are compared with the *merge base* of the commit and `HEAD`, as a pull request shows them:
//! what others did on `main` meanwhile is not this change. The other side is the working tree, with
//! staged, unstaged and untracked files. A renamed file is the same file; one that git does not
//! track has no past, and all of it is new.
//!
//! A line that was taken out belongs to the line before it, and to the headers that it stood under:
//! when `encrypted = true` goes, the finding is at the block. A line that only got another value is
//! simply a changed line. What a deleted *file* broke elsewhere only a whole run tells.
//!
//! [`Changes::before`] gives back what a file was, by putting the lines that are gone back in their
//! places, so that a rule may compare: git is asked once, and no older tree is read.
//!
//! A changed submodule counts as changed in all its files, and so does standard input.
//!
//! [`Changes::of_files`] takes files that somebody names for what changed, all their lines, and asks
//! no git.

mod decisive;
mod files;
mod gap;
mod git;
mod past;
mod patch;

pub use git::{GitError, changes};
pub use past::Before;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;
use std::path::PathBuf;

use crate::engine::{Outcome, Reported};
use crate::source::{Root, Span, Text, TextId, Texts, ancestors};
use decisive::Decisive;
use gap::Gap;
use past::Stretch;

/// What changed since a commit.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The commit, as the user named it.
    pub revision: String,
    root: Root,
    /// The root's real folder, which links lead to.
    real: PathBuf,
    /// What stands before a path of git's: the way from the root of the repository to the project's.
    prefix: String,
    /// Changed lines by path from the root of the repository.
    lines: BTreeMap<String, Lines>,
    /// The paths that git tracks.
    tracked: BTreeSet<String>,
    /// The paths of all files that changed or are gone, whatever they are.
    touched: BTreeSet<String>,
    /// Folders that are repositories of their own, and changed.
    submodules: BTreeSet<String>,
    /// Folders that are repositories of their own.
    nested: BTreeSet<String>,
    /// Paths of the run that count as changed in all their lines; a folder for all that is in it.
    whole: BTreeSet<String>,
    /// Whether nothing else counts, and nothing has a past.
    files_alone: bool,
}

/// The changed lines of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Lines {
    /// Lines that were added or have another content, from 1.
    changed: Vec<RangeInclusive<u32>>,
    /// Where lines were taken out.
    gaps: Vec<Gap>,
    /// Names that lines which were taken out gave a value.
    gone: BTreeSet<String>,
    /// Whether the commit has no such file.
    created: bool,
    /// The lines that other ones took the place of, in order.
    stretches: Vec<Stretch>,
}

/// What changed of one text of a run.
enum Changed {
    Nothing,
    All,
    Lines(Vec<RangeInclusive<u32>>),
}

impl Changes {
    /// Counts all of a file as changed, by its path in the run.
    pub fn add_whole(&mut self, path: String) {
        self.whole.insert(path);
    }

    /// Moves the findings that lie in no changed line to [`Outcome::elsewhere`].
    pub fn keep(&self, outcome: &mut Outcome, texts: &Texts) {
        let mut known: BTreeMap<TextId, Changed> = BTreeMap::new();
        let mut decisive = Decisive::new(self, texts);
        let found = std::mem::take(&mut outcome.findings);
        for reported in found {
            let list =
                if self.concerns(&reported, texts, &mut known) || decisive.concerns(&reported) {
                    &mut outcome.findings
                } else {
                    &mut outcome.elsewhere
                };
            list.push(reported);
        }
    }

    /// Whether a finding lies in a changed line; one about a whole file, if anything in it changed.
    fn concerns(
        &self,
        reported: &Reported,
        texts: &Texts,
        known: &mut BTreeMap<TextId, Changed>,
    ) -> bool {
        let finding = &reported.finding;
        let whole = reported.is_of_unread_file();
        std::iter::once(&finding.primary).chain(&finding.related).any(|label| {
            let Some((id, lines)) = lines_of(texts.locate(label.place), texts) else {
                return false;
            };
            let changed = known.entry(id).or_insert_with(|| self.of(texts.text(id)));
            changed.touches(&lines) || (whole && matches!(changed, Changed::Lines(_)))
        })
    }

    /// What changed of a text.
    fn of(&self, text: &Text) -> Changed {
        let Some(path) = text.file() else { return Changed::Nothing };
        if self.is_whole(path) {
            return Changed::All;
        }
        if self.files_alone {
            return Changed::Nothing;
        }
        let paths = self.paths(path);
        let inside = |folders: &BTreeSet<String>| {
            paths.iter().any(|path| ancestors(path).any(|folder| folders.contains(folder)))
        };
        if inside(&self.submodules) || !self.is_tracked(&paths, inside(&self.nested)) {
            return Changed::All;
        }
        let mut lines = Vec::new();
        for path in &paths {
            let Some(found) = self.lines.get(path) else { continue };
            lines.extend(found.changed.iter().cloned());
            let headers = found.gaps.iter().flat_map(|gap| gap.lines(text.content(), path));
            lines.extend(headers.map(|line| line..=line));
        }
        if lines.is_empty() { Changed::Nothing } else { Changed::Lines(lines) }
    }

    fn is_tracked(&self, paths: &[String], nested: bool) -> bool {
        nested || paths.iter().any(|path| self.tracked.contains(path))
    }

    /// A path of the run as git would name it: as it is written, and as links lead to it.
    fn paths(&self, shown: &str) -> Vec<String> {
        let from = |path: &str| format!("{}{path}", self.prefix);
        let written = from(&self.root.relative(shown));
        let real = self.root.here.join(shown).canonicalize().ok();
        let real = real.as_ref().and_then(|real| real.strip_prefix(&self.real).ok());
        let parts = |path: &std::path::Path| {
            let parts =
                path.components().map(|part| part.as_os_str().to_string_lossy().into_owned());
            parts.collect::<Vec<_>>().join("/")
        };
        let real = real.map(|real| from(&parts(real))).filter(|real| *real != written);
        std::iter::once(written).chain(real).collect()
    }
}

impl Changed {
    /// Whether any of some lines changed.
    fn touches(&self, lines: &RangeInclusive<u32>) -> bool {
        match self {
            Self::Nothing => false,
            Self::All => true,
            Self::Lines(all) => {
                all.iter().any(|it| it.start() <= lines.end() && lines.start() <= it.end())
            }
        }
    }
}

/// The lines that bytes of a file cover, from 1; none for what stands in no file.
fn lines_of(span: Span, texts: &Texts) -> Option<(TextId, RangeInclusive<u32>)> {
    if span == Span::NOWHERE {
        return None;
    }
    let text = texts.text(span.text);
    let last = span.end.saturating_sub(1).max(span.start);
    Some((span.text, text.position(span.start).line..=text.position(last).line))
}
