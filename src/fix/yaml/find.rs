//! Finding what stands at a range.

use super::Source;
use crate::syntax::Range;
use crate::syntax::yaml::{Content, NodeId, Pair};

/// What something is to the collection around it.
#[derive(Clone, Copy)]
pub(super) enum Home {
    /// An entry of a map.
    Entry(usize),
    /// An item of a list.
    Item(usize),
}

impl Source<'_> {
    /// Every node, collections before what they hold.
    fn nodes(&self) -> Vec<NodeId> {
        let mut open: Vec<NodeId> = self.stream.documents.iter().filter_map(|it| it.root).collect();
        let mut all = Vec::new();
        while let Some(node) = open.pop() {
            all.push(node);
            open.extend(self.stream.items(node));
            open.extend(self.stream.pairs(node).iter().flat_map(|pair| [pair.key, pair.value]));
        }
        all
    }

    /// The node of exactly this range whose content is wanted.
    pub(super) fn node_at(&self, range: Range, wanted: fn(&Content) -> bool) -> Option<NodeId> {
        let fits = |id: &NodeId| {
            let node = self.stream.node(*id);
            node.range == range && wanted(&node.content)
        };
        self.nodes().into_iter().find(fits)
    }

    /// The value at a range; with a key, the value of that key.
    pub(super) fn value_at(&self, range: Range, key: Option<Range>) -> Option<NodeId> {
        let Some(key) = key else { return self.node_at(range, |_| true) };
        let nodes = self.nodes();
        let mut pairs = nodes.iter().flat_map(|node| self.stream.pairs(*node));
        let fits = |pair: &&Pair| self.range(pair.key) == key && self.range(pair.value) == range;
        pairs.find(fits).map(|pair| pair.value)
    }

    /// The pair that a value belongs to.
    pub(super) fn pair_of(&self, value: NodeId) -> Option<Pair> {
        let nodes = self.nodes();
        let mut pairs = nodes.iter().flat_map(|node| self.stream.pairs(*node));
        pairs.find(|pair| pair.value == value).copied()
    }

    /// The collection that holds an entry or an item, and what that is to it.
    pub(super) fn home(&self, range: Range, key: Option<Range>) -> Option<(NodeId, Home)> {
        for node in self.nodes() {
            let fits = |pair: &Pair| {
                let value = self.range(pair.value);
                let own_key = key.is_none_or(|key| self.range(pair.key) == key);
                own_key && (value == range || self.pair(*pair) == range)
            };
            if let Some(index) = self.stream.pairs(node).iter().position(fits) {
                return Some((node, Home::Entry(index)));
            }
            let mut items = self.stream.items(node).iter();
            if let Some(index) = items.position(|item| key.is_none() && self.range(*item) == range)
            {
                return Some((node, Home::Item(index)));
            }
        }
        None
    }

    /// Whether a collection is written in brackets.
    pub(super) fn is_flow(&self, node: NodeId) -> bool {
        matches!(
            self.stream.node(node).content,
            Content::List { flow: true, .. } | Content::Map { flow: true, .. }
        )
    }

    /// Whether a range lies in a collection in brackets.
    pub(super) fn in_flow(&self, range: Range) -> bool {
        let around = |id: &NodeId| {
            let outer = self.range(*id);
            self.is_flow(*id) && outer != range && outer.contains(range)
        };
        self.nodes().iter().any(around)
    }

    /// Whether a node, or one in it, is an alias or has an anchor or a tag.
    pub(super) fn holds_references(&self, node: NodeId) -> bool {
        let outer = self.range(node);
        let inside =
            |id: &NodeId| *id == node || outer.contains(self.range(*id)) && !outer.is_empty();
        self.nodes()
            .into_iter()
            .filter(inside)
            .any(|id| self.plain(id).is_err() && self.within(id, node))
    }

    /// Whether a node is another or lies in it.
    fn within(&self, inner: NodeId, outer: NodeId) -> bool {
        let mut open = vec![outer];
        while let Some(node) = open.pop() {
            if node == inner {
                return true;
            }
            open.extend(self.stream.items(node));
            open.extend(self.stream.pairs(node).iter().flat_map(|pair| [pair.key, pair.value]));
        }
        false
    }
}
