//! The charts whose folders are scanned.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use crate::data::charts;
use crate::field::{Object, Tool};
use crate::lower;
use crate::model::{Dependency, DependencyKind, Facts, Scope, ScopeKind};
use crate::source::{TextId, Texts, Tree, folder};
use crate::value::{Text, Value};

/// What each `Chart.yaml` says, by its folder; none where it cannot be read.
#[derive(Debug, Default)]
pub(in crate::reader) struct Charts(BTreeMap<String, Option<Value>>);

/// One chart, for its templates.
pub(in crate::reader) struct Chart<'a> {
    /// Its `Chart.yaml`.
    pub(in crate::reader) body: &'a Value,
    /// The keys of its values that charts inside it set as well.
    pub(in crate::reader) inner: Vec<SmolStr>,
    /// Whether charts inside it may set any of its values.
    pub(in crate::reader) imports: bool,
}

impl Charts {
    /// Reads those among some files.
    pub(in crate::reader) fn of(files: &[(String, TextId)], texts: &Texts) -> Self {
        let is_chart = |path: &str| path == "Chart.yaml" || path.ends_with("/Chart.yaml");
        let charts = files.iter().filter(|(path, _)| is_chart(path));
        let read = |(path, text): &(String, TextId)| {
            (folder(path).to_owned(), super::parsed(texts, *text))
        };
        Self(charts.map(read).collect())
    }

    /// The scope of a file that lies among the templates of a chart.
    pub(in crate::reader) fn scope_of(&self, path: &str) -> Option<Scope> {
        let starts = path.match_indices("templates/").map(|(at, _)| at);
        let folders = starts.filter_map(|at| match path.get(..at)? {
            "" => Some(""),
            before => before.strip_suffix('/'),
        });
        let chart = folders.filter(|it| self.0.contains_key(*it)).last()?;
        Some(Scope::of(ScopeKind::Chart, chart))
    }

    /// What the `Chart.yaml` in a folder says.
    pub(in crate::reader) fn body(&self, folder: &str) -> Option<&Value> {
        self.0.get(folder)?.as_ref()
    }

    /// The chart in a folder, with those that lie inside it.
    pub(super) fn chart<'a>(&'a self, folder: &str, tree: &Tree) -> Option<Chart<'a>> {
        let body = self.body(folder)?;
        let named = |it: &Value| {
            let name = it.get("alias").or_else(|| it.get("name"));
            name.and_then(Value::as_str).map(SmolStr::from)
        };
        let inside = |path: &&String| {
            let rest =
                path.strip_prefix(folder)?.trim_start_matches('/').strip_prefix("charts/")?;
            (!rest.contains('/')).then_some(())
        };
        let copies = self.0.iter().filter(|(path, _)| inside(path).is_some());
        let copies = copies.filter_map(|(_, body)| named(body.as_ref()?));
        let inner = dependencies(body).filter_map(named).chain(copies).collect();
        let imports = dependencies(body).any(|it| it.get("import-values").is_some());
        // Charts of the first version say elsewhere what they hold.
        let elsewhere = tree.bytes(&crate::source::joined(folder, "requirements.yaml")?).is_ok();
        Some(Chart { body, inner, imports: imports || elsewhere })
    }

    /// Whether a folder is that of a chart.
    pub(super) fn has(&self, folder: &str) -> bool {
        self.body(folder).is_some()
    }

    /// The known charts in a folder's chart, each with where its own values stand.
    pub(super) fn known_in(&self, folder: &str) -> Vec<(String, String)> {
        let Some(chart) = self.body(folder) else { return Vec::new() };
        let own = chart.get("name").and_then(Value::as_str);
        let inner = dependencies(chart).filter_map(|it| {
            let name = it.get("name")?.as_str()?;
            let alias = it.get("alias").and_then(Value::as_str).unwrap_or(name);
            Some((name.to_owned(), alias.to_owned()))
        });
        let mut known: Vec<_> = inner.filter(|(name, _)| charts::is_known(name)).collect();
        // A chart around another one is often called after it.
        let own = own.filter(|own| charts::is_known(own) && known.is_empty());
        known.extend(own.map(|own| (own.to_owned(), String::new())));
        known
    }

    /// What the charts take from others.
    pub(in crate::reader) fn dependencies(&self) -> Vec<(Scope, Facts)> {
        let one = |(folder, chart): (&String, &Option<Value>)| {
            let chart = chart.as_ref()?;
            let scope = super::super::manifests::scope_of(&format!("{folder}/Chart.yaml"), false);
            let taken = dependencies(chart).map(|body| {
                let called = format!("{folder}/Chart.yaml");
                let header = body.entry("name").map_or(body.origin.span, |it| it.value.origin.span);
                let object: Object =
                    lower::object_of(Tool::Kubernetes, called, body.clone(), header, &scope.key());
                let (name, repository) = (object.at::<Text>("name"), object.at("repository"));
                Dependency { kind: DependencyKind::Chart(repository), name, object }
            });
            let dependencies = taken.collect();
            Some((scope.clone(), Facts { dependencies, ..Facts::default() }))
        };
        let all = self.0.iter().filter_map(one);
        all.filter(|(_, facts)| !facts.dependencies.is_empty()).collect()
    }
}

fn dependencies(chart: &Value) -> impl Iterator<Item = &Value> {
    let list = chart.get("dependencies").and_then(Value::as_list);
    list.into_iter().flat_map(|list| &list.items)
}
