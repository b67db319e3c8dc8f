//! `try` and `can`, which catch the errors of their arguments.

use crate::syntax::hcl::ExprKind;
use crate::terraform::body::Expression;
use crate::terraform::evaluation::Evaluation;
use crate::terraform::objects::{choice, reason};
use crate::terraform::outcome::Outcome;
use crate::terraform::scope::Scope;
use crate::value::{Origin, Step, Value, Why};

impl Evaluation<'_> {
    /// `try`: the first argument that succeeds; where one may fail, all that may be the first.
    pub(super) fn first_success(
        &self,
        arguments: &[Expression<'_>],
        scope: Scope<'_>,
        origin: &Origin,
    ) -> Value {
        let mut possible = Vec::new();
        for argument in arguments {
            let (value, outcome) = self.attempt(|| self.evaluate(*argument, scope));
            let value = value.through(Step::Call("try".into()), origin.span);
            match outcome {
                Outcome::Fine if possible.is_empty() => return value,
                Outcome::Fine => {
                    possible.push(value);
                    return tried(possible, origin);
                }
                Outcome::Risky => possible.push(value),
                Outcome::Failed => {}
            }
        }
        if possible.is_empty() {
            return self.error("try(): no argument succeeds", origin.clone());
        }
        self.risk();
        tried(possible, origin)
    }

    /// `issensitive`: what is written out is not; which values are marked so is not followed.
    pub(super) fn sensitivity(&self, arguments: &[Expression<'_>], origin: &Origin) -> Value {
        let [argument] = arguments else {
            return self.error("issensitive(): wrong number of arguments", origin.clone());
        };
        let (_, outcome) = self.attempt(|| self.evaluate(*argument, Scope::default()));
        let plain = argument.source.file.expressions().all(|it| match &it.kind {
            ExprKind::Variable(_) | ExprKind::For(_) => false,
            ExprKind::Call { name, .. } => {
                !matches!(name.as_str(), "sensitive" | "core::sensitive")
            }
            _ => true,
        });
        match outcome {
            Outcome::Failed => {
                self.error("issensitive(): the argument is in error", origin.clone())
            }
            Outcome::Fine if plain => Value::bool(false, origin.clone()),
            _ => {
                self.risk();
                Value::unknown(Why::Function("issensitive".into()), origin.clone())
            }
        }
    }

    /// `can`: whether the argument succeeds.
    pub(super) fn succeeds(
        &self,
        arguments: &[Expression<'_>],
        scope: Scope<'_>,
        origin: &Origin,
    ) -> Value {
        let [argument] = arguments else {
            return self.error("can(): wrong number of arguments", origin.clone());
        };
        let (value, outcome) = self.attempt(|| self.evaluate(*argument, scope));
        match outcome {
            Outcome::Fine => Value::bool(true, origin.clone()),
            Outcome::Failed => Value::bool(false, origin.clone()),
            Outcome::Risky => {
                let why = crate::terraform::objects::unknown_in(&value);
                let why = why.unwrap_or(Why::NotEvaluated("whether an expression succeeds"));
                Value::unknown(why, origin.clone())
            }
        }
    }
}

/// One of the arguments that may be the first to succeed; which it is hangs on what is not known of
/// those before it.
fn tried(possible: Vec<Value>, origin: &Origin) -> Value {
    let why = possible.first().map_or(Why::NotEvaluated("nothing"), reason);
    choice(possible, why, origin.clone())
}
