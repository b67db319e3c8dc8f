//! Terraform's JSON form (`*.tf.json`), read into the arena of HCL.
//!
//! The grammar of JSON can't tell arguments from blocks, providers can. Here the top level is
//! spelled out; inside of a block a list of objects is blocks, and so are the objects of the few
//! names for which the difference shows; all else is an argument.

mod absorb;

use smol_str::SmolStr;

use super::lex::offset;
use super::{
    Attribute, Block, Body, Expr, ExprId, ExprKind, File, Item, ItemKey, Label, Part, parse,
};
use crate::syntax::yaml::{self, Content, NodeId, Pair, Stream, Style};
use crate::syntax::{DuplicateKey, Number, Range, Repetition, SyntaxError};

/// Nested objects that are blocks even where there is only one of them.
const BLOCKS: [&str; 11] = [
    "statement",
    "condition",
    "principals",
    "not_principals",
    "vpc_config",
    "metadata",
    "spec",
    "template",
    "lifecycle",
    "backend",
    "cloud",
];

/// Reads a `.tf.json` file; what cannot be read is in its errors.
pub fn parse_json(text: &str) -> File {
    let mut file = File::default();
    file.body.range = Range::new(0, offset(text.len()));
    let stream = yaml::parse(text);
    file.errors.clone_from(&stream.errors);
    let root = stream.documents.first().and_then(|document| document.root);
    let mut reader = Reader { text, stream: &stream, file };
    let Some(root) = root else { return reader.file };
    if matches!(reader.node(root), Content::Map { .. }) {
        reader.top_level(root);
    } else {
        let message = "a `.tf.json` file holds one object".to_owned();
        let range = stream.node(root).range;
        reader.file.errors.push(SyntaxError { range, message, help: None });
    }
    reader.file
}

struct Reader<'a> {
    text: &'a str,
    stream: &'a Stream,
    file: File,
}

/// What stands before the body of a block: its type, and the keys above that name it.
#[derive(Clone)]
struct Header {
    kind: SmolStr,
    kind_range: Range,
    labels: Vec<Label>,
}

impl<'a> Reader<'a> {
    fn node(&self, id: NodeId) -> &'a Content {
        &self.stream.node(id).content
    }

    fn range(&self, id: NodeId) -> Range {
        self.stream.node(id).range
    }

    fn key(&self, pair: Pair) -> SmolStr {
        self.stream.scalar(pair.key, self.text).into()
    }

    /// The objects that a property holds: itself, or those of its list.
    fn objects(&self, id: NodeId) -> Vec<NodeId> {
        match self.node(id) {
            Content::Map { .. } => vec![id],
            Content::List { .. } => {
                let items = self.stream.items(id).iter().copied();
                items.filter(|item| matches!(self.node(*item), Content::Map { .. })).collect()
            }
            _ => Vec::new(),
        }
    }

    fn top_level(&mut self, root: NodeId) {
        for pair in self.stream.pairs(root) {
            let kind = self.key(*pair);
            let labels = match kind.as_str() {
                "resource" | "data" | "ephemeral" => 2,
                "module" | "variable" | "output" | "provider" | "check" => 1,
                "//" => continue,
                _ => 0,
            };
            let header = Header { kind, kind_range: self.range(pair.key), labels: Vec::new() };
            let mut blocks = Vec::new();
            self.blocks(&header, pair.value, labels, &mut blocks);
            self.file.body.blocks.extend(blocks);
        }
    }

    /// Adds the blocks of a type: `labels` levels of keys name them.
    fn blocks(&mut self, header: &Header, value: NodeId, labels: usize, out: &mut Vec<Block>) {
        for object in self.objects(value) {
            if labels == 0 {
                out.push(self.block(header.clone(), object));
                continue;
            }
            for pair in self.stream.pairs(object) {
                let mut named = header.clone();
                named.labels.push(Label { text: self.key(*pair), range: self.range(pair.key) });
                self.blocks(&named, pair.value, labels - 1, out);
            }
        }
    }

    fn block(&mut self, header: Header, object: NodeId) -> Block {
        let Header { kind, kind_range, labels } = header;
        let name = labels.last().map_or(kind_range, |label| label.range);
        let range = Range::new(name.start, self.range(object).end);
        let literal = kind == "variable";
        let body = self.body(object, literal);
        Block { kind, kind_range, labels, body, header: name, range }
    }

    fn body(&mut self, object: NodeId, literal: bool) -> Body {
        let mut body = Body { range: self.range(object), ..Body::default() };
        for pair in self.stream.pairs(object) {
            let name = self.key(*pair);
            let kind_range = self.range(pair.key);
            if name == "//" {
                continue;
            }
            if name == "dynamic" {
                let header = Header { kind: name, kind_range, labels: Vec::new() };
                self.blocks(&header, pair.value, 1, &mut body.blocks);
            } else if !literal && self.is_block(&name, pair.value) {
                let header = Header { kind: name, kind_range, labels: Vec::new() };
                self.blocks(&header, pair.value, 0, &mut body.blocks);
            } else {
                let attribute = self.attribute(name, *pair, literal);
                self.note_duplicate(&body, &attribute);
                body.attributes.retain(|it: &Attribute| it.name != attribute.name);
                body.attributes.push(attribute);
            }
        }
        body
    }

    fn note_duplicate(&mut self, body: &Body, later: &Attribute) {
        if let Some(first) = body.attribute(&later.name) {
            let (first, second) = (first.name_range, later.name_range);
            let (key, repetition) = (later.name.to_string(), Repetition::Other);
            self.file.duplicates.push(DuplicateKey { key, first, second, repetition });
        }
    }

    /// Whether a property of a block is blocks.
    fn is_block(&self, name: &str, value: NodeId) -> bool {
        match self.node(value) {
            Content::Map { .. } => BLOCKS.contains(&name) || name == "content",
            Content::List { .. } => {
                let items = self.stream.items(value);
                !items.is_empty() && self.objects(value).len() == items.len()
            }
            _ => false,
        }
    }

    fn attribute(&mut self, name: SmolStr, pair: Pair, literal: bool) -> Attribute {
        let (name_range, value_range) = (self.range(pair.key), self.range(pair.value));
        let typed = literal && name == "type";
        let value = match self.node(pair.value) {
            Content::Scalar { style: Style::Double, .. } if typed => self.code(pair.value),
            _ => self.value(pair.value, literal),
        };
        let range = Range::new(name_range.start, value_range.end);
        Attribute { name, name_range, value, range }
    }

    fn value(&mut self, id: NodeId, literal: bool) -> ExprId {
        let kind = match self.node(id) {
            Content::Scalar { style: Style::Double, .. } => return self.string(id, literal),
            Content::Scalar { .. } => scalar(self.stream.scalar(id, self.text)),
            Content::List { .. } => {
                let items: Vec<NodeId> = self.stream.items(id).to_vec();
                ExprKind::List(items.into_iter().map(|item| self.value(item, literal)).collect())
            }
            Content::Map { .. } => {
                let pairs = self.stream.pairs(id).iter();
                let item = |pair: &Pair| Item {
                    key: ItemKey::Expression(self.string(pair.key, literal)),
                    key_range: self.range(pair.key),
                    value: self.value(pair.value, literal),
                };
                ExprKind::Object(pairs.map(item).collect())
            }
            Content::Alias(_) => ExprKind::Null,
        };
        self.push(self.range(id), kind)
    }

    /// A string: a template, but where Terraform takes it literally.
    fn string(&mut self, id: NodeId, literal: bool) -> ExprId {
        let (text, range) = (self.stream.scalar(id, self.text), self.range(id));
        let inner = Range::new(range.start + 1, range.end.saturating_sub(1).max(range.start + 1));
        let template = !literal && (text.contains("${") || text.contains("%{"));
        if template && let Ok((file, root)) = parse::parse_template(text) {
            return self.absorb(file, root, range);
        }
        let parts = match text {
            "" => Vec::new(),
            _ => vec![Part::Literal { text: text.into(), range: inner }],
        };
        self.push(range, ExprKind::Template { parts, heredoc: false })
    }

    /// A string that holds an expression.
    fn code(&mut self, id: NodeId) -> ExprId {
        let range = self.range(id);
        match parse::parse_expression(self.stream.scalar(id, self.text)) {
            Ok((file, root)) => self.absorb(file, root, range),
            Err(_) => self.string(id, true),
        }
    }

    fn push(&mut self, range: Range, kind: ExprKind) -> ExprId {
        let id = ExprId(offset(self.file.expressions.len()));
        self.file.expressions.push(Expr { range, kind });
        id
    }
}

/// What a scalar without quotes is.
fn scalar(text: &str) -> ExprKind {
    match text {
        "true" => ExprKind::Bool(true),
        "false" => ExprKind::Bool(false),
        text => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(number), _) => ExprKind::Number(Number::Integer(number)),
            (_, Ok(number)) if number.is_finite() => ExprKind::Number(Number::Float(number)),
            _ => ExprKind::Null,
        },
    }
}
