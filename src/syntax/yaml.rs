//! YAML and JSON: one arena a text, with every document in it.
//!
//! Keys, values, comments and styles keep their exact bytes. Aliases stay aliases, duplicate keys
//! and merge keys stay entries: [`crate::document`] gives them their meaning.

mod arena;
mod builder;
mod choose;
mod chunk;
mod folds;
mod message;
mod parse;
mod place;
mod tabs;

use super::{Range, SyntaxError};

pub use choose::{Extent, parse_chosen, parse_part, parts};
pub use chunk::{Chunk, documents};
pub use parse::parse;

/// A node of a [`Stream`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NodeId(pub(super) u32);

/// Everything in one text.
#[derive(Debug, Default)]
pub struct Stream {
    /// The documents in order; one that could not be read to its end is marked.
    pub documents: Vec<Document>,
    /// Comments in order, from `#` to before the end of the line.
    pub comments: Vec<Range>,
    /// What could not be read.
    pub errors: Vec<SyntaxError>,
    pub(super) nodes: Vec<Node>,
    pub(super) items: Vec<NodeId>,
    pub(super) pairs: Vec<Pair>,
}

/// One document.
#[derive(Clone, Copy, Debug)]
pub struct Document {
    /// From its marker to before the next one; without a marker, from the end of the one before,
    /// so that comments above the first key belong to it.
    pub range: Range,
    /// Its content; none for an empty document.
    pub root: Option<NodeId>,
    /// Whether all of it was read: nothing may be concluded from what an incomplete one lacks.
    pub complete: bool,
    /// Whether only `apiVersion`, `kind` and `metadata` were read, because nobody asked for more.
    /// Such a document is not complete either, but nothing is wrong with it.
    pub partial: bool,
}

/// One scalar, collection or alias.
#[derive(Clone, Debug)]
pub struct Node {
    /// Its bytes: scalars with their quotes (block scalars from `|` or `>` to the end of the last
    /// content line), block collections from the first key or dash to the end of the last value,
    /// flow collections with their brackets. An empty scalar has an empty range after its key.
    pub range: Range,
    /// What it is.
    pub content: Content,
    /// An explicit tag such as `!!str` or `!Ref`, as written.
    pub tag: Option<Box<str>>,
    /// Whether an anchor (`&name`) stands before it.
    pub anchored: bool,
}

/// The content of a node.
#[derive(Clone, Debug)]
pub enum Content {
    /// A scalar.
    Scalar {
        /// How it is written.
        style: Style,
        /// The decoded text where it differs from the bytes between the quotes.
        decoded: Option<Box<str>>,
    },
    /// A sequence.
    List {
        /// Whether it is written in brackets.
        flow: bool,
        /// Where its items lie in the arena.
        items: Range,
    },
    /// A mapping.
    Map {
        /// Whether it is written in braces.
        flow: bool,
        /// Where its pairs lie in the arena.
        pairs: Range,
    },
    /// `*name`, and the node it names if that was read before.
    Alias(Option<NodeId>),
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Without quotes.
    Plain,
    /// In single quotes.
    Single,
    /// In double quotes.
    Double,
    /// A block after `|`.
    Literal,
    /// A block after `>`.
    Folded,
}

/// A key and its value.
#[derive(Clone, Copy, Debug)]
pub struct Pair {
    /// The key.
    pub key: NodeId,
    /// The value.
    pub value: NodeId,
}

impl Stream {
    /// Number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// Whether nothing was read.
    pub fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// Every node, each before those inside it.
    pub fn ids(&self) -> impl Iterator<Item = NodeId> + use<> {
        (0..self.nodes.len()).map(|index| NodeId(arena::whole(index)))
    }

    /// A node.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id.0 as usize]
    }

    /// The items of a list; empty for anything else.
    pub fn items(&self, id: NodeId) -> &[NodeId] {
        match self.node(id).content {
            Content::List { items, .. } => &self.items[items.indices()],
            _ => &[],
        }
    }

    /// The pairs of a map in order, duplicates included; empty for anything else.
    pub fn pairs(&self, id: NodeId) -> &[Pair] {
        match self.node(id).content {
            Content::Map { pairs, .. } => &self.pairs[pairs.indices()],
            _ => &[],
        }
    }

    /// The decoded text of a scalar of `source`, the text that was parsed; empty for anything else.
    pub fn scalar<'a>(&'a self, id: NodeId, source: &'a str) -> &'a str {
        let node = self.node(id);
        match &node.content {
            Content::Scalar { decoded: Some(text), .. } => text,
            Content::Scalar { style: Style::Single | Style::Double, .. } => {
                &source[node.range.start as usize + 1..node.range.end as usize - 1]
            }
            Content::Scalar { .. } => &source[node.range.indices()],
            _ => "",
        }
    }
}
