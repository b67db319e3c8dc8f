//! From text to a [`Stream`].

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{ErrorKind, Event, Options, Parser, ScanError};

use super::builder::Builder;
use super::folds::{self, Inserts};
use super::{Stream, message, tabs};

/// Parses a whole text: every document of it, and of a broken one what stands before the error.
pub fn parse(text: &str) -> Stream {
    let mut stream = Stream::default();
    read(&mut stream, text, 0..text.len());
    stream
}

/// Adds the documents of a part of `text` to a stream.
///
/// Where the parser fails on what go-yaml reads, the text is read again with other blanks.
pub(super) fn read(stream: &mut Stream, text: &str, part: Range<usize>) {
    let mark = stream.mark();
    let source = Source { text, base: part.start };
    let written = &text[part.clone()];
    let quoted = source.read(stream, written, &Inserts::default());
    if stream.errors.len() > mark.errors {
        if let Some(spaced) = source.without_tabs(written) {
            stream.rewind(mark);
            source.read(stream, &spaced, &Inserts::default());
        } else if let Some((indented, inserts)) = quoted.and_then(|at| source.indented(written, at))
        {
            stream.rewind(mark);
            source.read(stream, &indented, &inserts);
        }
    }
    stream.errors[mark.errors..].sort_by_key(|error| error.range);
    stream.comments[mark.comments..].sort();
    stream.close_documents(mark.documents, &part);
}

/// A part of a text that starts at `base`.
#[derive(Clone, Copy)]
struct Source<'a> {
    text: &'a str,
    base: usize,
}

impl Source<'_> {
    /// Reads the part as `written`, and goes on after errors; gives the offset of the first line of
    /// a quoted text that is indented too little.
    fn read(self, stream: &mut Stream, written: &str, inserts: &Inserts) -> Option<usize> {
        let mut builder = Builder::new(stream, self.text, self.base, inserts);
        let mut parser = Parser::new_from_str_with_options(written, options());
        let (mut furthest, mut quoted) = (None, None);
        while let Some(next) = parser.next_event() {
            match next {
                Ok((Event::StreamEnd, _)) => break,
                Ok((event, span)) => builder.take(event, &span),
                Err(error) => {
                    let at = byte(&error);
                    if matches!(error.kind(), ErrorKind::InvalidQuotedScalarIndent) {
                        quoted = quoted.or(Some(at));
                    }
                    builder.fail(at, message::explain(&error, written));
                    // Every recovery has to get further: nothing may loop on hostile input.
                    let recovered = matches!(parser.proceed_next_document(), Ok(true));
                    if !recovered || furthest >= Some(at) {
                        break;
                    }
                    furthest = Some(at);
                }
            }
        }
        quoted
    }

    /// The part with blanks for the tabs that start lines inside brackets.
    fn without_tabs(self, written: &str) -> Option<String> {
        let Cow::Owned(spaced) = tabs::replaced(written, |_| true) else { return None };
        let mut scratch = Stream::default();
        self.read(&mut scratch, &spaced, &Inserts::default());
        let flow = scratch.flow_ranges();
        let inside = |at: usize| {
            let at = at + self.base;
            let next = flow.partition_point(|range| range.end as usize <= at);
            flow.get(next).is_some_and(|range| range.indices().contains(&at))
        };
        match tabs::replaced(written, inside) {
            Cow::Owned(spaced) => Some(spaced),
            Cow::Borrowed(_) => None,
        }
    }

    /// The part with its quoted texts indented, if it can be read so.
    fn indented(self, written: &str, first: usize) -> Option<(String, Inserts)> {
        folds::indented(written, first, |text, inserts| {
            let mut scratch = Stream::default();
            let quoted = self.read(&mut scratch, text, inserts);
            quoted.map_or(Ok(scratch.errors.is_empty()), Err)
        })
    }
}

fn byte(error: &ScanError) -> usize {
    error.marker().byte_offset().unwrap_or(0)
}

fn options() -> Options {
    granit_parser::options! {
        emit_unresolved_aliases: true,
        // The default of 96 rejects Helm values, which have pages of comments under one key.
        max_buffered_comment_events: usize::MAX,
    }
}

#[cfg(test)]
mod tests;
