//! Whether an expression succeeds: what `try` and `can` ask.

use super::evaluation::Evaluation;
use crate::value::{Origin, Value, Why};

/// How sure it is that Terraform evaluates an expression without an error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Outcome {
    /// It must succeed.
    #[default]
    Fine,
    /// It depends on what is not known.
    Risky,
    /// It must fail.
    Failed,
}

impl Evaluation<'_> {
    /// An error that Terraform must stop at.
    pub(super) fn error(&self, message: impl Into<smol_str::SmolStr>, origin: Origin) -> Value {
        self.worsen(Outcome::Failed);
        Value::unknown(Why::Error(message.into()), origin)
    }

    /// Notes that what is evaluated now may fail, depending on what is not known.
    pub(super) fn risk(&self) {
        self.worsen(Outcome::Risky);
    }

    fn worsen(&self, to: Outcome) {
        self.session.outcome.set(self.session.outcome.get().max(to));
    }

    /// Does something and says whether it succeeds, without affecting what goes on outside.
    pub(super) fn attempt<T>(&self, work: impl FnOnce() -> T) -> (T, Outcome) {
        let before = self.session.outcome.take();
        let result = work();
        (result, self.session.outcome.replace(before))
    }

    /// Does something that Terraform may not do at all: an error there is only a risk.
    pub(super) fn perhaps<T>(&self, work: impl FnOnce() -> T) -> T {
        let (result, outcome) = self.attempt(work);
        self.worsen(outcome.min(Outcome::Risky));
        result
    }
}
