//! What tools rendered, in the place of what was read without them.
//!
//! Every object is a text of its own, derived from the line that says its kind in the file it comes
//! from: findings stand there, and nothing of it can be edited.

mod charts;
mod origin;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};

use super::SkippedKind;
use super::kustomize::{Built, named};
pub use origin::source_of;

use crate::document::{self, Placeholders};
use crate::render::{NAMESPACE, RELEASE, RenderError, Rendered, Renderer};
use crate::source::{Piece, Root, TextId, Texts};
use crate::syntax::yaml::documents;
use crate::value::Value;

/// As many tools run at a time.
const AT_A_TIME: usize = 2;

/// Renders what is asked for, and remembers what came of it.
pub(super) struct Rendering<'a> {
    renderer: &'a Renderer,
    texts: &'a Texts,
    root: &'a Root,
    files: BTreeMap<String, TextId>,
    ended: Mutex<Outcomes>,
}

/// What became of what was to be rendered.
#[derive(Debug, Default)]
pub struct Outcomes {
    /// The texts that a tool rendered, each with what the tool is called.
    pub texts: BTreeMap<TextId, &'static str>,
    /// What is not rendered, with why.
    pub warnings: Vec<String>,
}

/// An object that a tool rendered.
pub(super) struct Object {
    /// What it says.
    pub(super) body: Value,
    /// The scanned file that it comes from, if that is known.
    pub(super) file: Option<Arc<str>>,
}

/// A tool that renders.
#[derive(Clone, Copy)]
struct Tool {
    /// What is said to have rendered something.
    name: &'static str,
    /// What to install where it is missing.
    missing: &'static str,
    run: fn(&Renderer, &std::path::Path) -> Result<Rendered, RenderError>,
}

const KUSTOMIZE: Tool = Tool {
    name: "kustomize build",
    missing: "there is neither `kustomize` nor `kubectl` in PATH; install one, see https://kubectl.docs.kubernetes.io/installation/kustomize",
    run: Renderer::kustomize,
};

const HELM: Tool = Tool {
    name: "helm template",
    missing: "there is no `helm` in PATH; install it, see https://helm.sh/docs/intro/install",
    run: Renderer::helm,
};

impl<'a> Rendering<'a> {
    /// Nothing is rendered yet; `files` are those of YAML, which objects may come from.
    pub(super) fn new(
        renderer: &'a Renderer,
        texts: &'a Texts,
        root: &'a Root,
        files: &[(String, TextId)],
    ) -> Self {
        let files = files.iter().cloned().collect();
        Self { renderer, texts, root, files, ended: Mutex::default() }
    }

    /// What became of it.
    pub(super) fn ended(self) -> Outcomes {
        self.ended.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// The objects of each kustomization that is not followed to its end, by its folder; without
    /// those that take something from elsewhere, and those that cannot be rendered.
    pub(super) fn kustomizations(&self, built: &[Built]) -> BTreeMap<String, Vec<Object>> {
        let is = |built: &Built, what| built.skipped.iter().any(|it| it.what == what);
        let opens = |built: &Built| built.resources.iter().any(|it| it.opened.is_some());
        let ends = |built: &Built| !is(built, SkippedKind::Kustomization) && !opens(built);
        let wanted = built.iter().filter(|it| !ends(it) && !is(it, SkippedKind::RemoteBase));
        let wanted: Vec<String> = wanted.map(|it| it.root.clone()).collect();
        self.rendered(&wanted, KUSTOMIZE)
    }

    /// Runs a tool on folders, and warns of those where it fails.
    fn rendered(&self, folders: &[String], tool: Tool) -> BTreeMap<String, Vec<Object>> {
        let (mut done, mut missing) = (BTreeMap::new(), Vec::new());
        for group in folders.chunks(AT_A_TIME) {
            let results: Vec<_> = std::thread::scope(|scope| {
                let start = |folder: &String| {
                    let disk = self.disk(folder);
                    scope.spawn(move || (tool.run)(self.renderer, &disk))
                };
                let running: Vec<_> = group.iter().map(start).collect();
                running.into_iter().map(std::thread::ScopedJoinHandle::join).collect()
            });
            for (folder, result) in group.iter().zip(results) {
                let unknown = || Err(RenderError::Failed("it could not be run".to_owned()));
                let objects = result
                    .unwrap_or_else(|_| unknown())
                    .and_then(|it| self.objects(folder, &it, tool).map_err(RenderError::Failed));
                match objects {
                    Ok(objects) => drop(done.insert(folder.clone(), objects)),
                    Err(RenderError::NoTool) => missing.push(named(folder)),
                    Err(RenderError::Failed(why)) => {
                        let warning = format!("{} was not rendered: {why}", named(folder));
                        self.note(|it| it.warnings.push(warning));
                    }
                }
            }
        }
        if let Some(first) = missing.first() {
            let others = match missing.len() {
                1 => " was".to_owned(),
                more => format!(" and {} more were", more - 1),
            };
            let warning = format!("{first}{others} not rendered: {}", tool.missing);
            self.note(|it| it.warnings.push(warning));
        }
        done
    }

    fn note(&self, note: impl FnOnce(&mut Outcomes)) {
        note(&mut self.ended.lock().unwrap_or_else(PoisonError::into_inner));
    }

    /// Where a folder of the run lies.
    fn disk(&self, folder: &str) -> PathBuf {
        self.root.here.join(folder)
    }

    /// The objects of what a tool printed for a folder.
    fn objects(&self, folder: &str, from: &Rendered, tool: Tool) -> Result<Vec<Object>, String> {
        let mut objects = Vec::new();
        for chunk in documents(&from.text).filter(|chunk| !chunk.is_foreign()) {
            let part = from.text.get(chunk.range.clone()).unwrap_or("");
            let file = origin::path(part, &from.base, &self.root.here, folder);
            if file.as_ref().is_some_and(|it| it.contains("/templates/tests/")) {
                continue;
            }
            let known = file.and_then(|it| self.files.get_key_value(it.as_str()));
            let header = ["Chart.yaml", "kustomization.yaml", "kustomization.yml", "Kustomization"];
            let host = known.map(|(_, text)| *text).or_else(|| {
                let mut paths = header.iter().map(|name| origin::inside(folder, name));
                paths.find_map(|path| self.files.get(&path)).copied()
            });
            let Some(host) = host else { continue };
            let text = self.text(part, chunk.kind, host);
            let stream = super::manifests::parse(self.texts.text(text).content());
            if let Some(error) = stream.errors.first() {
                return Err(format!("what {} prints is no YAML: {}", tool.name, error.message));
            }
            let placeholders = Placeholders::Kubernetes;
            let bodies = stream.documents.iter().filter_map(|document| {
                document::root(self.texts, &stream, text, document, placeholders)
            });
            let bodies = bodies.filter(|body| super::manifests::tool_of(body).is_some());
            let file = known.map(|(path, _)| Arc::from(path.as_str()));
            objects.extend(bodies.map(|body| Object { body, file: file.clone() }));
            self.note(|it| it.texts.extend([(text, tool.name)]));
        }
        Ok(objects)
    }

    /// The text of an object, which stands for the line in a file that says its kind.
    fn text(&self, part: &str, kind: Option<&str>, host: TextId) -> TextId {
        let mut text = part.replace(RELEASE, "${RELEASE}").replace(NAMESPACE, "${NAMESPACE}");
        let content = self.texts.text(host).content();
        let line = origin::line(content, kind.unwrap_or(""), origin::name(part));
        let host = crate::source::Span::new(host, line.start, line.end);
        if text.len() == host.len() as usize {
            // What is as long as its host would pass for a copy of it.
            text.push('\n');
        }
        let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
        self.texts.derive(text, [Piece { start: 0, end, host: Some(host) }])
    }
}
