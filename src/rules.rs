//! Every rule, one module each: rule `a-b` of category `c` is `rules/c/a-b.md` and `src/rules/c/a_b.rs`.

use crate::rule::Rule;

/// All rules, in the order of category and name.
pub static RULES: &[Rule] = &[];
