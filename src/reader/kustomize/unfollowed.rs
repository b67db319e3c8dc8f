//! Settings of a kustomization that are not followed.

use super::resource::Resource;
use super::select::Target;
use super::settings::Settings;
use super::tree;
use crate::value::{Kind, Value};

/// Settings that are not followed, and what they may change.
pub(super) const UNFOLLOWED: [(&str, Effect); 8] = [
    ("transformers", Effect::All),
    ("vars", Effect::Placeholders),
    ("replacements", Effect::Replaced),
    ("configurations", Effect::Custom),
    ("crds", Effect::Custom),
    ("openapi", Effect::Custom),
    ("helmCharts", Effect::None),
    ("generators", Effect::None),
];

/// What a setting that is not followed may change.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Effect {
    /// Everything, names included.
    All,
    /// What holds `$(NAME)`.
    Placeholders,
    /// The targets that it names.
    Replaced,
    /// Custom resources.
    Custom,
    /// Nothing that is there; it adds objects.
    None,
}

/// How many settings of a kustomization add objects that are not known.
pub(super) fn adding(settings: &Settings) -> usize {
    let adding = UNFOLLOWED.iter().filter(|(_, effect)| *effect == Effect::None);
    adding.filter(|(key, _)| settings.entry(key).is_some()).count()
}

/// Whether a setting that is not followed may change an object.
pub(super) fn may_change(resource: &Resource, effect: Effect, setting: &Value) -> bool {
    match effect {
        Effect::All => true,
        Effect::None => false,
        Effect::Custom => !resource.is_builtin(),
        Effect::Placeholders => holds(&resource.body, "$("),
        Effect::Replaced => {
            let items = setting.as_list().map(|it| it.items.as_slice()).unwrap_or_default();
            items.iter().any(|item| {
                let targets = tree::items(item, "targets");
                let selected = |target: &Value| {
                    target.get("select").is_none_or(|it| Target::new(it).selects(resource).may())
                };
                item.get("path").is_some() || targets.iter().any(selected)
            })
        }
    }
}

/// Whether some text of a value holds another.
fn holds(value: &Value, part: &str) -> bool {
    match &value.kind {
        Kind::Map(map) => map.entries.iter().any(|entry| holds(&entry.value, part)),
        Kind::List(list) => list.items.iter().any(|item| holds(item, part)),
        _ => value.text().is_some_and(|text| text.contains(part).may()),
    }
}
