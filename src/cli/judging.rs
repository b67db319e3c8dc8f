//! What a run asks of the configuration, and what fails it.

use clap::ValueEnum;

use crate::engine::Outcome;
use crate::rule::{Preset, Severity};

/// How much to ask of the configuration.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum PresetName {
    /// What a busy team wants on day one.
    Recommended,
    /// What a strict team wants as well.
    Strict,
    /// Opinions too.
    Advice,
}

/// The least severity that fails a run.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum FailOn {
    /// What will break, or is open to the world.
    Error,
    /// What will bite under a known condition.
    Warning,
    /// What is worth knowing.
    Info,
    /// Nothing.
    Never,
}

impl PresetName {
    pub(super) fn preset(self) -> Preset {
        match self {
            Self::Recommended => Preset::Recommended,
            Self::Strict => Preset::Strict,
            Self::Advice => Preset::Advice,
        }
    }
}

impl FailOn {
    /// The severity; none for "never".
    pub(super) fn severity(self) -> Option<Severity> {
        match self {
            Self::Error => Some(Severity::Error),
            Self::Warning => Some(Severity::Warning),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// Whether a run with these findings fails.
pub(super) fn fails(limit: Option<Severity>, outcome: &Outcome) -> bool {
    limit.is_some_and(|limit| outcome.findings.iter().any(|it| it.severity >= limit))
}

#[cfg(test)]
mod tests {
    use super::{FailOn, fails};
    use crate::report::fixture::Run;
    use crate::rule::Severity;

    #[test]
    fn the_limit_decides_what_fails() {
        let mut run = Run::big();
        run.outcome.findings.retain(|it| it.severity == Severity::Warning);
        let fails = |limit: FailOn| fails(limit.severity(), &run.outcome);
        assert!(fails(FailOn::Info) && fails(FailOn::Warning));
        assert!(!fails(FailOn::Error) && !fails(FailOn::Never));
    }
}
