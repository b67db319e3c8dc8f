//! Edits of Terraform.

mod body;
mod find;
mod render;
mod text;

use serde_json::Value;

use super::series::{Commas, Series};
use super::{Splice, Splices, layout, refuse};
use crate::syntax::Range;
use crate::syntax::edit::{Change, Edit, Key, Slot};
use crate::syntax::hcl::{self, ExprKind, File};
use find::{Home, Parent};

pub(super) use render::{escaped, unquoted};

/// What to change in an HCL text for an edit.
pub(super) fn splices(content: &str, edit: &Edit) -> Splices {
    let file = hcl::parse(content);
    let source = Source { text: content, file: &file };
    match &edit.slot {
        Slot::Present { value, .. } => {
            let range = Range::new(value.start, value.end);
            match &edit.change {
                Change::Set(new) => source.set(range, new),
                Change::Text(new) => source.set_text(range, new),
                Change::After(new) => source.extend(range, new),
                Change::Append(new) => source.append(range, new),
                Change::Remove => source.remove(range),
            }
        }
        Slot::Comment(_) => refuse("a comment is no setting"),
        Slot::Missing { parent, keys } => {
            let Change::Set(new) = &edit.change else {
                return refuse("only a value can be set where nothing is written");
            };
            source.insert(Range::new(parent.start, parent.end), keys, new)
        }
    }
}

/// A parsed text.
struct Source<'a> {
    text: &'a str,
    file: &'a File,
}

impl Source<'_> {
    fn set(&self, range: Range, new: &Value) -> Splices {
        let Some(old) = self.expression(range) else {
            return refuse("no single expression is written there");
        };
        if !self.is_constant(old) {
            return refuse("the value is an expression");
        }
        let rendered = render::value(new);
        let space = layout::indent(self.text, range.start);
        Ok(vec![Splice::new(range, layout::indented(&rendered, space))])
    }

    /// Continues an expression, with `.name` or `[0]`.
    fn extend(&self, range: Range, new: &str) -> Splices {
        match self.expression(range).map(|it| &it.kind) {
            Some(ExprKind::Variable(_) | ExprKind::Traversal { .. } | ExprKind::Call { .. }) => {
                Ok(vec![Splice::insert(range.end, new)])
            }
            _ => refuse("no reference is written there"),
        }
    }

    fn append(&self, range: Range, new: &Value) -> Splices {
        let Some(ExprKind::List(items)) = self.expression(range).map(|it| &it.kind) else {
            return refuse("the value is not written as a list");
        };
        let items = items.iter().map(|item| self.file.expression(*item).range).collect();
        self.list(range, items).append(&render::value(new))
    }

    fn list(&self, range: Range, items: Vec<Range>) -> Series<'_> {
        let comments = &self.file.comments;
        let commas = Commas::Needed;
        Series { text: self.text, range, items, comments, commas, padding: "" }
    }

    fn object(&self, range: Range, items: Vec<Range>) -> Series<'_> {
        Series { commas: Commas::Optional, padding: " ", ..self.list(range, items) }
    }

    fn remove(&self, range: Range) -> Splices {
        match self.home(range) {
            Some(Home::Body { body, range }) => self.remove_from_body(body, range),
            Some(Home::Object { range, items, index }) => self.object(range, items).remove(index),
            Some(Home::List { range, items, index }) => self.list(range, items).remove(index),
            None => refuse("what should be removed is not an argument, a block or an item"),
        }
    }

    fn insert(&self, parent: Range, keys: &[Key], new: &Value) -> Splices {
        let Some((first, rest)) = keys.split_first() else {
            return refuse("no key is given");
        };
        match (self.parent(parent), first) {
            (Some(Parent::Body(body)), first) => self.insert_into_body(body, first, rest, new),
            (Some(Parent::Object { range, items }), Key::Name(name)) => {
                let Some(value) = render::nested(rest, new) else {
                    return refuse("a block cannot stand in an object");
                };
                let sign = self.assignment(&items);
                let aligned = !value.contains('\n');
                let pad = if aligned { self.padding_of_items(&items, name) } else { 0 };
                let pad = " ".repeat(pad);
                let item = format!("{}{pad}{sign}{value}", render::key(name));
                let items = items.iter().map(|(_, whole)| *whole).collect();
                self.object(range, items).append(&item)
            }
            (Some(Parent::Object { .. }), Key::Block(_)) => {
                refuse("a block cannot stand in an object")
            }
            (None, _) => refuse("what should hold the setting is neither a block nor an object"),
        }
    }

    /// How the items of an object are assigned.
    fn assignment(&self, items: &[(Range, Range)]) -> &'static str {
        let colon = items
            .last()
            .is_some_and(|(key, _)| self.text[key.end as usize..].trim_start().starts_with(':'));
        if colon { ": " } else { " = " }
    }

    /// How far the sign of a new item is from its key so that it stands below the one before.
    fn padding_of_items(&self, items: &[(Range, Range)], name: &str) -> usize {
        let Some((key, whole)) = items.last() else { return 0 };
        let sign = self.text[key.end as usize..].find('=').unwrap_or(0);
        let alone = layout::leads(self.text, key.start) && layout::same_line(self.text, *whole);
        let width = key.len() as usize + sign.saturating_sub(1);
        if alone { width.saturating_sub(render::key(name).chars().count()) } else { 0 }
    }
}
