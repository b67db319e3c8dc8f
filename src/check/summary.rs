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
        not_checked: not_checked(skipped, options.renderer.is_some()),
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

fn not_checked(skipped: &[Skipped], rendered: bool) -> Vec<NotChecked> {
    let mut kinds: BTreeMap<SkippedKind, Vec<&str>> = BTreeMap::new();
    for Skipped { what, name } in skipped {
        kinds.entry(*what).or_default().push(name);
    }
    let one = |(what, names): (SkippedKind, Vec<&str>)| NotChecked {
        count: names.len(),
        what: said(what),
        remedy: remedy(what, rendered).to_owned(),
        examples: names.iter().take(3).map(|name| (*name).to_owned()).collect(),
    };
    kinds.into_iter().map(one).collect()
}

/// What it is, in the singular.
pub(super) fn said(what: SkippedKind) -> &'static str {
    match what {
        SkippedKind::Template => "template",
        SkippedKind::LooseTemplate => "loose template",
        SkippedKind::OtherTemplate => "template of another language",
        SkippedKind::RemoteModule => "remote module call",
        SkippedKind::LocalModule => "local module call",
        SkippedKind::OverLimit => "module instance over the limit",
        SkippedKind::Installation => "chart installation over the limit",
        SkippedKind::Encrypted => "encrypted file",
        SkippedKind::Variables => "unreadable file of variables",
        SkippedKind::Plan => "plan",
        SkippedKind::Packaged => "packaged add-on",
        SkippedKind::Text => "partly unknown text",
        SkippedKind::Data => "JSON data file",
        SkippedKind::Aliases => "document with too many aliases",
        SkippedKind::Patched => "patched file",
        SkippedKind::Delivered => "controller-patched file",
        SkippedKind::Patch => "commented-out patch",
        SkippedKind::Generator => "ApplicationSet generator",
        SkippedKind::Kustomization => "kustomization step",
        SkippedKind::RemoteBase => "remote base",
        SkippedKind::Terragrunt => "Terragrunt unit",
        SkippedKind::Pulumi => "Pulumi project",
        SkippedKind::Cdk => "CDK app",
        SkippedKind::CloudFormation => "CloudFormation template",
        SkippedKind::Atmos => "Atmos file",
        SkippedKind::Helmfile => "Helmfile",
    }
}

/// The command that would check it, or else what to do, short enough for one line; `rendered` if
/// what can be rendered was.
fn remedy(what: SkippedKind, rendered: bool) -> &'static str {
    match what {
        SkippedKind::Template | SkippedKind::Kustomization | SkippedKind::Patched if !rendered => {
            "ekslint check --render"
        }
        SkippedKind::Template => "helm template CHART | ekslint check -",
        SkippedKind::LooseTemplate | SkippedKind::OtherTemplate => "render, then check the result",
        SkippedKind::RemoteModule => "terraform init, then check again",
        SkippedKind::LocalModule => "check the repository from its root",
        SkippedKind::OverLimit => "64 a call, 1,000 a root",
        SkippedKind::Installation => "64 a chart",
        SkippedKind::Encrypted => "git-crypt unlock or sops decrypt first",
        SkippedKind::Variables => "mend, or name one: --var-file",
        SkippedKind::Plan => "terraform plan anew, and check one of a root at a time",
        SkippedKind::Data => "no text, or larger than configuration is",
        SkippedKind::Aliases => "write them out, or exclude it",
        SkippedKind::Patched | SkippedKind::Kustomization | SkippedKind::RemoteBase => {
            "kubectl kustomize DIR | ekslint check -"
        }
        SkippedKind::Generator => "kubectl get applications -A -o yaml | ekslint check -",
        SkippedKind::Delivered => "flux build kustomization, or argocd app manifests",
        SkippedKind::Patch => "name it in its kustomization, or remove it",
        SkippedKind::Helmfile => "helmfile template | ekslint check -",
        SkippedKind::Terragrunt => "terragrunt show -json PLAN | ekslint check -",
        SkippedKind::Atmos | SkippedKind::Text | SkippedKind::Packaged => {
            "terraform show -json PLAN | ekslint check -"
        }
        // Nothing that these tools print says what they make in words that are read here; what
        // they have deployed does.
        SkippedKind::Pulumi | SkippedKind::Cdk | SkippedKind::CloudFormation => {
            "kubectl get deploy -A -o yaml | ekslint check -"
        }
    }
}
