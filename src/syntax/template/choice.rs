//! Which branches of blocks are looked at together.

use super::super::Range;
use super::{Block, Masked, Template};

/// A document under one set of conditions around all of it.
#[derive(Clone, Debug, Default)]
pub struct Case {
    /// The blocks around the document, and in which branch of each it stands.
    pub fixed: Vec<(usize, usize)>,
    /// Whether another branch of one of them has a document as well.
    pub is_alternative: bool,
}

/// More combinations than this are not looked at all; then each branch is, once with all others and
/// once without.
const COMBINATIONS: usize = 16;

/// The documents that a part of a template may come to: one, or one for each branch of a block
/// around all of it.
pub fn cases(base: &Masked, template: &Template, part: Range) -> Vec<Case> {
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
        let written: Vec<_> = bodies.filter(|(_, body)| has_content(base, *body)).collect();
        for (branch, body) in written.iter().rev() {
            let mut case = case.clone();
            case.is_alternative |= written.len() > 1;
            case.fixed.push((index, *branch));
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
    template: &Template,
    (case, part): (&Case, Range),
) -> Vec<Vec<Option<usize>>> {
    let blocks = &template.blocks;
    let mut plain: Vec<Option<usize>> = vec![Some(0); blocks.len()];
    for (block, branch) in &case.fixed {
        if let Some(choice) = plain.get_mut(*block) {
            *choice = Some(*branch);
        }
    }
    let free = |index: &usize| {
        let fixed = case.fixed.iter().any(|(block, _)| block == index);
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
