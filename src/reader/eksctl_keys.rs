//! Keys that eksctl does not know, and values of types that it refuses.

use crate::data::eksctl_schema::{Kind as SchemaKind, Schema};
use crate::field::{Subject, Tool};
use crate::finding::{Finding, FixClass};
use crate::model::{Notice, NoticeKind};
use crate::source::Span;
use crate::syntax::edit::{Change, Edit, Slot};
use crate::value::{Entry, Kind, Value};

/// Compares a `ClusterConfig` with eksctl's schema.
pub(super) fn check(body: &Value, path: &str) -> Vec<Notice> {
    let mut checker = Checker { path, notices: Vec::new() };
    checker.visit(body, Schema::root(), "");
    checker.notices
}

struct Checker<'a> {
    path: &'a str,
    notices: Vec<Notice>,
}

impl Checker<'_> {
    fn visit(&mut self, value: &Value, schema: Schema, at: &str) {
        match &value.kind {
            Kind::Map(map) if schema.kinds().contains(&SchemaKind::Object) => {
                for entry in &map.entries {
                    self.entry(entry, schema, at);
                }
            }
            Kind::List(list) if schema.kinds().contains(&SchemaKind::Array) => {
                let Some(item) = schema.item() else { return };
                for (index, value) in list.items.iter().enumerate() {
                    self.visit(value, item, &format!("{at}[{index}]"));
                }
            }
            _ => self.scalar(value, schema, at),
        }
    }

    fn entry(&mut self, entry: &Entry, schema: Schema, at: &str) {
        let path =
            if at.is_empty() { entry.key.to_string() } else { format!("{at}.{}", entry.key) };
        match schema.property(&entry.key) {
            Some(property) => self.visit(&entry.value, property, &path),
            None if schema.allows_other_keys() => {}
            None => self.unknown(entry, schema, &path),
        }
    }

    fn unknown(&mut self, entry: &Entry, schema: Schema, path: &str) {
        let distance =
            |name: &&str| strsim::osa_distance(&name.to_lowercase(), &entry.key.to_lowercase());
        // Two letters of three are another word, and no slip.
        let slips = (entry.key.len() / 3).clamp(1, 2);
        let near = schema.property_names().min_by_key(distance);
        let near = near.filter(|name| distance(name) <= slips);
        let finding = Finding::new(format!("eksctl knows no key `{path}`"))
            .at_place(
                entry.key_span,
                near.map_or_else(|| "unknown".to_owned(), |name| format!("did you mean `{name}`?")),
            )
            .note("eksctl refuses the file: unknown field");
        let finding = match near {
            Some(name) => {
                let slot = Slot::Present { value: entry.key_span, key: None };
                let edit = Edit { slot, change: Change::Text(name.to_owned()) };
                finding.help(format!("write `{name}`")).fix(
                    FixClass::Unsafe,
                    format!("write `{name}`"),
                    edit,
                )
            }
            None => {
                finding.help("remove it, or look the key up in the schema of the eksctl you use")
            }
        };
        self.push(NoticeKind::UnknownKey, finding, path);
    }

    fn scalar(&mut self, value: &Value, schema: Schema, at: &str) {
        let kinds = schema.kinds();
        let given = match &value.kind {
            Kind::Bool(_) => SchemaKind::Boolean,
            Kind::Number(number) if number.integer().is_some() => SchemaKind::Integer,
            Kind::Number(_) => SchemaKind::Number,
            Kind::Text(_) => SchemaKind::String,
            Kind::List(_) => SchemaKind::Array,
            Kind::Map(_) => SchemaKind::Object,
            _ => return,
        };
        // A version without quotes is a mistake of its own, with a rule that knows what was meant.
        if at == "metadata.version" && matches!(value.kind, Kind::Number(_)) {
            return;
        }
        let fits = kinds.is_empty()
            || kinds.iter().any(|kind| {
                *kind == given
                    || *kind == SchemaKind::Any
                    || (*kind == SchemaKind::Number && given == SchemaKind::Integer)
            });
        if !fits {
            let wanted = kinds.iter().map(|kind| said(*kind)).collect::<Vec<_>>().join(" or ");
            let finding =
                Finding::new(format!("`{at}` wants {wanted} and is given {}", said(given)))
                    .at_place(place(value), said(given))
                    .note("eksctl refuses the file: cannot unmarshal")
                    .help(format!("write {wanted}"));
            self.push(NoticeKind::WrongType, finding, at);
        }
    }

    fn push(&mut self, kind: NoticeKind, mut finding: Finding, key: &str) {
        key.clone_into(&mut finding.key);
        let subject = Subject { tool: Tool::Eksctl, name: self.path.into() };
        self.notices.push(Notice { kind, finding, subject });
    }
}

fn place(value: &Value) -> Span {
    value.origin.span
}

fn said(kind: SchemaKind) -> &'static str {
    match kind {
        SchemaKind::String => "a string",
        SchemaKind::Integer => "a whole number",
        SchemaKind::Number => "a number",
        SchemaKind::Boolean => "a boolean",
        SchemaKind::Object => "a map",
        SchemaKind::Array => "a list",
        SchemaKind::Any => "anything",
    }
}
