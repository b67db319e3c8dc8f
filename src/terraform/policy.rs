//! Stub.
use super::directory::Declaration;
use super::evaluation::Evaluation;
use super::instances::Instance;
use crate::value::{Origin, Value, Why};
impl Evaluation<'_> {
    pub(super) fn policy(&self, declaration: &Declaration, _: &Instance) -> Value {
        Value::unknown(Why::NotEvaluated("stub"), Origin::new(declaration.header))
    }
}
