//! The arena while it is filled.

use std::ops;

use super::super::Range;
use super::{Content, Document, Node, Stream};

/// Where a stream stood, to take back what was added since.
#[derive(Clone, Copy)]
pub(super) struct Mark {
    pub(super) documents: usize,
    pub(super) comments: usize,
    pub(super) errors: usize,
    nodes: usize,
    items: usize,
    pairs: usize,
}

impl Stream {
    pub(super) fn mark(&self) -> Mark {
        Mark {
            documents: self.documents.len(),
            comments: self.comments.len(),
            errors: self.errors.len(),
            nodes: self.nodes.len(),
            items: self.items.len(),
            pairs: self.pairs.len(),
        }
    }

    pub(super) fn rewind(&mut self, mark: Mark) {
        self.documents.truncate(mark.documents);
        self.comments.truncate(mark.comments);
        self.errors.truncate(mark.errors);
        self.nodes.truncate(mark.nodes);
        self.items.truncate(mark.items);
        self.pairs.truncate(mark.pairs);
    }

    /// The outermost collections in brackets, in order.
    pub(super) fn flow_ranges(&self) -> Vec<Range> {
        let mut ranges: Vec<Range> = Vec::new();
        for node in self.nodes.iter().filter(|node| node.is_flow()) {
            if ranges.last().is_none_or(|outer| outer.end <= node.range.start) {
                ranges.push(node.range);
            }
        }
        ranges
    }

    /// Sets where the documents from number `first` on start and end: each ends where the next
    /// starts.
    pub(super) fn close_documents(&mut self, first: usize, part: &ops::Range<usize>) {
        let added = &mut self.documents[first..];
        let mut before = whole(part.start);
        for document in &mut *added {
            if document.range.start == u32::MAX {
                document.range.start = before;
            }
            let root = document.root.map(|root| self.nodes[root.0 as usize].range.end);
            before = root.unwrap_or(document.range.start).max(before);
        }
        let mut end = whole(part.end);
        for document in added.iter_mut().rev() {
            document.range.end = end.max(document.range.start);
            end = document.range.start;
        }
    }
}

impl Node {
    /// Whether this is a collection in brackets.
    fn is_flow(&self) -> bool {
        matches!(self.content, Content::List { flow: true, .. } | Content::Map { flow: true, .. })
    }
}

impl Document {
    /// A document of which only the header was read.
    pub(super) fn header(range: Range, root: super::NodeId) -> Self {
        Self { range, root: Some(root), complete: false, partial: true }
    }
}

pub(super) fn range(bytes: &ops::Range<usize>) -> Range {
    Range::new(whole(bytes.start), whole(bytes.end))
}

/// An offset or an index of the arena; both are bounded by the length of the text.
pub(super) fn whole(number: usize) -> u32 {
    u32::try_from(number).expect("texts are under 4 GiB")
}
