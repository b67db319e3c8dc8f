//! Finds what is said in files and in the configuration.

use super::outline::{Annotation, Outline};
use super::reach::{Extent, Sheet};
use super::words::{self, Words};
use super::{
    Directive, Exception, Home, HomeKind, Named, Reach, Suppressions, Terms, Validity, notices,
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
        let speaks = content.contains("ekslint:") || content.contains("ekslint/ignore");
        if !speaks {
            return;
        }
        let Some(outline) = Outline::of(path, content) else { return };
        let sheet = Sheet { text, outline: &outline };
        for comment in &outline.comments {
            self.comment(&sheet, id, *comment);
        }
        for annotation in &outline.annotations {
            self.annotation(annotation, id, (path, outline.whole));
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
            let Some(behind) = words::addressed(line) else { continue };
            let signs = line[..behind].trim_end_matches("ekslint:").trim_end();
            let sign = signs.trim_end_matches(['#', '/', '*']).len();
            // A sign for comments, and what follows it: all that may be taken away.
            let end = if lines == 1 { comment.end } else { start + offset(line.len()) };
            let place = Range::new(start + offset(sign), end).of(id);
            let kind = if lines == 1 { HomeKind::Comment } else { HomeKind::Line };
            let home = Home { place, kind };
            let base = start + offset(behind);
            let read = words::read(&line[behind..]);
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
                self.found.notices.push(notices::misplaced(path, &home, malformed.message));
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
        let count = words.names.len();
        let mut rules = Vec::new();
        for (index, name) in words.names.iter().enumerate() {
            let place = base.map_or(home.place, |base| {
                let byte = |at: usize| base + offset(at);
                Span::new(home.place.text, byte(name.start), byte(name.end))
            });
            let text = name.text.clone();
            match Pattern::parse(&text, &self.known) {
                Ok(pattern) => rules.push(Named { pattern, text, place }),
                Err(unknown) => {
                    let only = count == 1;
                    let notice = notices::unknown(path, &home, (place, index, only), &unknown);
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
            whole,
        });
    }
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
