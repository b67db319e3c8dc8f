//! What a run found against what is known.

use std::collections::BTreeMap;

use super::{Baseline, Entry};
use crate::engine::{Outcome, Reported, Suppressed, Suppression, SuppressionKind};
use crate::source::{Root, Texts, folder};

/// What came of a comparison.
#[derive(Debug, Default)]
pub struct Compared {
    /// The numbers.
    pub standing: Standing,
    /// What would be known if it were written down now: what was found, and what the run could not
    /// have found.
    pub updated: Baseline,
}

/// How the findings of a run compare with those that are known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// What to call the file.
    pub name: String,
    /// Findings of the run that are known.
    pub known: usize,
    /// Findings of the run that were not known before, where they are now written down.
    pub added: usize,
    /// Known findings that the run should have met again and did not.
    pub gone: usize,
    /// Findings of files that could not be read to their end, where the others were written down.
    pub refused: usize,
    /// Whether the file is written anew by this run.
    pub written: bool,
}

impl Baseline {
    /// Sets aside the findings that are known; with `update`, all of them.
    ///
    /// Of several findings with one fingerprint, those whose file and words are written down are
    /// known first: what is left is most likely what is new. `judged` says whether a run would have
    /// met a known finding again: what it left out is neither gone nor forgotten.
    pub fn compare(
        &self,
        outcome: &mut Outcome,
        (texts, root): (&Texts, &Root),
        judged: &dyn Fn(&Entry) -> bool,
        update: bool,
    ) -> Compared {
        let found = std::mem::take(&mut outcome.findings);
        let entries: Vec<Entry> = found.iter().map(|it| Entry::of(it, texts, root)).collect();
        let mut left = Left(self.entries.clone());
        let mut known = vec![false; found.len()];
        let may = |index: usize| !found[index].is_of_unread_file();
        for index in (0..found.len()).filter(|index| may(*index)) {
            known[index] = left.take(&entries[index]);
        }
        let mut alike = left.by_fingerprint();
        for index in (0..found.len()).filter(|index| may(*index)) {
            known[index] = known[index] || alike.take(&entries[index].fingerprint);
        }
        let before = known.iter().filter(|it| **it).count();
        let mut compared = Compared::default();
        let blind = Blind::of(&found, texts, root);
        for (entry, count) in alike.rest(&left) {
            if judged(&entry) && !blind.hides(&entry) {
                compared.standing.gone += count;
            } else {
                compared.updated.add(entry, count);
            }
        }
        for ((reported, entry), known) in found.into_iter().zip(entries).zip(known) {
            if known || (update && !reported.is_of_unread_file()) {
                compared.updated.add(entry, 1);
                outcome.suppressed.push(Suppressed { reported, by: in_baseline() });
                compared.standing.known += 1;
            } else {
                compared.standing.refused += usize::from(update);
                outcome.findings.push(reported);
            }
        }
        compared.standing.added = compared.standing.known - before;
        compared.standing.written = update;
        outcome
            .suppressed
            .sort_by(|one, other| one.reported.place(texts).cmp(&other.reported.place(texts)));
        compared
    }
}

/// Known findings that were not met yet.
struct Left(BTreeMap<Entry, usize>);

impl Left {
    fn take(&mut self, entry: &Entry) -> bool {
        self.0.get_mut(entry).is_some_and(take)
    }

    fn by_fingerprint(&self) -> Alike {
        let mut alike: BTreeMap<String, usize> = BTreeMap::new();
        for (entry, count) in &self.0 {
            *alike.entry(entry.fingerprint.clone()).or_default() += count;
        }
        Alike(alike)
    }
}

/// How many of each fingerprint were not met yet.
struct Alike(BTreeMap<String, usize>);

impl Alike {
    fn take(&mut self, fingerprint: &str) -> bool {
        self.0.get_mut(fingerprint).is_some_and(take)
    }

    /// What is left in the end, shown as the last entries of each fingerprint.
    fn rest(mut self, left: &Left) -> Vec<(Entry, usize)> {
        let mut rest = Vec::new();
        for (entry, count) in left.0.iter().rev() {
            let Some(number) = self.0.get_mut(&entry.fingerprint) else { continue };
            let taken = (*number).min(*count);
            *number -= taken;
            if taken > 0 {
                rest.push((entry.clone(), taken));
            }
        }
        rest
    }
}

/// Takes one, if there is one.
fn take(number: &mut usize) -> bool {
    let some = *number > 0;
    *number -= usize::from(some);
    some
}

/// Folders in which a file could not be read to its end: what is missing there may be hidden.
struct Blind(Vec<String>);

impl Blind {
    fn of(found: &[Reported], texts: &Texts, root: &Root) -> Self {
        let unread = found.iter().filter(|it| it.is_of_unread_file());
        Self(unread.map(|it| folder(&Entry::of(it, texts, root).path).to_owned()).collect())
    }

    fn hides(&self, entry: &Entry) -> bool {
        self.0.iter().any(|blind| blind == folder(&entry.path))
    }
}

fn in_baseline() -> Suppression {
    Suppression { kind: SuppressionKind::Baseline, reason: String::new(), until: None, place: None }
}

#[cfg(test)]
mod tests {
    use crate::baseline::{Baseline, Entry};
    use crate::engine::{Outcome, SuppressionKind};
    use crate::finding::Finding;
    use crate::report::fixture::{Run, SUBNET_SMALL};
    use crate::rule::Meta;
    use crate::source::Root;

    static SYNTAX: Meta = Meta::of(
        "---\nname: syntax-error\ncategory: reader\nseverity: error\npreset: recommended\n\
         formats: terraform\nsince: 0.1.0\n---\n# A title\n",
    );

    /// A file with one finding for each message; all are of one rule, subject and setting.
    fn run(messages: &[&str]) -> Run {
        let mut run = Run::default();
        let file = run.file("live/main.tf", &messages.join("\n"));
        for message in messages {
            let place = run.find(file, message);
            run.add(&SUBNET_SMALL, Finding::new(*message).at_place(place, ""));
        }
        run
    }

    /// What is left, how many are gone, and what would be written.
    fn compared(
        baseline: &Baseline,
        run: &mut Run,
        judged: &dyn Fn(&Entry) -> bool,
        update: bool,
    ) -> (Vec<String>, usize, Baseline) {
        let Run { outcome, texts, .. } = run;
        let compared = baseline.compare(outcome, (texts, &Root::default()), judged, update);
        let left = outcome.findings.iter().map(|it| it.finding.message.clone());
        (left.collect(), compared.standing.gone, compared.updated)
    }

    fn written(messages: &[&str]) -> Baseline {
        compared(&Baseline::default(), &mut run(messages), &|_| true, true).2
    }

    #[test]
    fn of_three_where_two_are_known_one_is_new() {
        let baseline = written(&["one", "two"]);
        assert_eq!(baseline.len(), 2);
        let mut run = run(&["zero", "one", "two"]);
        let (left, gone, _) = compared(&baseline, &mut run, &|_| true, false);
        assert_eq!((left, gone), (vec!["zero".to_owned()], 0), "the one with other words is new");
        let kinds: Vec<_> = run.outcome.suppressed.iter().map(|it| it.by.kind).collect();
        assert_eq!(kinds, [SuppressionKind::Baseline; 2]);
    }

    #[test]
    fn other_words_are_no_new_finding() {
        let baseline = written(&["753 addresses", "two"]);
        let (left, gone, _) =
            compared(&baseline, &mut run(&["502 addresses", "two"]), &|_| true, false);
        assert_eq!((left.len(), gone), (0, 0));
    }

    #[test]
    fn what_is_gone_is_told_and_forgotten() {
        let baseline = written(&["one", "two", "three"]);
        let (left, gone, updated) = compared(&baseline, &mut run(&["two"]), &|_| true, false);
        assert_eq!((left.len(), gone, updated.len()), (0, 2, 1));
        let (_, gone, updated) = compared(&baseline, &mut run(&["two"]), &|_| false, true);
        assert_eq!((gone, updated), (0, baseline), "what a run cannot have met is kept");
    }

    #[test]
    fn files_that_cannot_be_read_are_never_known_and_hide_nothing() {
        let baseline = written(&["one"]);
        let broken = || {
            let mut run = run(&["broken"]);
            run.outcome.findings[0].rule = &SYNTAX;
            run
        };
        let (left, gone, updated) = compared(&baseline, &mut broken(), &|_| true, true);
        assert_eq!((left, gone), (vec!["broken".to_owned()], 0));
        assert_eq!(updated, baseline, "what the broken file may hide is kept");
    }

    #[test]
    fn nothing_known_changes_nothing() {
        let mut run = run(&["one", "two"]);
        let (left, gone, _) = compared(&Baseline::default(), &mut run, &|_| true, false);
        assert_eq!((left.len(), gone), (2, 0));
        let Outcome { suppressed, .. } = run.outcome;
        assert!(suppressed.is_empty());
    }
}
