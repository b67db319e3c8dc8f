//! The job for files that are in memory.

use super::{CheckOptions, CheckResult, input, joined, judge};
use crate::project::Past;
use crate::reader::{self, Reading};

/// Checks files that are in memory: paths relative to an imagined root, and their texts. Variables
/// are those that the options set by themselves.
pub fn lint(files: &[(String, String)], options: &CheckOptions) -> CheckResult {
    judge((read_in_memory(files, options), Past::default()), options, true)
}

/// Checks files that are in memory as a change of others.
pub fn lint_change(
    before: &[(String, String)],
    files: &[(String, String)],
    options: &CheckOptions,
) -> CheckResult {
    let earlier = read_in_memory(before, options);
    let past = joined(earlier.units, options).versions();
    judge((read_in_memory(files, options), past), options, true)
}

fn read_in_memory(files: &[(String, String)], options: &CheckOptions) -> Reading {
    let files = input::in_memory(files);
    let variables = input::set_variables(options);
    let tree = input::tree_of(&files);
    reader::read(files, tree, (&options.config, &variables))
}
