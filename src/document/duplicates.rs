//! Keys that are written twice.

use std::collections::HashMap;

use super::merge::is_merge;
use super::scalar;
use crate::syntax::yaml::{Content, NodeId, Stream, Style};
use crate::syntax::{DuplicateKey, Repetition};

/// Keys written twice in one map anywhere below `node`, in the order of the later ones.
///
/// `source` is the text that was parsed. Merge keys may stand twice.
pub fn duplicates(stream: &Stream, node: NodeId, source: &str) -> Vec<DuplicateKey> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(id) = open.pop() {
        open.extend(stream.items(id));
        let pairs = stream.pairs(id);
        open.extend(pairs.iter().flat_map(|pair| [pair.key, pair.value]));
        if pairs.len() < 2 {
            continue;
        }
        let mut own = Vec::new();
        let mut seen = HashMap::with_capacity(pairs.len());
        for pair in pairs.iter().filter(|pair| !is_merge(stream, source, pair.key)) {
            let Some(key) = name(stream, source, pair.key) else { continue };
            let second = stream.node(pair.key).range;
            let text = &source[stream.node(pair.value).range.indices()];
            if let Some((first, before)) = seen.insert(key.clone(), (second, text)) {
                let repetition = Repetition::of(before, text);
                own.push(DuplicateKey { key: key.to_string(), first, second, repetition });
            }
        }
        found.extend(if id == node { objects(own) } else { own });
    }
    found.sort_by_key(|duplicate| duplicate.second);
    found
}

/// The repeated keys of a whole document: where `apiVersion` and `kind` are both among them, the
/// document is several objects, and only the key that begins each is told.
fn objects(own: Vec<DuplicateKey>) -> Vec<DuplicateKey> {
    let has = |name: &str| own.iter().any(|it| it.key == name);
    if !has("apiVersion") || !has("kind") {
        return own;
    }
    let heads = own.iter().filter(|it| it.key == "apiVersion" || it.key == "kind");
    let Some(head) = heads.min_by_key(|it| it.first).map(|it| it.key.clone()) else { return own };
    let begins = |it: DuplicateKey| DuplicateKey { repetition: Repetition::Object, ..it };
    own.into_iter().filter(|it| it.key == head).map(begins).collect()
}

/// The name that a key comes to, as the real tools see it: `on` and `true` are the same.
fn name(stream: &Stream, source: &str, id: NodeId) -> Option<smol_str::SmolStr> {
    let node = stream.node(id);
    let text = stream.scalar(id, source);
    match node.content {
        Content::Scalar { style: Style::Plain, .. } if node.tag.is_none() => {
            scalar::key(&scalar::plain(text))
        }
        Content::Scalar { .. } => Some(text.into()),
        _ => None,
    }
}
