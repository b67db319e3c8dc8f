//! Whom somebody means: an address, the end of one, a cluster by its name, or a line of a file.

use std::collections::BTreeMap;

use crate::check::CheckResult;
use crate::cli::console::Stop;
use crate::engine::Reported;
use crate::field::Subject;
use crate::rule::{Meta, closest};
use crate::source::{Span, TextId};

/// The subjects that are meant, of all that a rule has judged.
pub(super) fn matching(
    wanted: &str,
    result: &CheckResult,
    rule: &Meta,
) -> Result<Vec<Subject>, Stop> {
    let judged = judged(result);
    let all: Vec<&Subject> = judged.keys().copied().collect();
    let of = |means: &dyn Fn(&Subject) -> bool| -> Vec<Subject> {
        all.iter().filter(|it| means(it)).map(|it| (*it).clone()).collect()
    };
    let exact = |it: &Subject| it.name == wanted;
    let called = |it: &Subject| result.clusters.iter().any(|(name, of)| name == wanted && of == it);
    let ends =
        |it: &Subject| it.name.strip_suffix(wanted).is_some_and(|rest| rest.ends_with(['/', '.']));
    let ways: [&dyn Fn(&Subject) -> bool; 3] = [&exact, &called, &ends];
    let found = ways.iter().map(|means| of(means)).find(|found| !found.is_empty());
    let found = found.or_else(|| at_line(wanted, &judged, result));
    found.ok_or_else(|| Stop::Failed(refused(wanted, &all, rule)))
}

/// Everyone whom a rule has judged, with the places that the verdicts point at.
fn judged(result: &CheckResult) -> BTreeMap<&Subject, Vec<Span>> {
    let CheckResult { texts, outcome, .. } = result;
    let labels = |it: &Reported| {
        let related = it.finding.related.iter().map(|label| label.place);
        let all = std::iter::once(it.finding.primary.place).chain(related);
        all.filter(|place| place.span != Span::NOWHERE).map(|place| texts.locate(place)).collect()
    };
    let suppressed = outcome.suppressed.iter().map(|it| &it.reported);
    let found = outcome.findings.iter().chain(suppressed);
    let found = found.map(|it| (&it.subject, labels(it)));
    let undecided = outcome.undecided.iter().map(|it| (&it.subject, vec![it.place]));
    let passed = outcome.passed.iter().map(|it| (&it.subject, vec![it.place]));
    let mut all: BTreeMap<&Subject, Vec<Span>> = BTreeMap::new();
    for (subject, places) in found.chain(undecided).chain(passed) {
        all.entry(subject).or_default().extend(places);
    }
    all
}

/// Those that stand nearest at or above the line of `path:line`, in the same document or block.
fn at_line(
    wanted: &str,
    judged: &BTreeMap<&Subject, Vec<Span>>,
    result: &CheckResult,
) -> Option<Vec<Subject>> {
    let (path, line) = wanted.rsplit_once(':')?;
    let line: u32 = line.parse().ok()?;
    let line_of = |place: &Span| {
        let at = result.texts.in_file(*place);
        let known = at.text != Span::NOWHERE.text && result.texts.path(at) == path;
        known.then(|| (result.texts.text(at.text).position(at.start).line, at.text))
    };
    let nearest =
        |places: &Vec<Span>| places.iter().filter_map(line_of).filter(|it| it.0 <= line).max();
    let near: Vec<((u32, TextId), &Subject)> =
        judged.iter().filter_map(|(subject, places)| Some((nearest(places)?, *subject))).collect();
    let (best, text) = near.iter().map(|(place, _)| *place).max()?;
    if is_parted(result.texts.text(text).content(), best, line) {
        return None;
    }
    let meant = near.into_iter().filter(|((line, _), _)| *line == best);
    Some(meant.map(|(_, subject)| subject.clone()).collect())
}

/// Whether a document of YAML or a block of Terraform ends between two lines.
fn is_parted(content: &str, first: u32, last: u32) -> bool {
    let lines = content.lines().skip(first as usize);
    let mut between = lines.take(last.saturating_sub(first + 1) as usize);
    between.any(|line| line.starts_with("---") || line.starts_with('}'))
}

/// Why nobody is meant.
fn refused(wanted: &str, all: &[&Subject], rule: &Meta) -> String {
    let names = || all.iter().map(|it| it.name.to_string());
    let remedy = match closest(wanted, names()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None if all.is_empty() => "it has nothing to judge in these files".to_owned(),
        None => {
            let some: Vec<_> = names().take(3).map(|it| format!("`{it}`")).collect();
            format!("it judges {} here, such as {}", all.len(), some.join(", "))
        }
    };
    format!("{} judges no `{wanted}`; {remedy}", rule.name)
}
