//! Finding what stands at a range.

use super::{Home, Source};
use crate::syntax::Range;
use crate::syntax::yaml::{Content, NodeId, Pair};

impl Source<'_> {
    /// The node of exactly this range whose content is wanted.
    pub(super) fn node_at(&self, range: Range, wanted: fn(&Content) -> bool) -> Option<NodeId> {
        self.index.at(range).find(|id| wanted(&self.stream.node(*id).content))
    }

    /// The value at a range; with a key, the value of that key.
    pub(super) fn value_at(&self, range: Range, key: Option<Range>) -> Option<NodeId> {
        let own_key = |node: &NodeId| {
            self.pair_of(*node).is_some_and(|pair| Some(self.range(pair.key)) == key)
        };
        self.index.at(range).find(|node| key.is_none() || own_key(node))
    }

    /// The pair that a value belongs to.
    pub(super) fn pair_of(&self, value: NodeId) -> Option<Pair> {
        match self.index.home(value)? {
            (map, Home::Entry(index)) => self.stream.pairs(map).get(index).copied(),
            _ => None,
        }
    }

    /// The collection that holds an entry or an item, and what that is to it; of an entry the range
    /// may be that of the value or of the whole.
    pub(super) fn home(&self, range: Range, key: Option<Range>) -> Option<(NodeId, Home)> {
        let values = self.index.at(range).filter_map(|node| self.index.home(node));
        let values = values.filter(|(_, home)| !matches!(home, Home::Key(_)));
        let whole =
            self.index.from(range.start).filter_map(|node| match self.index.home(node)? {
                (map, Home::Key(index)) => Some((map, Home::Entry(index))),
                _ => None,
            });
        let whole = whole.filter(|(map, home)| match home {
            Home::Entry(index) => self.pair(self.stream.pairs(*map)[*index]) == range,
            _ => false,
        });
        let own_key = |(map, home): &(NodeId, Home)| match (home, key) {
            (_, None) => true,
            (Home::Entry(index), Some(key)) => {
                self.range(self.stream.pairs(*map)[*index].key) == key
            }
            (_, Some(_)) => false,
        };
        // An item that is a map of one entry: the item is meant.
        values.chain(whole).filter(own_key).min_by_key(|(parent, _)| *parent)
    }

    /// Whether a collection is written in brackets.
    pub(super) fn is_flow(&self, node: NodeId) -> bool {
        matches!(
            self.stream.node(node).content,
            Content::List { flow: true, .. } | Content::Map { flow: true, .. }
        )
    }

    /// Whether a node lies in a collection in brackets.
    pub(super) fn in_flow(&self, node: NodeId) -> bool {
        self.index.around(node).any(|outer| self.is_flow(outer))
    }

    /// Whether a node, or one in it, is an alias or has an anchor or a tag.
    pub(super) fn holds_references(&self, node: NodeId) -> bool {
        let mut open = vec![node];
        while let Some(node) = open.pop() {
            if self.plain(node).is_err() {
                return true;
            }
            open.extend(self.stream.items(node));
            open.extend(self.stream.pairs(node).iter().flat_map(|pair| [pair.key, pair.value]));
        }
        false
    }
}
