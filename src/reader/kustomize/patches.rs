//! Which kinds of objects a patch is for.

use std::collections::{BTreeMap, BTreeSet};

use crate::source::{TextId, Texts};
use crate::syntax::yaml;
use crate::value::Value;

/// The files of a run by their paths.
pub(super) type Paths<'a> = BTreeMap<&'a str, TextId>;

/// Kinds of objects; `All` where they can't be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Kinds {
    /// These; none of them where nothing is patched.
    Only(BTreeSet<String>),
    /// Any kind.
    All,
}

impl Kinds {
    pub(super) fn none() -> Self {
        Self::Only(BTreeSet::new())
    }

    pub(super) fn is_none(&self) -> bool {
        matches!(self, Self::Only(kinds) if kinds.is_empty())
    }

    pub(super) fn contain(&self, kind: &str) -> bool {
        match self {
            Self::Only(kinds) => kinds.contains(kind),
            Self::All => true,
        }
    }

    pub(super) fn add(&mut self, others: Self) {
        match (self, others) {
            (Self::Only(kinds), Self::Only(others)) => kinds.extend(others),
            (all, _) => *all = Self::All,
        }
    }

    pub(super) fn these<'a>(kinds: impl IntoIterator<Item = &'a str>) -> Self {
        Self::Only(kinds.into_iter().map(str::to_owned).collect())
    }
}

/// The kinds of one patch: those of its target, else those of the objects that it is written as.
pub(super) fn kinds(patch: &Value, file: Option<&str>, paths: &Paths<'_>, texts: &Texts) -> Kinds {
    if let Some(target) = patch.get("target").filter(|target| !target.is_null()) {
        return target.get("kind").map_or(Kinds::All, targeted);
    }
    if let Some(file) = file {
        let text = paths.get(file).map(|text| texts.text(*text).content());
        return text.map_or(Kinds::All, written);
    }
    let inline = patch.get("patch").unwrap_or(patch);
    match (inline.as_str(), inline.get("kind").and_then(Value::as_str)) {
        (Some(text), _) => written(text),
        (None, Some(kind)) => Kinds::these([kind]),
        (None, None) => Kinds::All,
    }
}

/// The kinds of a target, which is a regular expression: `Deployment|StatefulSet` is followed.
///
/// Source: kubectl.docs.kubernetes.io, "patches": the target's fields are regular expressions.
fn targeted(kind: &Value) -> Kinds {
    let names: Vec<&str> = kind.as_str().unwrap_or("").split('|').collect();
    let plain = |name: &&str| !name.is_empty() && name.bytes().all(|it| it.is_ascii_alphanumeric());
    if names.iter().all(plain) { Kinds::these(names) } else { Kinds::All }
}

/// The kinds of the objects that a text holds; a list of operations has none of its own.
fn written(text: &str) -> Kinds {
    let stream = yaml::parse(text);
    let kind = |document: &yaml::Document| {
        let mut pairs = stream.pairs(document.root?).iter();
        let pair = pairs.find(|pair| stream.scalar(pair.key, text) == "kind")?;
        Some(stream.scalar(pair.value, text).to_owned())
    };
    let documents = stream.documents.iter().filter(|document| document.root.is_some());
    match documents.map(kind).collect::<Option<BTreeSet<_>>>() {
        Some(kinds) if stream.errors.is_empty() && !kinds.is_empty() => Kinds::Only(kinds),
        _ => Kinds::All,
    }
}

#[cfg(test)]
mod tests {
    use super::{Kinds, written};

    #[test]
    fn the_kinds_of_all_documents_count() {
        let two = "kind: Deployment\n---\nkind: Service\n";
        assert_eq!(written(two), Kinds::these(["Deployment", "Service"]));
        assert_eq!(written("- op: remove\n  path: /spec\n"), Kinds::All);
        assert_eq!(written("kind: [broken\n"), Kinds::All);
        assert_eq!(written(""), Kinds::All);
    }
}
