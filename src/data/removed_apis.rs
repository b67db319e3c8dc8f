//! Which API versions of Kubernetes are served no longer, and since when.

use jiff::civil::Date;

use super::table;
use super::versions::Minor;

const TABLE: &str = include_str!("source/removed_apis.txt");

/// The day the table describes.
pub const AS_OF: Date = table::as_of(TABLE);

/// What the table was taken from.
pub const SOURCE: &str = table::source(TABLE);

/// The end of one kind in one API version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Removal {
    /// The first Kubernetes version that does not serve it.
    pub removed_in: Minor,
    /// The API version to write instead; none where nothing takes its place.
    pub replacement: Option<&'static str>,
    /// What else changes with the API version, as a clause; none where all fields keep their names
    /// and meanings.
    pub change: Option<&'static str>,
}

/// The end of a kind in an API version, such as `CronJob` in `batch/v1beta1`; `None` where it is
/// served still, or is no API of Kubernetes itself.
pub fn removal(api_version: &str, kind: &str) -> Option<Removal> {
    // Most objects are of versions without an end.
    if !api_version.contains("beta") {
        return None;
    }
    let (_, cells) = table::row(TABLE, &format!("{api_version} {kind}"))?;
    let mut cells = cells.splitn(3, ',');
    let removed_in = cells.next()?.parse().ok()?;
    let replacement = cells.next().filter(|it| !it.is_empty());
    let change = cells.next().filter(|it| *it != "same");
    Some(Removal { removed_in, replacement, change })
}

/// All rows: API version and kind, and the end of it.
pub fn removals() -> impl Iterator<Item = (&'static str, &'static str, Removal)> {
    table::body(TABLE).lines().filter_map(|line| {
        let (version, kind) = line.split_once(',')?.0.split_once(' ')?;
        Some((version, kind, removal(version, kind)?))
    })
}

#[cfg(test)]
mod tests;
