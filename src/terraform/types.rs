//! Types: what a constraint asks for, and what conversion makes of values.

mod constraint;
mod convert;
mod scalar;
mod unify;

pub(super) use constraint::Type;
pub(super) use convert::{distinct, set_of};
pub(super) use scalar::{to_bool, to_key, to_number, to_text};
pub(super) use unify::{as_branch, unified};
