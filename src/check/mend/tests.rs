//! What does not mend is taken back, and the rest is done.

use std::collections::BTreeMap;

use super::{Bench, Round};
use crate::check::{CheckOptions, input};
use crate::engine::Reported;
use crate::fix::{Candidate, TextEdit};
use crate::source::Span;

const CLASS: &str = "apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: NAME
provisioner: ebs.csi.aws.com
volumeBindingMode: Immediate
";

/// Puts words in the place of the mode in each of some classes, each in a file of its own, and tells
/// what came of it.
fn tried(words: &[&str]) -> (Vec<usize>, Vec<(usize, String)>, String) {
    let file = |at: usize| (format!("{at}.yaml"), CLASS.replace("NAME", &format!("class-{at}")));
    let files: Vec<_> = (0..words.len()).map(file).collect();
    let options = CheckOptions::default().selecting("storageclass-immediate-binding");
    let bench = Bench::of(input::in_memory(&files), &options);
    let base = bench.judged(BTreeMap::new()).expect("memory can be read");
    let findings: Vec<&Reported> = base.outcome.findings.iter().collect();
    assert_eq!(findings.len(), words.len());
    let candidate = |(at, word): (usize, &&str)| {
        let place = findings[at].finding.primary.place.span;
        let start = base.texts.text(place.text).content().find("Immediate").expect("it is there");
        let start = u32::try_from(start).expect("short");
        let span = Span::new(place.text, start, start + 9);
        let edits = vec![TextEdit { span, content: (*word).to_owned() }];
        Candidate { edits, mends: vec![(at, 0)] }
    };
    let candidates: Vec<_> = words.iter().enumerate().map(candidate).collect();
    let mut round = Round {
        bench: &bench,
        base: &base,
        findings: &findings,
        candidates: &candidates,
        accepted: Vec::new(),
        after: None,
        refused: Vec::new(),
        waiting: 0,
    };
    round.settle(&(0..words.len()).collect::<Vec<_>>()).expect("memory can be read");
    let after = round.after.map(|it| it.changed.into_values().collect()).unwrap_or_default();
    (round.accepted, round.refused, after)
}

#[test]
fn what_does_not_mend_is_taken_back() {
    let good = "WaitForFirstConsumer";
    let twice = "WaitForFirstConsumer\nvolumeBindingMode: WaitForFirstConsumer";
    let template = "WaitForFirstConsumer\n{{ if .Values.x }}";
    let (accepted, refused, after) =
        tried(&[good, "Immediat\u{65}", good, "{", twice, template, good]);
    assert_eq!(accepted, [0, 2, 6]);
    let why: Vec<_> = refused.iter().map(|(at, why)| (*at, why.as_str())).collect();
    assert_eq!(why[0], (1, "the finding would remain"));
    assert!(why[1].0 == 3 && why[1].1.contains("it would add this finding: error[syntax-error]"));
    assert!(why[2].0 == 4 && why[2].1.contains("[duplicate-key]"), "{why:?}");
    assert_eq!(why[3], (5, "it would add something that cannot be checked"));
    assert_eq!(after.matches(good).count(), 3);
    assert_eq!(after.matches("Immediate").count(), 0, "files that do not change are not there");
}

#[test]
fn nothing_is_done_where_nothing_mends() {
    let (accepted, refused, after) = tried(&["{", "Immediate"]);
    assert_eq!((accepted.len(), refused.len(), after.as_str()), (0, 2, ""));
}
