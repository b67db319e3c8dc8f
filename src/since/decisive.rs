//! What decides a finding without being labelled: the names that the labelled expressions of
//! Terraform mention, what these are set to, and so on.
//!
//! It errs on the side of telling: a name that is mentioned counts, though another branch is taken.

mod declared;

use std::collections::{BTreeMap, HashSet};

use super::{Changed, Changes, lines_of};
use crate::engine::Reported;
use crate::source::{Language, Span, TextId, Texts, folder, joined};
use crate::syntax::Range;
use crate::syntax::hcl::{ExprId, ExprKind, File, ItemKey, Part, StepKind, parse, parse_json};
use declared::{Declared, Named};

/// What a run declares in Terraform, and what of it changed.
pub(super) struct Decisive<'a> {
    changes: &'a Changes,
    texts: &'a Texts,
    /// Every file of Terraform; read when the first finding asks.
    files: BTreeMap<TextId, Parsed<'a>>,
    declared: Declared,
    known: BTreeMap<TextId, Changed>,
    asked: bool,
}

/// A file of Terraform.
struct Parsed<'a> {
    folder: &'a str,
    file: File,
}

/// Bytes that decide something.
type Decider = (TextId, Range);

impl<'a> Decisive<'a> {
    pub(super) fn new(changes: &'a Changes, texts: &'a Texts) -> Self {
        let (files, declared) = (BTreeMap::new(), Declared::default());
        Self { changes, texts, files, declared, known: BTreeMap::new(), asked: false }
    }

    /// Whether anything changed that a finding depends on.
    pub(super) fn concerns(&mut self, reported: &Reported) -> bool {
        if self.changes.touched.is_empty() && self.changes.whole.is_empty() {
            return false;
        }
        self.read();
        let finding = &reported.finding;
        let labels = std::iter::once(&finding.primary).chain(&finding.related);
        let labelled = labels.map(|label| self.texts.locate(label.place));
        let basis = finding.basis.iter().map(|span| self.texts.in_file(*span));
        let spans: Vec<Span> = labelled.chain(basis).collect();
        let mut open: Vec<Decider> =
            spans.iter().flat_map(|span| self.around(*span, &finding.key)).collect();
        let mut seen: HashSet<(TextId, u32, u32)> = HashSet::new();
        // A value that is read in one piece changes with each of its lines.
        let steps: Vec<Span> = finding.basis.iter().map(|span| self.texts.in_file(*span)).collect();
        // An expression that a label lies in is there for what it mentions; others count as well.
        let others = open.iter().map(|(text, range)| range.of(*text));
        let others = others.filter(|whole| !spans.iter().any(|span| whole.contains(*span)));
        let others: Vec<Span> = others.collect();
        if steps.into_iter().chain(others).any(|span| self.is_changed(span)) {
            return true;
        }
        while let Some((text, range)) = open.pop() {
            if !seen.insert((text, range.start, range.end)) {
                continue;
            }
            match self.mentioned(text, range) {
                None => return true,
                Some(more) => open.extend(more),
            }
        }
        false
    }

    /// Reads every file of Terraform of the run.
    fn read(&mut self) {
        if std::mem::replace(&mut self.asked, true) {
            return;
        }
        for (text, path) in self.texts.files() {
            let content = self.texts.text(text).content();
            let file = match Language::of(path) {
                Some(Language::Hcl) => parse(content),
                Some(Language::Json) if path.ends_with(".tf.json") => parse_json(content),
                _ => continue,
            };
            self.declared.add(text, path, &file);
            self.files.insert(text, Parsed { folder: folder(path), file });
        }
    }

    /// The expressions that decide what stands at a place: the one around it, and those that say
    /// how often its block is there; where all of a block is meant, the setting as well.
    fn around(&self, span: Span, key: &str) -> Vec<Decider> {
        let Some(parsed) = self.files.get(&span.text) else { return Vec::new() };
        let key = key.rsplit('.').next().unwrap_or(key);
        let range = Range::new(span.start, span.end);
        let ranges = declared::around(&parsed.file.body, range, key);
        ranges.into_iter().map(|range| (span.text, range)).collect()
    }

    /// What the expressions in a part mention; none if any of that changed.
    fn mentioned(&mut self, text: TextId, range: Range) -> Option<Vec<Decider>> {
        let parsed = self.files.get(&text)?;
        let folder = parsed.folder;
        let mut names = Vec::new();
        let mut files = Vec::new();
        for expression in parsed.file.expressions() {
            if !range.contains(expression.range) {
                continue;
            }
            match &expression.kind {
                ExprKind::Traversal { base, steps } => {
                    let ExprKind::Variable(root) = &parsed.file.expression(*base).kind else {
                        continue;
                    };
                    let steps = steps.iter().filter_map(|step| match &step.kind {
                        StepKind::Name(name) => Some(name.to_string()),
                        _ => None,
                    });
                    names.push((root.to_string(), steps.take(3).collect::<Vec<_>>()));
                }
                ExprKind::Call { name, arguments, .. } => {
                    if name.starts_with("file") || name == "templatefile" {
                        let path = arguments.first().map(|id| written(&parsed.file, *id));
                        files.extend(path);
                    }
                }
                _ => {}
            }
        }
        if files.iter().any(|path| self.is_file_changed(folder, path)) {
            return None;
        }
        let mut found = Vec::new();
        for (root, steps) in names {
            let Named { parts, variables } = self.declared.named(folder, &root, &steps);
            for (folder, variable) in variables {
                if self.is_unset(&folder, &variable) {
                    return None;
                }
            }
            for (text, range) in parts {
                let Some(parsed) = self.files.get(&text) else { continue };
                let range = narrowed(&parsed.file, range, steps.get(1));
                if self.is_changed(range.of(text)) {
                    return None;
                }
                found.push((text, range));
            }
        }
        Some(found)
    }

    fn is_changed(&mut self, span: Span) -> bool {
        let Some((id, lines)) = lines_of(span, self.texts) else { return false };
        let (changes, texts) = (self.changes, self.texts);
        let changed = self.known.entry(id).or_insert_with(|| changes.of(texts.text(id)));
        changed.touches(&lines)
    }

    /// Whether a line of a file of variables that set a variable of a folder is gone.
    fn is_unset(&self, of: &str, variable: &str) -> bool {
        let near: Vec<String> = self.changes.paths(&format!("{of}/x").replace("//", "/"));
        let near: Vec<&str> = near.iter().map(|path| folder(path)).collect();
        self.changes.lines.iter().any(|(path, lines)| {
            let is_variables = path.ends_with(".tfvars") || path.ends_with(".tfvars.json");
            let at = folder(path);
            let is_near =
                |near: &&str| declared::is_around(at, near) || declared::is_around(near, at);
            is_variables && lines.gone.contains(variable) && near.iter().any(|it| is_near(it))
        })
    }

    /// Whether a file that an expression reads changed. One whose name is not written out may be any
    /// below the folder that holds no configuration.
    fn is_file_changed(&self, folder: &str, (path, exact): &(String, bool)) -> bool {
        let here = joined(folder, path).filter(|path| *exact && !path.is_empty());
        let wanted = here.map(|path| self.changes.paths(&path)).unwrap_or_default();
        let tail = path.trim_start_matches(['.', '/']);
        let touched = |file: &String| {
            let ends = !tail.is_empty()
                && file
                    .strip_suffix(tail)
                    .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
            let any = tail.is_empty() && Language::of(file).is_none_or(|it| it == Language::Json);
            if *exact { wanted.contains(file) } else { ends || any }
        };
        self.changes.touched.iter().any(touched) || self.changes.whole.iter().any(touched)
    }
}

/// The end of a path that is written out, and whether it is told from the module's folder.
fn written(file: &File, id: ExprId) -> (String, bool) {
    let ExprKind::Template { parts, .. } = &file.expression(id).kind else {
        return (String::new(), false);
    };
    let is_module = |id: ExprId| match &file.expression(id).kind {
        ExprKind::Traversal { base, steps } => {
            let root =
                matches!(&file.expression(*base).kind, ExprKind::Variable(it) if it == "path");
            root && matches!(steps.first().map(|it| &it.kind), Some(StepKind::Name(it)) if it == "module")
        }
        _ => false,
    };
    match parts.as_slice() {
        [Part::Interpolation { value, .. }, Part::Literal { text, .. }] if is_module(*value) => {
            (text.trim_start_matches('/').to_string(), true)
        }
        [.., Part::Literal { text, .. }] => (text.to_string(), false),
        _ => (String::new(), false),
    }
}

/// The entry of an object that is written out, where a name picks one.
fn narrowed(file: &File, range: Range, entry: Option<&String>) -> Range {
    let Some(entry) = entry else { return range };
    let objects = file.expressions().filter(|it| range.contains(it.range));
    let whole = objects.max_by_key(|it| it.range.len());
    let Some(ExprKind::Object(items)) = whole.map(|it| &it.kind) else { return range };
    let named = |key: &ItemKey| matches!(key, ItemKey::Name(name) if name == entry);
    let item = items.iter().rfind(|item| named(&item.key));
    item.map_or(range, |item| {
        Range::new(item.key_range.start, file.expression(item.value).range.end)
    })
}
