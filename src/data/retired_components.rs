//! What clusters were built with and nobody looks after any more, and since when.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jiff::civil::Date;

use super::table::{self, Sections};

const TABLE: &str = include_str!("source/retired_components.txt");

static INDEX: LazyLock<Index> = LazyLock::new(Index::read);

/// The day the table describes.
pub const AS_OF: Date = table::as_of(TABLE);

/// What the table was taken from.
pub const SOURCE: &str = table::source(TABLE);

/// The end of a component.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Retirement {
    /// What people call it.
    pub name: &'static str,
    /// What happened to it, as a predicate: `was archived`.
    pub event: &'static str,
    /// The day on which it happened, or will.
    pub date: Date,
    /// Whether it is not there any more; else it runs on without fixes.
    pub is_removed: bool,
    /// The page that says so.
    pub source: &'static str,
    /// What happens at run time, as a clause.
    pub outcome: &'static str,
    /// What to do, in the imperative.
    pub advice: &'static str,
}

/// An image has an end under some tags alone, and its tag is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TagNeeded;

/// How an image, chart, group or type is recognised as that of a section.
#[derive(Debug)]
struct Entry {
    /// None for an image that was kept.
    retirement: Option<Retirement>,
    /// How the tag of an image begins: as a version for `digit`; empty for any tag or none.
    tag: &'static str,
}

/// What the table has, by the word for its kind, then by its name.
#[derive(Debug)]
struct Index(BTreeMap<&'static str, BTreeMap<&'static str, Entry>>);

impl Index {
    fn read() -> Self {
        let mut all: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for section in Sections::parse(TABLE).iter() {
            let retirement = parse(section.head);
            for (kind, rest) in section.entries() {
                let (name, tag) = match kind {
                    "image" => rest.split_once(' ').unwrap_or((rest, "")),
                    _ => (rest, ""),
                };
                let kept = kind == "kept";
                let kind = if kept { "image" } else { kind };
                let retirement = retirement.filter(|_| !kept);
                all.entry(kind).or_default().insert(name, Entry { retirement, tag });
            }
        }
        Self(all)
    }

    fn get(&self, kind: &str, name: &str) -> Option<&Entry> {
        self.0.get(kind)?.get(name)
    }
}

/// What the head of a section says.
fn parse(head: &'static str) -> Option<Retirement> {
    let mut cells = head.split('|');
    let (name, event) = (cells.next()?, cells.next()?);
    let date = cells.next()?.parse().ok()?;
    let is_removed = cells.next()? == "removed";
    let (source, outcome, advice) = (cells.next()?, cells.next()?, cells.next()?);
    Some(Retirement { name, event, date, is_removed, source, outcome, advice })
}

/// The end of an image, given its repository with the registry, such as `docker.io/library/nginx`,
/// and its tag; `Err` where it hangs on a tag that is not known.
pub fn of_image(repository: &str, tag: Option<&str>) -> Result<Option<Retirement>, TagNeeded> {
    let folders = repository.rmatch_indices('/').map(|(at, _)| format!("{}/*", &repository[..at]));
    let mut names = std::iter::once(repository.to_owned()).chain(folders);
    let Some(entry) = names.find_map(|name| INDEX.get("image", &name)) else { return Ok(None) };
    let begins = |tag: &str| match entry.tag {
        "digit" => tag.starts_with(|first: char| first.is_ascii_digit()),
        start => tag.starts_with(start),
    };
    match tag {
        _ if entry.tag.is_empty() => Ok(entry.retirement),
        Some(tag) => Ok(entry.retirement.filter(|_| begins(tag))),
        None => Err(TagNeeded),
    }
}

/// The end of a chart, given its repository without the scheme and its name.
pub fn of_chart(repository: &str, name: &str) -> Option<Retirement> {
    let exact = INDEX.get("chart", &format!("{repository} {name}"));
    let entry = exact.or_else(|| INDEX.get("chart", &format!("{repository} *")));
    entry?.retirement
}

/// The end of all objects of an API group.
pub fn of_group(group: &str) -> Option<Retirement> {
    INDEX.get("api", group)?.retirement
}

/// The end of a type of Terraform resources.
pub fn of_resource(kind: &str) -> Option<Retirement> {
    let mut types = INDEX.0.get("resource")?.iter();
    types.find(|(start, _)| kind.starts_with(**start))?.1.retirement
}

#[cfg(test)]
mod tests;
