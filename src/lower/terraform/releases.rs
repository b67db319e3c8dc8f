//! What `helm_release` installs.

use crate::field::{Field, Object, State};
use crate::model::{ChartSource, Destination, Layer, Release};
use crate::value::{Kind, Text, Value, Why};

/// The release that a resource makes: its documents of values, then its single settings.
///
/// Source: hashicorp/terraform-provider-helm, `helm/resource_release.go`.
pub(super) fn release(object: &Object) -> Release {
    let mut namespace = object.at::<Text>("namespace");
    if namespace.is_unwritten() {
        let text = Value::string("default", object.anchor().origin);
        namespace.state = Text::of(&text).map_or(State::Absent, State::Default);
    }
    let documents = object.list_at::<Value>("values");
    let mut layers: Vec<Layer> = documents.seen().filter_map(document).collect();
    layers.extend(documents.why.clone().map(Layer::Unknown));
    for (block, kind) in
        [("set", Setting::Typed), ("set_list", Setting::List), ("set_sensitive", Setting::Typed)]
    {
        layers.extend(settings(&object.at(block), kind));
    }
    Release {
        object: object.clone(),
        chart: ChartSource::Named(object.at("chart")),
        name: object.at("name"),
        namespace,
        layers,
        values: Value::unknown(Why::NotEvaluated("values"), object.body.origin.clone()),
        destination: Destination::Own,
        is_changed: !object.at::<Value>("postrender").is_unwritten(),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Setting {
    Typed,
    List,
}

fn document(field: &Field<Value>) -> Option<Layer> {
    match (field.known(), field.why()) {
        (Some(value), _) => Some(Layer::Values(value.clone())),
        (None, why) => why.map(Layer::Unknown),
    }
}

/// The blocks `set { name, value, type }`, which newer providers take as a list of objects.
fn settings(field: &Field<Value>, kind: Setting) -> Vec<Layer> {
    let Some(value) = field.known() else {
        return field.why().map(Layer::Unknown).into_iter().collect();
    };
    let items = match &value.kind {
        Kind::List(list) => list.items.as_slice(),
        Kind::Map(_) => std::slice::from_ref(value),
        _ => return vec![Layer::Unknown(value.why())],
    };
    let one = |item: &Value| {
        let Some(path) = item.get("name") else { return Layer::Unknown(item.why()) };
        let unread = || Value::unknown(Why::NotEvaluated("a list"), item.origin.clone());
        let value = item.get("value").filter(|_| kind == Setting::Typed);
        let is_string = item.get("type").and_then(Value::as_str) == Some("string");
        Layer::Setting {
            path: path.clone(),
            value: value.cloned().unwrap_or_else(unread),
            is_string,
        }
    };
    let open = match &value.kind {
        Kind::List(list) => list.rest.why().cloned(),
        _ => None,
    };
    // Nobody sets a key twice, so what is not seen does not change what is.
    open.map(Layer::Unknown).into_iter().chain(items.iter().map(one)).collect()
}
