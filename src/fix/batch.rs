//! Which fixes can be made at once.

use std::collections::BTreeMap;

use super::{TextEdit, resolve_all};
use crate::engine::Reported;
use crate::finding::{Fix, FixClass};
use crate::source::{Span, TextId, Texts};

/// A change that mends findings: all of its edits or none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// The bytes that change, in order; of one file or several.
    pub edits: Vec<TextEdit>,
    /// The findings that offer it, as their numbers in the list that was given, each with the number
    /// of the fix among its own.
    pub mends: Vec<(usize, usize)>,
}

/// The changes that findings offer, each once, in the order of the first finding that offers it.
///
/// Of each finding that is the first fix of at most this class that can be made in the text.
pub fn candidates(texts: &Texts, findings: &[&Reported], limit: FixClass) -> Vec<Candidate> {
    let allowed = |(index, found): (usize, &&Reported)| {
        let fixes = found.finding.fixes.iter().enumerate();
        let fixes = fixes.filter(|(_, fix)| fix.class <= limit && !fix.edits.is_empty());
        fixes.map(|(nth, fix)| (index, nth, fix.clone())).collect::<Vec<(usize, usize, Fix)>>()
    };
    let offered: Vec<(usize, usize, Fix)> = findings.iter().enumerate().flat_map(allowed).collect();
    let edits: Vec<_> = offered.iter().flat_map(|(_, _, fix)| &fix.edits).collect();
    let mut resolved = resolve_all(texts, &edits).into_iter();
    let mut known: BTreeMap<Vec<(Span, String)>, usize> = BTreeMap::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut last = None;
    for (index, nth, fix) in &offered {
        let all: Result<Vec<_>, _> = resolved.by_ref().take(fix.edits.len()).collect();
        let Ok(all) = all else { continue };
        if last == Some(*index) {
            continue;
        }
        last = Some(*index);
        let mut edits = all.concat();
        edits.sort_by_key(|edit| edit.span);
        edits.dedup();
        let key = edits.iter().map(|it| (it.span, it.content.clone())).collect();
        let at = *known.entry(key).or_insert(candidates.len());
        match candidates.get_mut(at) {
            Some(same) => same.mends.push((*index, *nth)),
            None => candidates.push(Candidate { edits, mends: vec![(*index, *nth)] }),
        }
    }
    candidates
}

/// The candidates that can be made at once: each that touches none before it. The others have to
/// wait.
pub fn compatible(candidates: &[Candidate]) -> Vec<usize> {
    let mut taken: BTreeMap<(TextId, u32), u32> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (index, candidate) in candidates.iter().enumerate() {
        let own_are_apart = candidate.edits.windows(2).all(|pair| !touch(&pair[0], &pair[1]));
        let free = |edit: &TextEdit| {
            let (text, start, end) = (edit.span.text, edit.span.start, edit.span.end);
            // What is taken does not overlap, so that ends are in the order of starts.
            let before = taken.range((text, 0)..=(text, end)).rev();
            let mut near = before.take_while(|(_, other_end)| **other_end >= start);
            near.all(|((_, other), other_end)| !overlap((start, end), (*other, *other_end)))
        };
        if own_are_apart && candidate.edits.iter().all(free) {
            let own = candidate.edits.iter().map(|it| ((it.span.text, it.span.start), it.span.end));
            taken.extend(own);
            chosen.push(index);
        }
    }
    chosen
}

/// Whether two edits change the same bytes.
fn touch(one: &TextEdit, other: &TextEdit) -> bool {
    one.span.text == other.span.text && one.span.end > other.span.start
}

/// Whether two ranges share bytes, or one of them is a place at the edge of the other: what is
/// inserted there by one of two that do not know of each other may stand there twice.
fn overlap((start, end): (u32, u32), (other_start, other_end): (u32, u32)) -> bool {
    let place = start == end || other_start == other_end;
    if place {
        start <= other_end && other_start <= end
    } else {
        start < other_end && other_start < end
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, candidates, compatible};
    use crate::finding::{Finding, FixClass};
    use crate::fix::TextEdit;
    use crate::report::fixture::{ENDPOINT_OPEN, Run};
    use crate::source::{Span, Texts};
    use crate::syntax::edit::{Change, Edit, Slot};

    fn candidate(texts: &Texts, ranges: &[(u32, u32)]) -> Candidate {
        let file = texts.files().next().expect("there is one").0;
        let edit = |&(start, end): &(u32, u32)| TextEdit {
            span: Span::new(file, start, end),
            content: String::new(),
        };
        Candidate { edits: ranges.iter().map(edit).collect(), mends: Vec::new() }
    }

    #[test]
    fn what_touches_the_same_bytes_waits() {
        let texts = Texts::default();
        texts.add_file("a.yaml", "0123456789".repeat(4));
        let chosen = |all: &[&[(u32, u32)]]| {
            let all: Vec<_> = all.iter().map(|ranges| candidate(&texts, ranges)).collect();
            compatible(&all)
        };
        assert_eq!(chosen(&[&[(0, 3)], &[(3, 5)], &[(4, 6)]]), [0, 1]);
        assert_eq!(chosen(&[&[(3, 3)], &[(3, 3)]]), [0], "two at one place may say the same");
        assert_eq!(chosen(&[&[(0, 3)], &[(3, 3)], &[(4, 4)]]), [0, 2]);
        assert_eq!(chosen(&[&[(0, 20)], &[(5, 6)], &[(30, 31), (10, 11)], &[(20, 22)]]), [0, 3]);
        assert_eq!(chosen(&[&[(5, 6)], &[(0, 20)]]), [0]);
        assert_eq!(chosen(&[&[(0, 4)], &[(6, 8)], &[(3, 6)], &[(4, 6)]]), [0, 1, 3]);
        assert_eq!(chosen(&[&[(5, 9), (8, 10)], &[(8, 10)]]), [1], "one that contradicts itself");
    }

    #[test]
    fn a_change_that_two_findings_offer_is_made_once() {
        let mut run = Run::default();
        let file = run.file("a.yaml", "open: true\nother: true\n");
        let place = run.find(file, "true");
        let to = |value: bool| Edit {
            slot: Slot::Present { value: place, key: None },
            change: Change::Set(value.into()),
        };
        for (class, value) in [
            (FixClass::Unsafe, false),
            (FixClass::Safe, false),
            (FixClass::Safe, false),
            (FixClass::Recreate, true),
        ] {
            let finding = Finding::new("x").at_place(place, "").fix(class, "close it", to(value));
            run.add(&ENDPOINT_OPEN, finding);
        }
        let findings: Vec<_> = run.outcome.findings.iter().collect();
        let mends = |limit| {
            let all = candidates(&run.texts, &findings, limit);
            all.into_iter().map(|it| it.mends).collect::<Vec<_>>()
        };
        assert_eq!(mends(FixClass::Safe), [vec![(1, 0), (2, 0)]]);
        assert_eq!(mends(FixClass::Unsafe), [vec![(0, 0), (1, 0), (2, 0)]]);
    }
}
