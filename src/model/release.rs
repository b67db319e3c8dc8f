//! Charts that are installed, whoever installs them.

use smol_str::SmolStr;

use super::Destination;
use crate::field::{Field, Object, State};
use crate::value::{Lookup, Text, Truth, Value, Why};

/// One installation of a Helm chart.
#[derive(Clone, Debug)]
pub struct Release {
    /// What installs it, such as a `helm_release`, an `Application` or a file of values.
    pub object: Object,
    /// The chart.
    pub chart: ChartSource,
    /// The name of the release.
    pub name: Field<Text>,
    /// The namespace that it is installed into.
    pub namespace: Field<Text>,
    /// What the chart is told, later layers over earlier ones.
    pub layers: Vec<Layer>,
    /// What all layers come to; not known until they are read.
    pub values: Value,
    /// The cluster that it is installed in.
    pub destination: Destination,
    /// Whether something changes what the chart makes before it is applied.
    pub is_changed: bool,
}

/// Where a chart is from.
#[derive(Clone, Debug)]
pub enum ChartSource {
    /// A repository that has it under a name, which may stand behind folders.
    Named(Field<Text>),
    /// A folder of these files, as it is written, relative to the repository; of a registry if there
    /// is none.
    Folder(SmolStr),
}

/// One part of what a chart is told.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Values, or a text that holds some.
    Values(Value),
    /// One setting, by its path as Helm's `--set` spells it.
    Setting {
        /// The path.
        path: Value,
        /// What is set.
        value: Value,
        /// Whether it stays a string, whatever it looks like.
        is_string: bool,
    },
    /// A file of values, relative to the repository or to the folder of the chart.
    File(SmolStr),
    /// Something that the files do not show.
    Unknown(Why),
}

impl Release {
    /// The name of the chart without the folders before it, if it is known and no folder of files.
    pub fn chart_name(&self) -> Option<SmolStr> {
        let ChartSource::Named(name) = &self.chart else { return None };
        let name = name.known().and_then(Text::known)?;
        let is_folder = name.starts_with(['.', '/']) || name.ends_with(".tgz");
        let last = name.rsplit('/').next().unwrap_or(&name);
        (!is_folder).then(|| last.into())
    }

    /// Whether the value at a path of keys is, as text, the one that is asked for.
    pub fn is_set(&self, path: &[&str], text: &str) -> Truth {
        let mut value = &self.values;
        for key in path {
            let Some(map) = value.as_map() else {
                return unknown(value);
            };
            match map.get(key) {
                Lookup::Found(entry) => value = &entry.value,
                Lookup::Absent => return Truth::False,
                Lookup::Unknown(_) => return Truth::Unknown,
            }
        }
        value.text().map_or(Truth::False, |it| it.equals(text))
    }

    /// A field that nobody wrote, and that is not known for a reason.
    pub fn unknown_field(object: &Object, what: &str) -> Field<Text> {
        let why = Why::Elsewhere(what.into());
        Field { state: State::Unknown(why), anchor: object.anchor() }
    }
}

/// Whether a value may be a map after all.
fn unknown(value: &Value) -> Truth {
    use crate::value::Kind;
    let open = matches!(value.kind, Kind::Unknown(_) | Kind::OneOf(_) | Kind::Reference(_));
    if open { Truth::Unknown } else { Truth::False }
}
