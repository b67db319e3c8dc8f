//! Charts that are installed: what they are told is gathered, and becomes what they make.

mod charts;
mod installed;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use smol_str::SmolStr;

use super::Skipped;
use super::templates::Templates;
use crate::document::{self, Placeholders};
use crate::field::{Field, Tool};
use crate::lower::release::{lower, merged, setting};
use crate::model::{ChartSource, Component, ComponentKind, Facts, Layer, Release, Scope};
use crate::source::{Root, TextId, Texts, Tree, ancestors, joined};
use crate::value::{Origin, Text, Value, Why};
use installed::Gathering;

pub(super) use charts::{Chart, Charts};
pub(super) use values::is_values;
use values::of_files;

/// What values are read from.
pub(super) struct Sources<'a> {
    pub(super) texts: &'a Texts,
    pub(super) tree: &'a Tree,
    pub(super) root: &'a Root,
    /// The charts whose folders are scanned.
    pub(super) charts: &'a Charts,
    /// What those are made of.
    pub(super) templates: Templates,
}

/// What charts make.
#[derive(Debug, Default)]
pub(super) struct Made {
    /// The facts of scopes.
    pub(super) facts: Vec<(Scope, Facts)>,
    /// The templates that a scope installs, whose words may name what it declares.
    pub(super) words: Vec<(Scope, TextId)>,
    /// The installations of charts that are not read.
    pub(super) skipped: Vec<Skipped>,
}

/// Adds what the releases and the add-ons of all units make; gives what the charts make of files of
/// values that none of them names.
pub(super) fn expand(
    units: &mut BTreeMap<Scope, Facts>,
    files: &[(String, TextId)],
    sources: &Sources<'_>,
) -> Made {
    let mut gathering = Gathering::of(sources);
    gathering.units(units);
    let Gathering { used, words, skipped, .. } = gathering;
    Made { facts: of_files(files, &used, sources), words, skipped }
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

/// A release whose values are gathered.
struct Gathered {
    release: Release,
    /// The known charts in it, each with where its own values stand.
    charts: Vec<(String, String)>,
    /// The folder of its chart, if it lies here.
    folder: Option<String>,
}

impl Sources<'_> {
    /// A release with its values, and the chart in it; none for a folder that is no chart.
    fn gathered(
        &self,
        release: Release,
        scope: &Scope,
        used: &mut BTreeSet<String>,
    ) -> Option<Gathered> {
        let home = self.texts.path(release.object.header).to_owned();
        let home = crate::source::folder(&home);
        let folder = self.folder_of(&release, scope);
        if folder.is_none() && matches!(release.chart, ChartSource::Folder(_)) {
            return None;
        }
        let charts = folder.as_ref().map_or_else(
            || {
                let name = release.chart_name().filter(|it| crate::data::charts::is_known(it));
                name.map(|it| (it.to_string(), String::new())).into_iter().collect()
            },
            |folder| self.charts.known_in(folder),
        );
        let origin = Origin::new(release.object.header);
        let mut values = Value::map(Vec::new(), origin);
        if let Some(defaults) = folder.as_ref().and_then(|it| joined(it, "values.yaml")) {
            used.insert(defaults.clone());
            values = match self.read(&defaults) {
                Some(read) => over(&values, &read),
                None if self.tree.bytes(&defaults).is_ok_and(|it| !it.is_empty()) => {
                    unknown(Why::File(defaults.into()), &release)
                }
                None => values,
            };
        }
        for layer in &release.layers {
            let read = self.layer(layer, (home, folder.as_deref()), used);
            values = over(&values, &read.unwrap_or_else(|why| unknown(why, &release)));
        }
        Some(Gathered { release: Release { values, ..release }, charts, folder })
    }

    /// The folder of the chart of a release, if that lies here.
    fn folder_of(&self, release: &Release, scope: &Scope) -> Option<String> {
        match &release.chart {
            ChartSource::Folder(path) => {
                let home = crate::source::folder(self.texts.path(release.object.header));
                self.find(home, path, |folder| self.charts.has(folder))
            }
            ChartSource::Named(name) => self.beside(name, release, scope),
        }
    }

    /// The folder of a chart that Terraform installs from a path, relative to its root.
    ///
    /// Source: hashicorp/terraform-provider-helm, "chart": a path is one to a directory where no
    /// repository is named.
    fn beside(&self, name: &Field<Text>, release: &Release, scope: &Scope) -> Option<String> {
        let path = name.known().and_then(Text::known)?;
        let own = release.object.at::<Text>("repository").is_unwritten();
        let terraform = release.object.tool() == Tool::Terraform && own && !path.starts_with('/');
        joined(scope.folder(), &path).filter(|it| terraform && self.charts.has(it))
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
