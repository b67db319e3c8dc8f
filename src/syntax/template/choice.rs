//! Which branches of blocks are looked at together.

use super::super::Range;
use super::{Block, Masked, Template};

/// What is known of the branches of one block.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Decision {
    /// Any of them may be written, or none where none has to be.
    #[default]
    Open,
    /// One of them is.
    Branch(usize),
    /// Nothing is written.
    Nothing,
}

impl Decision {
    /// Whether a branch may be written.
    fn admits(self, branch: usize) -> bool {
        match self {
            Self::Open => true,
            Self::Branch(chosen) => chosen == branch,
            Self::Nothing => false,
        }
    }
}

/// A template, with what is known of each of its blocks.
#[derive(Clone, Copy, Debug)]
pub struct Decided<'a> {
    /// The template.
    pub template: &'a Template,
    /// A decision for each block; those that are missing are open.
    pub decisions: &'a [Decision],
}

impl Decided<'_> {
    fn of(&self, block: usize) -> Decision {
        self.decisions.get(block).copied().unwrap_or_default()
    }

    /// Whether a block stands in no branch that is certain not to be written.
    fn reaches(&self, block: usize) -> bool {
        let parent = |block: usize| self.template.blocks.get(block).and_then(|it| it.parent);
        let mut around = std::iter::successors(parent(block), |(outer, _)| parent(*outer));
        around.all(|(outer, branch)| self.of(outer).admits(branch))
    }
}

/// A document under one set of conditions around all of it.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The blocks around the document, and in which branch of each it stands.
    pub fixed: Vec<(usize, usize)>,
    /// Those of the blocks whose branch is not decided: the conditions that the document hangs on.
    pub open: Vec<(usize, usize)>,
    /// Whether another branch of one of them has a document as well.
    pub is_alternative: bool,
}

/// More combinations than this are not looked at all; then each branch is, once with all others and
/// once without.
const COMBINATIONS: usize = 16;

/// The documents that a part of a template may come to: one, or one for each branch of a block
/// around all of it that may be written.
pub fn cases(base: &Masked, decided: Decided<'_>, part: Range) -> Vec<Case> {
    let template = decided.template;
    let mut done = Vec::new();
    let mut open = vec![(Case::default(), part)];
    while let Some((case, part)) = open.pop() {
        let around = template.blocks.iter().position(|block| {
            let outside = [
                Range::new(part.start, block.range.start.clamp(part.start, part.end)),
                Range::new(block.range.end.clamp(part.start, part.end), part.end),
            ];
            let inside = block.branches.iter().any(|it| has_content(base, within(it.body, part)));
            inside && outside.iter().all(|it| !has_content(base, *it)) && inside_once(&case, block)
        });
        let around = around.and_then(|at| Some((at, template.blocks.get(at)?)));
        let Some((index, block)) = around else {
            done.push(case);
            continue;
        };
        let bodies = block.branches.iter().map(|branch| within(branch.body, part)).enumerate();
        let decision = decided.of(index);
        let admitted = bodies.filter(|(branch, _)| decision.admits(*branch));
        let written: Vec<_> = admitted.filter(|(_, body)| has_content(base, *body)).collect();
        for (branch, body) in written.iter().rev() {
            let mut case = case.clone();
            case.is_alternative |= written.len() > 1;
            case.fixed.push((index, *branch));
            if decision == Decision::Open {
                case.open.push((index, *branch));
            }
            open.push((case, *body));
        }
    }
    done
}

/// Whether a block can stand around a case, directly inside those that do.
fn inside_once(case: &Case, block: &Block) -> bool {
    let last = case.fixed.last().copied();
    !block.is_whole && block.parent == last
}

/// The combinations of branches to look at, an entry for each block: all of them while they are few.
pub fn choices(
    base: &Masked,
    decided: Decided<'_>,
    (case, part): (&Case, Range),
) -> Vec<Vec<Option<usize>>> {
    let blocks = &decided.template.blocks;
    let one = |block| match decided.of(block) {
        Decision::Open => Some(0),
        Decision::Branch(branch) => Some(branch),
        Decision::Nothing => None,
    };
    let mut plain: Vec<Option<usize>> = (0..blocks.len()).map(one).collect();
    for (block, branch) in &case.fixed {
        if let Some(choice) = plain.get_mut(*block) {
            *choice = Some(*branch);
        }
    }
    let free = |index: &usize| {
        let fixed = case.fixed.iter().any(|(block, _)| block == index)
            || decided.of(*index) != Decision::Open
            || !decided.reaches(*index);
        let block = blocks.get(*index).filter(|block| !fixed && !block.is_whole);
        let bodies = block.map(|block| block.branches.as_slice()).unwrap_or_default();
        bodies.iter().any(|it| has_content(base, within(it.body, part)))
    };
    let free: Vec<usize> = (0..blocks.len()).filter(free).collect();
    let count = free.iter().try_fold(1_usize, |count, index| {
        Some(count.checked_mul(options(&blocks[*index]).len())?).filter(|it| *it <= COMBINATIONS)
    });
    if count.is_none() {
        return covering(blocks, &plain, &free);
    }
    let mut all = vec![plain];
    for index in free {
        let with = |one: &Vec<Option<usize>>| {
            let one = one.clone();
            options(&blocks[index]).into_iter().map(move |choice| {
                let mut one = one.clone();
                one[index] = choice;
                one
            })
        };
        all = all.iter().flat_map(with).collect();
    }
    all
}

/// Each branch of each block once with all others and once without.
fn covering(blocks: &[Block], plain: &[Option<usize>], free: &[usize]) -> Vec<Vec<Option<usize>>> {
    let mut least = plain.to_vec();
    for index in free {
        least[*index] = blocks[*index].otherwise();
    }
    let mut all = vec![plain.to_vec(), least.clone()];
    for index in free {
        for choice in options(&blocks[*index]) {
            for base in [plain, &least] {
                let mut one = base.to_vec();
                one[*index] = choice;
                let mut parent = blocks[*index].parent;
                while let Some((outer, branch)) = parent {
                    one[outer] = Some(branch);
                    parent = blocks[outer].parent;
                }
                all.push(one);
            }
        }
    }
    all
}

/// The branches of a block, and none where none may be written.
fn options(block: &Block) -> Vec<Option<usize>> {
    let branches = (0..block.branches.len()).map(Some);
    let none = (!block.exhaustive).then_some(None);
    branches.chain(none).collect()
}

/// What two ranges have in common.
fn within(one: Range, other: Range) -> Range {
    let start = one.start.max(other.start);
    Range::new(start, one.end.min(other.end).max(start))
}

/// Whether a part of a masked text has more than comments and the marks between documents.
fn has_content(base: &Masked, part: Range) -> bool {
    let text = base.text.get(part.indices()).unwrap_or("");
    text.lines().map(str::trim).any(|line| {
        let rest = line.strip_prefix("---").unwrap_or(line).trim_start();
        !rest.is_empty() && !rest.starts_with('#')
    })
}
