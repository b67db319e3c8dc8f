//! Fills the arena from the events of the parser.

use std::collections::HashMap;
use std::ops;

use granit_parser::{Event, ScalarStyle, Span, StructureStyle};

use super::super::{Range, SyntaxError};
use super::arena::{range, whole};
use super::folds::Inserts;
use super::{Content, Document, Node, NodeId, Pair, Stream, Style, place};

/// Adds the events of one parser to a stream.
pub(super) struct Builder<'a> {
    stream: &'a mut Stream,
    text: &'a str,
    /// Where the parsed part starts in `text`.
    base: usize,
    inserts: &'a Inserts,
    open: Vec<Frame>,
    anchors: HashMap<usize, NodeId>,
    in_document: bool,
    /// The end of the last token that was read.
    at: usize,
}

/// A collection whose end was not seen yet.
struct Frame {
    node: NodeId,
    flow: bool,
    children: Vec<NodeId>,
    /// The end of the token before the collection.
    after: usize,
}

/// What the parser says about a node besides its content.
#[derive(Default)]
struct Properties {
    tag: Option<Box<str>>,
    anchor: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        stream: &'a mut Stream,
        text: &'a str,
        base: usize,
        inserts: &'a Inserts,
    ) -> Self {
        let (open, anchors) = (Vec::new(), HashMap::new());
        Self { stream, text, base, inserts, open, anchors, in_document: false, at: base }
    }

    pub(super) fn take(&mut self, event: Event<'_>, span: &Span) {
        let bytes = self.bytes(span);
        let tag = event.tag().map(|tag| self.tag(span, tag));
        let properties = Properties { tag, anchor: event.anchor_id().unwrap_or(0) };
        match event {
            Event::DocumentStart(explicit, _) => self.start_document(explicit, &bytes),
            Event::DocumentEnd => self.in_document = false,
            Event::Comment(..) => self.stream.comments.push(range(&bytes)),
            Event::Scalar(value, style, ..) => self.scalar(&value, style, bytes, properties),
            Event::SequenceStart(style, ..) => {
                let flow = matches!(style, StructureStyle::Flow);
                let content = Content::List { flow, items: Range::default() };
                self.open(content, flow, &bytes, properties);
            }
            Event::MappingStart(style, ..) => {
                let flow = matches!(style, StructureStyle::Flow);
                let content = Content::Map { flow, pairs: Range::default() };
                self.open(content, flow, &bytes, properties);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(bytes.end),
            Event::Alias(anchor) => {
                let target = self.anchors.get(&anchor).copied();
                self.leaf(&bytes, Content::Alias(target), Properties::default());
            }
            Event::UnresolvedAlias(name) => self.unresolved(&name, &bytes),
            _ => {}
        }
    }

    /// Ends the document at an error; what was read of it stays. Both are relative to the part.
    pub(super) fn fail(&mut self, at: usize, error: SyntaxError) {
        let at = self.base + self.inserts.original(at);
        if !self.in_document {
            self.start_document(false, &(at..at));
        }
        while !self.open.is_empty() {
            self.close(self.at);
        }
        if let Some(document) = self.stream.documents.last_mut() {
            document.complete = false;
        }
        self.in_document = false;
        let base = whole(self.base);
        let range = Range::new(error.range.start + base, error.range.end + base);
        self.stream.errors.push(SyntaxError { range, ..error });
    }

    fn start_document(&mut self, marked: bool, bytes: &ops::Range<usize>) {
        // The ends are set once all starts are known; an unmarked document starts where the one
        // before it ends.
        let start = if marked { whole(bytes.start) } else { u32::MAX };
        let range = Range { start, end: u32::MAX };
        self.stream.documents.push(Document { range, root: None, complete: true, partial: false });
        self.in_document = true;
        self.at = self.at.max(bytes.start);
        self.anchors.clear();
    }

    fn scalar(
        &mut self,
        value: &str,
        style: ScalarStyle,
        bytes: ops::Range<usize>,
        properties: Properties,
    ) {
        let style = match style {
            ScalarStyle::SingleQuoted => Style::Single,
            ScalarStyle::DoubleQuoted => Style::Double,
            ScalarStyle::Literal => Style::Literal,
            ScalarStyle::Folded => Style::Folded,
            ScalarStyle::Plain => Style::Plain,
        };
        let bytes = match style {
            Style::Literal | Style::Folded => place::block_scalar(self.text, self.at, &bytes),
            Style::Plain if bytes.is_empty() => self.nothing(bytes.start),
            _ => bytes,
        };
        let written = match style {
            // For an empty scalar the parser says `~`, which nobody wrote.
            Style::Plain if bytes.is_empty() => Some(value),
            Style::Plain => self.text.get(bytes.clone()),
            Style::Single | Style::Double => self.text.get(bytes.start + 1..bytes.end - 1),
            Style::Literal | Style::Folded => None,
        };
        let decoded = (written != Some(value)).then(|| Box::from(value));
        self.leaf(&bytes, Content::Scalar { style, decoded }, properties);
    }

    /// The place of a value that is not written: after the colon.
    fn nothing(&self, at: usize) -> ops::Range<usize> {
        let value = self.open.last().is_some_and(|frame| {
            let map = matches!(self.stream.node(frame.node).content, Content::Map { .. });
            map && frame.children.len() % 2 == 1
        });
        let colon = value && self.text.as_bytes().get(at) == Some(&b':');
        let at = at + usize::from(colon);
        at..at
    }

    fn unresolved(&mut self, name: &str, bytes: &ops::Range<usize>) {
        self.leaf(bytes, Content::Alias(None), Properties::default());
        self.stream.errors.push(SyntaxError {
            range: range(bytes),
            message: format!("unknown anchor `{name}`"),
            help: Some(format!("define it with `&{name}` above this line, in the same document")),
        });
    }

    fn leaf(&mut self, bytes: &ops::Range<usize>, content: Content, properties: Properties) {
        self.at = bytes.end.max(self.at);
        let id = self.add(range(bytes), content, properties);
        self.attach(id);
    }

    fn open(
        &mut self,
        content: Content,
        flow: bool,
        bytes: &ops::Range<usize>,
        properties: Properties,
    ) {
        let node = self.add(range(bytes), content, properties);
        self.open.push(Frame { node, flow, children: Vec::new(), after: self.at });
        if flow {
            self.at = bytes.end.max(self.at);
        }
    }

    fn close(&mut self, end: usize) {
        let Some(frame) = self.open.pop() else { return };
        let range = self.extent(&frame, end);
        self.at = self.at.max(range.end as usize);
        let stream = &mut *self.stream;
        let content = if matches!(stream.node(frame.node).content, Content::List { .. }) {
            let start = whole(stream.items.len());
            stream.items.extend(&frame.children);
            let items = Range::new(start, whole(stream.items.len()));
            Content::List { flow: frame.flow, items }
        } else {
            let start = whole(stream.pairs.len());
            // A key whose value was cut off by an error says nothing.
            let pairs = frame.children.chunks_exact(2);
            stream.pairs.extend(pairs.map(|pair| Pair { key: pair[0], value: pair[1] }));
            let pairs = Range::new(start, whole(stream.pairs.len()));
            Content::Map { flow: frame.flow, pairs }
        };
        let node = &mut stream.nodes[frame.node.0 as usize];
        (node.range, node.content) = (range, content);
        self.attach(frame.node);
    }

    /// The bytes of a collection: the parser starts some after their dash, and ends those without
    /// brackets where the next token starts.
    fn extent(&self, frame: &Frame, end: usize) -> Range {
        let node = self.stream.node(frame.node);
        if frame.flow {
            return Range::new(node.range.start, whole(end).max(node.range.start));
        }
        let child = |id: Option<&NodeId>| id.map(|id| self.stream.node(*id).range);
        let start = match (&node.content, child(frame.children.first())) {
            (Content::List { .. }, Some(first)) => {
                let dash = place::last_dash(self.text, frame.after..first.start as usize);
                dash.map_or(node.range.start, whole)
            }
            _ => node.range.start,
        };
        let last = child(frame.children.last()).map_or(start, |last| last.end);
        Range::new(start, last.max(start))
    }

    fn attach(&mut self, id: NodeId) {
        if let Some(frame) = self.open.last_mut() {
            frame.children.push(id);
        } else if let Some(document) = self.stream.documents.last_mut() {
            document.root = document.root.or(Some(id));
        }
    }

    fn add(&mut self, range: Range, content: Content, properties: Properties) -> NodeId {
        let id = NodeId(whole(self.stream.nodes.len()));
        let Properties { tag, anchor } = properties;
        if anchor != 0 {
            self.anchors.insert(anchor, id);
        }
        self.stream.nodes.push(Node { range, content, tag, anchored: anchor != 0 });
        id
    }

    fn tag(&self, span: &Span, tag: &granit_parser::Tag) -> Box<str> {
        let written = span.tag_span().and_then(|span| self.text.get(self.bytes(&span)));
        written.map_or_else(|| tag.original().into(), Box::from)
    }

    fn bytes(&self, span: &Span) -> ops::Range<usize> {
        let bytes = span.byte_range().unwrap_or(0..0);
        let (start, end) = (self.inserts.original(bytes.start), self.inserts.original(bytes.end));
        start + self.base..end.max(start) + self.base
    }
}
