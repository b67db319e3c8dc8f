//! Module versions, and the constraints by which a module call chooses among them.

use std::fmt;
use std::str::FromStr;

/// The version of a module: `20.8.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version {
    /// Changes when callers break.
    pub major: u32,
    /// Changes with new features.
    pub minor: u32,
    /// Changes with repairs.
    pub patch: u32,
}

impl Version {
    /// The lowest of all.
    const ZERO: Self = Self::new(0, 0, 0);
    /// Above all.
    const INFINITY: Self = Self::new(u32::MAX, u32::MAX, u32::MAX);

    /// The version `major.minor.patch`.
    pub const fn new(major: u32, minor: u32, patch: u32) -> Self {
        Self { major, minor, patch }
    }

    /// The version that follows without a gap.
    pub(super) const fn next(self) -> Self {
        Self { patch: self.patch.saturating_add(1), ..self }
    }
}

/// A text that is no version or version constraint of Terraform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAConstraint;

impl fmt::Display for NotAConstraint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a version constraint such as ~> 20.0")
    }
}

impl std::error::Error for NotAConstraint {}

impl FromStr for Version {
    type Err = NotAConstraint;

    /// Reads `20.8.5` and `v20.8.5`; missing parts are 0, a pre-release (`-rc1`) is ignored.
    fn from_str(text: &str) -> Result<Self, NotAConstraint> {
        parts(text).map(|(version, _)| version)
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}.{}", self.major, self.minor, self.patch)
    }
}

/// A version and how many of its parts are written.
fn parts(text: &str) -> Result<(Version, usize), NotAConstraint> {
    let text = text.trim();
    let text = text.strip_prefix('v').unwrap_or(text);
    let core = text.split(['-', '+']).next().unwrap_or(text);
    let mut numbers = [0; 3];
    let mut count = 0;
    for part in core.split('.') {
        let digits = !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let number = part.parse().ok().filter(|_| digits).ok_or(NotAConstraint)?;
        *numbers.get_mut(count).ok_or(NotAConstraint)? = number;
        count += 1;
    }
    Ok((Version::new(numbers[0], numbers[1], numbers[2]), count))
}

/// The versions that a constraint admits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VersionRange {
    /// Disjoint intervals in ascending order; the second version is outside.
    intervals: Vec<(Version, Version)>,
}

impl VersionRange {
    /// All versions.
    pub fn any() -> Self {
        Self { intervals: vec![(Version::ZERO, Version::INFINITY)] }
    }

    /// One version.
    pub fn exact(version: Version) -> Self {
        Self { intervals: vec![(version, version.next())] }
    }

    /// Whether the version is admitted.
    pub fn contains(&self, version: Version) -> bool {
        self.intervals.iter().any(|(from, to)| (*from..*to).contains(&version))
    }

    /// Whether some version from `from` to before `to` is admitted.
    pub(super) fn touches(&self, from: Version, to: Version) -> bool {
        self.intervals.iter().any(|(start, end)| from.max(*start) < to.min(*end))
    }

    /// The versions in this range and in one of the intervals.
    fn narrow(self, allowed: &[(Version, Version)]) -> Self {
        let meet = |(from, to): (Version, Version)| {
            let cut = move |(start, end): &(Version, Version)| (from.max(*start), to.min(*end));
            allowed.iter().map(cut).filter(|(start, end)| start < end)
        };
        Self { intervals: self.intervals.into_iter().flat_map(meet).collect() }
    }
}

impl FromStr for VersionRange {
    type Err = NotAConstraint;

    /// Reads a Terraform constraint: `~> 20.0`, `>= 19.0, < 21.0`, `20.8.5`; empty admits all.
    fn from_str(text: &str) -> Result<Self, NotAConstraint> {
        if text.trim().is_empty() {
            return Ok(Self::any());
        }
        text.split(',').try_fold(Self::any(), |range, term| Ok(range.narrow(&interval(term)?)))
    }
}

/// The intervals of one term. `~> 20` admits 21 as Terraform does: only the parts before the last
/// written one are fixed.
fn interval(term: &str) -> Result<Vec<(Version, Version)>, NotAConstraint> {
    let term = term.trim();
    let start = term.find(|byte: char| !"<>=!~ ".contains(byte)).ok_or(NotAConstraint)?;
    let (version, count) = parts(&term[start..])?;
    let (zero, infinity) = (Version::ZERO, Version::INFINITY);
    Ok(match term[..start].trim() {
        "" | "=" => vec![(version, version.next())],
        "!=" => vec![(zero, version), (version.next(), infinity)],
        ">" => vec![(version.next(), infinity)],
        ">=" => vec![(version, infinity)],
        "<" => vec![(zero, version)],
        "<=" => vec![(zero, version.next())],
        "~>" => vec![(version, ceiling(version, count))],
        _ => return Err(NotAConstraint),
    })
}

/// The first version that `~>` with so many written parts does not admit.
fn ceiling(version: Version, count: usize) -> Version {
    match count {
        1 => Version::INFINITY,
        2 => Version::new(version.major.saturating_add(1), 0, 0),
        _ => Version::new(version.major, version.minor.saturating_add(1), 0),
    }
}
