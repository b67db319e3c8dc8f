//! Argo CD and Flux: which folder they apply to which cluster.

use smol_str::SmolStr;

use crate::field::Object;
use crate::model::{Delivery, Destination};
use crate::value::{Text, Value};

/// The address by which Argo CD knows the cluster that it runs in.
///
/// Source: Argo CD documentation, "Declarative Setup", in-cluster destination.
const IN_CLUSTER: &str = "https://kubernetes.default.svc";

/// What an Argo CD Application applies.
pub(super) fn application(object: &Object) -> Vec<Delivery> {
    deliveries(object, &object.body, &|text| text)
}

/// What the Applications of an `ApplicationSet` apply, one for each element of its lists.
///
/// Other generators look outside the files.
pub(super) fn application_set(object: &Object) -> Vec<Delivery> {
    let generators = at(&object.body, &["spec", "generators"]).and_then(Value::as_list);
    let lists = generators.into_iter().flat_map(|list| &list.items);
    let elements = lists.filter_map(|it| at(it, &["list", "elements"])?.as_list());
    let Some(template) = at(&object.body, &["spec", "template"]) else { return Vec::new() };
    let of = |element: &Value| deliveries(object, template, &|text| filled(&text, element));
    elements.flat_map(|list| &list.items).flat_map(of).collect()
}

/// What a Flux Kustomization applies.
pub(super) fn kustomization(object: &Object) -> Option<Delivery> {
    let path = text(at(&object.body, &["spec", "path"])?)?;
    let remote = at(&object.body, &["spec", "kubeConfig"]).is_some();
    let destination = if remote { Destination::Elsewhere } else { Destination::Own };
    Some(Delivery { object: object.clone(), path: folder(&path)?, destination })
}

/// The folders of an Application's sources, with texts as `fill` completes them.
fn deliveries(
    object: &Object,
    application: &Value,
    fill: &dyn Fn(String) -> String,
) -> Vec<Delivery> {
    let get = |path: &[&str]| at(application, path).and_then(text).map(fill);
    let destination = destination(
        get(&["spec", "destination", "server"]).as_deref(),
        get(&["spec", "destination", "name"]),
    );
    let sources = at(application, &["spec", "sources"]).and_then(Value::as_list);
    let several = sources.into_iter().flat_map(|list| &list.items);
    let paths = several.chain(at(application, &["spec", "source"]));
    let paths = paths.filter_map(|source| folder(&fill(text(source.get("path")?)?)));
    let one = |path| Delivery { object: object.clone(), path, destination: destination.clone() };
    paths.map(one).collect()
}

fn destination(server: Option<&str>, name: Option<String>) -> Destination {
    match (server, name) {
        (Some(IN_CLUSTER), _) => Destination::Own,
        (_, Some(name)) if name == "in-cluster" => Destination::Own,
        (_, Some(name)) if is_whole(&name) => Destination::Named(name.into()),
        _ => Destination::Elsewhere,
    }
}

/// A template's text with an element's values in their places.
fn filled(text: &str, element: &Value) -> String {
    let entries = element.as_map().map(|map| map.entries.as_slice()).unwrap_or_default();
    entries.iter().fold(text.to_owned(), |filled, entry| {
        let Some(value) = entry.value.as_str() else { return filled };
        let key = &entry.key;
        let spellings = [
            format!("{{{{{key}}}}}"),
            format!("{{{{ {key} }}}}"),
            format!("{{{{.{key}}}}}"),
            format!("{{{{ .{key} }}}}"),
        ];
        spellings.iter().fold(filled, |filled, spelling| filled.replace(spelling, value))
    })
}

/// A path as folders are named here; none where a part of it is not known.
fn folder(path: &str) -> Option<SmolStr> {
    let path = path.trim_start_matches("./").trim_matches('/');
    is_whole(path).then(|| if path == "." { "".into() } else { path.into() })
}

/// Whether nothing is left to be filled in.
fn is_whole(text: &str) -> bool {
    !text.contains("{{") && !text.contains("${")
}

fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

fn text(value: &Value) -> Option<String> {
    value.text().map(|text: Text| text.display())
}
