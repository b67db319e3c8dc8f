//! Which node stands where, and what holds it.

use std::collections::BTreeMap;

use crate::syntax::Range;
use crate::syntax::yaml::{NodeId, Stream};

/// What something is to the collection around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// The key of an entry of a map.
    Key(usize),
    /// The value of an entry of a map; for what is removed, the whole entry.
    Entry(usize),
    /// An item of a list.
    Item(usize),
}

/// The nodes of all documents by their place: a thousand edits of one text search it, none walks
/// it.
pub(super) struct Index {
    /// Sorted, collections before what they hold.
    by_range: Vec<(Range, NodeId)>,
    /// What holds each node but the roots.
    homes: BTreeMap<NodeId, (NodeId, Home)>,
}

impl Index {
    /// Walks every document once.
    pub(super) fn of(stream: &Stream) -> Self {
        let mut open: Vec<NodeId> = stream.documents.iter().filter_map(|it| it.root).collect();
        let (mut by_range, mut homes) = (Vec::new(), BTreeMap::new());
        while let Some(node) = open.pop() {
            by_range.push((stream.node(node).range, node));
            let items = stream.items(node).iter().enumerate();
            let pairs = stream.pairs(node).iter().enumerate();
            let both = |(index, pair): (usize, &crate::syntax::yaml::Pair)| {
                [(pair.key, Home::Key(index)), (pair.value, Home::Entry(index))]
            };
            let inside = items.map(|(index, item)| (*item, Home::Item(index)));
            for (inner, home) in inside.chain(pairs.flat_map(both)) {
                open.push(inner);
                homes.insert(inner, (node, home));
            }
        }
        by_range.sort_unstable();
        Self { by_range, homes }
    }

    /// The nodes of exactly this range, collections before what they hold.
    pub(super) fn at(&self, range: Range) -> impl Iterator<Item = NodeId> {
        let first = self.by_range.partition_point(|(own, _)| *own < range);
        let same = self.by_range[first..].iter().take_while(move |(own, _)| *own == range);
        same.map(|(_, node)| *node)
    }

    /// The nodes that start at a byte.
    pub(super) fn from(&self, start: u32) -> impl Iterator<Item = NodeId> {
        let first = self.by_range.partition_point(|(own, _)| own.start < start);
        let same = self.by_range[first..].iter().take_while(move |(own, _)| own.start == start);
        same.map(|(_, node)| *node)
    }

    /// The nodes that start at a byte or before it, the nearest first.
    pub(super) fn before(&self, start: u32) -> impl Iterator<Item = NodeId> {
        let behind = self.by_range.partition_point(|(own, _)| own.start <= start);
        self.by_range[..behind].iter().rev().map(|(_, node)| *node)
    }

    /// What holds a node; none for the root of a document.
    pub(super) fn home(&self, node: NodeId) -> Option<(NodeId, Home)> {
        self.homes.get(&node).copied()
    }

    /// The collections around a node, the innermost first.
    pub(super) fn around(&self, node: NodeId) -> impl Iterator<Item = NodeId> {
        let outer = |node: &NodeId| self.home(*node).map(|(outer, _)| outer);
        std::iter::successors(outer(&node), outer)
    }
}
