//! Arguments and nested blocks of a block.

use serde_json::Value;

use super::{Source, render};
use crate::fix::layout::{comment_end, indent, indented, leads, line_end, own_lines, same_line};
use crate::fix::{Splice, Splices, refuse};
use crate::syntax::Range;
use crate::syntax::edit::Key;
use crate::syntax::hcl::{Attribute, Body};

impl Source<'_> {
    pub(super) fn remove_from_body(&self, body: &Body, range: Range) -> Splices {
        if let Some(own) = own_lines(self.text, range, &self.file.comments) {
            return Ok(vec![Splice::new(own, "")]);
        }
        if self.is_file(body) || !same_line(self.text, body.range) {
            return refuse("something else stands on the same line");
        }
        // `{ a = 1 }` holds nothing else.
        Ok(vec![Splice::new(Range::new(body.range.start + 1, body.range.end - 1), "")])
    }

    fn is_file(&self, body: &Body) -> bool {
        std::ptr::eq(body, &raw const self.file.body)
    }

    pub(super) fn insert_into_body(
        &self,
        body: &Body,
        first: &Key,
        rest: &[Key],
        new: &Value,
    ) -> Splices {
        let Some(structure) = structure(first, rest, new, self.width(body, first)) else {
            return refuse("a block cannot stand in an object");
        };
        if !self.is_file(body) && same_line(self.text, body.range) {
            return Ok(self.expand(body, &structure));
        }
        let space = self.indent_of(body);
        let lines = format!("{space}{}", indented(&structure, &space));
        let (at, gap) = self.place(body, first);
        if at == 0 && self.is_file(body) {
            return Ok(vec![Splice::insert(0, format!("{lines}\n"))]);
        }
        Ok(vec![Splice::insert(at, format!("{gap}{lines}"))])
    }

    /// Where a new argument or block goes, and what keeps it from what stands before.
    fn place(&self, body: &Body, first: &Key) -> (u32, &'static str) {
        let behind = |range: Range| {
            let tail = comment_end(self.text, range.end, &self.file.comments);
            line_end(self.text, tail)
        };
        let arguments = body.attributes.last().map(|it| it.range);
        let blocks = body.blocks.last().map(|it| it.range);
        match first {
            Key::Name(_) if arguments.is_some() => (arguments.map_or(0, behind), "\n"),
            Key::Block(_) if arguments.max(blocks).is_some() => {
                (arguments.max(blocks).map_or(0, behind), "\n\n")
            }
            _ if self.is_file(body) => (blocks.map_or(0, behind), "\n\n"),
            _ => (line_end(self.text, body.range.start), "\n"),
        }
    }

    /// Turns a body of one line into one of several.
    fn expand(&self, body: &Body, structure: &str) -> Vec<Splice> {
        let outer = indent(self.text, body.range.start).to_owned();
        let inner = format!("{outer}  ");
        let there = self.text[body.range.start as usize + 1..body.range.end as usize - 1].trim();
        let kept = if there.is_empty() { String::new() } else { format!("\n{inner}{there}") };
        let added = indented(structure, &inner);
        let inside = Range::new(body.range.start + 1, body.range.end - 1);
        vec![Splice::new(inside, format!("{kept}\n{inner}{added}\n{outer}"))]
    }

    /// The indentation of what a body holds.
    fn indent_of(&self, body: &Body) -> String {
        let arguments = body.attributes.iter().map(|it| it.range.start);
        let mut inside = arguments.chain(body.blocks.iter().map(|it| it.range.start));
        match inside.find(|start| leads(self.text, *start)) {
            Some(start) => indent(self.text, start).to_owned(),
            None if self.is_file(body) => String::new(),
            None => format!("{}  ", indent(self.text, body.range.start)),
        }
    }

    /// The width of a new name so that its sign stands below the one before.
    fn width(&self, body: &Body, first: &Key) -> usize {
        let sign = |last: &Attribute| {
            let alone = leads(self.text, last.range.start) && same_line(self.text, last.range);
            let behind = &self.text[last.name_range.end as usize..];
            let gap = behind.find('=').filter(|_| alone)?;
            Some(last.name_range.len() as usize + gap.saturating_sub(1))
        };
        match first {
            Key::Name(_) => body.attributes.last().and_then(sign).unwrap_or(0),
            Key::Block(_) => 0,
        }
    }
}

/// An argument, or a block with what it should hold; lines are indented from column 0.
fn structure(first: &Key, rest: &[Key], new: &Value, width: usize) -> Option<String> {
    match first {
        Key::Name(name) => {
            let value = render::nested(rest, new)?;
            // `terraform fmt` aligns neighbours of one line each.
            let width = if value.contains('\n') { 0 } else { width };
            Some(format!("{name:width$} = {value}"))
        }
        Key::Block(kind) => {
            let inner = match (rest.split_first(), new) {
                (Some((next, rest)), _) => structure(next, rest, new, 0)?,
                (None, Value::Object(entries)) => arguments(entries),
                (None, _) => return None,
            };
            if inner.is_empty() {
                return Some(format!("{kind} {{}}"));
            }
            Some(format!("{kind} {{\n  {}\n}}", indented(&inner, "  ")))
        }
    }
}

/// The entries of a map as the arguments of a block.
fn arguments(entries: &serde_json::Map<String, Value>) -> String {
    let rendered: Vec<_> = entries.iter().map(|(name, it)| (name, render::value(it))).collect();
    let flat = rendered.iter().all(|(_, value)| !value.contains('\n'));
    let widest = rendered.iter().map(|(name, _)| name.len()).max().unwrap_or(0);
    let width = if flat { widest } else { 0 };
    let lines: Vec<_> =
        rendered.iter().map(|(name, value)| format!("{name:width$} = {value}")).collect();
    lines.join("\n")
}
