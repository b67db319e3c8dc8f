//! What somebody says does not count: comments, annotations, and entries of the configuration.

#[path = "support/about.rs"]
mod about;
#[path = "suppress/comments.rs"]
mod comments;
#[path = "suppress/configured.rs"]
mod configured;
#[path = "support/folder.rs"]
mod folder;
#[path = "support/pinned.rs"]
mod pinned;
#[path = "suppress/told.rs"]
mod told;
#[path = "suppress/written.rs"]
mod written;

use ekslint::check::{CheckOptions, CheckResult, Selection, lint};
use ekslint::config::Config;
use ekslint::engine::{Reported, Suppressed};
use ekslint::rule::Preset;
use ekslint::rules::RULES;

/// What few rules say of files under a configuration.
fn checked(config: &str, files: &[(&str, &str)]) -> CheckResult {
    checked_with(config, files, |preset| about::selection(preset, &about::FEW))
}

fn checked_with(
    config: &str,
    files: &[(&str, &str)],
    selection: impl Fn(Preset) -> Selection,
) -> CheckResult {
    let known: Vec<_> = RULES.iter().map(|rule| &rule.meta).collect();
    let config = Config::from_text(config, &known).expect("it is a configuration");
    let selection = selection(config.preset());
    let options = CheckOptions { selection, config: config.into(), ..pinned::options() };
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    lint(&files.iter().map(owned).collect::<Vec<_>>(), &options)
}

fn place(result: &CheckResult, it: &Reported) -> String {
    let span = result.texts.locate(it.finding.primary.place);
    let line = result.texts.text(span.text).position(span.start).line;
    format!("{}:{line} {}", result.texts.path(span), it.rule.name)
}

/// Every finding as `path:line rule`.
fn found(result: &CheckResult) -> Vec<String> {
    result.outcome.findings.iter().map(|it| place(result, it)).collect()
}

/// Every finding that does not count, as `path:line rule: reason`.
fn hidden(result: &CheckResult) -> Vec<String> {
    let one = |it: &Suppressed| format!("{}: {}", place(result, &it.reported), it.by.reason);
    result.outcome.suppressed.iter().map(one).collect()
}

/// What counts and what does not in one file.
fn both(path: &str, text: &str) -> (Vec<String>, Vec<String>) {
    let result = checked("", &[(path, text)]);
    (found(&result), hidden(&result))
}

/// An eksctl file with an open endpoint on line 8; `(above)` and `(behind)` are of that line.
fn cluster(top: &str, above: &str, behind: &str) -> String {
    format!(
        "{top}apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: payments
  region: eu-west-1
  version: \"1.35\"
vpc:
  clusterEndpoints:
{above}    publicAccess: true{behind}
    privateAccess: true
"
    )
}

/// A storage class whose binding mode is wrong on the last line.
const CLASS: &str = "apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata:
  name: ledger
provisioner: ebs.csi.aws.com
volumeBindingMode: Immediate
";
