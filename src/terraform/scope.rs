//! Names that hold only inside a part of an expression or block.

use smol_str::SmolStr;

use super::directory::Declaration;
use super::instances::Instance;
use crate::value::Value;

/// Where an expression stands: in which instance, and in which `for` and dynamic blocks.
#[derive(Clone, Copy, Default)]
pub(super) struct Scope<'s> {
    /// The block and the instance of it.
    pub(super) instance: Option<(&'s Declaration, &'s Instance)>,
    frame: Option<&'s Frame<'s>>,
    /// Whether there are no other names than those of frames.
    pub(super) closed: bool,
}

/// A name of a `for` expression or a dynamic block.
pub(super) struct Frame<'s> {
    name: SmolStr,
    value: Value,
    outer: Option<&'s Self>,
}

impl<'s> Scope<'s> {
    /// The scope of an instance's own arguments.
    pub(super) fn of(declaration: &'s Declaration, instance: &'s Instance) -> Self {
        Self { instance: Some((declaration, instance)), ..Self::default() }
    }

    /// A scope in which nothing has a name yet, and nothing of the module does.
    pub(super) fn closed() -> Self {
        Self { closed: true, ..Self::default() }
    }

    /// A name that holds inside this scope.
    pub(super) fn frame(self, name: SmolStr, value: Value) -> Frame<'s> {
        Frame { name, value, outer: self.frame }
    }

    /// This scope with one more name.
    pub(super) fn with<'t>(self, frame: &'t Frame<'t>) -> Scope<'t>
    where
        's: 't,
    {
        Scope { frame: Some(frame), ..self }
    }

    /// The value of a name.
    pub(super) fn get(&self, name: &str) -> Option<&'s Value> {
        std::iter::successors(self.frame, |frame| frame.outer)
            .find(|frame| frame.name == name)
            .map(|frame| &frame.value)
    }
}
