//! What findings count as.

use super::Severity;

/// What the findings of a rule count as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// Nothing: they are not reported.
    Off,
    /// What the rule says, even if the preset does not hold it.
    On,
    /// This severity, even if the preset does not hold the rule.
    Severity(Severity),
}

impl Level {
    /// Every level by its name in the configuration.
    pub const NAMES: [(&'static str, Self); 5] = [
        ("off", Self::Off),
        ("on", Self::On),
        ("info", Self::Severity(Severity::Info)),
        ("warning", Self::Severity(Severity::Warning)),
        ("error", Self::Severity(Severity::Error)),
    ];

    /// The name in the configuration.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|(_, level)| *level == self).map_or("on", |(name, _)| name)
    }
}
