//! Which settings kept a rule from deciding.
//!
//! A rule asks its fields in three values and combines the answers; the reasons would be lost on the
//! way. So each field that answers "unknown" leaves its path and reason here, on the thread that
//! runs the rule, and the engine collects them after each verdict that stays undecided.

use std::cell::RefCell;

use smol_str::SmolStr;

use crate::value::Why;

thread_local! {
    static UNKNOWN: RefCell<Vec<(SmolStr, Why)>> = const { RefCell::new(Vec::new()) };
}

/// More reasons than this for one verdict are not kept.
const KEPT: usize = 8;

/// Notes that a setting is not known.
pub fn note(path: &SmolStr, why: Why) {
    UNKNOWN.with_borrow_mut(|unknown| {
        if unknown.len() < KEPT {
            unknown.push((path.clone(), why));
        }
    });
}

/// What was noted since the last call, sorted, each setting once.
pub fn take() -> Vec<(SmolStr, Why)> {
    let mut unknown = UNKNOWN.take();
    unknown.sort();
    unknown.dedup();
    unknown
}
