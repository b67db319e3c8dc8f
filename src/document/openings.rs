//! What is not known of the nodes of a masked template.

use std::collections::{BTreeMap, BTreeSet};

use super::{Fill, Fills, Form, printed};
use crate::syntax::template::{Masked, Opening};
use crate::syntax::yaml::{Content, NodeId, Stream, Style};
use crate::value::{Kind, Value};

/// Nodes of which not all is seen.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// Collections that may hold more.
    open: BTreeSet<NodeId>,
    /// Scalars that may be anything.
    hidden: BTreeSet<NodeId>,
    /// Empty scalars that an action below them gives this value.
    written: BTreeMap<NodeId, Value>,
    /// What actions add to collections.
    more: BTreeMap<NodeId, Vec<Value>>,
}

/// A node and the collection around it.
struct Placed {
    id: NodeId,
    start: u32,
    parent: Option<usize>,
}

impl Openings {
    /// Those of a document whose content is `root`.
    pub(super) fn of(stream: &Stream, masked: &Masked, root: NodeId, fills: &Fills) -> Self {
        let document = Nodes { stream, source: &masked.text, all: placed(stream, root) };
        let mut found = Self::default();
        for opening in &masked.openings {
            let known = fills.at(opening.at).and_then(|it| document.fill(opening, it, &mut found));
            if known.is_none() {
                document.open(opening.at, opening.column, &mut found);
            }
        }
        for cut in &masked.cuts {
            document.cut(*cut, &mut found);
        }
        found
    }

    pub(super) fn is_open(&self, id: NodeId) -> bool {
        self.open.contains(&id)
    }

    pub(super) fn is_hidden(&self, id: NodeId) -> bool {
        self.hidden.contains(&id)
    }

    /// The value that an action gives an empty scalar.
    pub(super) fn written(&self, id: NodeId) -> Option<&Value> {
        self.written.get(&id)
    }

    /// What actions add to a collection.
    pub(super) fn more(&self, id: NodeId) -> &[Value] {
        self.more.get(&id).map(Vec::as_slice).unwrap_or_default()
    }
}

/// The nodes of a document in the order of their starts, outer ones first.
struct Nodes<'a> {
    stream: &'a Stream,
    source: &'a str,
    all: Vec<Placed>,
}

fn placed(stream: &Stream, root: NodeId) -> Vec<Placed> {
    let mut nodes: Vec<Placed> = Vec::new();
    let mut open = vec![(root, None)];
    while let Some((id, parent)) = open.pop() {
        let index = nodes.len();
        nodes.push(Placed { id, start: stream.node(id).range.start, parent });
        let pairs = stream.pairs(id).iter().rev().flat_map(|pair| [pair.value, pair.key]);
        let items = stream.items(id).iter().rev().copied();
        open.extend(pairs.chain(items).map(|id| (id, Some(index))));
    }
    nodes
}

impl Nodes<'_> {
    /// Something is written at a place, in a column if that is known.
    fn open(&self, at: u32, column: Option<u32>, found: &mut Openings) {
        let next = self.all.partition_point(|node| node.start < at);
        let above: Vec<&Placed> = self.around(next.checked_sub(1)).collect();
        let last = above.first().filter(|it| self.is_scalar(it.id));
        let below = self.below(next);
        let all = above.iter().copied().chain(below).filter(|it| !self.is_scalar(it.id));
        let ids: Vec<NodeId> = match column {
            Some(column) => {
                all.filter(|it| self.column(it.start) == column).map(|it| it.id).collect()
            }
            None => all.map(|it| it.id).collect(),
        };
        let empty = last.filter(|it| self.stream.node(it.id).range.is_empty());
        match (last, empty, column) {
            (_, Some(empty), _) => {
                found.hidden.insert(empty.id);
            }
            (Some(last), None, None) => {
                found.hidden.insert(last.id);
            }
            _ if ids.is_empty() => {
                // What stands in a column of its own belongs to anything around it.
                found.hidden.extend(last.map(|it| it.id));
                found.open.extend(above.iter().map(|it| it.id));
            }
            _ => {}
        }
        found.open.extend(ids);
    }

    /// Puts what is known to be written at a place into the node that it belongs to; none where it
    /// is not clear which that is.
    fn fill(&self, opening: &Opening, fill: &Fill, found: &mut Openings) -> Option<()> {
        if fill.form == Form::Plain && printed(&fill.value).is_some_and(|it| it.trim().is_empty()) {
            return Some(());
        }
        let Form::Lines { indent, is_below } = fill.form else { return None };
        let lines_up = is_below || self.column(opening.at) == 0;
        if opening.column != Some(indent) || !lines_up {
            return None;
        }
        let next = self.all.partition_point(|node| node.start < opening.at);
        let above: Vec<&Placed> = self.around(next.checked_sub(1)).collect();
        let empty = above
            .first()
            .filter(|it| self.is_scalar(it.id) && self.stream.node(it.id).range.is_empty());
        if let Some(empty) = empty {
            let around = above.get(1).map_or(0, |it| self.column(it.start));
            let list = fill.value.as_list().is_some();
            let deeper = around < indent || (list && around == indent);
            let first = !found.written.contains_key(&empty.id) && !found.is_hidden(empty.id);
            return (deeper && first).then(|| {
                found.written.insert(empty.id, fill.value.clone());
            });
        }
        let fits = |it: &&Placed| match (&self.stream.node(it.id).content, &fill.value.kind) {
            (Content::Map { flow: false, .. }, Kind::Map(map)) => {
                let keys = self.keys(it.id);
                !map.entries.is_empty() && !map.entries.iter().any(|it| keys.contains(&&*it.key))
            }
            (Content::List { flow: false, .. }, Kind::List(list)) => !list.items.is_empty(),
            _ => false,
        };
        let all = above.iter().copied().chain(self.below(next)).filter(fits);
        let ids: Vec<NodeId> =
            all.filter(|it| self.column(it.start) == indent).map(|it| it.id).collect();
        let [id] = ids.as_slice() else { return None };
        found.more.entry(*id).or_default().push(fill.value.clone());
        Some(())
    }

    /// The keys of a map that are written.
    fn keys(&self, id: NodeId) -> Vec<&str> {
        let pairs = self.stream.pairs(id).iter();
        pairs.map(|pair| self.stream.scalar(pair.key, self.source)).collect()
    }

    /// Something was taken out of the lines of a string.
    fn cut(&self, at: u32, found: &mut Openings) {
        let next = self.all.partition_point(|node| node.start < at);
        let Some(last) = next.checked_sub(1).and_then(|last| self.all.get(last)) else { return };
        let node = self.stream.node(last.id);
        let Content::Scalar { style, .. } = node.content else { return };
        // The lines behind a block of text may be more of it.
        let block = matches!(style, Style::Literal | Style::Folded);
        if block || at < node.range.end {
            found.hidden.insert(last.id);
        }
    }

    /// A node and what is around it, from the inside out.
    fn around(&self, index: Option<usize>) -> impl Iterator<Item = &Placed> {
        std::iter::successors(index.and_then(|at| self.all.get(at)), |node| {
            node.parent.and_then(|at| self.all.get(at))
        })
    }

    /// The collections that start with the next node.
    fn below(&self, next: usize) -> impl Iterator<Item = &Placed> {
        let start = self.all.get(next).map(|it| it.start);
        let rest = self.all.get(next..).unwrap_or_default();
        rest.iter().take_while(move |it| Some(it.start) == start)
    }

    fn is_scalar(&self, id: NodeId) -> bool {
        !matches!(self.stream.node(id).content, Content::List { .. } | Content::Map { .. })
    }

    fn column(&self, at: u32) -> u32 {
        let before = self.source.get(..at as usize).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        u32::try_from(line.chars().count()).unwrap_or(u32::MAX)
    }
}
