//! What `.` and variables stand for, and the conditions of branches.

use super::{DEPTH, Evaluation, Place};
use crate::syntax::Range;

use crate::syntax::template::{Action, Block, BlockKind, Verb, expression};
use crate::value::Value;

/// An action's code without the word that it starts with, and what that means.
pub(super) struct Head {
    pub(super) code: Range,
    is_with: bool,
}

impl Evaluation<'_> {
    /// What `.` is at a place: what the blocks around are about.
    pub(super) fn dot(&self, place: Place) -> Option<Value> {
        let mut dot = self.given.clone();
        let inside = |block: &&Block| block.range.start < place.at && place.at < block.range.end;
        for block in self.template.blocks.iter().filter(inside) {
            let within = |body: Range| body.start <= place.at && place.at < body.end;
            let Some(branch) = block.branches.iter().find(|it| within(it.body)) else { continue };
            match block.kind {
                BlockKind::With => {
                    let Some(head) = self.head(branch.head).filter(|it| it.is_with) else {
                        continue;
                    };
                    let read = expression(self.content, head.code)?;
                    let depth = place.depth + 1;
                    let outer = Place { at: block.range.start, depth, ..place };
                    dot = (depth < DEPTH).then(|| self.plain(&read, outer))??;
                }
                BlockKind::Range if branch.head == block.branches.first()?.head => return None,
                BlockKind::If | BlockKind::Range => {}
                BlockKind::Define | BlockKind::Block => return None,
            }
        }
        Some(dot)
    }

    /// The value of `$name`, if it is only set once.
    pub(super) fn variable(&self, name: &str, place: Place) -> Option<Value> {
        let sets = |action: &&Action| {
            if action.verb == Verb::Write {
                return false;
            }
            let code = self.content.get(action.inner.indices()).unwrap_or("");
            is_set(code, name)
        };
        let mut setting = self.template.actions.iter().filter(sets);
        let (action, None) = (setting.next()?, setting.next()) else { return None };
        let head = if action.verb == Verb::Nothing {
            let code = self.content.get(action.inner.indices())?;
            let start = code.find(":=")? + 2;
            let start = action.inner.start + u32::try_from(start).ok()?;
            Range::new(start, action.inner.end)
        } else {
            self.head(action.inner)
                .filter(|_| !matches!(action.verb, Verb::Open(BlockKind::Range)))?
                .code
        };
        let depth = place.depth + 1;
        let read = expression(self.content, head).filter(|_| depth < DEPTH)?;
        let before = action.range.start < place.at;
        before.then(|| self.plain(&read, Place { at: action.range.start, depth, ..place }))?
    }

    /// The code behind `if`, `with`, `range` and `else`, without the variable that it sets; none
    /// behind a bare `else`.
    pub(super) fn head(&self, range: Range) -> Option<Head> {
        let code = self.content.get(range.indices())?;
        let mut rest = code;
        let mut is_with = false;
        while let Some((word, behind)) = rest.split_once(char::is_whitespace) {
            if !["else", "if", "with", "range"].contains(&word) {
                break;
            }
            is_with |= word == "with";
            rest = behind.trim_start();
        }
        if rest == "else" {
            return None;
        }
        if rest.starts_with('$')
            && let Some((_, behind)) = rest.split_once(":=")
        {
            rest = behind.trim_start();
        }
        let skipped = u32::try_from(code.len() - rest.len()).ok()?;
        Some(Head { code: Range::new(range.start + skipped, range.end), is_with })
    }
}

/// Whether code sets a variable: in an assignment, or as what a block is about.
fn is_set(code: &str, name: &str) -> bool {
    let Some((before, _)) = code.split_once(":=").or_else(|| {
        let (before, behind) = code.split_once('=')?;
        let compares = before.ends_with(['!', '<', '>']) || behind.starts_with('=');
        (!compares).then_some((before, behind))
    }) else {
        return false;
    };
    let words = before.split(|it: char| it.is_whitespace() || it == ',');
    words.filter_map(|it| it.strip_prefix('$')).any(|it| it == name)
}
