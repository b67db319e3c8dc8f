//! Where a value was written, and the way it took to where it is used.

use std::sync::Arc;

use smol_str::SmolStr;

use crate::source::Span;

/// Where a value stands, and the references it was read through.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The text of the value itself: the deepest place that wrote it.
    pub span: Span,
    via: Option<Arc<Via>>,
}

/// One reference that a value was read through.
#[derive(Debug)]
pub struct Via {
    /// What kind of reference.
    pub step: Step,
    /// The reference itself, such as `var.public`.
    pub span: Span,
    inner: Option<Arc<Self>>,
}

/// How a value got from one place to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// The default of a variable was used.
    VariableDefault(SmolStr),
    /// A tfvars file set the variable.
    Tfvars(SmolStr),
    /// A module call passed an argument.
    ModuleArgument(SmolStr),
    /// A local was read.
    Local(SmolStr),
    /// An output of a module was read.
    Output(SmolStr),
    /// An argument of another resource was read.
    Attribute(SmolStr),
    /// `each.value`, `count.index` or the iterator of a dynamic block.
    Each,
    /// A branch of a conditional was taken.
    Branch,
    /// A function gave it back.
    Call(SmolStr),
    /// A YAML alias named it.
    Alias(SmolStr),
    /// A YAML merge key (`<<`) brought it in.
    Merge,
    /// An action of a chart's template wrote this value, such as `.Values.size`.
    Value(SmolStr),
    /// This value of a chart is a part of the text: the step stands where the value does.
    Part(SmolStr),
    /// The tool's default for what nobody wrote.
    Default,
}

impl Origin {
    /// A value written at `span`.
    pub fn new(span: Span) -> Self {
        Self { span, via: None }
    }

    /// The same value, read through a reference at `span`.
    ///
    /// Ways longer than 16 steps lose their innermost references; the place itself is never lost.
    #[must_use]
    pub fn through(&self, step: Step, span: Span) -> Self {
        let inner = if self.steps().count() < 16 { self.via.clone() } else { None };
        Self { span: self.span, via: Some(Arc::new(Via { step, span, inner })) }
    }

    /// The references, from the place of use inward to the place that wrote the value.
    pub fn steps(&self) -> impl Iterator<Item = &Via> {
        std::iter::successors(self.via.as_deref(), |via| via.inner.as_deref())
    }

    /// The same place, reached as `other` was: for parts taken out of a value that was read so.
    #[must_use]
    pub fn along(&self, other: &Self) -> Self {
        let steps: Vec<&Via> = other.steps().collect();
        let extended = steps.into_iter().rev();
        extended.fold(self.clone(), |origin, via| origin.through(via.step.clone(), via.span))
    }
}
