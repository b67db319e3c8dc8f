//! From files to units: everything that is read, parsed once, evaluated and lowered.

mod applied;
mod eksctl_keys;
mod files;
mod kustomize;
mod manifests;
mod notices;
mod terraform;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::model::{Facts, Scope, Unit};
use crate::source::{Repository, Texts, Tree};
use crate::syntax::SyntaxError;
use crate::terraform::{Address, Addressed};
use crate::timing::{self, Phase};

pub use files::{File, Files, discover};
pub use manifests::{is_template, parse as parse_manifest};
pub use terraform::{Assignment, Callers, Variables};

/// What reading gave.
#[derive(Debug)]
pub struct Reading {
    /// The texts that spans point into.
    pub texts: Texts,
    /// What is declared, by scope.
    pub units: Vec<Unit>,
    /// What was seen and not read.
    pub skipped: Vec<Skipped>,
    /// Files whose content was read for facts.
    pub files_checked: usize,
    /// Every path that was read or looked for, sorted.
    pub reads: Vec<String>,
    /// Who calls each folder as a module.
    pub callers: Callers,
    /// Variables that were set one by one and that nothing declares.
    pub undeclared: Vec<String>,
    /// Variables that the configuration gives values and that nothing declares.
    pub unassumed: Vec<String>,
}

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
    /// A Helm template or another text template.
    Template,
    /// A call of a module that is not known.
    RemoteModule,
    /// A call of a module in a folder that was not scanned.
    LocalModule,
    /// A file of variables whose values are encrypted or that cannot be understood.
    Variables,
    /// A document whose aliases stand for more than is followed.
    Aliases,
    /// An object that a kustomization patches.
    Patched,
    /// An instance of a module beyond those that are made.
    OverLimit,
    /// A file that git-crypt or SOPS encrypted.
    Encrypted,
    /// A plan that was made of other declarations than the folder it lies in has, or one of several
    /// of the same root.
    Plan,
    /// A JSON file that is no text, or too large to be configuration.
    Data,
}

/// Reads files into units; `tree` has the files that these may name, `variables` are set for every
/// Terraform root.
///
/// The texts of the configuration come first, so that its places can be pointed at.
pub fn read(files: Files, tree: Tree, (config, variables): (&Config, &Variables)) -> Reading {
    let texts = config.texts();
    let tree = Arc::new(tree);
    let mut reads: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    let mut units: BTreeMap<Scope, Facts> = BTreeMap::new();
    let mut skipped = Vec::new();
    let mut files_checked = 0;
    let mut sorted = files::sorted(files, &texts, &mut units);
    let root = &config.world.root;
    let kustomizations = kustomize::Kustomizations::of(&sorted.yaml, &texts, root);
    merge(&mut units, kustomizations.bundles());
    let mut words = Vec::new();
    let yaml = std::mem::take(&mut sorted.yaml);
    let read = || manifests::read(yaml, &texts, &kustomizations);
    for part in timing::phase(Phase::Manifests, read) {
        files_checked += usize::from(part.checked);
        skipped.extend(part.skipped);
        words.extend(part.words);
        merge(&mut units, part.facts);
    }
    skipped.append(&mut sorted.skipped);
    let repository = Repository::of(root);
    let own = &repository.clone().unwrap_or_default();
    let given = terraform::Given { tree: &tree, repository: own, world: &config.world, variables };
    let terraform = timing::phase(Phase::Terraform, || terraform::read(sorted, given, &texts));
    files_checked += terraform.files;
    skipped.extend(terraform.skipped);
    merge(&mut units, terraform.facts);
    applied::settle(&mut units, &texts);
    let mentions = manifests::mentions(words, &units, &texts);
    merge(&mut units, mentions);
    skipped.sort();
    let units = units.into_iter().map(|(scope, facts)| Unit { scope, facts }).collect();
    reads.extend(tree.reads());
    reads.extend(repository.iter().flat_map(Repository::reads));
    let reads = reads.into_iter().collect();
    let (callers, undeclared, unassumed) =
        (terraform.callers, terraform.undeclared, terraform.unassumed);
    Reading { texts, units, skipped, files_checked, reads, callers, undeclared, unassumed }
}

/// What an address such as `module.eks.aws_eks_cluster.this.version` names in each Terraform root,
/// with the paths of the roots, and the texts that all of it points into.
///
/// # Errors
/// What is wrong with the address, if it is none.
pub fn find_address(
    (files, tree): (Files, Tree),
    (config, variables): (&Config, &Variables),
    address: &str,
) -> Result<(Texts, Vec<(String, Addressed)>), SyntaxError> {
    let texts = config.texts();
    let sorted = files::sorted(files, &texts, &mut BTreeMap::new());
    let tree = Arc::new(tree);
    let repository = &Repository::of(&config.world.root).unwrap_or_default();
    let given = terraform::Given { tree: &tree, repository, world: &config.world, variables };
    let asked = Address::parse(address, texts.add_file(ADDRESS, address))?;
    let found = terraform::find_address(sorted, given, &texts, &asked);
    Ok((texts, found))
}

/// The path of the text that holds an address that was asked for.
pub const ADDRESS: &str = "--address";

fn merge(units: &mut BTreeMap<Scope, Facts>, parts: Vec<(Scope, Facts)>) {
    for (scope, facts) in parts {
        units.entry(scope).or_default().append(facts);
    }
}
