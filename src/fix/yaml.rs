//! Edits of YAML and JSON.

mod block;
mod find;
mod index;
mod render;
mod text;

use serde_json::Value;

use super::layout::{self, line_end};
use super::series::{Commas, Series};
use super::{Splice, Splices, refuse};
use crate::syntax::Range;
use crate::syntax::edit::{Change, Edit, Key, Slot};
use crate::syntax::yaml::{Content, NodeId, Pair, Stream, Style};
use index::{Home, Index};

pub(super) use text::encoded;

/// What was parsed of a YAML or JSON text, with what finds its nodes by their place.
pub(super) struct Parsed {
    stream: Stream,
    index: Index,
    json: bool,
}

impl Parsed {
    /// Of a part of a text, or of all of it; `json` if that is valid JSON.
    pub(super) fn new(stream: Stream, json: bool) -> Self {
        Self { index: Index::of(&stream), stream, json }
    }

    /// How many errors reading it gave.
    pub(super) fn errors(&self) -> usize {
        self.stream.errors.len()
    }

    /// The scalar that a range lies in, and how it is written.
    pub(super) fn scalar_around(&self, range: Range) -> Option<(Range, Style)> {
        self.index.before(range.start).find_map(|id| {
            let node = self.stream.node(id);
            match node.content {
                Content::Scalar { style, .. } if node.range.contains(range) => {
                    Some((node.range, style))
                }
                _ => None,
            }
        })
    }
}

/// What to change in a YAML or JSON text for an edit.
pub(super) fn splices(content: &str, parsed: &Parsed, edit: &Edit) -> Splices {
    let Parsed { stream, index, json } = parsed;
    let source = Source { text: content, parsed, stream, index, json: *json };
    match &edit.slot {
        Slot::Present { value, key } => {
            let range = Range::new(value.start, value.end);
            // The value of a chart is set in another file than the key that it is for.
            let foreign = key.is_some_and(|key| key.text != value.text);
            let key = key.filter(|_| !foreign).map(|key| Range::new(key.start, key.end));
            match &edit.change {
                Change::Remove if foreign => refuse("the value is set in another file"),
                Change::Set(new) => source.set(range, key, new),
                Change::Text(new) => source.set_text(range, new),
                Change::After(_) => refuse("only an expression can be continued"),
                Change::Append(new) => source.append(range, new),
                Change::Remove => source.remove(range, key),
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
    parsed: &'a Parsed,
    stream: &'a Stream,
    index: &'a Index,
    json: bool,
}

impl Source<'_> {
    fn range(&self, node: NodeId) -> Range {
        self.stream.node(node).range
    }

    /// A pair from its key to the end of its value.
    fn pair(&self, pair: Pair) -> Range {
        let (key, value) = (self.range(pair.key), self.range(pair.value));
        Range::new(key.start, value.end.max(key.end))
    }

    /// Refuses nodes that mean more than they show.
    fn plain(&self, node: NodeId) -> Result<(), super::CannotEdit> {
        let node = self.stream.node(node);
        match &node.content {
            Content::Alias(_) => refuse("the value is an alias"),
            _ if node.anchored => refuse("the value has an anchor that others may use"),
            _ if node.tag.is_some() => refuse("the value has a tag"),
            _ => Ok(()),
        }
    }

    fn set(&self, range: Range, key: Option<Range>, new: &Value) -> Splices {
        let Some(node) = self.value_at(range, key) else {
            return refuse("no single value is written there");
        };
        if self.holds_references(node) {
            return refuse("the value has an alias, an anchor or a tag");
        }
        let flow = self.in_flow(node);
        let style = self.style(node);
        let structure = match new {
            Value::Array(items) => !items.is_empty(),
            Value::Object(entries) => !entries.is_empty(),
            _ => false,
        };
        let pair = self.pair_of(node).filter(|_| !flow && structure && !self.json);
        if let Some(pair) = pair {
            return self.set_block(pair, range, new);
        }
        let content = match new {
            Value::String(text) if !self.json => render::string(text, style, flow),
            _ => render::flow(new, self.json),
        };
        // An empty value stands right behind its colon.
        let before = &self.text[..range.start as usize];
        let space = if range.is_empty() && before.ends_with([':', '-']) { " " } else { "" };
        Ok(vec![Splice::new(range, format!("{space}{content}"))])
    }

    /// Puts a block structure below its key.
    fn set_block(&self, pair: Pair, range: Range, new: &Value) -> Splices {
        let key = self.range(pair.key);
        let colon = self.colon(key);
        let between = &self.text[colon as usize..range.start.max(colon) as usize];
        if !between.trim().is_empty() {
            return refuse("there is a comment between the key and its value");
        }
        let space = format!("{}  ", " ".repeat(self.column(key.start)));
        let block = layout::indented(&render::block(new), &space);
        let all = Range::new(colon, range.end.max(colon));
        Ok(vec![Splice::new(all, format!("\n{space}{block}"))])
    }

    /// The byte behind the colon of a key.
    fn colon(&self, key: Range) -> u32 {
        let behind = &self.text[key.end as usize..];
        key.end + behind.find(':').map_or(0, |at| layout::offset(at) + 1)
    }

    /// How many characters stand before a byte on its line.
    fn column(&self, at: u32) -> usize {
        self.text[layout::line_start(self.text, at) as usize..at as usize].chars().count()
    }

    fn append(&self, range: Range, new: &Value) -> Splices {
        let Some(node) = self.node_at(range, |it| matches!(it, Content::List { .. })) else {
            return refuse("the value is not written as a list");
        };
        self.plain(node)?;
        let items = self.stream.items(node);
        if self.is_flow(node) {
            let items = items.iter().map(|item| self.range(*item)).collect();
            return self.series(range, items, "").append(&render::flow(new, self.json));
        }
        let Some(last) = items.last() else { return refuse("the list has no items to follow") };
        let space = " ".repeat(self.column(range.start));
        let item = layout::indented(&render::item(new), &space);
        let at = line_end(self.text, self.range(*last).end.max(range.end));
        Ok(vec![Splice::insert(at, format!("\n{space}{item}"))])
    }

    fn series(&self, range: Range, items: Vec<Range>, padding: &'static str) -> Series<'_> {
        let padding = if self.json { "" } else { padding };
        let comments = &self.stream.comments;
        Series { text: self.text, range, items, comments, commas: Commas::Needed, padding }
    }

    fn remove(&self, range: Range, key: Option<Range>) -> Splices {
        let Some((parent, home)) = self.home(range, key) else {
            return refuse("what should be removed is neither an entry nor an item");
        };
        self.plain(parent)?;
        let whole = self.range(parent);
        let (index, parts): (_, Vec<_>) = match home {
            Home::Key(index) | Home::Entry(index) => {
                (index, self.stream.pairs(parent).iter().map(|pair| self.pair(*pair)).collect())
            }
            Home::Item(index) => {
                (index, self.stream.items(parent).iter().map(|item| self.range(*item)).collect())
            }
        };
        if self.is_flow(parent) {
            return self.series(whole, parts, "").remove(index);
        }
        match home {
            Home::Key(_) | Home::Entry(_) => self.remove_entry(whole, &parts, index),
            Home::Item(_) => self.remove_item(whole, &parts, index),
        }
    }

    fn insert(&self, parent: Range, keys: &[Key], new: &Value) -> Splices {
        let Some(node) = self.node_at(parent, |it| matches!(it, Content::Map { .. })) else {
            return refuse("what should hold the setting is not a map");
        };
        self.plain(node)?;
        let Some((name, value)) = render::nested(keys, new) else {
            return refuse("YAML has no blocks");
        };
        let pairs: Vec<_> = self.stream.pairs(node).iter().map(|pair| self.pair(*pair)).collect();
        if self.is_flow(node) {
            let entry = render::flow_entry(&name, &value, self.json);
            return self.series(parent, pairs, " ").append(&entry);
        }
        let Some(last) = pairs.last() else { return refuse("the map has no entries to follow") };
        let space = " ".repeat(self.column(parent.start));
        let entry = layout::indented(&render::entry(&name, &value), &space);
        let at = self.end_of_lines(*last);
        Ok(vec![Splice::insert(at, format!("\n{space}{entry}"))])
    }

    /// The end of the last line of something.
    fn end_of_lines(&self, range: Range) -> u32 {
        line_end(self.text, range.end)
    }

    /// How a scalar is written.
    fn style(&self, node: NodeId) -> Option<Style> {
        match self.stream.node(node).content {
            Content::Scalar { style, .. } => Some(style),
            _ => None,
        }
    }
}
