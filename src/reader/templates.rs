//! Templates of Helm charts, as far as they can be read without rendering them.
//!
//! The text is masked ([`crate::syntax::template`]) and read once for each combination of branches;
//! what the readings have in common is known. A document under a condition is an object that may
//! not exist.
//!
//! Values are not filled in, also not those of the chart's own `values.yaml`: these are what holds
//! *unless* somebody installs the chart with others, and who does is seldom in the same
//! repository.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::manifests::{Part, READ};
use super::{Skipped, SkippedKind};
use crate::document;
use crate::lower::kubernetes::{Templated, lower_template};
use crate::model::{Facts, Scope, ScopeKind};
use crate::source::{TextId, Texts, folder};
use crate::syntax::Range;
use crate::syntax::template::{Case, Masked, Template, cases, choices, scan};
use crate::syntax::yaml::{documents, parse_part};
use crate::value::{Truth, Value, Why};

/// More bytes than this are not read for one document.
const MOST: usize = 32 << 20;

/// Reads a template; of what kind the scope is, its folder says.
pub(super) fn read(path: &str, text: TextId, texts: &Texts, scope: Scope) -> Part {
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
            let reader = Reader { content, template: &template, base: &base, text, texts };
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

/// Whether a file is read here: what is a template, and what a chart has among its tests.
pub(super) fn is_read(path: &str, content: &str, in_chart: bool) -> bool {
    is_template(content) || (in_chart && (content.contains("{{") || is_beside(path)))
}

/// The charts of a run.
#[derive(Debug, Default)]
pub(super) struct Charts {
    /// Their folders.
    folders: BTreeSet<String>,
}

impl Charts {
    /// Those whose `Chart.yaml` is among the files.
    pub(super) fn of<'p>(paths: impl Iterator<Item = &'p str>) -> Self {
        let named = paths.filter(|path| path.rsplit('/').next() == Some("Chart.yaml"));
        Self { folders: named.map(|path| folder(path).to_owned()).collect() }
    }

    /// The scope of a file that lies among the templates of a chart.
    pub(super) fn scope_of(&self, path: &str) -> Option<Scope> {
        let starts = path.match_indices("templates/").map(|(at, _)| at);
        let folders = starts.filter_map(|at| match path.get(..at)? {
            "" => Some(""),
            before => before.strip_suffix('/'),
        });
        let chart = folders.filter(|it| self.folders.contains(*it)).last()?;
        Some(Scope::of(ScopeKind::Chart, chart))
    }
}

/// Whether a text is a template of another language: Jinja and Liquid have `{% if %}` and `{# .. #}`.
fn is_of_others(content: &str) -> bool {
    content.contains("{%") || content.contains("{#")
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

/// No combination of branches of a document can be read.
struct Unreadable;

/// Reads the documents of one template.
struct Reader<'a> {
    content: &'a str,
    template: &'a Template,
    base: &'a Masked,
    text: TextId,
    texts: &'a Texts,
}

impl Reader<'_> {
    /// What the template declares; none if it cannot be read.
    fn part(&self, path: &str, scope: Scope) -> Option<Part> {
        let mut facts = Facts::default();
        let key: Arc<str> = scope.key();
        let (mut read, mut failed) = (false, false);
        for chunk in documents(&self.base.text) {
            if !self.base.text.get(chunk.range.clone())?.contains("kind:") {
                continue;
            }
            let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
            let part = Range::new(short(chunk.range.start), short(chunk.range.end));
            let header = self.header(part);
            let base = header.as_ref().unwrap_or(self.base);
            for case in cases(base, self.template, part) {
                match self.body(base, &case, part) {
                    Ok(None) => {}
                    Ok(Some(body)) if is_test(&body) => read = true,
                    Ok(Some(body)) => read |= self.lower(&case, &body, (&key, &mut facts)),
                    Err(Unreadable) => failed = true,
                }
            }
        }
        if failed && !read {
            return None;
        }
        let skipped = failed.then(|| unread(path, &scope));
        let words = Some((scope.clone(), self.text));
        let facts = vec![(scope, facts)];
        let skipped = skipped.into_iter().collect();
        Some(Part { facts, skipped, checked: read, words, objects: None })
    }

    fn lower(&self, case: &Case, body: &Value, (scope, facts): (&Arc<str>, &mut Facts)) -> bool {
        let existence = if case.fixed.is_empty() { Truth::True } else { Truth::Unknown };
        let is_guarded = case.is_alternative || case.fixed.iter().any(|it| self.asks(*it));
        lower_template(Templated { body, existence, is_guarded }, scope, facts)
    }

    /// Whether a branch is written only for some versions of clusters or APIs, as far as can be seen.
    fn asks(&self, (block, branch): (usize, usize)) -> bool {
        let block = self.template.blocks.get(block);
        let head = block.and_then(|it| it.branches.get(branch)).map(|it| it.head.indices());
        let code = head.and_then(|it| self.content.get(it)).unwrap_or("").to_ascii_lowercase();
        ["capabilities", "semver", "version"].iter().any(|word| code.contains(word))
    }

    /// The text of a document of which nobody reads more than what it is; none where somebody does.
    fn header(&self, part: Range) -> Option<Masked> {
        let text = self.base.text.get(part.indices())?;
        let mut kinds = text.lines().filter_map(|line| line.strip_prefix("kind:")).map(str::trim);
        let is_read =
            |kind: &str| READ.contains(&kind) || !kind.bytes().all(|it| it.is_ascii_alphanumeric());
        if kinds.any(is_read) {
            return None;
        }
        let mut wanted = true;
        Some(self.base.only(part, |line| {
            if !line.starts_with([' ', '\t', '\r', '\n', '#']) {
                let keys = ["apiVersion:", "kind:", "metadata:", "---"];
                wanted = keys.iter().any(|key| line.starts_with(key));
            }
            wanted
        }))
    }

    /// What the branches of a document come to; none if they are all empty.
    fn body(&self, base: &Masked, case: &Case, part: Range) -> Result<Option<Value>, Unreadable> {
        let choices = choices(base, self.template, (case, part));
        if choices.len().saturating_mul(part.len() as usize) > MOST {
            return Err(Unreadable);
        }
        let (mut values, mut failed) = (Vec::new(), false);
        let mut seen: Vec<String> = Vec::new();
        for choice in choices {
            let mut masked = base.chosen(self.template, &choice);
            masked.openings.retain(|it| self.concerns(it.at, case, part));
            let own = masked.text.get(part.indices()).ok_or(Unreadable)?;
            if seen.iter().any(|it| it == own) {
                continue;
            }
            seen.push(own.to_owned());
            match self.value(&masked, part) {
                Ok(value) => values.extend(value),
                Err(Unreadable) => failed = true,
            }
        }
        let why = Why::Alternatives(values.len().max(2));
        match document::joined(&values, &why) {
            None if failed => Err(Unreadable),
            Some(body) if failed => Ok(Some(document::opened(&body, &why))),
            body => Ok(body),
        }
    }

    /// Whether what is written at a place belongs to a document: loops around all of it do not.
    fn concerns(&self, at: u32, case: &Case, part: Range) -> bool {
        let starts_at = |(block, _): &(usize, usize)| {
            self.template.blocks.get(*block).is_some_and(|block| block.range.start == at)
        };
        part.start <= at && at <= part.end && !case.fixed.iter().any(starts_at)
    }

    /// The document of one combination; none where it is empty.
    fn value(&self, masked: &Masked, part: Range) -> Result<Option<Value>, Unreadable> {
        let stream = parse_part(&masked.text, part.indices());
        if !stream.errors.is_empty() {
            return Err(Unreadable);
        }
        let one = stream.documents.iter().find(|it| it.root.is_some());
        let read = |it| document::masked(self.texts, (&stream, masked), self.text, it);
        Ok(one.and_then(read).filter(|it| it.as_map().is_some()))
    }
}

/// Whether an object is only made to test a release.
pub(super) fn is_test(body: &Value) -> bool {
    let annotations = body.get("metadata").and_then(|it| it.get("annotations"));
    let hook = annotations.and_then(|it| it.get("helm.sh/hook")).and_then(Value::as_str);
    hook.is_some_and(|hook| hook.starts_with("test"))
}

#[cfg(test)]
mod tests;
