//! The outline of a YAML or JSON file.

use super::{ANNOTATION, Annotation, Outline};
use crate::syntax::Range;
use crate::syntax::yaml::{Content, NodeId, Pair, Stream, parse};

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
                outline.stray.extend(strays(&stream, id, content));
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

/// The value of a key of a map; of a key that is written twice, the last one.
fn get(stream: &Stream, (map, key): (NodeId, &str), content: &str) -> Option<Pair> {
    let mut pairs = stream.pairs(map).iter().rev();
    pairs.find(|pair| stream.scalar(pair.key, content) == key).copied()
}

/// The annotations of a map that is an object, or a template of one.
fn annotations(stream: &Stream, object: NodeId, content: &str) -> Option<NodeId> {
    let metadata = get(stream, (object, "metadata"), content)?;
    get(stream, (metadata.value, "annotations"), content).map(|pair| pair.value)
}

/// The annotation of an object that says what does not count.
fn annotation(stream: &Stream, object: NodeId, content: &str) -> Option<Annotation> {
    let annotations = annotations(stream, object, content)?;
    let pair = get(stream, (annotations, ANNOTATION), content)?;
    let (key, value) = (stream.node(pair.key).range, stream.node(pair.value).range);
    let text = stream.scalar(pair.value, content).to_owned();
    Some(Annotation { object: stream.node(object).range, key, value, text })
}

/// The keys among the annotations of an object that only look like ours.
fn strays(stream: &Stream, object: NodeId, content: &str) -> Vec<(Range, String)> {
    let Some(annotations) = annotations(stream, object, content) else { return Vec::new() };
    let stray = |pair: &Pair| {
        let reason = super::stray(&stream.scalar(pair.key, content))?;
        Some((stream.node(pair.key).range, reason))
    };
    stream.pairs(annotations).iter().filter_map(stray).collect()
}
