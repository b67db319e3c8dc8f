//! A first configuration, with what was understood as suggestions.

use std::collections::{BTreeMap, BTreeSet};

use crate::inputs::Class;
use crate::project::Project;
use crate::report::Offer;
use crate::report::plural::count;
use crate::report::wrap::append;
use crate::source::Root;
use crate::value::Text;

/// Folders and files of variables by the words that people name environments with.
const ENVIRONMENTS: [(&str, Class); 16] = [
    ("dev", Class::Dev),
    ("development", Class::Dev),
    ("sandbox", Class::Dev),
    ("demo", Class::Dev),
    ("test", Class::Staging),
    ("qa", Class::Staging),
    ("uat", Class::Staging),
    ("stg", Class::Staging),
    ("stage", Class::Staging),
    ("staging", Class::Staging),
    ("preprod", Class::Staging),
    ("nonprod", Class::Staging),
    ("prod", Class::Prod),
    ("prd", Class::Prod),
    ("production", Class::Prod),
    ("live", Class::Prod),
];

/// A configuration to start from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Starter {
    /// Clusters by name, with the folder that is about each; a folder of `.` is the whole project.
    clusters: BTreeMap<String, String>,
    environments: BTreeMap<String, Found>,
    offers: Vec<Offer>,
}

/// What belongs to an environment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Found {
    folders: BTreeSet<String>,
    var_files: BTreeSet<String>,
}

impl Starter {
    /// What a project and the paths of its files suggest.
    pub(super) fn of(project: &Project, reads: &[String], offers: &[Offer], root: &Root) -> Self {
        let mut starter = Self { offers: offers.to_vec(), ..Self::default() };
        let mut seen = BTreeSet::new();
        for (cluster, folder) in project.homes() {
            let Some(name) = cluster.name().known().and_then(Text::known) else { continue };
            let folder = root.relative(folder);
            let folder = if folder.is_empty() { ".".to_owned() } else { folder.into_owned() };
            if seen.insert(name.clone()) {
                starter.clusters.insert(name.into(), folder);
            } else {
                // A name that several clusters have tells them not apart.
                starter.clusters.remove(name.as_str());
            }
        }
        // A folder that several clusters share says of none what is deployed to it.
        let mut shared: BTreeMap<String, usize> = BTreeMap::new();
        for folder in starter.clusters.values() {
            *shared.entry(folder.clone()).or_default() += 1;
        }
        // One around the folder of another holds what is not its own as well.
        let around = |folder: &str| shared.keys().any(|it| it != folder && lies_in(it, folder));
        starter.clusters.retain(|_, it| shared.get(it) == Some(&1) && !around(it));
        for path in reads {
            starter.add_environments(&root.relative(path));
        }
        starter
    }

    fn add_environments(&mut self, path: &str) {
        let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
        self.add_folder(folders);
        let stem = file.strip_suffix(".tfvars").or_else(|| file.strip_suffix(".tfvars.json"));
        let Some(stem) =
            stem.filter(|stem| *stem != "terraform" && stem.rsplit('.').next() != Some("auto"))
        else {
            return;
        };
        let words: Vec<&str> = stem.split(['-', '_', '.']).collect();
        let known = ENVIRONMENTS.iter().find(|(name, _)| words.contains(name));
        if known.is_some() {
            let found = self.environments.entry(stem.to_owned()).or_default();
            found.var_files.insert(path.to_owned());
        }
    }

    /// The outermost folder that is called like an environment.
    fn add_folder(&mut self, folders: &str) {
        let mut folder = String::new();
        for part in folders.split('/').filter(|part| !part.is_empty()) {
            folder = if folder.is_empty() { part.to_owned() } else { format!("{folder}/{part}") };
            if let Some((name, _)) = ENVIRONMENTS.iter().find(|(name, _)| *name == part) {
                let found = self.environments.entry((*name).to_owned()).or_default();
                found.folders.insert(folder.clone());
                return;
            }
        }
    }

    /// The file: suggestions are comments, or settings where they are accepted at once.
    pub fn render(&self, accepted: bool) -> String {
        let mut out = HEAD.to_owned();
        let mark = if accepted { "" } else { "# " };
        out.push_str(
            "\n# Clusters: what is deployed to each, and what the files do not say of it.\n",
        );
        for (name, folder) in &self.clusters {
            let lines = [
                "[[cluster]]".to_owned(),
                format!("name = {}", quoted(name)),
                format!("paths = [{}]", quoted(folder)),
            ];
            add(&mut out, mark, &lines);
        }
        out.push_str(CLUSTER);
        out.push_str("\n# Environments: what Terraform is applied to, and with which variables.\n");
        for (name, found) in &self.environments {
            let lines = environment(name, found);
            add(&mut out, mark, &lines);
        }
        if self.environments.is_empty() {
            out.push_str("# [[environment]]\n# name = \"prod\"\n# class = \"prod\"\n# paths = [\"**/prod\"]\n");
        }
        out.push_str("\n# Values of variables that nothing sets.\n# [assume.variables]\n");
        for Offer { line, decides } in self.offers.iter().take(20) {
            // `…` is no TOML: a line that is taken over as it stands is an error, not an answer.
            let line = line.trim_start_matches("assume.variables.");
            add(&mut out, "# ", &[format!("{line} # decides {}", count(*decides, "check"))]);
        }
        out
    }
}

/// Whether a folder lies in another; `.` is the whole project.
fn lies_in(folder: &str, other: &str) -> bool {
    other == "." || folder.strip_prefix(other).is_some_and(|rest| rest.starts_with('/'))
}

fn add(out: &mut String, mark: &str, lines: &[String]) {
    for line in lines {
        append(out, format_args!("{mark}{line}\n"));
    }
}

fn environment(name: &str, found: &Found) -> Vec<String> {
    let listed =
        |all: &BTreeSet<String>| all.iter().map(|it| quoted(it)).collect::<Vec<_>>().join(", ");
    let words: Vec<&str> = name.split(['-', '_', '.']).collect();
    let class = ENVIRONMENTS.iter().find(|(known, _)| words.contains(known));
    let mut lines = vec!["[[environment]]".to_owned(), format!("name = {}", quoted(name))];
    lines.extend(class.map(|(_, class)| format!("class = {}", quoted(class.name()))));
    if !found.folders.is_empty() {
        lines.push(format!("paths = [{}]", listed(&found.folders)));
    }
    if !found.var_files.is_empty() {
        lines.push(format!("var-files = [{}]", listed(&found.var_files)));
    }
    lines
}

/// A TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

const HEAD: &str = r#"# What ekslint is told about this repository. Every line is optional.
# `ekslint config` shows what holds, and `ekslint schema config` prints a schema for editors.

# How much to ask: recommended, strict or advice.
# preset = "recommended"

# The least severity that fails a run: error, warning, info or never.
# fail-on = "warning"

# Paths that are not looked at.
# exclude = ["examples"]

# Known findings, as `ekslint check --update-baseline` writes them.
# baseline = "ekslint-baseline.json"

# Rules by name, glob or category: off, on, info, warning, error, and their options.
# [rules]
# subnet-too-small = { level = "warning", prefix = 22 }
# "traffic/" = "off"

# Other levels for some paths.
# [[overrides]]
# paths = ["sandbox"]
# rules = { public-endpoint-open = "info" }

# Findings that do not count.
# [[ignore]]
# rule = "public-endpoint-open"
# subject = "aws_eks_cluster.main"
# reason = "reached through the office network until the VPN is ready"
# until = 2027-01-31
"#;

const CLUSTER: &str = r#"# All that can be said of one:
# [[cluster]]
# name = "payments"
# paths = ["clusters/payments"]
# version = "1.35"
# compute = ["karpenter"]             # all the ways in which its pods run
# provides = ["aws-ebs-csi-driver"]   # what somebody else installs; `ekslint inspect` shows it
# closed = ["ServiceAccount"]         # kinds of which its paths hold all there are
"#;
