//! Templates of Helm charts, as far as they can be read without rendering them.
//!
//! The text is masked ([`crate::syntax::template`]) and read once for each combination of branches;
//! what the readings have in common is known. A document under a condition is an object that may
//! not exist.
//!
//! # What actions write
//! Of a chart that nothing here installs, an action is only known where it hangs on nothing but itself
//! and the chart's name. The chart's own `values.yaml` is what holds *unless* somebody installs the
//! chart with others, so nothing is concluded from it, nor from a `default`.
//!
//! A chart that something here installs from its folder is read as each installation makes it, in the
//! scope of what installs it, and not by itself any more. There `.Values` is what all layers come to,
//! from the chart's own values to single settings; what a layer that cannot be read may set is not
//! known. `.Release.Name` and `.Release.Namespace` are those of the installation, `.Chart` is the
//! `Chart.yaml`. Paths, constants, variables that are set once, `with`, and the functions in
//! `evaluation/functions.rs` are followed; a condition on known values decides which branch is
//! written. `include`, `lookup`, `.Capabilities`, `.Files` and the items of a `range` are not followed,
//! nor is a chart whose outcome somebody changes before it is applied. What subcharts set by default is
//! not known to the chart around them, and subcharts are read by themselves.
//!
//! A value keeps the place where it is set: what is wrong with it is found there, with the action on
//! the way.

mod evaluation;
mod given;
mod reading;

use std::cell::Cell;
use std::collections::BTreeMap;

use super::manifests::Part;
use super::releases::Charts;
use super::{Skipped, SkippedKind};
use crate::model::{Scope, ScopeKind};
use crate::source::{TextId, Texts};
use crate::syntax::template::{Masked, scan};
use crate::value::Value;
use evaluation::Evaluation;
use reading::Reader;

pub(super) use given::Given;

/// Reads a template; of what kind the scope is, its folder says.
pub(super) fn read(
    path: &str,
    text: TextId,
    texts: &Texts,
    (scope, given): (Scope, &Given),
) -> Part {
    let skipped = |skipped| Part { skipped: vec![skipped], ..Part::default() };
    let content = texts.text(text).content();
    if is_beside(path) && scope.kind == ScopeKind::Chart {
        return Part::default();
    }
    if is_of_others(content) {
        return skipped(Skipped { what: SkippedKind::OtherTemplate, name: path.to_owned() });
    }
    match scan(content) {
        Err(_) => skipped(unread(path, &scope)),
        Ok(template) => {
            let base = Masked::of(content, &template);
            let evaluation = Evaluation { content, template: &template, text, given: given.root() };
            let (fills, decisions) = (evaluation.fills(), evaluation.decisions());
            let (fills, decisions) = (&fills, decisions.as_slice());
            let (template, base, copied) = (&template, &base, Cell::new(0));
            let reader =
                Reader { content, template, base, text, texts, fills, decisions, given, copied };
            let in_scope = scope.clone();
            reader.part(path, scope).unwrap_or_else(|| skipped(unread(path, &in_scope)))
        }
    }
}

/// A template that cannot be read: of a chart, which can be rendered, or of nobody knows what.
pub(super) fn unread(path: &str, scope: &Scope) -> Skipped {
    let in_chart = scope.kind == ScopeKind::Chart;
    let what = if in_chart { SkippedKind::Template } else { SkippedKind::LooseTemplate };
    Skipped { what, name: path.to_owned() }
}

/// The templates of the charts of a run.
#[derive(Debug, Default)]
pub(super) struct Templates(BTreeMap<String, Vec<(String, TextId)>>);

impl Templates {
    /// Those among some files.
    pub(super) fn of(files: &[(String, TextId)], charts: &Charts) -> Self {
        let mut all: BTreeMap<String, Vec<(String, TextId)>> = BTreeMap::new();
        for (path, text) in files {
            if let Some(scope) = charts.scope_of(path) {
                all.entry(scope.path.as_ref().to_owned()).or_default().push((path.clone(), *text));
            }
        }
        Self(all)
    }

    /// Those of the chart in a folder.
    pub(super) fn of_chart(&self, folder: &str) -> &[(String, TextId)] {
        self.0.get(folder).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Whether a file is read here: what is a template, and what a chart has among its tests.
pub(super) fn is_read(path: &str, content: &str, in_chart: bool) -> bool {
    is_template(content) || (in_chart && (content.contains("{{") || is_beside(path)))
}

/// Whether a text is a template of another language: Jinja and Liquid have `{% if %}` and `{# .. #}`,
/// which a shell's `${#list}` is not.
fn is_of_others(content: &str) -> bool {
    let comment = |at: usize| !content.get(..at).is_some_and(|before| before.ends_with('$'));
    content.contains("{%") || content.match_indices("{#").any(|(at, _)| comment(at))
}

/// Whether a template of a chart is not installed with it: it tests what is.
fn is_beside(path: &str) -> bool {
    path.contains("templates/tests/")
}

/// Whether a text is a template: some line is for the template engine alone, and stands in no string
/// of the YAML as it is.
///
/// A block scalar may hold such lines for somebody else, as the messages of alerts do.
pub fn is_template(content: &str) -> bool {
    // Hardly any file has one, and lines take long to look at.
    if !content.contains("{{") {
        return false;
    }
    let mut end = 0;
    let starts = content.split_inclusive('\n').filter_map(|line| {
        end += line.len();
        let code = line.trim_start();
        code.starts_with("{{").then(|| end - code.len())
    });
    let lines: Vec<usize> = starts.collect();
    if lines.is_empty() {
        return false;
    }
    let stream = crate::syntax::yaml::parse(content);
    let strings: Vec<_> =
        stream.ids().map(|id| stream.node(id)).filter(|it| is_string(it)).collect();
    let inside = |at: &usize| {
        let next = strings.partition_point(|node| node.range.indices().end <= *at);
        strings.get(next).is_some_and(|node| node.range.indices().contains(at))
    };
    !stream.errors.is_empty() || !lines.iter().all(inside)
}

/// A template with holes and blanks in the place of its actions, all branches of its blocks in it; none
/// if it has actions that cannot be told from text.
pub fn masked(content: &str) -> Option<String> {
    let template = scan(content).ok()?;
    Some(Masked::of(content, &template).text)
}

/// Whether a node is a string that YAML looks for nothing in.
fn is_string(node: &crate::syntax::yaml::Node) -> bool {
    use crate::syntax::yaml::{Content, Style};
    matches!(&node.content, Content::Scalar { style, .. } if *style != Style::Plain)
}

/// Whether an object is only made to test a release.
pub(super) fn is_test(body: &Value) -> bool {
    let annotations = body.get("metadata").and_then(|it| it.get("annotations"));
    let hook = annotations.and_then(|it| it.get("helm.sh/hook")).and_then(Value::as_str);
    hook.is_some_and(|hook| hook.starts_with("test"))
}

#[cfg(test)]
mod tests;
