//! The Kubernetes versions of Amazon EKS and the dates of their support.

use std::fmt;
use std::str::FromStr;

use jiff::civil::{Date, date};

/// The day the table describes.
pub const AS_OF: Date = date(2026, 11, 20);

/// What the table was taken from.
pub const SOURCE: &str = "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html (1.29 to 1.34); https://endoflife.date/amazon-eks (others)";

/// A Kubernetes version without its patch number: what an EKS cluster is created with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Minor {
    /// The part before the point, 1 up to now.
    pub major: u8,
    /// The part behind the point.
    pub minor: u8,
}

impl Minor {
    /// The version `major.minor`.
    pub const fn new(major: u8, minor: u8) -> Self {
        Self { major, minor }
    }
}

/// A text that is not a Kubernetes version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotAVersion;

impl fmt::Display for NotAVersion {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("not a Kubernetes version such as 1.34")
    }
}

impl std::error::Error for NotAVersion {}

impl FromStr for Minor {
    type Err = NotAVersion;

    /// Reads `1.34`, `v1.34` and `1.34.2`; a suffix of the patch (`1.34.2-eks-1a2b3c`) is ignored.
    fn from_str(text: &str) -> Result<Self, NotAVersion> {
        let mut parts = text.strip_prefix('v').unwrap_or(text).splitn(3, '.');
        let major = digits(parts.next())?;
        let minor = digits(parts.next())?;
        if parts
            .next()
            .is_some_and(|patch| !patch.starts_with(|first: char| first.is_ascii_digit()))
        {
            return Err(NotAVersion);
        }
        Ok(Self { major, minor })
    }
}

/// A number of digits alone: `u8::from_str` would take `+1`.
fn digits(part: Option<&str>) -> Result<u8, NotAVersion> {
    let part = part.filter(|part| part.bytes().all(|byte| byte.is_ascii_digit()));
    part.and_then(|part| part.parse().ok()).ok_or(NotAVersion)
}

impl fmt::Display for Minor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.major, self.minor)
    }
}

/// One version on Amazon EKS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Release {
    /// The Kubernetes version.
    pub version: Minor,
    /// The first day on which EKS offers it.
    pub eks_release: Date,
    /// The last day of standard support, about 14 months after the release.
    pub standard_support_ends: Date,
    /// The last day of extended support, which costs extra; 12 months later as a rule. After it
    /// AWS upgrades the control plane.
    pub extended_support_ends: Date,
    /// Whether the dates are expected, not announced. Then they are the last day of the month, so
    /// that no end is reported too early.
    pub projected: bool,
}

/// What AWS does for a version on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// EKS does not offer it yet.
    Unreleased,
    /// Maintained at the normal price.
    Standard {
        /// The last day of it.
        until: Date,
    },
    /// Maintained at a higher price per cluster and hour.
    Extended {
        /// The last day of it.
        until: Date,
    },
    /// Not maintained: clusters are upgraded without being asked.
    Ended {
        /// The last day of any support; none for versions older than the table.
        since: Option<Date>,
    },
}

impl Release {
    /// The support on a day. A last day belongs to what it ends.
    pub fn support_on(&self, day: Date) -> Support {
        if day < self.eks_release {
            Support::Unreleased
        } else if day <= self.standard_support_ends {
            Support::Standard { until: self.standard_support_ends }
        } else if day <= self.extended_support_ends {
            Support::Extended { until: self.extended_support_ends }
        } else {
            Support::Ended { since: Some(self.extended_support_ends) }
        }
    }
}

/// The row of one version; `None` for versions older or newer than the table.
pub fn release(version: Minor) -> Option<&'static Release> {
    let found = RELEASES.binary_search_by_key(&version, |release| release.version);
    found.ok().map(|index| &RELEASES[index])
}

/// All known versions, the oldest first.
pub fn releases() -> &'static [Release] {
    &RELEASES
}

/// The newest version that is known to be released (not projected).
pub fn newest() -> &'static Release {
    RELEASES.iter().rfind(|release| !release.projected).unwrap_or(&RELEASES[0])
}

/// The oldest version that EKS still supports on a day, so that no cluster is older; `None` on days
/// behind the table.
pub fn oldest_supported(day: Date) -> Option<Minor> {
    let supported = |release: &&Release| day <= release.extended_support_ends;
    RELEASES.iter().find(supported).map(|release| release.version)
}

/// What EKS charges for the control plane of one cluster, in US cents an hour.
///
/// Source: Amazon EKS pricing, <https://aws.amazon.com/eks/pricing/>.
pub const STANDARD_CENTS: i64 = 10;

/// The same in extended support, which ends up at six times as much.
pub const EXTENDED_CENTS: i64 = 60;

/// Why a version is no good answer to "which one?".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// EKS never offered it.
    Never,
    /// The table does not know it.
    Newer,
}

impl fmt::Display for Doubt {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Never => {
                write!(formatter, "was never a version of Amazon EKS, which began with {FIRST}")
            }
            Self::Newer => {
                let last = RELEASES.last().unwrap_or(&RELEASES[0]).version;
                write!(
                    formatter,
                    "is newer than {last}, the last version that ekslint knows, so that nothing is said of it"
                )
            }
        }
    }
}

/// The first version that EKS offered, in June 2018.
///
/// Source: AWS News Blog, "Amazon EKS - Now Generally Available".
const FIRST: Minor = Minor::new(1, 10);

/// Whether a version is one that EKS has, had or is expected to have.
pub fn doubt(version: Minor) -> Option<Doubt> {
    let last = RELEASES.last().unwrap_or(&RELEASES[0]).version;
    match version {
        version if version < FIRST => Some(Doubt::Never),
        version if version > last => Some(Doubt::Newer),
        _ => None,
    }
}

/// The support of any version on a day; `None` when it is newer than the table.
///
/// A version older than the table has ended, on a day that the table does not know.
pub fn support(version: Minor, day: Date) -> Option<Support> {
    if version < RELEASES[0].version {
        return Some(Support::Ended { since: None });
    }
    release(version).map(|release| release.support_on(day))
}

/// An announced row: release, end of standard support, end of extended support.
const fn row(minor: u8, release: Date, standard: Date, extended: Date) -> Release {
    Release {
        version: Minor::new(1, minor),
        eks_release: release,
        standard_support_ends: standard,
        extended_support_ends: extended,
        projected: false,
    }
}

/// Versions 1.21 and 1.22 were given a late extension by exception.
static RELEASES: [Release; 17] = [
    row(21, date(2021, 7, 19), date(2023, 2, 16), date(2024, 7, 15)),
    row(22, date(2022, 4, 4), date(2023, 6, 4), date(2024, 9, 1)),
    row(23, date(2022, 8, 11), date(2023, 10, 11), date(2024, 10, 11)),
    row(24, date(2022, 11, 15), date(2024, 1, 31), date(2025, 1, 31)),
    row(25, date(2023, 2, 22), date(2024, 5, 1), date(2025, 5, 1)),
    row(26, date(2023, 4, 11), date(2024, 6, 11), date(2025, 6, 11)),
    row(27, date(2023, 5, 24), date(2024, 7, 24), date(2025, 7, 24)),
    row(28, date(2023, 9, 26), date(2024, 11, 26), date(2025, 11, 26)),
    row(29, date(2024, 1, 23), date(2025, 3, 23), date(2026, 3, 23)),
    row(30, date(2024, 5, 23), date(2025, 7, 23), date(2026, 7, 23)),
    row(31, date(2024, 9, 26), date(2025, 11, 26), date(2026, 11, 26)),
    row(32, date(2025, 1, 23), date(2026, 3, 23), date(2027, 3, 23)),
    row(33, date(2025, 5, 29), date(2026, 7, 29), date(2027, 7, 29)),
    row(34, date(2025, 10, 2), date(2026, 12, 2), date(2027, 12, 2)),
    row(35, date(2026, 1, 27), date(2027, 3, 27), date(2028, 3, 27)),
    row(36, date(2026, 6, 2), date(2027, 8, 2), date(2028, 8, 2)),
    Release {
        projected: true,
        ..row(37, date(2026, 10, 31), date(2027, 12, 31), date(2028, 12, 31))
    },
];

#[cfg(test)]
mod tests;
