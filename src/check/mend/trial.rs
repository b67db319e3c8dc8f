//! The files of a run with changes, judged by every rule.

use std::collections::BTreeMap;

use crate::check::{
    CheckError, CheckOptions, Selection, counted, covers_root, input, joined, past, run_rules,
};
use crate::engine::{Outcome, Reported};
use crate::fingerprint::Fingerprint;
use crate::fix::Candidate;
use crate::project::Past;
use crate::reader::{self, Files, Reading, Skipped, Variables};
use crate::rule::{Preset, Rule};
use crate::source::{Content, Texts};

/// The files of a run as they were read, to be judged with changes.
pub(super) struct Bench<'a> {
    options: &'a CheckOptions,
    files: Files,
    variables: Variables,
    /// The path of standard input, beside which nothing may change.
    stdin: Option<String>,
    /// What a change is compared with.
    past: Past,
    complete: bool,
    /// Whether what the files name is read from the disk.
    on_disk: bool,
}

/// What is found with some changes, whether it counts or not.
#[derive(Default)]
pub(super) struct Judged {
    /// The files that changed, by their paths.
    pub(super) changed: BTreeMap<String, String>,
    pub(super) texts: Texts,
    pub(super) outcome: Outcome,
    /// How many findings there are of each identity.
    census: BTreeMap<Fingerprint, usize>,
    /// What the other rules find.
    others: Outcome,
    files_checked: usize,
    skipped: Vec<Skipped>,
    identities: Vec<(Fingerprint, String)>,
}

impl<'a> Bench<'a> {
    /// Reads the files of a run.
    pub(super) fn new(options: &'a CheckOptions) -> Result<Self, CheckError> {
        Ok(Self {
            options,
            files: input::files(options)?,
            variables: input::variables(options)?,
            stdin: input::stdin_path(options)?,
            past: past::of_run(options)?,
            complete: covers_root(options),
            on_disk: true,
        })
    }

    /// Takes files that are in memory, and all there are.
    pub(super) fn of(files: Files, options: &'a CheckOptions) -> Self {
        let variables = input::set_variables(options);
        let past = Past::default();
        Self { options, files, variables, stdin: None, past, complete: true, on_disk: false }
    }

    /// What a finding shares with every other one of the same rule, subject and setting.
    pub(super) fn identity(&self, reported: &Reported, texts: &Texts) -> Fingerprint {
        Fingerprint::identity(reported, texts, &self.options.config.world.root)
    }

    /// The text of a file as it was read; none if it is no file of the run.
    pub(super) fn content(&self, path: &str) -> Option<String> {
        self.read(path).map(|content| content.text.clone())
    }

    fn read(&self, path: &str) -> Option<&Content> {
        let all = self.files.iter().chain(self.variables.files());
        let mut named = all.filter(|file| file.path == path);
        named.next().and_then(|file| file.content.as_ref().ok())
    }

    /// Whether a fix changes nothing but files of the run whose bytes are what was read; those that
    /// it would change otherwise, because of their encoding, are remembered.
    pub(super) fn may_change(
        &self,
        texts: &Texts,
        candidate: &Candidate,
        reencoded: &mut Vec<String>,
    ) -> bool {
        candidate.edits.iter().map(|edit| texts.path(edit.span)).all(|path| {
            let Some(content) = self.read(path) else { return false };
            if content.reencoded {
                reencoded.push(path.to_owned());
            }
            !content.reencoded && self.stdin.as_ref().is_none_or(|stdin| stdin == path)
        })
    }

    /// Reads and judges the files with changes.
    pub(super) fn judged(&self, changed: BTreeMap<String, String>) -> Result<Judged, CheckError> {
        let (mut files, mut variables) = (self.files.clone(), self.variables.clone());
        for file in files.iter_mut().chain(variables.files_mut()) {
            if let Some(text) = changed.get(&file.path) {
                file.content = Ok(Content { text: text.clone(), reencoded: false });
            }
        }
        let mut tree =
            if self.on_disk { input::tree(self.options, &files)? } else { input::tree_of(&files) };
        for (path, text) in &changed {
            tree.insert(path, text);
        }
        let reading = reader::read(files, tree, (&self.options.config, &variables));
        Ok(self.judge(reading, changed))
    }

    fn judge(&self, reading: Reading, changed: BTreeMap<String, String>) -> Judged {
        let Reading { texts, units, skipped, files_checked, callers, .. } = reading;
        let options = self.options;
        let project = joined(units, options).after(self.past.clone());
        let (_, outcome) = counted((&project, &texts), &callers, (options, self.complete));
        let everything = Selection::of(Preset::Advice);
        let more = |rule: &Rule| !options.selection.includes(&rule.meta, &options.config.levels);
        let others = run_rules(&everything, more, (&project, &texts), options);
        let mut judged =
            Judged { changed, texts, outcome, others, files_checked, skipped, ..Judged::default() };
        judged.identities = judged.named(self);
        for (identity, _) in &judged.identities {
            *judged.census.entry(*identity).or_default() += 1;
        }
        judged
    }
}

impl Judged {
    /// Every finding, with what to call it.
    fn named(&self, bench: &Bench<'_>) -> Vec<(Fingerprint, String)> {
        let hidden = self.outcome.suppressed.iter().map(|it| &it.reported);
        let all = self.outcome.findings.iter().chain(hidden).chain(&self.others.findings);
        let name = |it: &Reported| {
            let identity = bench.identity(it, &self.texts);
            (identity, format!("{}[{}] {}", it.severity.name(), it.rule.name, it.finding.message))
        };
        all.map(name).collect()
    }

    /// How many findings there are of an identity.
    pub(super) fn count(&self, identity: Fingerprint) -> usize {
        self.census.get(&identity).copied().unwrap_or(0)
    }

    /// A finding that was not there before, or that less was read than before.
    pub(super) fn news(&self, before: &Self) -> Option<String> {
        let more = |identity: Fingerprint| self.count(identity) > before.count(identity);
        let new = self.identities.iter().find(|(identity, _)| more(*identity));
        let unread = self.skipped != before.skipped || self.files_checked != before.files_checked;
        match new {
            Some((_, message)) => Some(format!("this finding: {message}")),
            None => unread.then(|| "something that cannot be checked".to_owned()),
        }
    }
}
