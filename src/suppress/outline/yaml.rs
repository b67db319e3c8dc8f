//! The outline of a YAML or JSON file.

use super::{Annotation, Outline};
use crate::syntax::Range;
use crate::syntax::yaml::{Content, NodeId, Pair, Stream, parse};

/// The annotation that says which rules do not count for an object.
const ANNOTATION: &str = "ekslint/ignore";

pub(super) fn outline(content: &str) -> Outline {
    let stream = parse(content);
    let mut outline = Outline { first: u32::MAX, ..Outline::default() };
    for document in &stream.documents {
        let Some(root) = document.root else { continue };
        let start = stream.node(root).range.start;
        outline.documents.push((document.range, start));
        outline.first = outline.first.min(start);
    }
    for id in stream.ids() {
        let node = stream.node(id);
        match node.content {
            Content::Scalar { .. } if content[node.range.indices()].contains('\n') => {
                outline.strings.push(node.range);
            }
            Content::Map { .. } => {
                let pairs = stream.pairs(id).iter();
                outline.things.extend(pairs.map(|pair| whole(&stream, *pair)));
                outline.annotations.extend(annotation(&stream, id, content));
            }
            Content::List { .. } => {
                let items = stream.items(id).iter();
                outline.things.extend(items.map(|item| stream.node(*item).range));
            }
            _ => {}
        }
    }
    let documents = &stream.documents;
    outline.whole = stream.errors.is_empty() && documents.iter().all(|it| it.complete);
    outline.comments = stream.comments;
    outline
}

/// A key and its value.
fn whole(stream: &Stream, pair: Pair) -> Range {
    let (key, value) = (stream.node(pair.key).range, stream.node(pair.value).range);
    Range::new(key.start, value.end.max(key.end))
}

/// The annotation of a map that is an object, or a template of one.
fn annotation(stream: &Stream, object: NodeId, content: &str) -> Option<Annotation> {
    let get = |map: NodeId, key: &str| {
        let mut pairs = stream.pairs(map).iter().rev();
        pairs.find(|pair| stream.scalar(pair.key, content) == key).copied()
    };
    let annotations = get(get(object, "metadata")?.value, "annotations")?.value;
    let pair = get(annotations, ANNOTATION)?;
    let (key, value) = (stream.node(pair.key).range, stream.node(pair.value).range);
    let text = stream.scalar(pair.value, content).to_owned();
    Some(Annotation { object: stream.node(object).range, key, value, text })
}
