//! The declaration of a setting: one row for all dialects.

use super::{Decode, Dialect};
use crate::data::modules::{self, Default as Input, VersionRange};
use crate::source::Span;
use crate::value::{Origin, Value};

/// The input of a known module from one of its major versions on; an empty name from the major on
/// in which it went away.
pub type ModuleName = (u32, &'static str);

/// What a tool fills in when nobody writes the setting.
#[derive(Clone, Copy, Debug)]
pub enum ToolDefault<T: 'static> {
    /// Nothing: the setting is then not set.
    None,
    /// The same in every tool, because the API fills it in.
    Api(fn() -> T),
    /// eksctl and Terraform differ.
    ByTool {
        /// eksctl's.
        eksctl: fn() -> Option<T>,
        /// The Terraform resource's.
        resource: fn() -> Option<T>,
    },
}

/// A setting with one value.
#[derive(Debug)]
pub struct Row<T: 'static> {
    /// The path in an eksctl file; empty where it has no such setting.
    pub eksctl: &'static str,
    /// The path in the Terraform resource.
    pub resource: &'static str,
    /// The input of the module that wraps the resource, by major version, ascending.
    pub module: &'static [ModuleName],
    /// The path in the Kubernetes API.
    pub kubernetes: &'static str,
    /// What holds when nobody writes it; module inputs have their defaults in [`crate::data`].
    pub default: ToolDefault<T>,
}

/// A setting that is a list.
pub type ListRow<T> = Row<Vec<T>>;

impl<T> Row<T> {
    /// A row with no path and no default, to be filled with `..Row::EMPTY`.
    pub const EMPTY: Self =
        Self { eksctl: "", resource: "", module: &[], kubernetes: "", default: ToolDefault::None };

    /// The paths in a dialect, the likeliest first; none where the dialect has no such setting.
    ///
    /// Only a module call whose version constraint spans a renaming has more than one.
    pub fn paths(&self, dialect: &Dialect) -> Vec<&'static str> {
        let one = |path: &'static str| if path.is_empty() { Vec::new() } else { vec![path] };
        match dialect {
            Dialect::Eksctl => one(self.eksctl),
            Dialect::Resource => one(self.resource),
            Dialect::Kubernetes => one(self.kubernetes),
            Dialect::Module { module, versions } => self.inputs(module, versions),
        }
    }

    /// The names of the module's input in the versions that the call admits, the newest first.
    fn inputs(&self, module: &str, versions: &VersionRange) -> Vec<&'static str> {
        let mut majors = versions.majors(module);
        if majors.is_empty() {
            majors.push(u32::MAX);
        }
        let name = |major: &u32| {
            let mut names = self.module.iter().rev();
            names.find(|(from, _)| from <= major).map(|(_, name)| *name)
        };
        let mut names: Vec<_> =
            majors.iter().rev().filter_map(name).filter(|name| !name.is_empty()).collect();
        names.dedup();
        names
    }

    /// What may hold where nobody writes the setting: more than one where the version is open.
    fn tool_defaults(&self, dialect: &Dialect) -> Vec<Option<T>> {
        match (&self.default, dialect) {
            (ToolDefault::None, _) => vec![None],
            (ToolDefault::Api(value), _) => vec![Some(value())],
            (ToolDefault::ByTool { eksctl, .. }, Dialect::Eksctl) => vec![eksctl()],
            (ToolDefault::ByTool { resource, .. }, _) => vec![resource()],
        }
    }
}

impl<T: Decode> Row<T> {
    /// The defaults of a single setting.
    pub(super) fn defaults(&self, dialect: &Dialect) -> Vec<Option<T>> {
        self.with_module(dialect, |value| T::decode(value).ok())
    }
}

impl<T: Decode> Row<Vec<T>> {
    /// The defaults of a list.
    pub(super) fn list_defaults(&self, dialect: &Dialect) -> Vec<Vec<T>> {
        let items = |value: &Value| {
            let items = &value.as_list()?.items;
            items.iter().map(|item| T::decode(item).ok()).collect()
        };
        let defaults = self.with_module(dialect, items);
        defaults.into_iter().map(Option::unwrap_or_default).collect()
    }
}

impl<T> Row<T> {
    /// The tool's defaults, or those of the module's input in every version that the call admits.
    ///
    /// An input whose default is `null` passes nothing on, so the resource's own default holds.
    fn with_module(
        &self,
        dialect: &Dialect,
        decode: impl Fn(&Value) -> Option<T>,
    ) -> Vec<Option<T>> {
        let Dialect::Module { module, versions } = dialect else {
            return self.tool_defaults(dialect);
        };
        let mut defaults: Vec<Option<T>> = Vec::new();
        for name in self.inputs(module, versions) {
            let root = name.split('.').next().unwrap_or(name);
            for input in modules::defaults(module, root, versions) {
                match input {
                    Input::Text(text) if text != "null" && root == name => {
                        defaults.push(literal(text).as_ref().and_then(&decode));
                    }
                    Input::Missing => {}
                    Input::Text(_) | Input::Required => {
                        defaults.extend(self.tool_defaults(dialect));
                    }
                }
            }
        }
        if defaults.is_empty() {
            return self.tool_defaults(dialect);
        }
        defaults
    }
}

/// The value of a default that is written as a literal.
fn literal(text: &str) -> Option<Value> {
    let json: serde_json::Value = serde_json::from_str(text).ok()?;
    Some(Value::from_json(&json, &Origin::new(Span::NOWHERE)))
}
