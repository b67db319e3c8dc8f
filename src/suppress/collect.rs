//! Finds what is said in files and in the configuration.

use super::outline::{Annotation, Outline};
use super::reach::{Extent, Sheet};
use super::words::{self, Call, Malformed, Words};
use super::{
    Directive, Exception, Home, HomeKind, List, Named, Reach, Suppressions, Terms, Validity,
    notices,
};
use crate::config::Config;
use crate::rule::{Meta, Pattern};
use crate::rules::RULES;
use crate::source::{Span, TextId, Texts};
use crate::syntax::Range;

impl Suppressions {
    /// Everything that is said in the texts of a run and in its configuration.
    pub fn collect(texts: &Texts, config: &Config, today: jiff::civil::Date) -> Self {
        let reasons = config.require_reason.as_ref().is_some_and(|it| it.value);
        let terms = Terms { today, reasons };
        let known = RULES.iter().map(|rule| &rule.meta).collect();
        let mut collector = Collector { terms, known, found: Self::default() };
        for ignore in &config.ignores {
            let Ok(pattern) = Pattern::parse(&ignore.rule, &collector.known) else { continue };
            let validity = Validity::of(ignore.until, &ignore.reason, terms);
            collector.found.ignores.push(Exception { pattern, ignore: ignore.clone(), validity });
        }
        // The first texts are those of the configuration.
        for (id, path) in texts.files().skip(config.files.len()) {
            collector.file(texts, id, path);
        }
        collector.found
    }
}

struct Collector {
    terms: Terms,
    known: Vec<&'static Meta>,
    found: Suppressions,
}

/// Words, where they stand, and what they hold for.
struct Said {
    words: Words,
    home: Home,
    reach: Reach,
    /// Where the text that the words were read from starts; none if it is not the file's own bytes.
    base: Option<u32>,
    whole: bool,
}

impl Collector {
    fn file(&mut self, texts: &Texts, id: TextId, path: &str) {
        let text = texts.text(id);
        let content = text.content();
        if !mentions(content) {
            return;
        }
        let Some(mut outline) = Outline::of(path, content) else { return };
        outline.whole &= is_loaded(path);
        let sheet = Sheet { text, outline: &outline };
        for comment in &outline.comments {
            self.comment(&sheet, id, *comment);
        }
        for annotation in &outline.annotations {
            self.annotation(annotation, id, (path, outline.whole));
        }
        for (key, reason) in &outline.stray {
            self.found.notices.push(notices::stray(path, key.of(id), reason));
        }
    }

    /// What a comment says, line by line.
    fn comment(&mut self, sheet: &Sheet<'_>, id: TextId, comment: Range) {
        let content = sheet.text.content();
        let path = sheet.text.file().unwrap_or("");
        let written = &content[comment.indices()];
        let lines = written.split('\n').count();
        let mut at = comment.start;
        for line in written.split_inclusive('\n') {
            let start = at;
            at += offset(line.len());
            let line = line.trim_end().trim_end_matches("*/").trim_end();
            let Some(call) = words::call(line) else { continue };
            let signs = line[..call.start()].trim_end();
            let sign = signs.trim_end_matches(['#', '/', '*']).len();
            // A sign for comments, and what follows it: all that may be taken away.
            let end = if lines == 1 { comment.end } else { start + offset(line.len()) };
            let place = Range::new(start + offset(sign), end).of(id);
            let kind = if lines == 1 { HomeKind::Comment } else { HomeKind::Line };
            let home = Home { place, kind };
            let (base, read) = match call {
                Call::Clear(behind) => (start + offset(behind), words::read(&line[behind..])),
                Call::Nearly(from, to) => (start, Err(Malformed::uncalled(from, to))),
            };
            match read {
                Err(malformed) => {
                    self.found.notices.push(notices::malformed(path, &home, base, &malformed));
                }
                Ok(words) => match sheet.extent(comment, words.verb) {
                    Err(reason) => self.found.notices.push(notices::misplaced(path, &home, reason)),
                    Ok(extent) => {
                        let reach = extent.of(id);
                        let whole = sheet.outline.whole;
                        let base = Some(base);
                        self.add(path, Said { words, home, reach, base, whole });
                    }
                },
            }
        }
    }

    fn annotation(&mut self, annotation: &Annotation, id: TextId, (path, whole): (&str, bool)) {
        let kind =
            HomeKind::Annotation { key: annotation.key.of(id), text: annotation.text.clone() };
        let home = Home { place: annotation.value.of(id), kind };
        match words::read_annotation(&annotation.text) {
            Err(malformed) => {
                self.found.notices.push(notices::malformed_annotation(path, &home, &malformed));
            }
            Ok(words) => {
                let reach = Reach::Bytes(id, annotation.object);
                self.add(path, Said { words, home, reach, base: None, whole });
            }
        }
    }

    /// Adds what was said, without the names that no rule has.
    fn add(&mut self, path: &str, said: Said) {
        let Said { words, home, reach, base, whole } = said;
        let list = List::of(&words, &home, base);
        let mut rules = Vec::new();
        for (index, name) in words.names.iter().enumerate() {
            let place = base.map_or(home.place, |base| {
                let byte = |at: usize| base + offset(at);
                Span::new(home.place.text, byte(name.start), byte(name.end))
            });
            let text = name.text.clone();
            match Pattern::parse(&text, &self.known) {
                Ok(pattern) => rules.push(Named { pattern, index, text, place }),
                Err(unknown) => {
                    let notice = notices::unknown(path, &home, (&list, index, place), &unknown);
                    self.found.notices.push(notice);
                }
            }
        }
        if rules.is_empty() {
            return;
        }
        let validity = Validity::of(words.until, &words.reason, self.terms);
        let (until, reason) = (words.until, words.reason);
        self.found.directives.push(Directive {
            rules,
            reach,
            until,
            reason,
            validity,
            home,
            list,
            whole,
        });
    }
}

impl List {
    fn of(words: &Words, home: &Home, base: Option<u32>) -> Self {
        let names = words.names.iter().map(|name| name.text.clone()).collect();
        let (Some(first), Some(last)) = (words.names.first(), words.names.last()) else {
            return Self::default();
        };
        let byte = |base: u32, at: usize| base + offset(at);
        let text = home.place.text;
        let place = base.map(|it| Span::new(text, byte(it, first.start), byte(it, last.end)));
        let tail = match &home.kind {
            HomeKind::Annotation { text, .. } => text.get(last.end..).unwrap_or("").to_owned(),
            HomeKind::Comment | HomeKind::Line => String::new(),
        };
        Self { names, place, tail }
    }
}

/// Whether a text may hold a suppression, or what nearly is one. Hardly any has the end of the word,
/// which is found faster than the places of all of it.
fn mentions(content: &str) -> bool {
    if !["lint", "LINT", "Lint"].iter().any(|word| content.contains(word)) {
        return false;
    }
    let near = |at: usize| {
        let behind = content[at..].bytes().take(48).map(|it| it.to_ascii_lowercase());
        let behind: Vec<u8> = behind.collect();
        behind.starts_with(b"ekslint:") || behind.windows(5).any(|it| it == b"ignor")
    };
    ["ekslint", "EKSLINT", "Ekslint", "EksLint", "EKSlint"]
        .iter()
        .any(|word| content.match_indices(word).any(|(at, _)| near(at)))
}

/// Whether Terraform reads a file of variables of its own accord; other files are read anyway.
fn is_loaded(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let known = name.starts_with("terraform.tfvars") || name.contains(".auto.tfvars");
    known || !name.ends_with(".tfvars")
}

impl Extent {
    fn of(self, id: TextId) -> Reach {
        match self {
            Self::Lines(first, last) => Reach::Lines(id, first, last),
            Self::Bytes(range) => Reach::Bytes(id, range),
            Self::File => Reach::File(id),
        }
    }
}

/// A byte offset; texts that are parsed are shorter than 4 GiB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
