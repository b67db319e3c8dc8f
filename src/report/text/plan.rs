//! Which labels of a finding are drawn, and which are named in one line each.

use super::segment::{Mark, Segment};
use crate::engine::Reported;
use crate::finding::Label;
use crate::report::look::Role;
use crate::report::place::{Located, located};
use crate::report::sanitise::clean;
use crate::source::Texts;

/// Lines between the primary place and a label of the same file that is drawn with it.
const NEAR: usize = 8;

/// Labels of the way that a value took.
const WAY: usize = 3;

/// Snippets beside the primary one.
const RELATED: usize = 2;

/// Lines of a related snippet.
const RELATED_LINES: usize = 6;

/// Lines between two labels that are shown rather than left out.
const BRIDGED: usize = 2;

/// How a finding is laid out.
#[derive(Debug, Default)]
pub(super) struct Plan<'a> {
    /// One snippet a file, the primary one first, each in segments that lie apart.
    pub(super) snippets: Vec<Vec<Segment<'a>>>,
    /// What is named in one line.
    pub(super) named: Vec<Mark<'a>>,
}

impl<'a> Plan<'a> {
    /// Lays out a finding.
    pub(super) fn new(texts: &'a Texts, reported: &Reported) -> Self {
        let finding = &reported.finding;
        let primary = mark(texts, &finding.primary, Role::Primary(reported.severity));
        let mut plan = Self::default();
        let mut near = Vec::from_iter(primary);
        let mut others: Vec<Vec<Mark<'a>>> = Vec::new();
        for related in related(texts, near.first(), &finding.related) {
            if near.first().is_some_and(|primary| is_near(primary, &related))
                && fits(&near, &related)
            {
                near.push(related);
            } else if let Some(unfit) = place(&mut others, related) {
                plan.named.push(unfit);
            }
        }
        if near.is_empty() {
            plan.named = others.into_iter().flatten().chain(plan.named).collect();
            return plan;
        }
        plan.snippets.push(with_context(segments(near)));
        plan.snippets.extend(others.into_iter().map(segments));
        plan
    }

    /// The greatest line number that is drawn.
    pub(super) fn last_line(&self) -> usize {
        self.snippets.iter().flatten().map(|segment| segment.last + 1).max().unwrap_or(0)
    }
}

fn mark<'a>(texts: &'a Texts, label: &Label, role: Role) -> Option<Mark<'a>> {
    let place = located(texts, label.place)?;
    Some(Mark { place, text: clean(&label.text).into_owned(), role })
}

/// The labels beside the primary one, each once; the way comes last, and only where it says more
/// than the primary label does.
fn related<'a>(texts: &'a Texts, primary: Option<&Mark<'a>>, labels: &[Label]) -> Vec<Mark<'a>> {
    let marks_of = |way: bool| {
        let chosen = labels.iter().filter(move |label| label.way == way);
        chosen.filter_map(|label| mark(texts, label, Role::Related))
    };
    let elsewhere = |way: &Mark<'a>| primary.is_none_or(|it| !same_line(&it.place, &way.place));
    let mut marks: Vec<Mark<'a>> = Vec::new();
    for mark in marks_of(false).chain(marks_of(true).filter(elsewhere).take(WAY)) {
        let known = |other: &Mark<'a>| same_span(&other.place, &mark.place);
        let repeats = marks.iter().any(|other| known(other) && other.text == mark.text);
        let says_nothing_new = primary.is_some_and(|it| known(it) && it.text == mark.text);
        if !repeats && !says_nothing_new {
            marks.push(mark);
        }
    }
    marks
}

fn same_span(one: &Located<'_>, other: &Located<'_>) -> bool {
    one.span == other.span
}

fn same_line(one: &Located<'_>, other: &Located<'_>) -> bool {
    one.path == other.path && one.start.line == other.start.line
}

fn is_near(primary: &Mark<'_>, mark: &Mark<'_>) -> bool {
    let distance = primary.place.first_line().abs_diff(mark.place.first_line());
    primary.place.path == mark.place.path && distance <= NEAR
}

fn fits(marks: &[Mark<'_>], mark: &Mark<'_>) -> bool {
    marks.iter().all(|other| !other.collides(mark))
}

/// Adds a label to the snippet of its file, or starts one; gives it back if there is no room.
fn place<'a>(snippets: &mut Vec<Vec<Mark<'a>>>, mark: Mark<'a>) -> Option<Mark<'a>> {
    let same_file = |marks: &&mut Vec<Mark<'a>>| marks[0].place.path == mark.place.path;
    if let Some(marks) = snippets.iter_mut().find(same_file) {
        if !fits(marks, &mark) {
            return Some(mark);
        }
        marks.push(mark);
        let lines = |segment: &Segment<'_>| segment.last - segment.first + 1;
        let all: usize = segments(marks.clone()).iter().map(lines).sum();
        return if all > RELATED_LINES { marks.pop() } else { None };
    }
    if snippets.len() == RELATED {
        return Some(mark);
    }
    snippets.push(vec![mark]);
    None
}

/// Groups labels of one file that lie close together.
fn segments(mut marks: Vec<Mark<'_>>) -> Vec<Segment<'_>> {
    marks.sort_by_key(|mark| (mark.place.span.start, mark.place.span.end));
    let mut segments: Vec<Segment<'_>> = Vec::new();
    for mark in marks {
        let (first, last) = (mark.place.first_line(), mark.last_line());
        match segments.last_mut() {
            Some(segment) if first <= segment.last + 1 + BRIDGED => {
                segment.last = segment.last.max(last);
                segment.marks.push(mark);
            }
            _ => segments.push(Segment { marks: vec![mark], first, last }),
        }
    }
    segments
}

/// Shows the line before and the line after what is wrong.
fn with_context(mut segments: Vec<Segment<'_>>) -> Vec<Segment<'_>> {
    for segment in &mut segments {
        let starts = segment.marks[0].place.text.line_starts();
        segment.first = segment.first.saturating_sub(1);
        segment.last = (segment.last + 1).min(starts.len() - 1);
        segment.trim();
    }
    segments
}
