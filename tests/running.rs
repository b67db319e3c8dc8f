//! How a run goes: again and again, with a clock, from an editor.

#[path = "support/about.rs"]
mod about;
#[path = "running/editors.rs"]
mod editors;
#[path = "support/folder.rs"]
mod folder;
#[path = "running/told.rs"]
mod told;
#[path = "running/unsaved.rs"]
mod unsaved;
#[cfg(unix)]
#[path = "running/watch.rs"]
mod watch;

/// A cluster whose API server anybody may reach.
const OPEN: &str = "\
apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata:
  name: c
  region: eu-west-1
  version: \"1.35\"
vpc:
  clusterEndpoints:
    publicAccess: true
    privateAccess: true
";

/// The same for an office alone.
fn closed() -> String {
    format!("{OPEN}  publicAccessCIDRs: [\"198.51.100.0/24\"]\n")
}

/// The day that the tests judge at.
const DAY: [&str; 2] = ["--as-of", "2026-11-20"];
