//! References of formats, from the JSON Schemas that the program prints.

use std::collections::{BTreeSet, VecDeque};
use std::fmt::Write as _;

use serde_json::Value;

use super::printed;

/// A format whose schema is printed.
pub(crate) struct Format {
    schema: Value,
    /// Whether it is TOML, whose words are others and which has no null.
    toml: bool,
    /// What tables have been made, or stand elsewhere on the page.
    told: BTreeSet<String>,
}

/// The keys of `ekslint.toml`.
pub(crate) fn configuration() -> String {
    Format::new("config", true).tables("Every key")
}

/// The report of `--output json`.
pub(crate) fn report() -> String {
    Format::new("report", false).tables("Report")
}

/// What `inspect --output json` prints.
pub(crate) fn inspection() -> String {
    Format::new("inspection", false).tables("Inspection")
}

/// The lines of `--output jsonl`, whose parts are those of the report.
pub(crate) fn lines() -> String {
    let mut format = Format::new("lines", false);
    let report = Format::new("report", false);
    let known = report.schema["$defs"].as_object().expect("it has parts").keys();
    format.told = known.cloned().collect();
    let kinds = format.schema["oneOf"].as_array().expect("a line is one of some").clone();
    let mut out = "| `type` | is | what it is |\n|---|---|---|\n".to_owned();
    for kind in &kinds {
        let name = kind["properties"]["type"]["const"].as_str().expect("it is named");
        let row = format!("| `{name}` | {} | {} |\n", format.shape(kind), about(kind));
        out.push_str(&row);
    }
    for name in kinds.iter().filter_map(reference) {
        out.push_str(&format.table(&name).map_or(String::new(), |table| format!("\n{table}")));
    }
    out
}

impl Format {
    fn new(name: &str, toml: bool) -> Self {
        let schema = serde_json::from_str(&printed(&["schema", name])).expect("it is JSON");
        Self { schema, toml, told: BTreeSet::new() }
    }

    /// A table for the whole, and one for each part, in the order in which they are named.
    fn tables(&mut self, title: &str) -> String {
        let schema = self.schema.clone();
        let mut out = format!("### {title}\n\n{}", self.rows(&schema));
        let mut waiting: VecDeque<String> = references(&schema["properties"]).into();
        while let Some(name) = waiting.pop_front() {
            if let Some(table) = self.table(&name) {
                write!(out, "\n{table}").expect("a string takes it");
            }
            waiting.extend(
                references(self.part(&name)).into_iter().filter(|it| !self.told.contains(it)),
            );
        }
        out
    }

    /// The section of a part, once; none if what it says stands where it is used.
    fn table(&mut self, name: &str) -> Option<String> {
        let part = self.part(name).clone();
        if !self.told.insert(name.to_owned()) || !has_section(&part) {
            return None;
        }
        let rows = match part["oneOf"].as_array() {
            Some(values) => {
                let rows = values.iter().map(|it| {
                    format!("| `{}` | {} |\n", it["const"].as_str().unwrap_or_default(), about(it))
                });
                format!("| value | meaning |\n|---|---|\n{}", rows.collect::<String>())
            }
            None => self.rows(&part),
        };
        Some(format!("### {}\n\n{}\n\n{rows}", self.heading(name), about(&part)))
    }

    /// How the section of a part is called: in TOML by the key that holds it.
    fn heading(&self, name: &str) -> String {
        let properties = self.schema["properties"].as_object().filter(|_| self.toml);
        let key = properties.and_then(|all| {
            let own = |value: &Value| reference(value).or_else(|| reference(&value["items"]));
            all.iter().find(|(_, value)| own(value).as_deref() == Some(name))
        });
        match key {
            Some((key, value)) if value["items"].is_object() => format!("`[[{key}]]`"),
            Some((key, _)) => format!("`[{key}]`"),
            None => name.to_owned(),
        }
    }

    fn rows(&self, part: &Value) -> String {
        let needed = |name: &str| {
            let names = part["required"].as_array();
            names.is_some_and(|names| names.iter().any(|it| it == name))
        };
        let properties = part["properties"].as_object().expect("it has keys");
        let rows = properties.iter().map(|(name, value)| {
            let needed = if self.toml && needed(name) { "; required" } else { "" };
            let (shape, about) = (self.told(value), about(value));
            format!("| `{name}` | {shape}{needed} | {about} |\n")
        });
        let head = if self.toml { "key" } else { "field" };
        format!("| {head} | type | meaning |\n|---|---|---|\n{}", rows.collect::<String>())
    }

    /// The type of a value, without the values that its description lists.
    fn told(&self, value: &Value) -> String {
        let shape = self.shape(value);
        let about = about(value);
        let lists = shape.split(" or ").flat_map(|it| it.split(" of "));
        let told = |list: &&str| {
            list.starts_with('`') && list.split(", ").all(|value| about.contains(value))
        };
        let list = lists.filter(told).max_by_key(|list| list.len());
        let plain = |list: &str| {
            let several = shape.contains(&format!(" of {list}"));
            shape.replace(list, if several { "strings" } else { "string" })
        };
        list.map_or(shape.clone(), plain)
    }

    /// The type of a value in words.
    fn shape(&self, value: &Value) -> String {
        if let Some(name) = reference(value) {
            let part = self.part(&name);
            if !has_section(part) {
                return self.shape(part);
            }
            let heading = self.heading(&name);
            let anchor = super::links::anchor(&heading);
            return format!("[{heading}](#{anchor})");
        }
        if let Some(values) = value["enum"].as_array() {
            let values = values.iter().filter_map(Value::as_str).map(|it| format!("`{it}`"));
            return values.collect::<Vec<_>>().join(", ");
        }
        if let Some(shapes) = value["anyOf"].as_array() {
            let shapes = shapes.iter().map(|it| self.shape(it)).filter(|it| !it.is_empty());
            return shapes.collect::<Vec<_>>().join(" or ");
        }
        let types = match &value["type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            other => vec![other.as_str().unwrap_or("anything")],
        };
        let words = types.into_iter().map(|it| self.word(it, value)).filter(|it| !it.is_empty());
        let words: Vec<_> = words.collect();
        let comma = if words.iter().any(|it| it.starts_with("list ")) { "," } else { "" };
        words.join(&format!("{comma} or "))
    }

    fn word(&self, name: &str, value: &Value) -> String {
        match name {
            "null" if self.toml => String::new(),
            "array" => format!("list of {}", plural(&self.shape(&value["items"]))),
            "object"
                if value["additionalProperties"].is_object() && value["properties"].is_null() =>
            {
                format!("table of {}", plural(&self.shape(&value["additionalProperties"])))
            }
            "object" if self.toml => "table".to_owned(),
            "boolean" if self.toml => "`true` or `false`".to_owned(),
            other => other.to_owned(),
        }
    }

    fn part(&self, name: &str) -> &Value {
        &self.schema["$defs"][name]
    }
}

fn plural(shape: &str) -> String {
    let plain = ["string", "integer", "number"].contains(&shape);
    if plain { format!("{shape}s") } else { shape.to_owned() }
}

/// Whether a part is worth a section: it has keys, or values with a meaning each.
fn has_section(part: &Value) -> bool {
    part["properties"].as_object().is_some_and(|all| !all.contains_key("level"))
        || part["oneOf"].is_array()
}

/// The part that a value is, or may be.
fn reference(value: &Value) -> Option<String> {
    value["$ref"].as_str()?.strip_prefix("#/$defs/").map(str::to_owned)
}

/// All parts that are named in a value, in their order.
fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(map) => {
            let inner = map.values().flat_map(references);
            reference(value).into_iter().chain(inner).collect()
        }
        Value::Array(list) => list.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

fn about(value: &Value) -> String {
    value["description"].as_str().unwrap_or_default().replace('\n', " ").replace('|', "\\|")
}
