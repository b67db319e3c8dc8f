//! The shape of the file, and nothing else: every key with what it means, for its readers and for
//! the published schema.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::Spanned;

use super::schema;

/// A configuration file.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
#[schemars(title = "ekslint.toml")]
pub(super) struct File {
    /// Another configuration to start from: a path relative to this file. Its patterns of paths are
    /// relative to the root of the project all the same.
    #[schemars(with = "Option<String>")]
    pub(super) extends: Option<Spanned<String>>,
    /// How much to ask: `recommended`, `strict` or `advice`.
    #[schemars(with = "Option<Preset>")]
    pub(super) preset: Option<Spanned<String>>,
    /// The least severity that gives exit code 1: `error`, `warning`, `info`, or `never`.
    #[schemars(with = "Option<FailOn>")]
    pub(super) fail_on: Option<Spanned<String>>,
    /// Paths that are not looked at.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) exclude: Option<Spanned<Vec<String>>>,
    /// The file of known findings.
    #[schemars(with = "Option<String>")]
    pub(super) baseline: Option<Spanned<String>>,
    /// Whether every suppression needs a reason.
    #[schemars(with = "Option<bool>")]
    pub(super) require_reason: Option<Spanned<bool>>,
    /// Levels of rules, by name, glob (`irsa-*`) or category (`network/`): `off`, `info`, `warning`,
    /// `error`, `on` for the rule's own, or a table of `level` and the rule's options.
    #[schemars(with = "BTreeMap<String, RuleSetting>")]
    pub(super) rules: Rules,
    /// Levels that hold for some paths; later ones win.
    pub(super) overrides: Vec<Override>,
    /// Findings that do not count.
    #[schemars(with = "Vec<Ignore>")]
    pub(super) ignore: Vec<Spanned<Ignore>>,
    /// Clusters, and what belongs to them.
    #[schemars(with = "Vec<Cluster>")]
    pub(super) cluster: Vec<Spanned<Cluster>>,
    /// Environments; the first whose paths match counts.
    #[schemars(with = "Vec<Environment>")]
    pub(super) environment: Vec<Spanned<Environment>>,
    /// Kinds of objects, such as `ServiceAccount`, of which these files hold all there are.
    #[schemars(with = "Vec<Closable>")]
    pub(super) closed: Vec<Spanned<String>>,
    /// What may be taken for granted.
    pub(super) assume: Assume,
}

/// Levels by the pattern of rules.
pub(super) type Rules = BTreeMap<Spanned<String>, Spanned<toml::Value>>;

/// Levels that hold for some paths.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Override {
    /// The paths.
    #[schemars(with = "Vec<String>")]
    pub(super) paths: Spanned<Vec<String>>,
    /// The levels.
    #[schemars(with = "BTreeMap<String, OverrideSetting>")]
    pub(super) rules: Rules,
}

/// A finding that does not count.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Ignore {
    /// A rule's name, a glob, or a category.
    #[schemars(with = "String")]
    pub(super) rule: Spanned<String>,
    /// The address of what the finding is about, such as `aws_eks_cluster.main`; `*` stands for any
    /// text, and `["prod"]` at its end means one instance.
    pub(super) subject: Option<String>,
    /// Paths; everywhere if there are none.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) paths: Option<Spanned<Vec<String>>>,
    /// Why it does not count.
    #[serde(default)]
    pub(super) reason: String,
    /// The last day on which it does not count.
    #[schemars(with = "Option<String>", regex(pattern = r"^\d{4}-\d{2}-\d{2}$"))]
    pub(super) until: Option<Spanned<Day>>,
}

/// A day: TOML's own, or its text.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
pub(super) enum Day {
    /// `2027-01-31`
    Date(toml::value::Datetime),
    /// `"2027-01-31"`
    Text(String),
}

/// A cluster that more is known of than the files say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Cluster {
    /// Its name.
    #[schemars(with = "String")]
    pub(super) name: Spanned<String>,
    /// What is deployed to it, or declares it.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) paths: Option<Spanned<Vec<String>>>,
    /// Its Kubernetes version, such as `"1.34"`.
    #[schemars(with = "Option<String>")]
    pub(super) version: Option<Spanned<String>>,
    /// All the ways in which its pods run: `auto`, `managed`, `self-managed`, `karpenter`,
    /// `fargate`, `hybrid`.
    #[serde(default)]
    #[schemars(schema_with = "schema::ways")]
    pub(super) compute: Vec<Spanned<String>>,
    /// Add-ons and controllers that somebody else installs, such as `aws-ebs-csi-driver`. `ekslint
    /// inspect` shows them; no rule asks for them yet.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) provides: Vec<Spanned<String>>,
    /// Kinds of objects of which its paths hold all there are.
    #[serde(default)]
    #[schemars(with = "Vec<Closable>")]
    pub(super) closed: Vec<Spanned<String>>,
}

/// An environment.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct Environment {
    /// Its name.
    pub(super) name: String,
    /// What it is for: `dev`, `staging` or `prod`. What only production needs is not asked of the
    /// others, or is only info there; without a class, everything is asked.
    #[serde(default)]
    #[schemars(schema_with = "schema::class")]
    pub(super) class: Option<Spanned<String>>,
    /// What belongs to it.
    #[schemars(with = "Option<Vec<String>>")]
    pub(super) paths: Option<Spanned<Vec<String>>>,
    /// Files of variables that Terraform is run with, relative to the root of the project.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) var_files: Vec<Spanned<String>>,
    /// The Terraform workspace that it is: what `terraform.workspace` stands for in the roots of its
    /// paths, and in those that its files of variables are for.
    pub(super) workspace: Option<String>,
    /// The AWS accounts that it is applied to, besides those of `[assume]`: twelve digits each.
    #[serde(default)]
    #[schemars(with = "Vec<String>")]
    pub(super) accounts: Vec<Spanned<String>>,
    /// Whether EBS encryption by default is on in its accounts.
    #[schemars(with = "Option<bool>")]
    pub(super) ebs_encryption_by_default: Option<Spanned<bool>>,
}

/// What may be taken for granted.
#[derive(Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "kebab-case", default)]
pub(super) struct Assume {
    /// Values of Terraform variables that have no default and that nothing sets.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub(super) variables: BTreeMap<Spanned<String>, Spanned<toml::Value>>,
    /// All AWS accounts that the files are about: twelve digits each. A role in another account is
    /// then none of those that the files declare.
    #[schemars(with = "Vec<String>")]
    pub(super) accounts: Vec<Spanned<String>>,
    /// Whether EBS encryption by default is on in the accounts, so that volumes are encrypted that do
    /// not say so.
    #[schemars(with = "Option<bool>")]
    pub(super) ebs_encryption_by_default: Option<Spanned<bool>>,
}

/// The names of presets.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "it stands in the schema alone")]
enum Preset {
    Recommended,
    Strict,
    Advice,
}

/// The names of limits.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "it stands in the schema alone")]
enum FailOn {
    Error,
    Warning,
    Info,
    Never,
}

/// The names of levels.
#[derive(JsonSchema)]
#[serde(rename_all = "lowercase")]
#[expect(dead_code, reason = "it stands in the schema alone")]
enum Level {
    Off,
    On,
    Info,
    Warning,
    Error,
}

/// A level, or a table of level and options.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it stands in the schema alone")]
enum RuleSetting {
    Level(Level),
    Table {
        level: Option<Level>,
        #[serde(flatten)]
        options: BTreeMap<String, u32>,
    },
}

/// A level, or a table of it; options are set for the whole project.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "it stands in the schema alone")]
enum OverrideSetting {
    Level(Level),
    Table(LevelTable),
}

/// A table of a level alone.
#[derive(JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "it stands in the schema alone")]
struct LevelTable {
    level: Option<Level>,
}

/// The kinds whose absence some rule can speak of.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "it stands in the schema alone")]
enum Closable {
    Deployment,
    PodDisruptionBudget,
    ServiceAccount,
    StatefulSet,
    StorageClass,
}
