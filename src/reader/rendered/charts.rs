//! Charts as Helm renders them, with their own values.

use std::collections::BTreeSet;

use super::super::{SkippedKind, manifests::Part};
use super::{HELM, Rendering};
use crate::document;
use crate::lower;
use crate::model::{Facts, Scope, ScopeKind};
use crate::source::{TextId, folder};
use crate::value::Value;

/// What rendering gave for the charts of a run.
pub(in crate::reader) struct Charts {
    /// What the rendered charts declare.
    pub(in crate::reader) facts: Vec<(Scope, Facts)>,
    /// The folders of the charts that were rendered.
    folders: BTreeSet<String>,
}

impl Rendering<'_> {
    /// Renders the charts among files that are installed by themselves and have templates.
    pub(in crate::reader) fn charts(&self, files: &[(String, TextId)]) -> Charts {
        let is_chart = |path: &str| path == "Chart.yaml" || path.ends_with("/Chart.yaml");
        let all: BTreeSet<&str> = files
            .iter()
            .map(|(path, _)| path.as_str())
            .filter(|path| is_chart(path))
            .map(folder)
            .collect();
        let wanted = files.iter().filter(|(path, text)| {
            let own = folder(path);
            is_chart(path)
                && !all.iter().any(|it| is_part(own, it))
                && !self.is_library(*text)
                && files
                    .iter()
                    .any(|(path, _)| path.starts_with(&super::origin::inside(own, "templates/")))
        });
        let wanted: Vec<String> = wanted.map(|(path, _)| folder(path).to_owned()).collect();
        let mut facts = Vec::new();
        let rendered = self.rendered(&wanted, HELM);
        let folders = rendered.keys().cloned().collect();
        for (chart, objects) in rendered {
            let scope = Scope::of(ScopeKind::Chart, chart);
            let (key, mut own) = (scope.key(), Facts::default());
            for object in objects {
                if !super::super::templates::is_test(&object.body) {
                    lower::kubernetes::lower(&object.body, &mut |_| None, (&key, ""), &mut own);
                }
            }
            facts.push((scope, own));
        }
        Charts { facts, folders }
    }

    /// Whether a chart has nothing to install, as its `Chart.yaml` says.
    fn is_library(&self, text: TextId) -> bool {
        let stream = crate::syntax::yaml::parse(self.texts.text(text).content());
        let first = stream.documents.first();
        let body = first.and_then(|it| {
            document::root(self.texts, &stream, text, it, document::Placeholders::Literal)
        });
        let kind = body.as_ref().and_then(|it| it.get("type")).and_then(Value::as_str);
        kind == Some("library")
    }
}

impl Charts {
    /// Takes out of what was read of a file without rendering what a rendered chart says instead.
    pub(in crate::reader) fn replace(&self, part: &mut Part) {
        let ours = |scope: &Scope| {
            let is_ours = |it: &String| scope.path.as_ref() == it || is_part(&scope.path, it);
            scope.kind == ScopeKind::Chart && self.folders.iter().any(is_ours)
        };
        for (_, facts) in part.facts.iter_mut().filter(|(scope, _)| ours(scope)) {
            let notices = std::mem::take(&mut facts.notices);
            *facts = Facts { notices, ..Facts::default() };
        }
        let rendered = |path: &str| {
            self.folders.iter().any(|it| path.starts_with(&super::origin::inside(it, "")))
        };
        let skipped = part.skipped.len();
        part.skipped.retain(|it| it.what != SkippedKind::Template || !rendered(&it.name));
        part.checked |= part.skipped.len() < skipped;
    }
}

/// Whether a chart lies among those that another one brings along.
fn is_part(chart: &str, of: &str) -> bool {
    chart.starts_with(&super::origin::inside(of, "charts/"))
}
