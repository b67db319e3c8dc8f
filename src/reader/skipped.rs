//! What was seen and not read.

use smol_str::SmolStr;

use crate::model::Facts;

/// Something that was seen and not read.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Skipped {
    /// What kind of thing.
    pub what: SkippedKind,
    /// Its path or address.
    pub name: String,
}

/// Kinds of things that are not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SkippedKind {
    /// A Helm template that cannot be read without rendering it.
    Template,
    /// A file with actions of Go's templates that lies in no chart.
    LooseTemplate,
    /// A template of another language, such as Jinja.
    OtherTemplate,
    /// A call of a module that is not known.
    RemoteModule,
    /// A call of a module in a folder that was not scanned.
    LocalModule,
    /// A file of variables whose values are encrypted or that cannot be understood.
    Variables,
    /// A document whose aliases stand for more than is followed.
    Aliases,
    /// An object that a kustomization changes in a way that is not followed.
    Patched,
    /// An object that Flux or Argo CD changes on the way to the cluster.
    Delivered,
    /// A patch that a kustomization names only in a comment, so that nothing applies it.
    Patch,
    /// An `ApplicationSet` that asks a cluster, a repository or a service what to make.
    Generator,
    /// Something that a kustomization says and that is not done here, with the reason.
    Kustomization,
    /// What a kustomization takes from an address.
    RemoteBase,
    /// A text that is made of unknown parts, and no YAML without them.
    Text,
    /// What a module installs with values that it writes itself.
    Packaged,
    /// An instance of a module beyond those that are made.
    OverLimit,
    /// An installation of a chart beyond those whose templates are read.
    Installation,
    /// A file that git-crypt or SOPS encrypted.
    Encrypted,
    /// A plan that was made of other declarations than the folder it lies in has, or one of several
    /// of the same root.
    Plan,
    /// A JSON file that is no text, or too large to be configuration.
    Data,
    /// A unit of Terragrunt whose module or inputs are not known.
    Terragrunt,
    /// A project of Pulumi.
    Pulumi,
    /// An app of the AWS CDK.
    Cdk,
    /// A template of CloudFormation that makes something of EKS.
    CloudFormation,
    /// The settings or a stack of Atmos.
    Atmos,
    /// The releases of Helmfile.
    Helmfile,
}

/// Takes out of facts what their scope declares and nobody reads.
pub(super) fn not_read(facts: &mut Facts) -> Vec<Skipped> {
    let texts = facts.unreadable.drain(..).map(|name| (SkippedKind::Text, name));
    let packaged = facts.packaged.drain(..).map(|name| (SkippedKind::Packaged, name));
    let one = |(what, name): (_, SmolStr)| Skipped { what, name: name.to_string() };
    texts.chain(packaged).map(one).collect()
}
