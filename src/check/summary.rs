//! What was read and understood, in numbers.

use std::collections::BTreeMap;

use super::CheckOptions;
use crate::project::Project;
use crate::reader::{Skipped, SkippedKind};
use crate::report::{NotChecked, Summary};

/// The summary of a run.
pub(super) fn of(
    project: &Project,
    skipped: &[Skipped],
    files_checked: usize,
    options: &CheckOptions,
) -> Summary {
    let age = crate::data::versions::AS_OF.until(options.as_of).map_or(0, |span| span.get_days());
    let changes = options.since.as_ref();
    Summary {
        files_checked,
        understood: understood(project),
        not_checked: not_checked(skipped),
        as_of: options.as_of.to_string(),
        tables_age_days: i64::from(age),
        target: options.config.world.target.map(|target| target.to_string()),
        root: options.config.world.root.clone(),
        since: changes.filter(|it| !it.is_of_files()).map(|it| it.revision.clone()),
        files_alone: changes.is_some_and(|it| it.is_of_files()),
        ..Summary::default()
    }
}

fn understood(project: &Project) -> Vec<(usize, &'static str)> {
    let all = [
        (project.total(|facts| facts.clusters.len()), "cluster"),
        (project.total(|facts| facts.node_groups.len()), "node group"),
        (project.total(|facts| facts.subnets.len()), "subnet"),
        (project.total(|facts| facts.roles.len()), "IAM role"),
        (project.total(|facts| facts.service_accounts.len()), "service account"),
        (project.total(|facts| facts.workloads.len()), "workload"),
        (project.total(|facts| facts.storage_classes.len()), "storage class"),
    ];
    all.into_iter().filter(|(count, _)| *count > 0).collect()
}

fn not_checked(skipped: &[Skipped]) -> Vec<NotChecked> {
    let mut kinds: BTreeMap<SkippedKind, Vec<&str>> = BTreeMap::new();
    for Skipped { what, name } in skipped {
        kinds.entry(*what).or_default().push(name);
    }
    let one = |(what, names): (SkippedKind, Vec<&str>)| NotChecked {
        count: names.len(),
        what: said(what),
        remedy: remedy(what).to_owned(),
        examples: names.iter().take(3).map(|name| (*name).to_owned()).collect(),
    };
    kinds.into_iter().map(one).collect()
}

pub(super) fn said(what: SkippedKind) -> &'static str {
    match what {
        SkippedKind::Template => "template",
        SkippedKind::OtherTemplate => "template of another language",
        SkippedKind::RemoteModule => "remote module call",
        SkippedKind::LocalModule => "local module call",
        SkippedKind::OverLimit => "module instance over the limit",
        SkippedKind::Encrypted => "encrypted file",
        SkippedKind::Variables => "unreadable file of variables",
        SkippedKind::Plan => "plan",
        SkippedKind::Data => "JSON data file",
        SkippedKind::Aliases => "document with too many aliases",
        SkippedKind::Patched => "file of objects that are changed on the way",
        SkippedKind::Kustomization => "part of a kustomization",
        SkippedKind::RemoteBase => "remote base of a kustomization",
    }
}

fn remedy(what: SkippedKind) -> &'static str {
    match what {
        SkippedKind::Template => {
            "render the chart and check the result: helm template . | ekslint check -"
        }
        SkippedKind::OtherTemplate => {
            "render them (Jinja, Liquid and others have `{% %}`) and check the result"
        }
        SkippedKind::RemoteModule => "what these modules make is not known here",
        SkippedKind::LocalModule => {
            "check the repository from its root, so that their folders are seen"
        }
        SkippedKind::OverLimit => "64 of one call and 1,000 of one root are checked",
        SkippedKind::Encrypted => {
            "decrypt them first, as with `git-crypt unlock` or `sops decrypt`"
        }
        SkippedKind::Variables => "mend it, or name one that can be read with --var-file",
        SkippedKind::Plan => {
            "make it anew of what its folder declares now, and check one plan of a root at a time"
        }
        SkippedKind::Data => "they are no text, or larger than configuration is",
        SkippedKind::Aliases => {
            "what they stand for is more than ten times the file: write it out, or exclude the file"
        }
        SkippedKind::RemoteBase => {
            "what they hold is not fetched: kubectl kustomize DIR | ekslint check -"
        }
        SkippedKind::Patched | SkippedKind::Kustomization => {
            "build it and check the result: kubectl kustomize DIR | ekslint check -"
        }
    }
}
