//! Argo CD and Flux: which folder they apply to which cluster.

use smol_str::SmolStr;

use crate::field::Object;
use crate::model::{Delivery, Destination};
use crate::value::{Text, Value};

/// The address by which Argo CD knows the cluster that it runs in.
///
/// Source: Argo CD documentation, "Declarative Setup", in-cluster destination.
const IN_CLUSTER: &str = "https://kubernetes.default.svc";

/// What an Argo CD Application applies, whose body is `body`.
pub(super) fn of_application(object: &Object, body: &Value) -> Vec<Delivery> {
    let destination = destination_of(body);
    let sources = at(body, &["spec", "sources"]).and_then(Value::as_list);
    let several = sources.into_iter().flat_map(|list| &list.items);
    let paths = several.chain(at(body, &["spec", "source"]));
    let paths = paths.filter_map(|source| folder(&text(source.get("path")?)?));
    let one = |path| Delivery { object: object.clone(), path, destination: destination.clone() };
    paths.map(one).collect()
}

/// What a Flux Kustomization applies.
pub(super) fn kustomization(object: &Object) -> Option<Delivery> {
    let path = text(at(&object.body, &["spec", "path"])?)?;
    let remote = at(&object.body, &["spec", "kubeConfig"]).is_some();
    let destination = if remote { Destination::Elsewhere } else { Destination::Own };
    Some(Delivery { object: object.clone(), path: folder(&path)?, destination })
}

/// The cluster that an Application names.
pub(super) fn destination_of(application: &Value) -> Destination {
    let get = |key: &str| at(application, &["spec", "destination", key]).and_then(text);
    match (get("server").as_deref(), get("name")) {
        (Some(IN_CLUSTER), _) => Destination::Own,
        (_, Some(name)) if name == "in-cluster" => Destination::Own,
        (_, Some(name)) if is_whole(&name) => Destination::Named(name.into()),
        _ => Destination::Elsewhere,
    }
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

pub(super) fn at<'a>(value: &'a Value, path: &[&str]) -> Option<&'a Value> {
    path.iter().try_fold(value, |value, key| value.get(key))
}

fn text(value: &Value) -> Option<String> {
    value.text().map(|text: Text| text.display())
}
