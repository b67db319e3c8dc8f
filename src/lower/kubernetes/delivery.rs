//! Argo CD and Flux: which folder they apply to which cluster.

use smol_str::SmolStr;

use crate::field::Object;
use crate::model::{Delivery, Destination};
use crate::value::{Entry, Kind, List, Map, Text, Value};

/// The address by which Argo CD knows the cluster that it runs in.
///
/// Source: Argo CD documentation, "Declarative Setup", in-cluster destination.
const IN_CLUSTER: &str = "https://kubernetes.default.svc";

/// The bodies of the Applications that an object is or makes: those of an `ApplicationSet` are its
/// template, filled with each element of its lists and with each folder of its Git generators.
///
/// Other generators look outside the files: for those the template is taken as it is.
pub(super) fn applications(body: &Value, kind: &str) -> Vec<Value> {
    if kind == "Application" {
        return vec![body.clone()];
    }
    let Some(template) = at(body, &["spec", "template"]) else { return Vec::new() };
    let generators = at(body, &["spec", "generators"]).and_then(Value::as_list);
    let of = |generator: &Value| {
        let elements = at(generator, &["list", "elements"]).and_then(Value::as_list);
        let elements = elements.map(|list| list.items.clone());
        let elements = elements.or_else(|| folders(generator));
        match elements {
            Some(elements) => elements.iter().map(|it| filled_in(template, it)).collect(),
            None => vec![template.clone()],
        }
    };
    generators.into_iter().flat_map(|list| &list.items).flat_map(of).collect()
}

/// What a Git generator gives for folders, as elements; none where it leaves some out, or looks for
/// files. A pattern such as `clusters/*` is the folder around all that it finds.
///
/// Source: Argo CD documentation, "Git Generator".
fn folders(generator: &Value) -> Option<Vec<Value>> {
    let list = at(generator, &["git", "directories"])?.as_list()?;
    let one = |item: &Value| {
        let path = item.get("path")?.as_str().filter(|_| item.get("exclude").is_none())?;
        let entry = |key: &str, text: &str| {
            let origin = item.origin.clone();
            Entry { key: key.into(), key_span: origin.span, value: Value::string(text, origin) }
        };
        let around = path.strip_suffix("/*").or_else(|| path.strip_suffix("/**"));
        let whole = around.unwrap_or(path);
        let mut entries = vec![entry("path", whole), entry("path.path", whole)];
        if around.is_none() {
            let name = whole.rsplit('/').next().unwrap_or(whole);
            entries.push(entry("path.basename", name));
        }
        (!whole.contains('*')).then(|| Value::map(entries, item.origin.clone()))
    };
    list.items.iter().map(one).collect()
}

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

/// A template with an element's values in their places.
fn filled_in(template: &Value, element: &Value) -> Value {
    let origin = template.origin.clone();
    match &template.kind {
        Kind::Map(map) => {
            let entry =
                |entry: &Entry| Entry { value: filled_in(&entry.value, element), ..entry.clone() };
            let entries = map.entries.iter().map(entry).collect();
            Value::new(Kind::Map(Map { entries, ..(**map).clone() }.into()), origin)
        }
        Kind::List(list) => {
            let items = list.items.iter().map(|item| filled_in(item, element)).collect();
            Value::new(Kind::List(List { items, ..(**list).clone() }.into()), origin)
        }
        Kind::Unknown(_) | Kind::Segments(_) => {
            let whole = text(template).map(|text| filled(&text, element));
            match whole.filter(|text| is_whole(text)) {
                Some(text) => Value::string(text, origin),
                None => template.clone(),
            }
        }
        _ => template.clone(),
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
