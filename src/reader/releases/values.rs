//! Files of values that no release names, and which chart they are for.

use std::collections::{BTreeMap, BTreeSet};

use super::{Sources, add, over, parsed};
use crate::data::charts;
use crate::field::{Field, Object, State, Tool};
use crate::lower;
use crate::model::{ChartSource, Destination, Facts, Release, Scope};
use crate::source::{TextId, folder};
use crate::value::{Text, Value};

/// Whether a file may be one of values that say something of accounts or storage.
pub(in crate::reader) fn is_values(path: &str, text: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let named = name.contains("values") || charts::is_known(stem(path));
    let yaml = matches!(name.rsplit('.').next(), Some("yaml" | "yml"));
    yaml && named && (text.contains("erviceAccount") || text.contains("storageClasses"))
}

/// The name of a file without its ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.split_once('.').map_or(name, |(stem, _)| stem)
}

/// Adds what the charts make whose files of values no release names. Where a folder has
/// `values.yaml` and others, those lie over it.
pub(in crate::reader) fn of_files(
    files: &[(String, TextId)],
    used: &BTreeSet<String>,
    sources: &Sources<'_>,
) -> Vec<(Scope, Facts)> {
    let is_base = |path: &str| stem(path) == "values";
    let mut folders: BTreeMap<&str, Vec<&(String, TextId)>> = BTreeMap::new();
    for file in files.iter().filter(|(path, _)| !used.contains(path)) {
        folders.entry(folder(&file.0)).or_default().push(file);
    }
    let mut found = Vec::new();
    for (folder, files) in folders {
        let (base, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|it| is_base(&it.0));
        let under = base.first().and_then(|(_, text)| parsed(sources.texts, *text));
        let is_test = folder == "ci" || folder.ends_with("/ci");
        let alone = if others.is_empty() { base } else { others };
        for (path, text) in alone.into_iter().filter(|_| !is_test) {
            let Some(own) = parsed(sources.texts, *text) else { continue };
            let values = under.as_ref().map_or_else(|| own.clone(), |under| over(under, &own));
            found.extend(of_file(path, values, sources));
        }
    }
    found
}

fn of_file(path: &str, values: Value, sources: &Sources<'_>) -> Option<(Scope, Facts)> {
    let charts = charts_of(path, sources);
    let scope = super::super::manifests::scope_of(path, false);
    let first = values.as_map().and_then(|map| map.entries.first());
    let header = first.map_or(values.origin.span, |entry| entry.key_span);
    let body = values.clone();
    let object: Object = lower::object_of(Tool::Kubernetes, path, body, header, &scope.key());
    let unknown = |what| Release::unknown_field(&object, what);
    let absent = Field::<Text> { state: State::Absent, anchor: object.anchor() };
    let release = Release {
        chart: ChartSource::Named(absent),
        name: unknown("the name of the release"),
        namespace: unknown("the namespace of the release"),
        layers: Vec::new(),
        values,
        destination: Destination::Own,
        is_changed: false,
        object,
    };
    let mut facts = Facts::default();
    add(release, &charts, &mut facts);
    facts.releases.clear();
    (!facts.is_empty()).then_some((scope, facts))
}

/// The known charts that a file of values is for: those of the chart in its folder or around it, or
/// the one that the file or its folder is called after.
fn charts_of(path: &str, sources: &Sources<'_>) -> Vec<(String, String)> {
    let own = folder(path);
    if let Some(chart) = [own, folder(own)].into_iter().find(|it| sources.charts.has(it)) {
        return sources.charts.known_in(chart);
    }
    let name = stem(path);
    let parts = [
        Some(name),
        name.strip_suffix("-values"),
        name.strip_prefix("values-"),
        own.rsplit('/').next().filter(|_| name.starts_with("values")),
    ];
    let named = parts.into_iter().flatten().find(|it| charts::is_known(it));
    named.map(|it| (it.to_owned(), String::new())).into_iter().collect()
}
