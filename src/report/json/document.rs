//! The JSON report as types; its published schema is made from them.

use schemars::JsonSchema;
use serde::Serialize;

use super::counts::Summary;
use crate::rule::Severity;

/// A whole report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Document {
    /// `1.x`; within version 1, fields are only added.
    #[schemars(regex(pattern = r"^1\.[0-9]+$"))]
    pub format_version: &'static str,
    /// What made the report.
    pub tool: Tool,
    /// What paths are relative to.
    pub root: String,
    /// What columns count; always `unicode-code-points`.
    pub column_unit: &'static str,
    /// The findings, in the order of path, start, end, rule, subject and message.
    pub diagnostics: Vec<Diagnostic>,
    /// The findings that do not count, each with the reason, in the same order.
    pub suppressed: Vec<Diagnostic>,
    /// The findings that `--fix` mended, in the order in which it did; they are in no other list.
    pub fixed: Vec<Fixed>,
    /// What could not be read at all.
    pub errors: Vec<Problem>,
    /// The verdicts that the files do not decide.
    pub undecided: Vec<Undecided>,
    /// Counts.
    pub summary: Summary,
}

/// What made the report.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Tool {
    /// `ekslint`.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
}

/// One finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Diagnostic {
    /// The rule that fired.
    pub rule: Rule,
    /// How bad it is.
    pub severity: Severity,
    /// What is wrong, in one line.
    pub message: String,
    /// What to change; null for what stands in no file.
    pub primary: Option<Location>,
    /// The other facts that were used, in any file.
    pub related: Vec<Location>,
    /// The links between a pod and its AWS credentials, first to last; empty where none is wrong.
    pub chain: Vec<Hop>,
    /// What happens at run time.
    pub notes: Vec<String>,
    /// What to do.
    pub help: Option<String>,
    /// Changes that mend it.
    pub fixes: Vec<Fix>,
    /// The instances in which it is wrong; empty for a thing that has none.
    pub instances: Vec<String>,
    /// Stays the same when lines move, files are formatted and blocks change places.
    #[schemars(regex(pattern = r"^v1:[0-9a-f]{16}$"))]
    pub fingerprint: String,
    /// Why it does not count; null if it does.
    pub suppression: Option<Suppression>,
}

/// A finding that is mended.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fixed {
    /// The rule that fired.
    pub rule: Rule,
    /// How bad it was.
    pub severity: Severity,
    /// What was wrong, in one line.
    pub message: String,
    /// What the fix did, in the imperative.
    pub title: String,
    /// The files that it changed.
    pub paths: Vec<String>,
}

/// A rule.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Rule {
    /// Its only identifier.
    pub name: &'static str,
    /// What it is about.
    pub category: &'static str,
    /// Its page.
    #[schemars(url)]
    pub url: String,
}

/// A place in a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Location {
    /// The file.
    pub path: String,
    /// Where in it.
    pub range: Range,
    /// What is there.
    pub label: Option<String>,
    /// What it belongs to; null if that is not known.
    pub subject: Option<Subject>,
}

/// A stretch of a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Range {
    /// Its first character.
    pub start: Point,
    /// The character after its last.
    pub end: Point,
}

/// One character of a file.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Point {
    /// Line, from 1.
    #[schemars(range(min = 1))]
    pub line: u32,
    /// Column in code points, from 1.
    #[schemars(range(min = 1))]
    pub column: u32,
    /// Byte, from 0.
    pub offset: u32,
}

/// What a finding is about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Subject {
    /// The tool it is written for.
    pub kind: SubjectKind,
    /// Its address.
    pub name: String,
    /// The setting, as the tool spells it.
    pub key: Option<String>,
}

/// The tool that something is written for.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SubjectKind {
    /// An eksctl `ClusterConfig`.
    Eksctl,
    /// Terraform or `OpenTofu`.
    Terraform,
    /// A Kubernetes manifest.
    Kubernetes,
    /// The configuration of ekslint itself.
    Config,
}

/// A link between a pod and its AWS credentials.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Hop {
    /// `pod`, `account`, `role`, `subject`, `audience`, `provider` or `issuer`.
    pub link: &'static str,
    /// Whether it holds; null where the files do not tell.
    pub holds: Option<bool>,
    /// What is there.
    pub text: String,
    /// The line that decides it; null for what stands in no file.
    pub place: Option<Declared>,
}

/// A change that mends a finding.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Fix {
    /// What it does.
    pub title: String,
    /// Who may apply it.
    pub applicability: Applicability,
    /// What to replace; empty where it could not be worked out.
    pub edits: Vec<Edit>,
}

/// Who may apply a fix.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Applicability {
    /// Anyone.
    Safe,
    /// Someone who has read it.
    Unsafe,
    /// Nobody: the object has to be created anew.
    DisplayOnly,
}

/// A stretch of a file to replace.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Edit {
    /// The file.
    pub path: String,
    /// What to replace.
    pub range: Range,
    /// What to write there.
    pub content: String,
}

/// Why a finding does not count.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Suppression {
    /// Where it is said.
    pub kind: SuppressionKind,
    /// What is said.
    pub reason: Option<String>,
    /// Until when it holds, as `2027-03-31`.
    pub until: Option<String>,
}

/// Where it is said that a finding does not count.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SuppressionKind {
    /// In a comment or annotation.
    Inline,
    /// In the configuration.
    Config,
    /// In the baseline.
    Baseline,
}

/// Something that could not be read at all.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Problem {
    /// What kind of problem: `syntax`, `io` or `template`; kinds may be added.
    pub kind: &'static str,
    /// The file.
    pub path: Option<String>,
    /// What happened.
    pub message: String,
    /// Where in the file.
    pub range: Option<Range>,
}

/// A verdict that the files do not decide.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Undecided {
    /// The name of the rule.
    pub rule: &'static str,
    /// What it is about.
    pub subject: Subject,
    /// Where that is declared; null if it is no single thing.
    pub place: Option<Declared>,
    /// The settings that are not known.
    pub settings: Vec<Setting>,
}

/// A setting that is not known.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Setting {
    /// Its name.
    pub key: String,
    /// Why it is not known.
    pub reason: String,
}

/// Where something is declared.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Declared {
    /// The file.
    pub path: String,
    /// Where in it.
    pub range: Range,
}
