//! From files to units: everything that is read, parsed once, evaluated and lowered.

mod applied;
mod eksctl_keys;
mod files;
mod kustomize;
mod manifests;
mod notices;
mod others;
mod releases;
mod rendered;
mod skipped;
mod templates;
mod terraform;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::model::{Facts, Scope, Unit};
use crate::render::Renderer;
use crate::source::{Repository, Root, TextId, Texts, Tree};
use crate::syntax::SyntaxError;
use crate::terraform::{Address, Addressed};
use crate::timing::{self, Phase};
use crate::value::Value;

use rendered::Rendering;
use skipped::not_read;

pub use files::{File, Files, discover};
pub use manifests::parse as parse_manifest;
pub use rendered::{Outcomes, source_of};
pub use skipped::{Skipped, SkippedKind};
pub use templates::{is_template, masked};
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
    /// Who calls each folder as a module, and who builds each file that several kustomizations do.
    pub callers: Callers,
    /// Variables that were set one by one and that nothing declares.
    pub undeclared: Vec<String>,
    /// Variables that the configuration gives values and that nothing declares.
    pub unassumed: Vec<String>,
    /// What became of what was to be rendered.
    pub renders: Outcomes,
}

/// Reads files into units; `tree` has the files that these may name, `variables` are set for every
/// Terraform root.
///
/// The texts of the configuration come first, so that its places can be pointed at.
pub fn read(files: Files, tree: Tree, given: (&Config, &Variables)) -> Reading {
    read_rendered(files, tree, given, None)
}

/// Does what [`read`] does, and renders with tools what cannot be read without them.
pub fn read_rendered(
    files: Files,
    tree: Tree,
    (config, variables): (&Config, &Variables),
    renderer: Option<&Renderer>,
) -> Reading {
    let texts = config.texts();
    let tree = Arc::new(tree);
    let mut reads: BTreeSet<String> = files.iter().map(|file| file.path.clone()).collect();
    let mut all = Gathered::default();
    let mut sorted = files::sorted(files, &texts, &mut all.units);
    let root = &config.world.root;
    let fragments = std::mem::take(&mut sorted.fragments);
    let kustomizations = kustomize::Kustomizations::of(&sorted.yaml, fragments, &texts, root);
    let charts = releases::Charts::of(&sorted.yaml, &texts);
    all.add(charts.dependencies());
    let values = std::mem::take(&mut sorted.values);
    let yaml = std::mem::take(&mut sorted.yaml);
    let rendering = renderer.map(|it| Rendering::new(it, &texts, root, &yaml));
    let templates = templates::Templates::of(&yaml, &charts);
    let given = (&kustomizations, &charts, rendering.as_ref());
    timing::phase(Phase::Manifests, || all.manifests(yaml, &texts, given));
    let renders = rendering.map(Rendering::ended).unwrap_or_default();
    all.skipped.append(&mut sorted.skipped);
    let repository = Repository::of(root);
    let own = &repository.clone().unwrap_or_default();
    let given = terraform::Given { tree: &tree, repository: own, world: &config.world, variables };
    let terraform = timing::phase(Phase::Terraform, || terraform::read(sorted, given, &texts));
    all.files += terraform.files;
    all.skipped.extend(terraform.skipped);
    all.add(terraform.facts);
    applied::settle(&mut all.units, &texts);
    let templates = if renderer.is_some() { templates::Templates::default() } else { templates };
    let sources =
        releases::Sources { texts: &texts, tree: &tree, root, charts: &charts, templates };
    all.releases(&values, &sources);
    let Gathered { mut units, mut skipped, files: files_checked, .. } = all.with_mentions(&texts);
    skipped.extend(units.values_mut().flat_map(not_read));
    skipped.sort();
    let units = units.into_iter().map(|(scope, facts)| Unit { scope, facts }).collect();
    reads.extend(tree.reads());
    reads.extend(repository.iter().flat_map(Repository::reads));
    let reads = reads.into_iter().collect();
    let (undeclared, unassumed) = (terraform.undeclared, terraform.unassumed);
    let callers = terraform.callers.into_iter().chain(kustomizations.shared()).collect();
    Reading { texts, units, skipped, files_checked, reads, callers, undeclared, unassumed, renders }
}

/// What is gathered while files are read.
#[derive(Default)]
struct Gathered {
    units: BTreeMap<Scope, Facts>,
    skipped: Vec<Skipped>,
    files: usize,
    words: Vec<(Scope, TextId)>,
}

impl Gathered {
    fn add(&mut self, parts: Vec<(Scope, Facts)>) {
        for (scope, facts) in parts {
            self.units.entry(scope).or_default().append(facts);
        }
    }

    /// Reads manifests, templates and eksctl's files, and builds kustomizations of them.
    fn manifests(
        &mut self,
        files: Vec<(String, TextId)>,
        texts: &Texts,
        (kustomizations, charts, rendering): (
            &kustomize::Kustomizations,
            &releases::Charts,
            Option<&Rendering<'_>>,
        ),
    ) {
        self.add(kustomizations.bundles());
        let mut objects = kustomize::Objects::new();
        let rendered = rendering.map(|it| it.charts(&files));
        for mut part in manifests::read(files, texts, (kustomizations, charts)) {
            if let Some(rendered) = &rendered {
                rendered.replace(&mut part);
            }
            self.files += usize::from(part.checked);
            self.skipped.extend(part.skipped);
            self.words.extend(part.words);
            objects.extend(part.objects);
            self.add(part.facts);
        }
        self.add(rendered.map(|it| it.facts).unwrap_or_default());
        let (built, not_built) = kustomize::build(kustomizations, &objects, rendering);
        self.add(built);
        self.skipped.extend(not_built);
    }

    /// Adds what charts make, those by files of `values` among them.
    fn releases(&mut self, values: &[(String, TextId)], sources: &releases::Sources<'_>) {
        let expand = || releases::expand(&mut self.units, values, sources);
        let released = timing::phase(Phase::Releases, expand);
        // Each of these is of one file of values.
        self.files += released.facts.len();
        self.add(released.facts);
        self.words.extend(released.words);
        self.skipped.extend(released.skipped);
    }

    /// Adds which service accounts the words of manifests name.
    fn with_mentions(mut self, texts: &Texts) -> Self {
        let words = std::mem::take(&mut self.words);
        self.add(manifests::mentions(words, &self.units, texts));
        self
    }
}

/// What the kustomizations among files build that no other one includes.
#[derive(Debug)]
pub struct Kustomized {
    /// The texts that the values point into.
    pub texts: Texts,
    /// The objects of each, by the folder of the kustomization.
    pub builds: Vec<(String, Vec<Value>)>,
    /// What is not done, and why.
    pub skipped: BTreeSet<Skipped>,
}

/// Builds the kustomizations among files, with all that their objects say, whether or not some rule
/// reads it.
pub fn kustomized(files: Files) -> Kustomized {
    let texts = Texts::default();
    let mut sorted = files::sorted(files, &texts, &mut BTreeMap::new());
    let fragments = std::mem::take(&mut sorted.fragments);
    let root = Root::default();
    let all = kustomize::Kustomizations::of(&sorted.yaml, fragments, &texts, &root);
    let held = sorted.yaml.iter().filter(|(path, _)| all.holds(path));
    let whole = |(path, text): &(String, TextId)| {
        (Arc::from(path.as_str()), kustomize::objects(*text, &texts))
    };
    let objects: kustomize::Objects = held.map(whole).collect();
    let (mut builds, mut skipped) = (Vec::new(), BTreeSet::new());
    for built in all.built(&objects) {
        skipped.extend(built.skipped);
        let bodies = built.resources.into_iter().map(|resource| resource.body);
        builds.push((built.root, bodies.collect()));
    }
    Kustomized { texts, builds, skipped }
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
