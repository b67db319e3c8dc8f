//! The resources of a plan, with what is not known of them.

use std::collections::BTreeMap;

use smol_str::{SmolStr, format_smolstr};

use super::Planned;
use crate::value::{Entry, Kind, List, Map, Rest, Value, Why};

/// What is said of a resource by its address, beside its values.
type Masks<'v> = BTreeMap<&'v str, &'v Value>;

/// What is not known of each resource, by its address.
pub(super) fn unknown(root: &Value) -> Masks<'_> {
    let changes = root.get("resource_changes").and_then(Value::as_list);
    let changes = changes.map(|list| list.items.as_slice()).unwrap_or_default();
    // A deposed object is one that is left over from a replacement, and goes.
    let current = changes.iter().filter(|change| change.get("deposed").is_none());
    let masks = current.filter_map(|change| {
        let mask = change.get("change")?.get("after_unknown")?;
        Some((change.get("address")?.as_str()?, mask))
    });
    masks.collect()
}

/// Adds the resources of a module and of those inside it.
pub(super) fn collect(
    module: &Value,
    masks: &Masks<'_>,
    depth: usize,
    resources: &mut Vec<Planned>,
) {
    let items = |key: &str| {
        let list = module.get(key).and_then(Value::as_list);
        list.map(|list| list.items.as_slice()).unwrap_or_default()
    };
    let address: SmolStr = module.get("address").and_then(Value::as_str).unwrap_or("").into();
    resources.extend(items("resources").iter().filter_map(|it| planned(it, &address, masks)));
    for inner in items("child_modules").iter().filter(|_| depth > 0) {
        collect(inner, masks, depth - 1, resources);
    }
}

fn planned(resource: &Value, module: &SmolStr, masks: &Masks<'_>) -> Option<Planned> {
    let text = |key: &str| resource.get(key).and_then(Value::as_str).map(SmolStr::from);
    let address = resource.entry("address")?;
    if text("mode")? != "managed" {
        return None;
    }
    let index = resource.get("index").filter(|index| !index.is_null());
    let key = index.map(|index| {
        let number = index.as_integer().map(|number| format_smolstr!("[{number}]"));
        number.unwrap_or_else(|| format_smolstr!("[{:?}]", index.as_str().unwrap_or_default()))
    });
    let named = address.value.as_str()?;
    let values = resource.get("values")?;
    let path = SmolStr::from(named);
    let computed = |path: &SmolStr| Why::Computed(path.clone());
    let body = match masks.get(named) {
        Some(mask) => masked(values, mask, &path, &computed),
        None => values.clone(),
    };
    let secret = |_: &SmolStr| Why::NotEvaluated("what the plan marks as sensitive");
    let body = match resource.get("sensitive_values") {
        Some(mask) => masked(&body, mask, &path, &secret),
        None => body,
    };
    let (kind, name) = (text("type")?, text("name")?);
    let header = address.value.origin.span;
    Some(Planned { module: module.clone(), kind, name, key: key.unwrap_or_default(), body, header })
}

/// A value without what a mask of the same shape marks with `true`.
fn masked(value: &Value, mask: &Value, path: &SmolStr, why: &dyn Fn(&SmolStr) -> Why) -> Value {
    let kind = match (&mask.kind, &value.kind) {
        (Kind::Bool(true), _) => Kind::Unknown(why(path)),
        (Kind::Map(mask), Kind::Map(map)) => Kind::Map(masked_map(map, mask, path, why).into()),
        (Kind::List(mask), Kind::List(list)) => {
            let mut items = Vec::new();
            for (index, item) in list.items.iter().enumerate() {
                let path = format_smolstr!("{path}[{index}]");
                let mask = mask.items.get(index);
                items.push(mask.map_or_else(|| item.clone(), |it| masked(item, it, &path, why)));
            }
            Kind::List(List { items, ..(**list).clone() }.into())
        }
        _ => return value.clone(),
    };
    Value::new(kind, value.origin.clone())
}

fn masked_map(map: &Map, mask: &Map, path: &SmolStr, why: &dyn Fn(&SmolStr) -> Why) -> Map {
    let inner = |key: &SmolStr| format_smolstr!("{path}.{key}");
    let mut made = map.clone();
    for entry in &mut made.entries {
        if let Some(mask) = mask.entry(&entry.key) {
            entry.value = masked(&entry.value, &mask.value, &inner(&entry.key), why);
        }
    }
    // Terraform leaves out what is not known at all.
    for Entry { key, value, .. } in &mask.entries {
        if value.as_bool() == Some(true) && map.entry(key).is_none() {
            let value = Value::unknown(why(&inner(key)), value.origin.clone());
            made.entries.push(Entry { key: key.clone(), key_span: value.origin.span, value });
        }
    }
    made.rest = Rest::Closed;
    made
}
