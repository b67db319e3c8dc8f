//! YAML and JSON files: eksctl and Kubernetes.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::kustomize::{Kustomizations, flatten};
use super::templates::{self, Charts};
use super::{Skipped, SkippedKind, eksctl_keys, notices};
use crate::data::removed_apis::removal;
use crate::document::{self, Placeholders};
use crate::field::Tool;
use crate::lower;
use crate::lower::kubernetes::{Wanted, words_of};
use crate::model::{Facts, Notice, Scope, ScopeKind};
use crate::source::{TextId, Texts};
use crate::syntax::yaml::{Chunk, Extent, Stream, parse_chosen};
use crate::timing::{self, Work};
use crate::value::{Text, Value};

/// What one file gave.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub(super) facts: Vec<(Scope, Facts)>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) checked: bool,
    /// The text, where its words may name what the scope declares.
    pub(super) words: Option<(Scope, TextId)>,
    /// The objects of a file that kustomizations build.
    pub(super) objects: Option<(Arc<str>, Vec<Value>)>,
}

/// The kinds that some rule reads; all others are read as far as their names.
pub(super) const READ: [&str; 26] = [
    "ServiceAccount",
    "StorageClass",
    "PersistentVolume",
    "PersistentVolumeClaim",
    "Service",
    "Ingress",
    "IngressClassParams",
    "PodDisruptionBudget",
    "HorizontalPodAutoscaler",
    "ScaledObject",
    "Deployment",
    "StatefulSet",
    "DaemonSet",
    "ReplicaSet",
    "ReplicationController",
    "Job",
    "CronJob",
    "Pod",
    "Application",
    "ApplicationSet",
    "Kustomization",
    "HelmRelease",
    "HelmRepository",
    "EC2NodeClass",
    "AWSNodeTemplate",
    "List",
];

/// Reads files in parallel; parts come back in the order of paths.
pub(super) fn read(
    files: Vec<(String, TextId)>,
    texts: &Texts,
    kustomizations: &Kustomizations,
) -> Vec<Part> {
    let charts = Charts::of(files.iter().map(|(path, _)| path.as_str()));
    let one = |(path, text): (String, TextId)| {
        timing::work(Work::Lower, || file(&path, text, texts, (kustomizations, &charts)))
    };
    files.into_par_iter().with_max_len(8).map(one).collect()
}

/// The names of service accounts that stand in documents that nobody reads as objects.
pub(super) fn mentions(
    words: Vec<(Scope, TextId)>,
    units: &BTreeMap<Scope, Facts>,
    texts: &Texts,
) -> Vec<(Scope, Facts)> {
    let accounts = units.values().flat_map(|facts| &facts.service_accounts);
    let asking = accounts.filter(|account| !account.role_arn.is_unwritten());
    let wanted = Wanted::new(asking.filter_map(|it| it.name.known().and_then(Text::known)));
    if wanted.is_empty() {
        return Vec::new();
    }
    let is_read = |kind: &str| READ.contains(&kind);
    let one = |(scope, text): (Scope, TextId)| {
        let found = words_of(texts.text(text).content(), is_read, &wanted);
        let mentions = found.into_iter().collect();
        (scope, Facts { mentions, ..Facts::default() })
    };
    let found = words.into_par_iter().with_max_len(8).map(one);
    found.filter(|(_, facts)| !facts.mentions.is_empty()).collect()
}

/// The scope that a manifest's folder is.
pub(super) fn scope_of(path: &str, kustomized: bool) -> Scope {
    let folder = crate::source::folder(path);
    let kind = if kustomized { ScopeKind::Kustomization } else { ScopeKind::Manifests };
    Scope::of(kind, folder)
}

fn file(
    path: &str,
    text: TextId,
    texts: &Texts,
    (kustomizations, charts): (&Kustomizations, &Charts),
) -> Part {
    let content = texts.text(text).content();
    if let Some(part) = unread(path, kustomizations) {
        return part;
    }
    let chart = charts.scope_of(path);
    if templates::is_read(path, content, chart.is_some()) {
        let scope = chart.unwrap_or_else(|| scope_of(path, kustomizations.has_folder_of(path)));
        return templates::read(path, text, texts, scope);
    }
    let stream = timing::work(Work::Parse, || parse(content));
    if stream.documents.is_empty() && stream.errors.is_empty() {
        return Part::default();
    }
    let mut reader = FileReader::new(path, kustomizations);
    reader.manifests = chart.unwrap_or(reader.manifests);
    for document in &stream.documents {
        let Some(root) = document.root else { continue };
        let placeholders = Placeholders::Kubernetes;
        let Some(body) = document::root(texts, &stream, text, document, placeholders) else {
            continue;
        };
        let Some(tool) = tool_of(&body) else { continue };
        reader.part.skipped.extend(cut_off(path, &body));
        reader.document(&body, tool);
        for key in document::duplicates(&stream, root, content) {
            reader.notice(tool, notices::duplicate(path, text, &key, tool));
        }
    }
    reader.part.words = Some((reader.manifests.clone(), text));
    let ours = reader.checked || is_meant_as_object(content);
    if !stream.errors.is_empty() && content.contains("{{") {
        reader.part.skipped.push(templates::unread(path, &reader.manifests));
    } else if ours {
        let tool = if content.contains("eksctl.io/") { Tool::Eksctl } else { Tool::Kubernetes };
        for error in &stream.errors {
            reader.notice(tool, Notice::syntax(path, text, error, tool));
        }
    }
    reader.finish()
}

/// A kustomization, which is read before, or a patch that nothing applies.
fn unread(path: &str, kustomizations: &Kustomizations) -> Option<Part> {
    if super::files::is_kustomization(path) {
        return Some(Part { checked: true, ..Part::default() });
    }
    let skipped = || vec![Skipped { what: SkippedKind::Patch, name: path.to_owned() }];
    kustomizations.sets_aside(path).then(|| Part { skipped: skipped(), ..Part::default() })
}

/// Says of a document that its aliases stand for more than is followed.
fn cut_off(path: &str, body: &Value) -> Option<Skipped> {
    let skipped = || Skipped { what: SkippedKind::Aliases, name: path.to_owned() };
    document::is_cut_off(body).then(skipped)
}

/// Parses a file of manifests: each document as far as somebody reads it.
pub fn parse(content: &str) -> Stream {
    parse_chosen(content, extent)
}

/// How much of a document somebody reads.
fn extent(chunk: &Chunk<'_>) -> Extent {
    match (chunk.api_version, chunk.kind) {
        (None, _) => Extent::Nothing,
        (Some(version), _) if version.starts_with("eksctl.io/") => Extent::Whole,
        (_, Some(kind)) if READ.contains(&kind) => Extent::Whole,
        // A patch is told from an object by what it lacks.
        (Some(version), Some(kind)) if removal(version, kind).is_some() => Extent::Whole,
        _ => Extent::Header,
    }
}

/// Whether a text says that it is an object, however little of it can be read: `apiVersion` stands
/// at its top level, in YAML or in JSON.
fn is_meant_as_object(content: &str) -> bool {
    let content = content.trim_start_matches('\u{feff}');
    if !content.trim_start().starts_with('{') {
        return content.lines().any(|line| line.starts_with("apiVersion:"));
    }
    let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
    content.char_indices().any(|(at, character)| {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => {
                quoted = !quoted;
                return quoted && depth == 1 && content[at..].starts_with("\"apiVersion\"");
            }
            '{' | '[' if !quoted => depth += 1,
            '}' | ']' if !quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
        false
    })
}

/// Which tool a document is written for.
pub(super) fn tool_of(body: &Value) -> Option<Tool> {
    let version = body.get("apiVersion")?.as_str()?;
    let kind = body.get("kind")?.as_str()?;
    if version.starts_with("eksctl.io/") {
        return (kind == "ClusterConfig").then_some(Tool::Eksctl);
    }
    let known = crate::data::names::is_kubernetes_group(version);
    let shaped = body.get("metadata").is_some() || kind.ends_with("List");
    (known || shaped).then_some(Tool::Kubernetes)
}

struct FileReader<'a> {
    path: &'a str,
    kustomizations: &'a Kustomizations,
    manifests: Scope,
    eksctl: Scope,
    manifest_facts: Facts,
    eksctl_facts: Facts,
    objects: Vec<Value>,
    part: Part,
    checked: bool,
}

impl<'a> FileReader<'a> {
    fn new(path: &'a str, kustomizations: &'a Kustomizations) -> Self {
        let kustomized = kustomizations.has_folder_of(path);
        Self {
            path,
            kustomizations,
            manifests: scope_of(path, kustomized),
            eksctl: Scope::of(ScopeKind::Eksctl, path),
            manifest_facts: Facts::default(),
            eksctl_facts: Facts::default(),
            objects: Vec::new(),
            part: Part::default(),
            checked: false,
        }
    }

    fn document(&mut self, body: &Value, tool: Tool) {
        self.checked = true;
        if tool == Tool::Eksctl {
            lower::eksctl::lower(body, &self.eksctl.key(), &mut self.eksctl_facts);
            let notices = eksctl_keys::check(body, self.path);
            self.eksctl_facts.notices.extend(notices);
            return;
        }
        if lower::kubernetes::looks_elsewhere(body) {
            let skipped = Skipped { what: SkippedKind::Generator, name: self.path.to_owned() };
            self.part.skipped.push(skipped);
        }
        if self.kustomizations.takes(self.path) {
            return flatten(body, &mut self.objects);
        }
        // Helm prints these as well, but makes them only for `helm test`.
        if templates::is_test(body) {
            return;
        }
        let scope: Arc<str> = self.manifests.key();
        let skipped = &mut self.part.skipped;
        let mut change = |object: &Value| {
            let opened = self.kustomizations.opened(self.path, object)?;
            skipped.push(Skipped { what: SkippedKind::Delivered, name: self.path.to_owned() });
            Some(opened)
        };
        lower::kubernetes::lower(body, &mut change, (&scope, ""), &mut self.manifest_facts);
    }

    fn notice(&mut self, tool: Tool, notice: Notice) {
        match tool {
            Tool::Eksctl => self.eksctl_facts.notices.push(notice),
            _ => self.manifest_facts.notices.push(notice),
        }
    }

    fn finish(mut self) -> Part {
        self.part.checked = self.checked;
        if self.kustomizations.holds(self.path) {
            self.part.objects = Some((self.path.into(), self.objects));
        }
        self.part.facts.push((self.manifests, self.manifest_facts));
        self.part.facts.push((self.eksctl, self.eksctl_facts));
        self.part.facts.retain(|(_, facts)| !facts.is_empty());
        self.part
    }
}
