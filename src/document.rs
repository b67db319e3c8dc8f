//! What a YAML or JSON document says: a node of a [`Stream`] as a [`Value`].
//!
//! Scalars have the types that kubectl and eksctl give them (go-yaml's, not those of YAML 1.2),
//! aliases and merge keys are followed, and placeholders that somebody fills in later are holes.
//! An alias or a merge leaves a step in the origin of the value it brought; for parts of that value
//! see [`Origin::along`](crate::value::Origin::along).
//!
//! A merge key that stands *after* a key it also sets is read in two ways: kubectl, Helm and eksctl
//! (go-yaml 2) let the merged value win, kustomize (go-yaml 3) and the YAML documents the explicit
//! one. Such an entry is one of both.

mod alternatives;
mod content;
mod duplicates;
mod embedded;
mod entries;
mod merge;
mod openings;
mod placeholder;
mod scalar;
mod text;

#[cfg(test)]
mod tests;

use crate::source::{Span, TextId, Texts};
use crate::syntax::template::Masked;
use crate::syntax::yaml::{self, Content, NodeId, Stream};
use crate::value::{Kind, Rest, Step, Value, Why};
use openings::Openings;

pub use alternatives::{joined, opened};
pub use content::content;
pub use duplicates::duplicates;
pub use embedded::{Fault, all_parsed, fault, parsed, split};

/// Which marks in a text are placeholders that something fills in before the tool reads it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Placeholders {
    /// All that are known: `${VAR}`, `$(VAR)`, `{{ x }}`, `<NAME>`, `%VAR%`, `@@VAR@@`, `__VAR__`.
    #[default]
    All,
    /// As `All`, but `$(VAR)` under `command`, `args` and `env` is Kubernetes' own.
    Kubernetes,
    /// As `All`, but `${aws:username}` and its like are IAM policy variables.
    Policy,
    /// None.
    Literal,
}

/// How to read a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Which marks are placeholders.
    pub placeholders: Placeholders,
    /// Whether the document was not read to its end, so that any part of it may hold more.
    pub incomplete: bool,
}

/// The content of a document; none for an empty one.
pub fn root(
    texts: &Texts,
    stream: &Stream,
    text: TextId,
    document: &yaml::Document,
    placeholders: Placeholders,
) -> Option<Value> {
    let options = Options { placeholders, incomplete: !document.complete };
    Some(value(texts, stream, text, document.root?, options))
}

/// The value of a node; `stream` is what `text` was parsed to.
pub fn value(
    texts: &Texts,
    stream: &Stream,
    text: TextId,
    node: NodeId,
    options: Options,
) -> Value {
    let source = texts.text(text).content();
    Reader::new(stream, (source, source), text, options).read(node, Place::default())
}

/// The content of a document of a template; `stream` is what the masked text was parsed to.
///
/// What actions write is unknown, and where they write lines, what stands around may hold more.
pub fn masked(
    texts: &Texts,
    (stream, masked): (&Stream, &Masked),
    text: TextId,
    document: &yaml::Document,
) -> Option<Value> {
    let root = document.root?;
    let options =
        Options { placeholders: Placeholders::Kubernetes, incomplete: !document.complete };
    let written = texts.text(text).content();
    let mut reader = Reader::new(stream, (&masked.text, written), text, options);
    reader.openings = Openings::of(stream, masked, root);
    Some(reader.read(root, Place::default()))
}

/// Whether a value holds one that was not read, because aliases stand for more than is followed.
pub fn is_cut_off(value: &Value) -> bool {
    match &value.kind {
        Kind::Unknown(why) => matches!(why, Why::Limit(_)),
        Kind::List(list) => list.items.iter().any(is_cut_off),
        Kind::Map(map) => map.entries.iter().any(|entry| is_cut_off(&entry.value)),
        _ => false,
    }
}

/// How what a template writes on lines of its own is called.
const TEMPLATE: &str = "{{ .. }}";

/// Deeper than this nothing is followed; parsed documents end before.
const DEPTH: u32 = 600;
/// Aliases inside what aliases name are followed this far.
const ALIASES: u32 = 64;

/// Reads one document.
struct Reader<'a> {
    stream: &'a Stream,
    source: &'a str,
    /// The text as it was written, of the same length: a template has holes in `source`.
    written: &'a str,
    text: TextId,
    options: Options,
    /// How many more nodes may come out of aliases: a document of ten lines can name billions.
    budget: usize,
    depth: u32,
    aliases: u32,
    openings: Openings,
}

/// What the way to a node says about it.
#[derive(Clone, Copy, Default)]
struct Place {
    /// Whether `$(VAR)` is filled in by Kubernetes itself.
    expanded: bool,
}

impl<'a> Reader<'a> {
    fn new(
        stream: &'a Stream,
        (source, written): (&'a str, &'a str),
        text: TextId,
        options: Options,
    ) -> Self {
        let budget = stream.len().saturating_mul(10);
        let openings = Openings::default();
        Self { stream, source, written, text, options, budget, depth: 0, aliases: 0, openings }
    }

    fn read(&mut self, id: NodeId, place: Place) -> Value {
        if self.aliases > 0 {
            match self.budget.checked_sub(1) {
                Some(left) => self.budget = left,
                None => return self.limit(id, "aliases that expand to too much"),
            }
        }
        if self.depth >= DEPTH {
            return self.limit(id, "the depth of nesting");
        }
        self.depth += 1;
        let value = match self.stream.node(id).content {
            Content::Scalar { .. } => self.scalar(id, place),
            Content::List { .. } => self.list(id, place),
            Content::Map { .. } => self.map(id, place),
            Content::Alias(target) => self.alias(id, target, place),
        };
        self.depth -= 1;
        value
    }

    fn list(&mut self, id: NodeId, place: Place) -> Value {
        let items = self.stream.items(id).iter().map(|item| self.read(*item, place)).collect();
        Value::open_list(items, self.rest(id), self.origin(id))
    }

    fn alias(&mut self, id: NodeId, target: Option<NodeId>, place: Place) -> Value {
        let span = self.span(id);
        let name = self.source[span.range()].trim_start_matches('*');
        let Some(target) = target else {
            let why = Why::Error(format!("there is no anchor `{name}` above").into());
            return Value::unknown(why, self.origin(id));
        };
        if self.aliases >= ALIASES {
            return self.limit(id, "aliases inside aliases");
        }
        self.aliases += 1;
        let value = self.read(target, place);
        self.aliases -= 1;
        value.through(Step::Alias(name.into()), span)
    }

    /// What is not seen of a collection.
    fn rest(&self, id: NodeId) -> Rest {
        if self.options.incomplete {
            Rest::open(Why::Incomplete)
        } else if self.openings.is_open(id) {
            Rest::open(Why::Placeholder(TEMPLATE.into()))
        } else {
            Rest::Closed
        }
    }

    fn limit(&self, id: NodeId, what: &'static str) -> Value {
        Value::new(Kind::Unknown(Why::Limit(what)), self.origin(id))
    }

    fn span(&self, id: NodeId) -> Span {
        self.stream.node(id).range.of(self.text)
    }

    fn origin(&self, id: NodeId) -> crate::value::Origin {
        crate::value::Origin::new(self.span(id))
    }
}
