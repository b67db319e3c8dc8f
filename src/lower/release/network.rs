//! What the add-on of the VPC CNI is told of the addresses of pods.

use crate::field::Object;
use crate::lower::{CUSTOM_NETWORKING, PREFIX_DELEGATION};
use crate::model::{Component, ComponentKind, Facts};
use crate::source::Texts;
use crate::value::{Lookup, Truth, Value};

/// Notes whether the add-on turns on custom networking and prefix delegation; `values` are what it is
/// told.
///
/// Source: `aws eks describe-addon-configuration --addon-name vpc-cni`, `env`.
pub fn of_network(component: &Component, values: &Value, texts: &Texts, facts: &mut Facts) {
    let is_cni = matches!(&component.kind, ComponentKind::Addon(name) if name == "vpc-cni");
    let Some(variables) = values.get("env").filter(|_| is_cni).and_then(Value::as_map) else {
        return;
    };
    for (name, spoken) in [
        (CUSTOM_NETWORKING, &mut facts.custom_networking),
        (PREFIX_DELEGATION, &mut facts.prefix_delegation),
    ] {
        if let Lookup::Found(entry) = variables.get(name) {
            let place = texts.in_file(entry.key_span);
            spoken.values.push((place, is_true(&entry.value) & exists(&component.object)));
        }
    }
}

/// One that is not made has no say, so that whatever else has the name is not understood.
fn exists(object: &Object) -> Truth {
    if object.existence.must() { Truth::True } else { Truth::Unknown }
}

/// Whether a variable means true, as Go's `strconv.ParseBool` reads it.
fn is_true(value: &Value) -> Truth {
    match (value.as_bool(), value.as_str()) {
        (Some(flag), _) => flag.into(),
        (_, Some(text)) => ["1", "t", "T", "true", "True", "TRUE"].contains(&text).into(),
        _ => Truth::Unknown,
    }
}
