//! Blocks: what stands between an action such as `{{ if .. }}` and its `{{ end }}`.

use super::super::{Range, SyntaxError};
use super::action::{error, range};
use super::{Action, Verb};

/// What starts a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// `if`.
    If,
    /// `with`: as `if`, for what is written in it.
    With,
    /// `range`: any number of times.
    Range,
    /// `define`: written elsewhere.
    Define,
    /// `block`: written here, unless somebody defines it otherwise.
    Block,
}

/// One block.
#[derive(Clone, Debug)]
pub struct Block {
    /// What starts it.
    pub kind: BlockKind,
    /// Its branches, of which one is written at a time; at least one.
    pub branches: Vec<Branch>,
    /// Whether one of them always is: the last has no condition.
    pub exhaustive: bool,
    /// From the first byte of its first action to the last of its `{{ end }}`.
    pub range: Range,
    /// Whether it is masked as one: it lies in one line, or is written elsewhere.
    pub is_whole: bool,
    /// The block around it and which of its branches.
    pub parent: Option<(usize, usize)>,
}

/// What a block writes under one condition.
#[derive(Clone, Copy, Debug)]
pub struct Branch {
    /// The code of the action that starts it, such as `if .Values.enabled`.
    pub head: Range,
    /// What stands between that action and the next one of the block.
    pub body: Range,
}

impl Block {
    /// Which branch is written when no condition holds; none if nothing is.
    pub fn otherwise(&self) -> Option<usize> {
        self.exhaustive.then(|| self.branches.len().saturating_sub(1))
    }
}

/// The blocks of a text.
pub(super) fn blocks(text: &str, actions: &[Action]) -> Result<Vec<Block>, SyntaxError> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for action in actions {
        let unopened = || error(action.range, "there is no block that this could belong to");
        let branch = Branch { head: action.inner, body: rest_of(text, action) };
        match action.verb {
            Verb::Write | Verb::Nothing => {}
            Verb::Open(kind) => {
                let parent = open.last().map(|at| (*at, blocks[*at].branches.len() - 1));
                open.push(blocks.len());
                let range = action.range;
                let (branches, is_whole) = (vec![branch], false);
                blocks.push(Block { kind, branches, exhaustive: false, range, is_whole, parent });
            }
            Verb::Else { condition } => {
                let block = open.last().and_then(|at| blocks.get_mut(*at)).ok_or_else(unopened)?;
                block.close(action);
                block.branches.push(branch);
                block.exhaustive = !condition;
            }
            Verb::End => {
                let at = open.pop().ok_or_else(unopened)?;
                let block = blocks.get_mut(at).ok_or_else(unopened)?;
                block.close(action);
                block.range.end = action.range.end;
                let lines = text.as_bytes().get(block.range.indices()).unwrap_or_default();
                let elsewhere = matches!(block.kind, BlockKind::Define | BlockKind::Block);
                block.is_whole = elsewhere || !lines.contains(&b'\n');
            }
        }
    }
    match open.last().and_then(|at| blocks.get(*at)) {
        Some(block) => Err(error(block.range, "the block does not end")),
        None => Ok(blocks),
    }
}

impl Block {
    /// Ends the last branch before an action.
    fn close(&mut self, action: &Action) {
        if let Some(last) = self.branches.last_mut() {
            last.body.end = action.range.start;
        }
    }
}

/// All that follows an action.
fn rest_of(text: &str, action: &Action) -> Range {
    range(action.range.end as usize, text.len())
}
