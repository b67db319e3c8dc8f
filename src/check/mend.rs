//! Applies fixes in memory, and keeps those that are proven to mend.
//!
//! Fixes are made in rounds, because some wait for others that change the same bytes. After each, all
//! files are read and judged again by every rule, and what does not mend its finding, adds one of
//! any rule, or leaves less to be read than before is taken back. So every round has fewer findings
//! than the one before it.

#[cfg(test)]
mod tests;
mod trial;

use std::collections::{BTreeMap, BTreeSet};

use super::{CheckError, CheckOptions, CheckResult, in_pool, input};
use crate::engine::Reported;
use crate::finding::FixClass;
use crate::fingerprint::Fingerprint;
use crate::fix::{Candidate, apply, candidates, compatible};
use crate::report::{Repair, Repairs};
use crate::source::Texts;
use trial::{Bench, Judged};

/// Rounds after which what is left waits for the next run.
const ROUNDS: usize = 16;

/// What fixes make of the files of a run; nothing is written yet.
#[derive(Clone, Debug, Default)]
pub struct Mended {
    /// The files that change, in the order of their paths.
    pub files: Vec<MendedFile>,
    /// What was done.
    pub repairs: Repairs,
    /// Files with fixes that are left alone, because they are not written in UTF-8.
    pub reencoded: Vec<String>,
}

/// A file before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MendedFile {
    /// Its path, relative to the root of the run, with `/`.
    pub path: String,
    /// Its text as it was read.
    pub before: String,
    /// Its text with the fixes.
    pub after: String,
}

/// What a finding is known by from round to round.
type Name = (Fingerprint, String);

/// Mends what a run found, with fixes of at most this class. Only findings that count are mended.
pub fn mend(
    options: &CheckOptions,
    found: &CheckResult,
    limit: FixClass,
) -> Result<Mended, CheckError> {
    let wanted = wanted(options, found, limit);
    if wanted.is_empty() {
        return Ok(Mended::default());
    }
    in_pool(options, || mended(Bench::new(options)?, wanted, limit))
}

/// The same for files that are in memory, as [`lint`](super::lint) takes them.
pub fn mend_lint(
    files: &[(String, String)],
    options: &CheckOptions,
    found: &CheckResult,
    limit: FixClass,
) -> Result<Mended, CheckError> {
    let bench = Bench::of(input::in_memory(files), options);
    mended(bench, wanted(options, found, limit), limit)
}

/// The findings of a run, if any could be mended: what is mended may make a fix possible elsewhere.
fn wanted(options: &CheckOptions, found: &CheckResult, limit: FixClass) -> BTreeSet<Name> {
    let root = &options.config.world.root;
    let findings = &found.outcome.findings;
    if !findings.iter().any(|it| it.finding.fixes.iter().any(|fix| fix.class <= limit)) {
        return BTreeSet::new();
    }
    let name =
        |it: &Reported| (Fingerprint::identity(it, &found.texts, root), it.finding.message.clone());
    findings.iter().map(name).collect()
}

fn mended(bench: Bench<'_>, wanted: BTreeSet<Name>, limit: FixClass) -> Result<Mended, CheckError> {
    let now = bench.judged(BTreeMap::new())?;
    let mended = Mended::default();
    let mut mending = Mending { bench, limit, wanted, now, mended, waiting: 0 };
    for _ in 0..ROUNDS {
        if !mending.round()? {
            break;
        }
    }
    Ok(mending.finish())
}

/// Work in progress.
struct Mending<'a> {
    bench: Bench<'a>,
    limit: FixClass,
    /// The findings to mend.
    wanted: BTreeSet<Name>,
    /// The files as they are now, and what is found in them.
    now: Judged,
    mended: Mended,
    waiting: usize,
}

impl Mending<'_> {
    /// Makes all fixes that can be made at once; whether there is reason to look again.
    fn round(&mut self) -> Result<bool, CheckError> {
        let name =
            |it: &Reported| (self.bench.identity(it, &self.now.texts), it.finding.message.clone());
        let findings: Vec<&Reported> =
            self.now.outcome.findings.iter().filter(|it| self.wanted.contains(&name(it))).collect();
        let mut all = candidates(&self.now.texts, &findings, self.limit);
        let reencoded = &mut self.mended.reencoded;
        all.retain(|candidate| self.bench.may_change(&self.now.texts, candidate, reencoded));
        let chosen = compatible(&all);
        self.waiting = all.len() - chosen.len();
        if chosen.is_empty() {
            return Ok(false);
        }
        let mut round = Round {
            bench: &self.bench,
            base: &self.now,
            findings: &findings,
            candidates: &all,
            accepted: Vec::new(),
            after: None,
            refused: Vec::new(),
            waiting: self.waiting,
        };
        round.settle(&chosen)?;
        let Round { accepted, after, refused, waiting, .. } = round;
        self.waiting = waiting;
        let repairs = |index: &usize| repairs(&self.now.texts, &findings, &all[*index]);
        self.mended.repairs.fixed.extend(accepted.iter().flat_map(repairs));
        let mut left = Vec::new();
        for (index, why) in refused {
            let each = repairs(&index).into_iter().map(|it| (it, why.clone()));
            self.mended.repairs.refused.extend(each);
            left.extend(all[index].mends.iter().map(|(finding, _)| name(findings[*finding])));
        }
        let again = after.is_some();
        self.wanted.retain(|name| !left.contains(name));
        self.now = after.unwrap_or_else(|| std::mem::take(&mut self.now));
        Ok(again)
    }

    fn finish(mut self) -> Mended {
        let files =
            std::mem::take(&mut self.now.changed).into_iter().filter_map(|(path, after)| {
                let before = self.bench.content(&path)?;
                (before != after).then_some(MendedFile { path, before, after })
            });
        self.mended.files = files.collect();
        self.mended.repairs.waiting = self.waiting;
        self.mended.reencoded.sort();
        self.mended.reencoded.dedup();
        self.mended
    }
}

/// What a fix did, for each of the findings that offer it.
fn repairs(texts: &Texts, findings: &[&Reported], candidate: &Candidate) -> Vec<Repair> {
    let paths: BTreeSet<&str> = candidate.edits.iter().map(|it| texts.path(it.span)).collect();
    let paths: Vec<String> = paths.into_iter().map(str::to_owned).collect();
    let one = |&(finding, fix): &(usize, usize)| {
        let reported = findings.get(finding)?;
        Some(Repair {
            rule: reported.rule,
            severity: reported.severity,
            message: reported.finding.message.clone(),
            title: reported.finding.fixes.get(fix)?.title.clone(),
            paths: paths.clone(),
        })
    };
    candidate.mends.iter().filter_map(one).collect()
}

/// Fixes that touch no bytes of each other, of which some may not mend.
struct Round<'a> {
    bench: &'a Bench<'a>,
    base: &'a Judged,
    findings: &'a [&'a Reported],
    candidates: &'a [Candidate],
    accepted: Vec<usize>,
    /// What is found with all that is accepted.
    after: Option<Judged>,
    /// What is not, and why.
    refused: Vec<(usize, String)>,
    /// How many do not go together with what is accepted, and have to wait.
    waiting: usize,
}

impl Round<'_> {
    /// Tries fixes at once with those that are accepted, and in halves if some do not mend.
    fn settle(&mut self, tried: &[usize]) -> Result<(), CheckError> {
        let all: Vec<usize> = self.accepted.iter().chain(tried).copied().collect();
        let Some(changed) = self.changed(&all) else {
            return self.part(tried, "its edits contradict each other".to_owned());
        };
        let after = self.bench.judged(changed)?;
        match self.verdict(&all, &after) {
            Ok(()) => {
                self.accepted = all;
                self.after = Some(after);
            }
            Err(why) => self.part(tried, why)?,
        }
        Ok(())
    }

    /// Tries fixes that do not go together with what is accepted in halves; one that would mend by
    /// itself waits for the next round.
    fn part(&mut self, tried: &[usize], why: String) -> Result<(), CheckError> {
        let [only] = tried else {
            let (left, right) = tried.split_at(tried.len() / 2);
            self.settle(left)?;
            return self.settle(right);
        };
        if !self.accepted.is_empty()
            && let Some(changed) = self.changed(tried)
            && self.verdict(tried, &self.bench.judged(changed)?).is_ok()
        {
            self.waiting += 1;
        } else {
            self.refused.push((*only, why));
        }
        Ok(())
    }

    /// The changed files with some fixes; none if these contradict each other.
    fn changed(&self, fixes: &[usize]) -> Option<BTreeMap<String, String>> {
        let texts = &self.base.texts;
        let mut by_text: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for edit in fixes.iter().flat_map(|index| &self.candidates[*index].edits) {
            by_text.entry(edit.span.text).or_default().push(edit.clone());
        }
        let mut changed = self.base.changed.clone();
        for (text, edits) in by_text {
            let text = texts.text(text);
            changed.insert(text.file()?.to_owned(), apply(text.content(), &edits).ok()?);
        }
        Some(changed)
    }

    /// Whether fixes mend their findings, and do nothing else that can be seen.
    fn verdict(&self, fixes: &[usize], after: &Judged) -> Result<(), String> {
        if let Some(new) = after.news(self.base) {
            return Err(format!("it would add {new}"));
        }
        let mut mended: BTreeMap<Fingerprint, usize> = BTreeMap::new();
        for (finding, _) in fixes.iter().flat_map(|index| &self.candidates[*index].mends) {
            let identity = self.bench.identity(self.findings[*finding], &self.base.texts);
            *mended.entry(identity).or_default() += 1;
        }
        let remains = |(identity, count): (&Fingerprint, &usize)| {
            after.count(*identity) + count > self.base.count(*identity)
        };
        if mended.iter().any(remains) {
            return Err("the finding would remain".to_owned());
        }
        Ok(())
    }
}
