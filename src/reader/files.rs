//! The files of a run, and what kind each is.

use std::collections::BTreeMap;
use std::path::Path;

use rayon::prelude::*;

use super::releases::is_values;
use super::{Skipped, SkippedKind, notices, others};
use crate::model::{Facts, Scope};
use crate::source::{
    Content, Discovery, Found, ReadProblem, TextId, Texts, is_plan, manifest_root,
};
use crate::timing::{self, Phase};

/// A file as it was read.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path, relative to the root of the run, with `/`.
    pub path: String,
    /// Other paths that links lead to it by: Terraform reads it in each of their folders.
    pub links: Vec<String>,
    /// Its text, or why there is none.
    pub content: Result<Content, ReadProblem>,
}

/// The files of a run, in the order of their paths.
pub type Files = Vec<File>;

/// Files by kind, added to the texts.
#[derive(Debug, Default)]
pub(super) struct Sorted {
    pub(super) yaml: Vec<(String, TextId)>,
    pub(super) terraform: Vec<(String, TextId)>,
    pub(super) tfvars: Vec<(String, Option<TextId>)>,
    /// Lists of installed modules, by the folders of their roots.
    pub(super) manifests: Vec<(String, String)>,
    /// Plans and states that `terraform show -json` printed.
    pub(super) plans: Vec<(String, TextId)>,
    /// Files without an object that may be JSON patches of kustomizations.
    pub(super) fragments: Vec<(String, String)>,
    /// Files that may be values of charts; some of them are among those of YAML as well.
    pub(super) values: Vec<(String, TextId)>,
    /// The units of Terragrunt, and what they include.
    pub(super) terragrunt: Vec<(String, TextId)>,
    pub(super) skipped: Vec<Skipped>,
}

/// Reads what was discovered, on all cores; the order of paths is kept.
fn load(found: &[Found], limit: u64) -> Files {
    let one = |found: &Found| File {
        path: found.path.clone(),
        links: found.links.clone(),
        content: crate::source::read(&found.disk, limit),
    };
    found.par_iter().with_max_len(8).map(one).collect()
}

/// Discovers and reads.
pub fn discover(
    discovery: &Discovery,
    root: &Path,
    limit: u64,
) -> (Files, Vec<crate::source::Unwalkable>) {
    let (found, problems) = timing::phase(Phase::Discover, || discovery.run(root));
    (timing::phase(Phase::Read, || load(&found, limit)), problems)
}

impl Sorted {
    /// Leaves out a file without an object, unless it may be a JSON patch.
    fn leave(&mut self, path: String, text: String) {
        if may_be_patch(&text) {
            self.fragments.push((path, text));
        }
    }

    /// Counts a file that nobody can read without its key; variables that it may set are not known.
    fn encrypted(&mut self, path: String, kind: Kind) {
        self.skipped.push(Skipped { what: SkippedKind::Encrypted, name: path.clone() });
        if kind == Kind::Tfvars {
            self.tfvars.push((path, None));
        }
    }

    /// Adds a file of YAML or JSON to the kinds that it is of.
    fn yaml(&mut self, path: String, content: String, looks: &Looks, texts: &Texts) {
        self.skipped.extend(looks.tool.map(|what| Skipped { what, name: path.clone() }));
        if (looks.of_others && !looks.values) || looks.tool == Some(SkippedKind::Helmfile) {
            self.leave(path, content);
            return;
        }
        let text = texts.add_file(path.as_str(), content);
        self.values.extend(looks.values.then(|| (path.clone(), text)));
        if !looks.of_others {
            let files = if looks.plan { &mut self.plans } else { &mut self.yaml };
            files.push((path, text));
        }
    }

    /// Reports a file that cannot be read.
    fn refuse(
        &mut self,
        (path, kind): (String, Kind),
        problem: &ReadProblem,
        texts: &Texts,
        units: &mut BTreeMap<Scope, Facts>,
    ) {
        if *problem == ReadProblem::Encrypted {
            self.encrypted(path, kind);
            return;
        }
        // Much JSON is data: what is no text, or huge, is most likely no configuration.
        if is_data(&path, problem) {
            self.skipped.push(Skipped { what: SkippedKind::Data, name: path });
            return;
        }
        let scope = super::manifests::scope_of(&path, false);
        let notice = notices::unreadable(&path, problem, texts);
        units.entry(scope).or_default().notices.push(notice);
        if kind == Kind::Tfvars {
            self.tfvars.push((path, None));
        }
    }
}

/// What a file looks like, from its name and the words in it.
#[expect(clippy::struct_excessive_bools, reason = "each answers a question of its own")]
struct Looks {
    kind: Kind,
    /// Whether nobody can read it without its key.
    sealed: bool,
    /// The tool that makes clusters of it.
    tool: Option<SkippedKind>,
    /// Whether it's neither an object nor a plan.
    of_others: bool,
    /// Whether it may be the values of a chart.
    values: bool,
    /// Whether Terraform printed it.
    plan: bool,
}

impl Looks {
    fn at(file: &File) -> Self {
        let (kind, path) = (kind(&file.path), file.path.as_str());
        let text = file.content.as_ref().map_or("", |content| content.text.as_str());
        let yaml = kind == Kind::Yaml;
        let plan = yaml && is_plan(text);
        Self {
            kind,
            sealed: is_sealed(kind, text),
            tool: yaml.then(|| others::kind(path, text)).flatten(),
            of_others: yaml && !plan && is_of_others(path, text),
            values: yaml && is_values(path, text),
            plan,
        }
    }
}

/// Sorts files by kind; what cannot be read becomes a finding in its folder's scope.
pub(super) fn sorted(files: Files, texts: &Texts, units: &mut BTreeMap<Scope, Facts>) -> Sorted {
    let mut sorted = Sorted::default();
    // Texts are long, and looking for words in them is most of the work.
    let looks: Vec<Looks> = files.par_iter().with_max_len(8).map(Looks::at).collect();
    for (File { path, links, content }, looks) in files.into_iter().zip(looks) {
        let kind = looks.kind;
        let content = match content {
            Ok(content) => content,
            Err(problem) => {
                sorted.refuse((path, kind), &problem, texts, units);
                continue;
            }
        };
        if looks.sealed {
            sorted.encrypted(path, kind);
            continue;
        }
        let add = |text: String| texts.add_file(path.as_str(), text);
        match kind {
            Kind::Manifest => {
                let root = manifest_root(&path).unwrap_or_default().to_owned();
                sorted.manifests.push((root, content.text));
            }
            Kind::Terraform => {
                let text = add(content.text);
                let all = std::iter::once(path).chain(links);
                sorted.terraform.extend(all.map(|path| (path, text)));
            }
            Kind::Tfvars => {
                let text = add(content.text);
                let all = std::iter::once(path).chain(links);
                sorted.tfvars.extend(all.map(|path| (path, Some(text))));
            }
            Kind::Terragrunt => sorted.terragrunt.push((path.clone(), add(content.text))),
            Kind::Yaml => sorted.yaml(path, content.text, &looks, texts),
        }
    }
    sorted
}

/// Whether YAML or JSON is for other tools: nothing that is Kubernetes or eksctl lacks the word.
fn is_of_others(path: &str, text: &str) -> bool {
    !text.contains("apiVersion") && !is_kustomization(path)
}

/// Whether a text may be a list of operations of a JSON patch.
fn may_be_patch(text: &str) -> bool {
    let begins = text.trim_start_matches('\u{feff}').trim_start();
    begins.starts_with(['-', '[', '#']) && text.contains("op") && text.contains('/')
}

/// What the values that SOPS encrypted begin with.
const SEALED: &str = "ENC[AES256_GCM,";

/// Whether the values of a file are encrypted in place, as SOPS and Ansible do.
pub(super) fn is_encrypted(text: &str) -> bool {
    text.contains(SEALED) || text.starts_with("$ANSIBLE_VAULT;")
}

/// Whether SOPS encrypted what would have been read: any variable, or the kind of an object. A
/// secret of which only the data is encrypted can be read as any other.
///
/// Source: getsops.io, the format of encrypted values, `ENC[AES256_GCM,data:..]`.
fn is_sealed(kind: Kind, text: &str) -> bool {
    let names_api =
        |line: &str| line.trim_start().trim_start_matches('"').starts_with("apiVersion");
    match kind {
        Kind::Tfvars => is_encrypted(text),
        Kind::Yaml => {
            text.contains(SEALED)
                && text.lines().any(|line| names_api(line) && line.contains(SEALED))
        }
        Kind::Terraform | Kind::Terragrunt | Kind::Manifest => false,
    }
}

/// Whether a file that cannot be read is JSON that nobody would take for configuration.
fn is_data(path: &str, problem: &ReadProblem) -> bool {
    let json = path.rsplit('.').next().is_some_and(|end| end.eq_ignore_ascii_case("json"));
    json && kind(path) == Kind::Yaml && !matches!(problem, ReadProblem::Refused(_))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Terraform,
    Tfvars,
    Terragrunt,
    Manifest,
    Yaml,
}

fn kind(path: &str) -> Kind {
    if manifest_root(path).is_some() {
        return Kind::Manifest;
    }
    let mut parts = path.rsplit('.').map(str::to_ascii_lowercase);
    let (last, before) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
    match (before.as_str(), last.as_str()) {
        ("tfvars", "json") | (_, "tfvars") => Kind::Tfvars,
        ("tf" | "tofu", "json") | (_, "tf" | "tofu") => Kind::Terraform,
        (_, "hcl") => Kind::Terragrunt,
        _ => Kind::Yaml,
    }
}

/// Whether a file is a kustomization by its name.
pub(super) fn is_kustomization(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    matches!(name, "kustomization.yaml" | "kustomization.yml" | "Kustomization")
}
