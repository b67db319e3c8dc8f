//! Terraform registry modules around EKS: which variables they have had, with which defaults.
//!
//! The table holds, for each variable, the releases at which its default changed. A question asks
//! for a range of versions, because that is what a module call writes, and gets every default that
//! some release in the range has.

mod address;
mod version;

pub use address::known_module;
pub use version::{NotAConstraint, Version, VersionRange};

use std::sync::LazyLock;

use jiff::civil::Date;

use super::table::{self, Section, Sections};

const TABLE: &str = include_str!("source/terraform_modules.txt");

static SECTIONS: LazyLock<Sections> = LazyLock::new(|| Sections::parse(TABLE));

/// The day of the newest change that the table knows.
pub const AS_OF: Date = table::as_of(TABLE);

/// What the table was taken from.
pub const SOURCE: &str = table::source(TABLE);

/// The default of a variable in some releases.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default<'a> {
    /// The variable is not declared.
    Missing,
    /// It is declared without a default.
    Required,
    /// The default, as an HCL expression on one line.
    Text(&'a str),
}

/// The distinct defaults of a variable over all releases that the range touches, the oldest first.
///
/// Empty when the module is not in the table, or the range lies beyond the major versions read. The
/// table knows at which releases a default changed, not every release: between the last release
/// of a line and the next change a range may touch an interval in which nothing was published,
/// and then gets one default too many, never one too few.
pub fn defaults(module: &str, variable: &str, versions: &VersionRange) -> Vec<Default<'static>> {
    let Some(module) = section(module) else { return Vec::new() };
    let (first, end) = released(module);
    let mut found = Vec::new();
    let mut note = |from: Version, to: Version, default| {
        if versions.touches(from.max(first), to.min(end)) && !found.contains(&default) {
            found.push(default);
        }
    };
    let (mut since, mut current) = (first, Default::Missing);
    for rest in module.entries_of(variable) {
        let (from, default) = step(rest);
        note(since, from, current);
        (since, current) = (from, default);
    }
    note(since, end, current);
    found
}

/// The variables that a module has in some release of the range, sorted.
pub fn variables(module: &str, versions: &VersionRange) -> Vec<&'static str> {
    let Some(section) = section(module) else { return Vec::new() };
    let mut names: Vec<_> = section.entries().map(|(name, _)| name).collect();
    names.dedup();
    names.retain(|name| {
        defaults(module, name, versions).iter().any(|default| *default != Default::Missing)
    });
    names
}

/// The canonical names of all modules in the table, sorted.
pub fn names() -> impl Iterator<Item = &'static str> {
    SECTIONS.iter().filter_map(|section| section.head.split(' ').next())
}

/// The newest release of a module that the table knows.
pub fn newest(module: &str) -> Option<Version> {
    section(module).and_then(|section| bounds(section).1)
}

impl VersionRange {
    /// Whether it admits no release of a module that the table knows anything of.
    pub fn is_beyond(&self, module: &str) -> bool {
        section(module).is_some() && self.majors(module).is_empty()
    }

    /// The major versions of a module that the range touches, the oldest first. An open end reaches
    /// to the newest release known.
    pub fn majors(&self, module: &str) -> Vec<u32> {
        let Some(section) = section(module) else { return Vec::new() };
        let (first, end) = released(section);
        let within = |major: &u32| {
            let start = Version::new(*major, 0, 0).max(first);
            self.touches(start, Version::new(*major + 1, 0, 0).min(end))
        };
        (first.major..=end.major).filter(within).collect()
    }
}

fn section(module: &str) -> Option<Section> {
    SECTIONS.find(|head| head.split(' ').next().unwrap_or_default().cmp(module))
}

/// The first and the last release in a head `NAME FIRST LAST`.
fn bounds(section: Section) -> (Option<Version>, Option<Version>) {
    let mut words = section.head.split(' ').skip(1).map(|word| word.parse().ok());
    (words.next().flatten(), words.next().flatten())
}

/// The releases of a module: from the first to the end of the last one's major version.
///
/// Within a major version callers do not break, so a release that is newer than the table is taken
/// to be as the last one read.
fn released(section: Section) -> (Version, Version) {
    let (first, last) = bounds(section);
    let last = last.expect("every head of the table has two versions");
    let end = Version::new(last.major + 1, 0, 0);
    (first.expect("every head of the table has two versions"), end)
}

/// Reads `2.0.0 = "1.11"`.
fn step(entry: &'static str) -> (Version, Default<'static>) {
    let (from, default) = entry.split_once(' ').unwrap_or((entry, ""));
    let default = match default {
        "missing" => Default::Missing,
        "required" => Default::Required,
        text => Default::Text(text.strip_prefix("= ").unwrap_or(text)),
    };
    (from.parse().expect("every entry of the table has a version"), default)
}

#[cfg(test)]
mod tests;
