//! The documents of one template.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::sync::Arc;

use smol_str::SmolStr;

use super::super::manifests::{Part, READ};
use super::{Given, is_test, unread};
use crate::document::{self, Fills};
use crate::lower::kubernetes::{Templated, lower_template};
use crate::model::{Facts, Scope};
use crate::source::{TextId, Texts};
use crate::syntax::Range;
use crate::syntax::template::{
    BlockKind, Case, Decided, Decision, Masked, Template, cases, choices,
};
use crate::syntax::yaml::{documents, parse_part};
use crate::value::{Truth, Value, Why};

/// More bytes than this are not read for one document.
const MOST: usize = 32 << 20;

/// No more bytes are copied for all documents of a template: each combination takes a copy of all of it.
const COPIED: usize = 512 << 20;

/// What a document says, and the same with nothing known of its actions.
type Body = (Value, Option<Value>);

/// No combination of branches of a document can be read.
struct Unreadable;

/// Reads the documents of one template.
pub(super) struct Reader<'a> {
    pub(super) content: &'a str,
    pub(super) template: &'a Template,
    pub(super) base: &'a Masked,
    pub(super) text: TextId,
    pub(super) texts: &'a Texts,
    /// What its actions write.
    pub(super) fills: &'a Fills,
    /// What is known of its blocks.
    pub(super) decisions: &'a [Decision],
    /// What it is given.
    pub(super) given: &'a Given,
    /// The bytes that were copied so far.
    pub(super) copied: Cell<usize>,
}

impl Reader<'_> {
    /// What the template declares; none if it cannot be read.
    pub(super) fn part(&self, path: &str, scope: Scope) -> Option<Part> {
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
            for case in cases(base, self.decided(), part) {
                match self.body(base, &case, part) {
                    Ok(None) => {}
                    Ok(Some((body, _))) if is_test(&body) => read = true,
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

    fn decided(&self) -> Decided<'_> {
        Decided { template: self.template, decisions: self.decisions }
    }

    /// Adds what an object declares, given what it is and as it is written.
    fn lower(
        &self,
        case: &Case,
        (body, written): &(Value, Option<Value>),
        (scope, facts): (&Arc<str>, &mut Facts),
    ) -> bool {
        let open = if case.open.is_empty() { Truth::True } else { Truth::Unknown };
        let is_guarded = case.is_alternative || case.open.iter().any(|it| self.asks(*it));
        let templated = Templated {
            body: &self.given.placed(body),
            written: written.as_ref().unwrap_or(body),
            existence: self.given.existence & open,
            condition: self.condition(case),
            is_guarded,
            instance: &self.given.instance,
        };
        lower_template(&templated, scope, facts)
    }

    /// What has to hold for a document to be written, for people; none if nothing has to.
    fn condition(&self, case: &Case) -> Option<SmolStr> {
        let one = |(block, branch): &(usize, usize)| {
            let block = self.template.blocks.get(*block)?;
            let head = |branch: usize| {
                let code = self.content.get(block.branches.get(branch)?.head.indices())?;
                let starts = ["else", "if", "with", "range"];
                let words = code.split_whitespace().skip_while(|it| starts.contains(it));
                Some(words.collect::<Vec<_>>().join(" ")).filter(|it| !it.is_empty())
            };
            Some(match (head(*branch), block.kind) {
                (Some(code), BlockKind::Range) if *branch == 0 => format!("`{code}` has entries"),
                (Some(code), _) => format!("`{code}` holds"),
                (None, _) => format!("`{}` does not hold", head(0)?),
            })
        };
        let all: Vec<String> = case.open.iter().filter_map(one).collect();
        (!all.is_empty()).then(|| all.join(" and ").into())
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

    /// What the branches of a document come to, and the first of them as it is written where that
    /// is another; none if they are all empty.
    fn body(&self, base: &Masked, case: &Case, part: Range) -> Result<Option<Body>, Unreadable> {
        let choices = choices(base, self.decided(), (case, part));
        let copied =
            self.copied.get().saturating_add(choices.len().saturating_mul(base.text.len()));
        if choices.len().saturating_mul(part.len() as usize) > MOST || copied > COPIED {
            return Err(Unreadable);
        }
        self.copied.set(copied);
        let (mut values, mut written, mut failed) = (Vec::new(), None, false);
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for choice in choices {
            let mut masked = base.chosen(self.template, &choice);
            masked.openings.retain(|it| self.concerns(it.at, case, part));
            let own = masked.text.get(part.indices()).ok_or(Unreadable)?;
            if !seen.insert(own.to_owned()) {
                continue;
            }
            match self.value(&masked, part) {
                Ok(Some((value, bare))) => {
                    values.push(value);
                    written = written.or(bare);
                }
                Ok(None) => {}
                Err(Unreadable) => failed = true,
            }
        }
        let why = Why::Alternatives(values.len().max(2));
        match document::joined(&values, &why) {
            None if failed => Err(Unreadable),
            Some(body) if failed => Ok(Some((document::opened(&body, &why), written))),
            body => Ok(body.map(|body| (body, written))),
        }
    }

    /// Whether what is written at a place belongs to a document: loops around all of it do not, nor
    /// do those that never go round.
    fn concerns(&self, at: u32, case: &Case, part: Range) -> bool {
        let starts_at = |(block, _): &(usize, usize)| {
            self.template.blocks.get(*block).is_some_and(|block| block.range.start == at)
        };
        let written = self.template.blocks.iter().zip(self.decisions);
        let mut unwritten = written.filter(|(block, it)| {
            block.kind == BlockKind::Range && !block.is_whole && **it != Decision::Open
        });
        part.start <= at
            && at <= part.end
            && !case.fixed.iter().any(starts_at)
            && !unwritten.any(|(block, _)| block.range.start == at)
    }

    /// The document of one combination, also as it is written where actions in it are known; none
    /// where it is empty.
    fn value(&self, masked: &Masked, part: Range) -> Result<Option<Body>, Unreadable> {
        let stream = parse_part(&masked.text, part.indices());
        if !stream.errors.is_empty() {
            return Err(Unreadable);
        }
        let Some(one) = stream.documents.iter().find(|it| it.root.is_some()) else {
            return Ok(None);
        };
        let read = |fills: &Fills| {
            let value = document::masked((self.texts, self.text), (&stream, masked), one, fills);
            value.filter(|it| it.as_map().is_some())
        };
        let bare = || (self.fills.known() > 0).then(|| read(&Fills::default())).flatten();
        Ok(read(self.fills).map(|value| (value, bare())))
    }
}
