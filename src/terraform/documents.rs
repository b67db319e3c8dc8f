//! Manifests one by one: what data sources and functions of providers make of texts and files.
//!
//! The data source `kubectl_file_documents` splits a text, `kubectl_path_documents` files.
//!
//! Source: gavinbunney/terraform-provider-kubectl, `kubernetes/data_source_kubectl_*_documents.go`
//! and `yaml/`.

use smol_str::SmolStr;

use super::directory::Declaration;
use super::evaluation::Evaluation;
use super::functions::{filled, glob};
use super::instances::Instance;
use super::memo::Symbol;
use crate::document::{Placeholders, parsed, split};
use crate::source::Texts;
use crate::value::{Entry, Kind, Origin, Value, Why};

impl Evaluation<'_> {
    /// What `documents` or `manifests` of a data source is; none where that is something else, or
    /// is not known.
    pub(super) fn documents(
        &self,
        declaration: &Declaration,
        instance: &Instance,
        attribute: &str,
    ) -> Option<Value> {
        let paths = match declaration.kind.as_str() {
            "kubectl_file_documents" => false,
            "kubectl_path_documents" => true,
            _ => return None,
        };
        let origin = Origin::new(declaration.header);
        let read = || {
            let read = if paths { Self::of_paths } else { Self::of_content };
            let all = read(self, declaration, instance);
            let unknown = || Value::unknown(Why::DataSource(declaration.address()), origin.clone());
            all.map_or_else(unknown, |all| Value::list(all, origin.clone()))
        };
        let symbol = Symbol::Documents(declaration.number, instance.number);
        let all = self.remember(symbol, read);
        match attribute {
            "documents" => all.as_list().map(|_| all.clone()),
            "manifests" => {
                let texts = self.session.texts.get()?;
                let entries = all.as_list()?.items.iter().map(|it| by_link(it, texts));
                Some(Value::map(entries.collect::<Option<Vec<Entry>>>()?, origin))
            }
            _ => None,
        }
    }

    /// What the functions of the kubernetes provider make of manifests that are text: one object, or
    /// a list of them. None for other functions, and where the text is not known.
    ///
    /// Source: hashicorp/terraform-provider-kubernetes, `internal/framework/provider/functions`.
    pub(super) fn decoded_manifests(&self, function: &str, arguments: &[Value]) -> Option<Value> {
        let ([text], texts) = (arguments, self.session.texts.get()?) else { return None };
        if !matches!(text.kind, Kind::Text(_) | Kind::Segments(_)) {
            return None;
        }
        let decode = |document: &Value| parsed(document, texts, Placeholders::Kubernetes);
        match function {
            "manifest_decode" => decode(text),
            "manifest_decode_multi" => {
                let all = split(text, texts)?.iter().map(decode).collect::<Option<Vec<Value>>>()?;
                Some(Value::list(all, text.origin.clone()))
            }
            _ => None,
        }
    }

    fn of_content(&self, declaration: &Declaration, instance: &Instance) -> Option<Vec<Value>> {
        let content = self.attribute(declaration, instance, "content")?;
        match &content.kind {
            Kind::Text(_) | Kind::Segments(_) => split(&content, self.session.texts.get()?),
            Kind::Document(_) => Some(vec![content]),
            _ => None,
        }
    }

    /// The documents of all files that a pattern matches, which are templates.
    fn of_paths(&self, declaration: &Declaration, instance: &Instance) -> Option<Vec<Value>> {
        let attribute = |name| self.attribute(declaration, instance, name);
        let texts = self.session.texts.get().filter(|_| !self.directory().installed)?;
        let mut variables = Vec::new();
        for given in ["vars", "sensitive_vars"].into_iter().filter_map(attribute) {
            let map = given.as_map().filter(|map| map.is_closed())?;
            variables.extend(map.entries.iter().cloned());
        }
        let plain = attribute("disable_template").is_some_and(|it| it.as_bool() != Some(false));
        let mut all = Vec::new();
        for path in self.matching(attribute("pattern")?.as_str()?)? {
            let bytes = self.inputs().tree.bytes(&path).ok()?;
            let text = std::str::from_utf8(&bytes).ok()?;
            let id = self.inputs().tree.text(&path, text, texts)?;
            let value = if plain {
                let end = u32::try_from(text.len()).ok()?;
                Value::string(text, Origin::new(crate::source::Span::new(id, 0, end)))
            } else {
                filled(self, (text, Some(id)), &variables).ok()?
            };
            all.extend(split(&value, texts)?);
        }
        Some(all)
    }

    /// The paths of the files that a pattern of the provider matches, in order: `*` stops at `/`.
    fn matching(&self, pattern: &str) -> Option<Vec<String>> {
        let folder = self.working_folder()?;
        if pattern.starts_with(['/', '~']) {
            return None;
        }
        let special = pattern.find(['*', '?', '[', '\\']).unwrap_or(pattern.len());
        let (inside, pattern) =
            pattern.split_at(pattern[..special].rfind('/').map_or(0, |it| it + 1));
        let folder = format!("{folder}/{inside}");
        let folder = folder.trim_matches('/');
        let files = self.inputs().tree.below(folder).ok()?;
        let glob = glob(&pattern.replace("[^", "[!"))?;
        let path = |file: String| format!("{folder}/{file}").trim_start_matches('/').to_owned();
        Some(files.into_iter().filter(|file| glob.is_match(file)).map(path).collect())
    }
}

/// A document under the link that the provider knows it by; none where that is not known.
fn by_link(document: &Value, texts: &Texts) -> Option<Entry> {
    let body = match &document.kind {
        Kind::Document(document) => document.root.clone(),
        _ => parsed(document, texts, Placeholders::Literal)?,
    };
    let known = |value: Option<&Value>| match value {
        None => Some(SmolStr::default()),
        Some(value) => value.text().and_then(|text| text.known()),
    };
    let metadata = body.get("metadata");
    let (version, kind) = (known(body.get("apiVersion"))?, known(body.get("kind"))?);
    let name = known(metadata.and_then(|it| it.get("name")))?;
    let namespace = known(metadata.and_then(|it| it.get("namespace")))?;
    let api = if version == "v1" { "/api" } else { "/apis" };
    let namespace =
        if namespace.is_empty() { String::new() } else { format!("/namespaces/{namespace}") };
    let plural = if kind.ends_with('s') { "es" } else { "s" };
    let kind = kind.to_lowercase();
    let key = format!("{api}/{version}{namespace}/{kind}{plural}/{name}").into();
    Some(Entry { key, key_span: document.origin.span, value: document.clone() })
}
