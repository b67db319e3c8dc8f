//! What is not known of the nodes of a masked template.

use std::collections::BTreeSet;

use crate::syntax::template::Masked;
use crate::syntax::yaml::{Content, NodeId, Stream, Style};

/// Nodes of which not all is seen.
#[derive(Debug, Default)]
pub(super) struct Openings {
    /// Collections that may hold more.
    open: BTreeSet<NodeId>,
    /// Scalars that may be anything.
    hidden: BTreeSet<NodeId>,
}

/// A node and the collection around it.
struct Placed {
    id: NodeId,
    start: u32,
    parent: Option<usize>,
}

impl Openings {
    /// Those of a document whose content is `root`.
    pub(super) fn of(stream: &Stream, masked: &Masked, root: NodeId) -> Self {
        let document = Nodes { stream, source: &masked.text, all: placed(stream, root) };
        let mut found = Self::default();
        for opening in &masked.openings {
            document.open(opening.at, opening.column, &mut found);
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
