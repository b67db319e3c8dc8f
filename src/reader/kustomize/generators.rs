//! Config maps and secrets that a kustomization makes: their names, as far as they are known.

use super::resource::Resource;
use super::settings::Settings;
use super::tree::{self, Change, Missing, items};
use crate::value::{Entry, Origin, Rest, Segment, Value, Why};

/// The generators and what they make.
const GENERATORS: [(&str, &str); 2] =
    [("configMapGenerator", "ConfigMap"), ("secretGenerator", "Secret")];

/// Adds what the generators of a kustomization make; one that extends an object adds none.
pub(super) fn add(settings: &Settings, resources: &mut Vec<Resource>) {
    let plain = |body: &Value, key: &str| {
        let path = [key, "disableNameSuffixHash"];
        tree::at(body, &path).and_then(Value::as_bool) == Some(true)
    };
    for (key, kind) in GENERATORS {
        for item in items(&settings.body, key) {
            let behaviour = tree::text(item, &["behavior"]).unwrap_or("create");
            let Some(name) = item.entry("name").filter(|_| behaviour == "create") else { continue };
            let mut resource =
                Resource::new(&object(kind, name, item, &super::build::why(settings)), None);
            resource.hashed = !plain(item, "options") && !plain(&settings.body, "generatorOptions");
            resources.push(resource);
        }
    }
}

/// An object of which only the name is known.
fn object(kind: &str, name: &Entry, item: &Value, why: &Why) -> Value {
    let origin = || Origin::new(item.origin.span);
    let entry = |key: &str, value: Value| Entry { key: key.into(), key_span: name.key_span, value };
    let rest = || Rest::open(why.clone());
    let mut metadata = vec![entry("name", name.value.clone())];
    metadata.extend(item.entry("namespace").cloned());
    let metadata = Value::open_map(metadata, rest(), origin());
    let entries = vec![
        entry("apiVersion", Value::string("v1", origin())),
        entry("kind", Value::string(kind, origin())),
        entry("metadata", metadata),
    ];
    Value::open_map(entries, rest(), origin())
}

/// Puts the hash of their content behind the names of what was generated: it is not known.
pub(super) fn hash(resources: &mut [Resource], why: &Why) {
    for resource in resources.iter_mut().filter(|it| it.hashed) {
        resource.remember();
        let place = resource.written.origin.clone();
        let mut change = |name: Option<&Value>| match name.and_then(Value::text) {
            None => Change::Keep,
            Some(text) => {
                let origin = name.map_or_else(|| place.clone(), |it| it.origin.clone());
                let literal = Segment::Literal { text: "-".into(), origin: origin.clone() };
                let hash = Segment::Hole(Value::unknown(why.clone(), origin.clone()));
                let all = text.segments().iter().cloned().chain([literal, hash]).collect();
                Change::Set(Value::segments(all, origin))
            }
        };
        resource.change(&["metadata", "name"], Missing::Leave, &mut change);
    }
}
