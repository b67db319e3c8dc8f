//! The counts of the JSON report.

use schemars::JsonSchema;
use serde::Serialize;

/// Counts of a run.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Summary {
    /// Files whose content was checked.
    pub files_checked: usize,
    /// What was understood.
    pub understood: Vec<Understood>,
    /// What was seen and not checked.
    pub not_checked: Vec<NotChecked>,
    /// Findings that count.
    pub diagnostics: usize,
    /// Findings by severity.
    pub by_severity: BySeverity,
    /// Findings with a fix that can be made, by the class of the least dangerous one.
    pub fixable: Fixable,
    /// What `--fix` changed before the findings were counted; null without it.
    pub fixed: Option<Fixed>,
    /// Findings that do not count, beside those.
    pub suppressed: usize,
    /// Verdicts, undecided ones included.
    pub verdicts: usize,
    /// Verdicts that the files do not decide.
    pub undecided: usize,
    /// The verdicts of each rule that ran.
    pub rules: Vec<Tally>,
    /// Lines of `ekslint.toml` that would decide more, the most useful first.
    pub offers: Vec<Offer>,
    /// What stricter presets would add.
    pub stricter: Vec<Stricter>,
    /// How the findings compare with those that are known; null without a baseline.
    pub baseline: Option<Baseline>,
    /// What changes the report is about; null if it is about everything.
    pub since: Option<Since>,
    /// What `--report-only` left out; null without it.
    pub report_only: Option<ReportOnly>,
    /// The date that dated rules were judged at, as `2026-11-20`.
    pub as_of: String,
    /// The version that every older cluster was judged as if it had; null without one.
    pub target_version: Option<String>,
    /// Days by which the tables of versions and defaults are older than that.
    pub tables_age_days: i64,
}

/// A kind of thing that was understood.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Understood {
    /// What, in the singular.
    pub what: &'static str,
    /// How many.
    pub count: usize,
}

/// A kind of thing that was not checked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct NotChecked {
    /// What, in the singular.
    pub what: &'static str,
    /// How many.
    pub count: usize,
    /// What to do about it.
    pub remedy: String,
    /// The first few, as paths or addresses.
    pub examples: Vec<String>,
}

/// Findings by severity.
#[derive(Debug, Serialize, JsonSchema)]
pub struct BySeverity {
    /// Will break, or is open to the world.
    pub error: usize,
    /// Will bite under a known condition.
    pub warning: usize,
    /// Worth knowing.
    pub info: usize,
}

/// Findings with a fix.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fixable {
    /// Anyone may apply it.
    pub safe: usize,
    /// Someone has to read it first.
    #[serde(rename = "unsafe")]
    pub needs_review: usize,
}

/// What `--fix` changed.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(rename = "FixedCounts")]
pub struct Fixed {
    /// Findings that are mended.
    pub diagnostics: usize,
    /// Files that were written.
    pub files: usize,
    /// Fixes that were tried in memory, and taken back because they do not mend.
    pub refused: usize,
    /// Fixes that have to wait for the next run.
    pub waiting: usize,
}

/// Findings that were there before.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Baseline {
    /// The file that they are written in.
    pub path: String,
    /// How many of this run are known.
    pub known: usize,
    /// How many of those that are written are no longer found.
    pub gone: usize,
}

/// Changes that a report is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Since {
    /// The commit that they are counted from, as it was named.
    pub revision: String,
    /// Findings that lie elsewhere, and are not in the report.
    pub elsewhere: usize,
}

/// What `--report-only` left out.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ReportOnly {
    /// Findings that concern no file that was named, and are not in the report.
    pub elsewhere: usize,
}

/// A line of the configuration that would decide something.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Offer {
    /// The line, with `…` for the value.
    pub line: String,
    /// The undecided verdicts that wait for nothing else.
    pub decides: usize,
}

/// What a stricter preset would add.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Stricter {
    /// The preset.
    pub preset: String,
    /// How many findings.
    pub count: usize,
}

/// The verdicts of one rule, every instance counted.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tally {
    /// The name of the rule.
    pub rule: &'static str,
    /// As it should be, or no concern of the rule.
    pub passed: usize,
    /// Wrong.
    pub failed: usize,
    /// The files do not decide.
    pub undecided: usize,
}
