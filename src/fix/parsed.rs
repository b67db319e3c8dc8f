//! What the texts of a run of edits are parsed to, each part of one once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::language::Language;
use super::yaml;
use crate::reader::masked;
use crate::source::{TextId, Texts};
use crate::syntax::Range;
use crate::syntax::hcl;
use crate::syntax::yaml::{parse_part, parts};

/// A part of a text that can be read on its own: a document of YAML, else all of it.
pub(super) struct Part {
    /// Where it lies in its text.
    pub(super) range: Range,
    /// What it is parsed to.
    pub(super) parsed: Parsed,
}

/// What a part is parsed to.
pub(super) enum Parsed {
    /// Terraform.
    Hcl(hcl::File),
    /// YAML or JSON.
    Yaml(yaml::Parsed),
    /// A template that Terraform renders; none if it cannot be read.
    Template(Option<hcl::File>),
}

impl Parsed {
    /// How many errors reading it gave.
    pub(super) fn errors(&self) -> usize {
        match self {
            Self::Hcl(file) => file.errors.len(),
            Self::Yaml(parsed) => parsed.errors(),
            Self::Template(file) => usize::from(file.is_none()),
        }
    }
}

/// What is known of one text as a whole.
struct Outline {
    parts: Vec<Range>,
    carriage_returns: bool,
}

/// Parts of texts, parsed when they are asked for.
pub(super) struct Parts<'a> {
    pub(super) texts: &'a Texts,
    outlines: RefCell<BTreeMap<TextId, Rc<Outline>>>,
    parsed: RefCell<BTreeMap<(TextId, Range), Rc<Part>>>,
}

impl<'a> Parts<'a> {
    pub(super) fn new(texts: &'a Texts) -> Self {
        Self { texts, outlines: RefCell::default(), parsed: RefCell::default() }
    }

    /// Whether the lines of a text end with a carriage return as well.
    pub(super) fn has_carriage_returns(&self, text: TextId) -> bool {
        self.outline(text).carriage_returns
    }

    /// The part that a range lies in; all of the text if it reaches over several.
    pub(super) fn around(&self, text: TextId, range: Range) -> Rc<Part> {
        let outline = self.outline(text);
        let first = outline.parts.partition_point(|part| part.end < range.end);
        let around = outline.parts.get(first).filter(|part| part.contains(range));
        let whole = outline.parts.last().map_or(0, |last| last.end);
        let range = around.copied().unwrap_or(Range::new(0, whole));
        let mut parsed = self.parsed.borrow_mut();
        let part = parsed.entry((text, range)).or_insert_with(|| {
            Rc::new(Part { range, parsed: self.parse(text, range, outline.parts.len()) })
        });
        Rc::clone(part)
    }

    fn parse(&self, text: TextId, range: Range, parts: usize) -> Parsed {
        let text = self.texts.text(text);
        let content = text.content();
        match Language::of(text) {
            Language::Hcl => Parsed::Hcl(hcl::parse(content)),
            Language::Template => {
                Parsed::Template(hcl::parse_template(content).ok().map(|(file, _)| file))
            }
            Language::Chart => {
                let stream = masked(content).map(|it| parse_part(&it, range.indices()));
                Parsed::Yaml(yaml::Parsed::new(stream.unwrap_or_default(), false))
            }
            Language::Yaml => {
                let json = || serde_json::from_str::<serde::de::IgnoredAny>(content).is_ok();
                let stream = parse_part(content, range.indices());
                Parsed::Yaml(yaml::Parsed::new(stream, parts == 1 && json()))
            }
        }
    }

    fn outline(&self, text: TextId) -> Rc<Outline> {
        let outline = |text: TextId| {
            let text = self.texts.text(text);
            let content = text.content();
            let stretches = match Language::of(text) {
                Language::Yaml => parts(content),
                // A block of actions may reach over several documents.
                Language::Hcl | Language::Chart | Language::Template => {
                    std::iter::once(0..content.len()).collect()
                }
            };
            let short = |at: usize| super::layout::offset(at);
            let parts = stretches.iter().map(|it| Range::new(short(it.start), short(it.end)));
            Rc::new(Outline { parts: parts.collect(), carriage_returns: content.contains("\r\n") })
        };
        Rc::clone(self.outlines.borrow_mut().entry(text).or_insert_with(|| outline(text)))
    }
}
