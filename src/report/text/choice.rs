//! Which findings are drawn in full.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::engine::Reported;

/// Findings drawn in full unless all are asked for.
const DRAWN: usize = 15;

/// Lines for drawn findings where there are more than can be drawn: the rest of two screens is
/// for the table and the summary.
const LINES: usize = 80;

/// Findings of one rule that come before the others have had their turn.
const OF_ONE_RULE: usize = 3;

/// Findings that are drawn, and findings that are counted.
#[derive(Debug, Default)]
pub(super) struct Choice<'a> {
    /// The drawings, each followed by a blank line.
    pub(super) drawings: String,
    pub(super) drawn: Vec<&'a Reported>,
    pub(super) rest: Vec<&'a Reported>,
}

impl<'a> Choice<'a> {
    /// The worst findings, then those with the most instances, then in the order of files.
    pub(super) fn new(
        findings: &'a [Reported],
        all: bool,
        draw: impl Fn(&[&Reported]) -> Vec<String>,
    ) -> Self {
        let mut sorted: Vec<&Reported> = findings.iter().collect();
        if !all {
            sorted.sort_by_key(|it| (Reverse(it.severity), Reverse(it.instances.len())));
        }
        let chosen = if all || sorted.len() <= DRAWN {
            draw(&sorted).into_iter().enumerate().collect()
        } else {
            two_screens(&sorted, draw)
        };
        let mut choice = Self::default();
        for (index, reported) in sorted.into_iter().enumerate() {
            match chosen.get(&index) {
                Some(drawing) => {
                    choice.drawn.push(reported);
                    choice.drawings.push_str(drawing);
                    choice.drawings.push('\n');
                }
                None => choice.rest.push(reported),
            }
        }
        choice
    }
}

/// Draws what fits two screens; keys are indices of `sorted`.
///
/// A rule that fires a hundred times does not keep all others off the screen: each has a few
/// turns first.
fn two_screens(
    sorted: &[&Reported],
    draw: impl Fn(&[&Reported]) -> Vec<String>,
) -> BTreeMap<usize, String> {
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ranked: Vec<(bool, usize)> = Vec::new();
    for (index, reported) in sorted.iter().enumerate() {
        let turn = turns.entry(reported.rule.name).or_default();
        ranked.push((*turn >= OF_ONE_RULE, index));
        *turn += 1;
    }
    ranked.sort_unstable();
    ranked.truncate(DRAWN);
    let first: Vec<&Reported> = ranked.iter().map(|(_, index)| sorted[*index]).collect();
    let (mut chosen, mut lines) = (BTreeMap::new(), 0);
    for ((_, index), drawing) in ranked.into_iter().zip(draw(&first)) {
        lines += drawing.lines().count() + 1;
        if lines > LINES && !chosen.is_empty() {
            break;
        }
        chosen.insert(index, drawing);
    }
    chosen
}
