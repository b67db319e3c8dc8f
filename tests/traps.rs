//! Traps that linters fall into: one test a trap, each with an example that a reader can follow.

#[path = "support/about.rs"]
mod about;
#[path = "traps/applied.rs"]
mod applied;
#[path = "traps/clusters.rs"]
mod clusters;
#[path = "traps/deployed.rs"]
mod deployed;
#[path = "traps/files.rs"]
mod files;
#[path = "traps/held.rs"]
mod held;
#[path = "traps/identity.rs"]
mod identity;
#[path = "traps/joins.rs"]
mod joins;
#[path = "traps/network.rs"]
mod network;
#[path = "traps/patched.rs"]
mod patched;
#[path = "support/pinned.rs"]
mod pinned;
#[path = "traps/printing.rs"]
mod printing;
#[path = "traps/releases.rs"]
mod releases;
#[path = "traps/spellings.rs"]
mod spellings;
#[path = "traps/terraform.rs"]
mod terraform;
#[path = "traps/terragrunt.rs"]
mod terragrunt;
#[path = "traps/trust.rs"]
mod trust;
#[path = "traps/unknowns.rs"]
mod unknowns;
#[path = "traps/versions.rs"]
mod versions;
#[path = "traps/workloads.rs"]
mod workloads;

use ekslint::check::{CheckOptions, CheckResult, lint};
use ekslint::engine::Reported;
use ekslint::rule::Preset;

/// An eksctl file with an endpoint that is open to the world, on line 2.
const OPEN: &str = "apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: payments
  region: eu-west-1
";

/// The finding of [`OPEN`].
const OPEN_FOUND: &str = "cluster.yaml:2 public-endpoint-open";

/// Options of a run of few rules, the same on every day.
fn options() -> CheckOptions {
    let selection = about::selection(Preset::Recommended, &about::FEW);
    CheckOptions { selection, ..pinned::options() }
}

/// What few rules say of files.
fn checked(files: &[(&str, &str)]) -> CheckResult {
    checked_with(files, &options())
}

/// What the recommended rules say of files.
fn checked_by_all(files: &[(&str, &str)]) -> CheckResult {
    checked_with(files, &pinned::options())
}

fn checked_with(files: &[(&str, &str)], options: &CheckOptions) -> CheckResult {
    let owned = |(path, text): &(&str, &str)| ((*path).to_owned(), (*text).to_owned());
    lint(&files.iter().map(owned).collect::<Vec<_>>(), options)
}

/// Every finding as `path:line rule`, in the order of the report.
fn places(result: &CheckResult) -> Vec<String> {
    let place = |it: &Reported| {
        let span = result.texts.locate(it.finding.primary.place);
        let line = result.texts.text(span.text).position(span.start).line;
        format!("{}:{line} {}", result.texts.path(span), it.rule.name)
    };
    result.outcome.findings.iter().map(place).collect()
}

fn found(files: &[(&str, &str)]) -> Vec<String> {
    places(&checked(files))
}

fn found_by_all(files: &[(&str, &str)]) -> Vec<String> {
    places(&checked_by_all(files))
}

/// Every undecided verdict as `rule: reason`.
fn undecided(result: &CheckResult) -> Vec<String> {
    let reasons = result.outcome.undecided.iter().flat_map(|it| {
        let reason = |(_, why): &(_, _)| format!("{}: {}", it.rule, said(why));
        it.settings.iter().map(reason).collect::<Vec<_>>()
    });
    reasons.collect()
}

fn said(why: &ekslint::value::Why) -> String {
    why.to_string()
}

/// A folder of this test's own with these files in it, as options to check it.
fn on_disk(name: &str, files: &[(&str, &[u8])]) -> CheckOptions {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("traps-{name}"));
    std::fs::remove_dir_all(&folder).ok();
    for (path, bytes) in files {
        let path = folder.join(path);
        let folder = path.parent().expect("it lies in a folder");
        std::fs::create_dir_all(folder).expect("a folder can be made");
        std::fs::write(path, bytes).expect("a file can be written");
    }
    CheckOptions { paths: vec![folder], gitignore: false, ..options() }
}

/// An `aws_eks_cluster` whose `vpc_config` has these lines.
fn cluster(before: &str, vpc_config: &str) -> String {
    format!(
        r#"{before}
resource "aws_eks_cluster" "main" {{
  name     = "payments"
  role_arn = "arn:aws:iam::111122223333:role/payments-cluster"
  version  = "1.35"
  vpc_config {{
    subnet_ids = ["subnet-0a1b2c3d4e5f60718", "subnet-0b1c2d3e4f5061728"]
    {vpc_config}
  }}
}}
"#
    )
}
