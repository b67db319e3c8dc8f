//! What a template is given: the values, the release and the chart.

use smol_str::SmolStr;

use super::super::releases::Chart;
use crate::field::Field;
use crate::model::Release;
use crate::source::Span;
use crate::value::{Entry, Kind, Lookup, Map, Origin, Rest, Text, Truth, Value, Why};

/// What the templates of a chart are given, and what is known of all that they make.
#[derive(Clone, Debug)]
pub(in crate::reader) struct Given {
    root: Value,
    /// Where objects go that say nothing of it.
    namespace: Option<Value>,
    /// Whether the chart is installed at all.
    pub(super) existence: Truth,
    /// Which installation it is; empty for a chart by itself.
    pub(super) instance: SmolStr,
}

/// The kinds among those that are read that live in a namespace.
const NAMESPACED: [&str; 16] = [
    "ServiceAccount",
    "PersistentVolumeClaim",
    "Service",
    "Ingress",
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
    "HelmRelease",
];

impl Given {
    /// What a chart gives whoever installs it: its name. Its versions may be set when it is packaged.
    pub(in crate::reader) fn by(chart: Option<&Value>) -> Self {
        let name = chart.and_then(|chart| text_at(chart, "name"));
        let inner = name.map(|name| entry("Name", name));
        let root = open(vec![entry("Chart", open(inner.into_iter().collect()))]);
        Self { root, namespace: None, existence: Truth::True, instance: SmolStr::default() }
    }

    /// What a release gives the chart that it installs from a folder.
    pub(in crate::reader) fn to(chart: &Chart<'_>, release: &Release, instance: &str) -> Self {
        let body = chart.body;
        let of_chart = [("Name", "name"), ("Version", "version"), ("AppVersion", "appVersion")];
        let of_chart =
            of_chart.iter().filter_map(|(key, name)| Some(entry(key, text_at(body, name)?)));
        let namespace = of_field(&release.namespace);
        let of_release = [
            of_field(&release.name).map(|it| entry("Name", it)),
            namespace.clone().map(|it| entry("Namespace", it)),
            Some(entry("Service", Value::string("Helm", Origin::new(release.object.header)))),
        ];
        let root = open(vec![
            entry("Values", with_inner(&release.values, &chart.inner, chart.imports)),
            entry("Release", open(of_release.into_iter().flatten().collect())),
            entry("Chart", open(of_chart.collect())),
        ]);
        let existence = release.object.existence;
        Self { root, namespace, existence, instance: instance.into() }
    }

    /// What `$` is.
    pub(super) fn root(&self) -> &Value {
        &self.root
    }

    /// An object in the namespace that it is installed into, if it says none itself.
    pub(super) fn placed(&self, body: &Value) -> Value {
        let kind = body.get("kind").and_then(Value::as_str).unwrap_or("");
        let (Some(namespace), Some(map)) = (&self.namespace, body.as_map()) else {
            return body.clone();
        };
        let metadata = map.entry("metadata").and_then(|it| it.value.as_map());
        let silent = |it: &&Map| matches!(it.get("namespace"), Lookup::Absent);
        let Some(metadata) = metadata.filter(silent).filter(|_| NAMESPACED.contains(&kind)) else {
            return body.clone();
        };
        let mut metadata = metadata.clone();
        metadata.entries.push(entry("namespace", namespace.clone()));
        let mut map = map.clone();
        for outer in map.entries.iter_mut().filter(|it| it.key == "metadata") {
            outer.value.kind = Kind::Map(metadata.clone().into());
        }
        Value::new(Kind::Map(map.into()), body.origin.clone())
    }
}

/// The values of a chart, with what the charts in it may set there.
fn with_inner(values: &Value, inner: &[SmolStr], imports: bool) -> Value {
    let why = || Why::Elsewhere("what a chart inside sets".into());
    let Some(map) = values.as_map().filter(|_| !imports) else {
        return Value::unknown(why(), values.origin.clone());
    };
    let mut map = map.clone();
    for key in inner {
        let unknown = Value::unknown(why(), values.origin.clone());
        match map.entries.iter_mut().find(|entry| entry.key == *key) {
            Some(entry) => {
                entry.value = match &entry.value.kind {
                    Kind::Map(map) => {
                        let map = Map { rest: Rest::open(why()), ..(**map).clone() };
                        Value::new(Kind::Map(map.into()), entry.value.origin.clone())
                    }
                    _ => unknown,
                }
            }
            None => map.entries.push(Entry {
                key: key.clone(),
                key_span: Span::NOWHERE,
                value: unknown,
            }),
        }
    }
    Value::new(Kind::Map(map.into()), values.origin.clone())
}

/// A string of a map; what is written as a number is none.
fn text_at(map: &Value, key: &str) -> Option<Value> {
    map.get(key).filter(|it| it.as_str().is_some()).cloned()
}

/// The value of a field that is known in whole or in part.
fn of_field(field: &Field<Text>) -> Option<Value> {
    let text = field.known()?;
    Some(Value::segments(text.segments().to_vec(), field.anchor.origin.clone()))
}

fn entry(key: &str, value: Value) -> Entry {
    Entry { key: key.into(), key_span: value.origin.span, value }
}

/// A map of which more is not known.
fn open(entries: Vec<Entry>) -> Value {
    let rest = Rest::open(Why::NotEvaluated("what a template is given"));
    Value::open_map(entries, rest, Origin::new(Span::NOWHERE))
}
