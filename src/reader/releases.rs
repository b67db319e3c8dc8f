//! Charts that are installed: what they are told is gathered, and becomes what they make.

mod charts;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use crate::document::{self, Placeholders};
use crate::field::Tool;
use crate::lower::note_fault;
use crate::lower::release::{configuration, lower, merged, of_addon, of_network, setting};
use crate::model::{
    ChartSource, Component, ComponentKind, Delivery, Destination, Facts, Layer, Release, Scope,
    ScopeKind,
};
use crate::source::{Root, TextId, Texts, Tree, ancestors, joined};
use crate::value::{Origin, Value, Why};

pub(super) use charts::Charts;
pub(super) use values::is_values;
use values::of_files;

/// What values are read from.
pub(super) struct Sources<'a> {
    pub(super) texts: &'a Texts,
    pub(super) tree: &'a Tree,
    pub(super) root: &'a Root,
    /// The charts whose folders are scanned.
    pub(super) charts: &'a Charts,
}

/// Adds what the releases and the add-ons of all units make; gives what the charts make of files of
/// values that none of them names.
pub(super) fn expand(
    units: &mut BTreeMap<Scope, Facts>,
    files: &[(String, TextId)],
    sources: &Sources<'_>,
) -> Vec<(Scope, Facts)> {
    let used = named(units, sources);
    of_files(files, &used, sources)
}

/// Adds what the releases and the add-ons of all units make; gives the paths of the files of values
/// that some release names.
fn named(units: &mut BTreeMap<Scope, Facts>, sources: &Sources<'_>) -> BTreeSet<String> {
    let mut used = BTreeSet::new();
    let mut elsewhere = Vec::new();
    for (scope, facts) in units.iter_mut() {
        for component in facts.components.clone() {
            let text = configuration(&component);
            if let Some(text) = text.as_ref().filter(|_| component.object.existence.may()) {
                note_fault(text, component.object.tool(), sources.texts, facts);
            }
            let told = text.and_then(|it| sources.inline(&it).ok());
            let told = told.map(|told| merged(&Value::null(told.origin.clone()), &told));
            if let Some(told) = &told {
                of_network(&component, told, sources.texts, facts);
            }
            of_addon(&component, told.as_ref(), facts);
        }
        for release in std::mem::take(&mut facts.releases) {
            faults(&release, sources.texts, facts);
            let Some((release, charts)) = sources.gathered(release, &mut used) else { continue };
            if release.destination == Destination::Own {
                add(release, &charts, facts);
            } else {
                elsewhere.push(sources.apart(scope, release, &charts, facts));
            }
        }
    }
    for (scope, facts) in elsewhere {
        units.entry(scope).or_default().append(facts);
    }
    used
}

/// Notes which values of a release cannot be read.
fn faults(release: &Release, texts: &Texts, facts: &mut Facts) {
    let layers = release.layers.iter().filter(|_| release.object.existence.may());
    for layer in layers {
        if let Layer::Values(values) = layer {
            note_fault(values, release.object.tool(), texts, facts);
        }
    }
}

/// Adds a release to the facts of its scope, with what it makes.
fn add(release: Release, charts: &[(String, String)], facts: &mut Facts) {
    lower(&release, charts, facts);
    if let Some(name) = release.chart_name()
        && release.object.tool() == Tool::Kubernetes
    {
        let kind = ComponentKind::of_chart(&name);
        facts.components.push(Component { kind, object: release.object.clone(), cluster: None });
    }
    facts.releases.push(release);
}

impl Sources<'_> {
    /// A release with its values, and the known charts in it; none for a folder that is no chart.
    fn gathered(
        &self,
        release: Release,
        used: &mut BTreeSet<String>,
    ) -> Option<(Release, Vec<(String, String)>)> {
        let home = self.texts.path(release.object.header).to_owned();
        let home = crate::source::folder(&home);
        let (folder, charts) = match &release.chart {
            ChartSource::Folder(path) => {
                let folder = self.find(home, path, |folder| self.charts.has(folder))?;
                let charts = self.charts.known_in(&folder);
                (Some(folder), charts)
            }
            ChartSource::Named(_) => {
                let name = release.chart_name().filter(|it| crate::data::charts::is_known(it));
                (None, name.map(|it| (it.to_string(), String::new())).into_iter().collect())
            }
        };
        let origin = Origin::new(release.object.header);
        let mut values = Value::map(Vec::new(), origin);
        if let Some(folder) = &folder {
            let defaults = format!("{folder}/values.yaml");
            used.insert(defaults.clone());
            if let Some(read) = self.read(&defaults) {
                values = over(&values, &read);
            }
        }
        for layer in &release.layers {
            let read = self.layer(layer, (home, folder.as_deref()), used);
            values = over(&values, &read.unwrap_or_else(|why| unknown(why, &release)));
        }
        Some((Release { values, ..release }, charts))
    }

    /// What a layer says.
    fn layer(
        &self,
        layer: &Layer,
        (home, folder): (&str, Option<&str>),
        used: &mut BTreeSet<String>,
    ) -> Result<Value, Why> {
        match layer {
            Layer::Unknown(why) => Err(why.clone()),
            Layer::Values(value) => self.inline(value),
            Layer::Setting { path, value, is_string } => {
                let keys = path.as_str().ok_or_else(|| path.why())?;
                Ok(setting(keys, value, (path.origin.span, *is_string)))
            }
            Layer::File(path) => {
                let missing = || Why::File(path.clone());
                let found = self.file(path, (home, folder)).ok_or_else(missing)?;
                let values = self.read(&found).ok_or_else(missing);
                used.insert(found);
                values
            }
        }
    }

    /// Values as they are, or what a text of values holds.
    fn inline(&self, value: &Value) -> Result<Value, Why> {
        use crate::value::Kind;
        match &value.kind {
            Kind::Map(_) | Kind::Document(_) | Kind::Null => Ok(value.clone()),
            Kind::Text(text) if text.trim().is_empty() => Ok(Value::null(value.origin.clone())),
            _ => document::parsed(value, self.texts, Placeholders::All).ok_or_else(|| value.why()),
        }
    }

    /// The file that a path of values names: `$ref/path` and `/path` of a repository, any other
    /// beside the chart.
    ///
    /// Source: Argo CD documentation, "Helm value files from external Git repository".
    fn file(&self, path: &SmolStr, (home, folder): (&str, Option<&str>)) -> Option<String> {
        let is_file = |path: &str| self.tree.bytes(path).is_ok();
        if let Some(referred) = path.strip_prefix('$') {
            return self.find(home, referred.split_once('/')?.1, is_file);
        }
        if let Some(path) = path.strip_prefix('/') {
            return self.find(home, path, is_file);
        }
        joined(folder?, path).filter(|path| is_file(path))
    }

    /// The path of a run that a path of the repository is. Where the root is not the repository's,
    /// only one folder around the file that names it may have such a path.
    fn find(&self, home: &str, path: &str, fits: impl Fn(&str) -> bool) -> Option<String> {
        let path = path.trim_matches('/');
        let candidates = ancestors(home).filter_map(|base| joined(base, path));
        let mut found = candidates.filter(|it| fits(it));
        let first = found.next()?;
        let at_root = |it: &String| self.root.relative(it) == path;
        if at_root(&first) {
            return Some(first);
        }
        match found.next() {
            None => Some(first),
            Some(second) => std::iter::once(second).chain(found).find(at_root),
        }
    }

    /// The values in a file; none where it cannot be read to its end.
    fn read(&self, path: &str) -> Option<Value> {
        let bytes = self.tree.bytes(path).ok()?;
        let content = String::from_utf8(bytes.to_vec()).ok()?;
        let id = self.tree.text(path, &content, self.texts)?;
        parsed(self.texts, id)
    }

    /// What a release brings to another cluster than the one that its file is about: a scope of its
    /// own, and the evidence for its cluster.
    fn apart(
        &self,
        scope: &Scope,
        release: Release,
        charts: &[(String, String)],
        facts: &mut Facts,
    ) -> (Scope, Facts) {
        let name = release.object.subject.name.replace('/', ":");
        let target = match &release.destination {
            Destination::Named(name) => name.as_str(),
            Destination::Own | Destination::Elsewhere => "?",
        };
        let folder = scope.folder();
        let separator = if folder.is_empty() { "" } else { "/" };
        let path = format!("{folder}{separator}{name}@{target}");
        let own = Scope::of(ScopeKind::Release, path.as_str());
        facts.deliveries.push(Delivery {
            object: release.object.clone(),
            path: self.root.relative(&path).into(),
            destination: release.destination.clone(),
        });
        let mut release = release;
        release.object.scope = own.key();
        let mut made = Facts::default();
        add(release, charts, &mut made);
        (own, made)
    }
}

/// Values laid over others; nothing lies over what it says nothing of.
fn over(under: &Value, over: &Value) -> Value {
    if over.is_null() { under.clone() } else { merged(under, over) }
}

fn unknown(why: Why, release: &Release) -> Value {
    Value::unknown(why, Origin::new(release.object.header))
}

/// The only document of a text of values.
fn parsed(texts: &Texts, id: TextId) -> Option<Value> {
    let stream = crate::syntax::yaml::parse(texts.text(id).content());
    let [document] = stream.documents.as_slice() else {
        return None;
    };
    let whole = stream.errors.is_empty() && document.complete;
    let root = document::root(texts, &stream, id, document, Placeholders::All);
    root.filter(|root| whole && root.as_map().is_some())
}
