//! Go templates of YAML, as Helm charts are written in: what the template engine does, and what
//! text is left where it does nothing.
//!
//! Nothing is rendered. [`scan`] finds the actions (`{{ .. }}`) and the blocks that they make;
//! [`Masked`] is the text with every action taken out *in place*, so that each byte that is left
//! stands where it stands in the file. An action that writes part of a line becomes [`HOLE`]s; one
//! that has lines of its own becomes blank, with word of where what it writes would go.

mod action;
mod block;
mod choice;
mod expression;
mod mask;

pub use action::{Action, Verb};
pub use block::{Block, BlockKind, Branch};
pub use choice::{Case, Decided, Decision, cases, choices};
pub use expression::{Expression, Literal, Start, expression};
pub use mask::{Masked, Opening};

use super::SyntaxError;

/// What stands for three bytes of an action: a code point that is no character.
pub const HOLE: char = '\u{FDD0}';

/// What stands for two bytes of an action, where their number is no multiple of three: a code point
/// that no script uses.
pub const HALF_HOLE: char = '\u{07FC}';

/// Whether a character of a masked text stands for something that an action writes.
pub fn is_hole(character: char) -> bool {
    matches!(character, HOLE | HALF_HOLE)
}

/// The actions of a text and the blocks they make.
#[derive(Debug, Default)]
pub struct Template {
    /// Every action, in order.
    pub actions: Vec<Action>,
    /// Every block, in the order of their first actions.
    pub blocks: Vec<Block>,
}

/// Templates with more branches than this are not looked at; those of public charts have at most a
/// few hundred.
const BRANCHES: usize = 2000;

/// Finds the actions of a text.
///
/// # Errors
/// An action or a block that does not end, and an end of nothing: the template engine refuses the
/// text, or it is a template of another language. Also more branches than are looked at.
pub fn scan(text: &str) -> Result<Template, SyntaxError> {
    let actions = action::actions(text)?;
    let branches = actions.iter().filter(|it| matches!(it.verb, Verb::Open(_) | Verb::Else { .. }));
    if let Some(last) = branches.skip(BRANCHES).last() {
        return Err(action::error(last.range, "there are more branches than are looked at"));
    }
    let blocks = block::blocks(text, &actions)?;
    Ok(Template { actions, blocks })
}

#[cfg(test)]
mod tests;
