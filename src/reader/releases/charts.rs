//! The charts whose folders are scanned.

use std::collections::BTreeMap;

use crate::data::charts;
use crate::field::{Object, Tool};
use crate::lower;
use crate::model::{Dependency, DependencyKind, Facts, Scope};
use crate::source::{TextId, Texts, folder};
use crate::value::{Text, Value};

/// What each `Chart.yaml` says, by its folder.
#[derive(Debug, Default)]
pub(in crate::reader) struct Charts(BTreeMap<String, Value>);

impl Charts {
    /// Reads those among some files.
    pub(in crate::reader) fn of(files: &[(String, TextId)], texts: &Texts) -> Self {
        let is_chart = |path: &str| path == "Chart.yaml" || path.ends_with("/Chart.yaml");
        let charts = files.iter().filter(|(path, _)| is_chart(path));
        let read = |(path, text): &(String, TextId)| {
            Some((folder(path).to_owned(), super::parsed(texts, *text)?))
        };
        Self(charts.filter_map(read).collect())
    }

    /// Whether a folder is that of a chart.
    pub(super) fn has(&self, folder: &str) -> bool {
        self.0.contains_key(folder)
    }

    /// The known charts in a folder's chart, each with where its own values stand.
    pub(super) fn known_in(&self, folder: &str) -> Vec<(String, String)> {
        let Some(chart) = self.0.get(folder) else { return Vec::new() };
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
        let one = |(folder, chart): (&String, &Value)| {
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
            (scope.clone(), Facts { dependencies, ..Facts::default() })
        };
        let all = self.0.iter().map(one);
        all.filter(|(_, facts)| !facts.dependencies.is_empty()).collect()
    }
}

fn dependencies(chart: &Value) -> impl Iterator<Item = &Value> {
    let list = chart.get("dependencies").and_then(Value::as_list);
    list.into_iter().flat_map(|list| &list.items)
}
