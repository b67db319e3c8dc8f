//! The charts that Argo CD and Flux install.

use smol_str::SmolStr;

use super::delivery::destination_of;
use crate::field::{Field, Object, State};
use crate::model::{ChartSource, Destination, Layer, Release};
use crate::value::{Text, Value, Why};

/// The charts of an Application of Argo CD, whose body is `body`.
///
/// Source: Argo CD documentation, "Helm": files, then values, then parameters.
pub(super) fn application(object: &Object, body: &Value) -> Vec<Release> {
    let object = Object { body: body.clone(), ..object.clone() };
    let sources = object.list_at::<Value>("spec.sources");
    let single = object.at::<Value>("spec.source");
    let several = sources.seen().chain(std::iter::once(&single));
    several.filter_map(|source| of_source(&object, source.known()?)).collect()
}

fn of_source(application: &Object, source: &Value) -> Option<Release> {
    let part = Object { body: source.clone(), ..application.clone() };
    let chart = part.at::<Text>("chart");
    let folder = source.get("path").and_then(Value::as_str);
    let chart = match (chart.is_unwritten(), folder) {
        (false, _) => ChartSource::Named(chart),
        (true, Some(folder)) => ChartSource::Folder(folder.into()),
        (true, None) => return None,
    };
    let mut name = part.at::<Text>("helm.releaseName");
    if name.is_unwritten() {
        name = application.at("metadata.name");
    }
    let mut namespace = part.at::<Text>("helm.namespace");
    if namespace.is_unwritten() {
        namespace = application.at("spec.destination.namespace");
    }
    if namespace.is_unwritten() {
        namespace = Release::unknown_field(application, "the namespace of the release");
    }
    let destination = destination_of(&application.body);
    let values = Value::unknown(Why::NotEvaluated("values"), part.body.origin.clone());
    let object = application.clone();
    let layers = layers(&part);
    let is_changed = false;
    Some(Release { object, chart, name, namespace, layers, values, destination, is_changed })
}

fn layers(source: &Object) -> Vec<Layer> {
    let mut layers = Vec::new();
    let files = source.list_at::<Value>("helm.valueFiles");
    layers.extend(files.seen().map(|file| match file.known().and_then(Value::as_str) {
        Some(path) => Layer::File(path.into()),
        None => Layer::Unknown(Why::Elsewhere("a file of values".into())),
    }));
    let inline = source.at::<Value>("helm.valuesObject");
    let inline = if inline.is_unwritten() { source.at::<Value>("helm.values") } else { inline };
    layers.extend(of_inline(&inline));
    for (list, is_file) in [("helm.parameters", false), ("helm.fileParameters", true)] {
        let parameters = source.list_at::<Value>(list);
        layers.extend(parameters.seen().filter_map(Field::known).filter_map(|it| {
            let path = it.get("name")?.clone();
            let file = || Value::unknown(Why::Elsewhere("a file".into()), it.origin.clone());
            let value = if is_file { file() } else { it.get("value")?.clone() };
            let is_string = it.get("forceString").and_then(Value::as_bool) == Some(true);
            Some(Layer::Setting { path, value, is_string })
        }));
    }
    layers
}

/// The layer that a field of values is; none where nobody wrote it.
fn of_inline(field: &Field<Value>) -> Option<Layer> {
    match (field.known(), field.why()) {
        (Some(values), _) => Some(Layer::Values(values.clone())),
        (None, why) => why.map(Layer::Unknown),
    }
}

/// The chart of a Flux `HelmRelease`.
///
/// Source: fluxcd.io, "Helm Releases": the name of the release is that of the object, behind the
/// target namespace if there is one; inline values lie over those from elsewhere.
pub(super) fn helm_release(object: &Object) -> Release {
    let chart = object.at::<Text>("spec.chart.spec.chart");
    let kind = object.at::<SmolStr>("spec.chart.spec.sourceRef.kind");
    let folder = chart.known().and_then(Text::known);
    let chart = match folder {
        Some(folder) if kind.is(|kind| kind == "GitRepository").must() => {
            ChartSource::Folder(folder)
        }
        _ => ChartSource::Named(chart),
    };
    let own = object.at::<Text>("metadata.namespace");
    let target = object.at::<Text>("spec.targetNamespace");
    let mut name = object.at::<Text>("spec.releaseName");
    if name.is_unwritten() {
        name = object.at("metadata.name");
        if !target.is_unwritten() {
            name = joined(&target, name);
        }
    }
    let mut namespace = if target.is_unwritten() { own } else { target };
    if namespace.is_unwritten() {
        namespace = Release::unknown_field(object, "the namespace of the release");
    }
    let others = ["spec.valuesFrom", "spec.chart.spec.valuesFiles"];
    let others = others.into_iter().filter(|path| !object.at::<Value>(path).is_unwritten());
    let unknown = |_| Layer::Unknown(Why::Elsewhere("a part of the values".into()));
    let inline = object.at::<Value>("spec.values");
    let layers = others.map(unknown).chain(of_inline(&inline)).collect();
    let remote = !object.at::<Value>("spec.kubeConfig").is_unwritten();
    let destination = if remote { Destination::Elsewhere } else { Destination::Own };
    let values = Value::unknown(Why::NotEvaluated("values"), object.body.origin.clone());
    let is_changed = !object.at::<Value>("spec.postRenderers").is_unwritten();
    let object = object.clone();
    Release { object, chart, name, namespace, layers, values, destination, is_changed }
}

/// `apps` and `api` as `apps-api`, which stands where `api` does.
fn joined(target: &Field<Text>, name: Field<Text>) -> Field<Text> {
    let both = target.known().and_then(Text::known).zip(name.known().and_then(Text::known));
    let origin = name.anchor.origin.clone();
    let text = both
        .and_then(|(target, name)| Text::of(&Value::string(format!("{target}-{name}"), origin)));
    let why = || State::Unknown(Why::Elsewhere("the name of the release".into()));
    Field { state: text.map_or_else(why, State::Written), ..name }
}
