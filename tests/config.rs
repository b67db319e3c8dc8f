//! What the user says in `ekslint.toml`, and what it changes: one test an option.

#[path = "support/about.rs"]
mod about;
#[path = "config/accounts.rs"]
mod accounts;
#[path = "config/clusters.rs"]
mod clusters;
#[path = "config/environments.rs"]
mod environments;
#[path = "config/files.rs"]
mod files;
#[path = "support/folder.rs"]
mod folder;
#[path = "support/pinned.rs"]
mod pinned;
#[path = "config/production.rs"]
mod production;
#[path = "config/refused.rs"]
mod refused;
#[path = "config/rules.rs"]
mod rules;
#[path = "config/told.rs"]
mod told;
#[path = "config/world.rs"]
mod world;

use ekslint::check::{CheckOptions, CheckResult, lint};
use ekslint::config::{Config, ConfigError};
use ekslint::engine::Reported;
use ekslint::rule::Meta;
use ekslint::rules::RULES;

/// An eksctl file with an endpoint that is open to the world.
const OPEN: &str = "apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: payments
  region: eu-west-1
  version: \"1.35\"
";

fn known() -> Vec<&'static Meta> {
    RULES.iter().map(|rule| &rule.meta).collect()
}

fn read(config: &str) -> Result<Config, ConfigError> {
    Config::from_text(config, &known())
}

/// What a run says of files under a configuration.
fn checked(config: &str, files: &[(&str, &str)]) -> CheckResult {
    let config = read(config).expect("it is a configuration");
    let selection = about::selection(config.preset(), &about::FEW);
    let options = CheckOptions { selection, config: config.into(), ..pinned::options() };
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    lint(&files.iter().map(owned).collect::<Vec<_>>(), &options)
}

/// Every finding as `path:line severity rule`.
fn found(config: &str, files: &[(&str, &str)]) -> Vec<String> {
    let result = checked(config, files);
    let place = |it: &Reported| {
        let span = result.texts.locate(it.finding.primary.place);
        let line = result.texts.text(span.text).position(span.start).line;
        let path = result.texts.path(span);
        format!("{path}:{line} {} {}", it.severity.name(), it.rule.name)
    };
    result.outcome.findings.iter().map(place).collect()
}
