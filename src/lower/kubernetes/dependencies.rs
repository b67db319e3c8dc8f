//! What Kubernetes objects take from others: images, charts, APIs.

use smol_str::SmolStr;

use crate::field::{Field, Object};
use crate::model::{Dependency, DependencyKind, Workload};
use crate::value::{Text, Value};

/// What an object takes that is no workload: its API, and the charts of Argo CD and Flux.
pub(super) fn of(object: &Object, (group, kind): (&str, &str)) -> Vec<Dependency> {
    let one = |kind, name| Dependency { object: object.clone(), kind, name };
    match (group, kind) {
        ("argoproj.io", "Application") => charts(object, "spec"),
        ("argoproj.io", "ApplicationSet") => charts(object, "spec.template.spec"),
        ("source.toolkit.fluxcd.io", "HelmRepository") => {
            vec![one(DependencyKind::Charts, object.at("spec.url"))]
        }
        ("helm.toolkit.fluxcd.io", "HelmRelease") => {
            let name = object.at::<Text>("spec.chart.spec.chart");
            let kind = repository_of(object).filter(|_| !name.is_unwritten());
            kind.map(|kind| one(kind, name)).into_iter().collect()
        }
        _ => Dependency::of_object(object, group).into_iter().collect(),
    }
}

/// The charts of an Application of Argo CD; a source without one is a folder.
fn charts(object: &Object, path: &str) -> Vec<Dependency> {
    let one = |source: Object| {
        let name = source.at::<Text>("chart");
        let kind = DependencyKind::Chart(source.at("repoURL"));
        let object = Object { body: object.body.clone(), ..source };
        (!name.is_unwritten()).then_some(Dependency { object, kind, name })
    };
    let inside = |field: &Field<Value>| {
        let body = field.known()?.clone();
        one(Object { body, ..object.clone() })
    };
    let several = object.list_at::<Value>(&format!("{path}.sources"));
    let single = object.at::<Value>(&format!("{path}.source"));
    several.seen().chain(std::iter::once(&single)).filter_map(inside).collect()
}

/// What names the repository of a Flux release's chart, if that is a repository of charts.
fn repository_of(object: &Object) -> Option<DependencyKind> {
    let at = |path: &str| object.at::<SmolStr>(path).known().cloned();
    let source = "spec.chart.spec.sourceRef";
    at(&format!("{source}.kind")).filter(|kind| kind == "HelmRepository")?;
    let namespace =
        at(&format!("{source}.namespace")).or_else(|| at("metadata.namespace")).unwrap_or_default();
    Some(DependencyKind::ChartOf(namespace, at(&format!("{source}.name"))?))
}

/// The images of a workload's containers, those that start first included.
pub(super) fn images(workload: &Workload) -> Vec<Dependency> {
    let mut images = Vec::new();
    for list in ["initContainers", "containers"] {
        let containers =
            workload.object.list_at::<Value>(&workload.of_pod(&format!("spec.{list}")));
        for container in containers.seen().filter_map(Field::known) {
            let part = Object { body: container.clone(), ..workload.object.clone() };
            let name = part.at::<Text>("image");
            if !name.is_unwritten() {
                let object = workload.object.clone();
                images.push(Dependency { object, kind: DependencyKind::Image, name });
            }
        }
    }
    images
}
