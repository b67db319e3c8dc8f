//! From text to a [`Stream`].

use std::borrow::Cow;
use std::ops::Range;

use granit_parser::{Event, Options, Parser, ScanError};

use super::builder::Builder;
use super::{Stream, message, tabs};

/// Parses a whole text: every document of it, and of a broken one what stands before the error.
pub fn parse(text: &str) -> Stream {
    let mut stream = Stream::default();
    read(&mut stream, text, 0..text.len());
    stream
}

/// Adds the documents of a part of `text` to a stream.
///
/// go-yaml takes tabs at the start of a line inside brackets, the parser below does not: where it
/// fails, such tabs become spaces, which moves no byte.
pub(super) fn read(stream: &mut Stream, text: &str, part: Range<usize>) {
    let mark = stream.mark();
    let source = &text[part.clone()];
    attempt(stream, text, part.start, source);
    if stream.errors.len() > mark.errors
        && let Cow::Owned(without_tabs) = tabs::replaced(source, |_| true)
    {
        let mut scratch = Stream::default();
        attempt(&mut scratch, text, part.start, &without_tabs);
        let flow = scratch.flow_ranges();
        let inside = |at: usize| {
            let at = at + part.start;
            let next = flow.partition_point(|range| range.end as usize <= at);
            flow.get(next).is_some_and(|range| range.indices().contains(&at))
        };
        if let Cow::Owned(spaced) = tabs::replaced(source, inside) {
            stream.rewind(mark);
            attempt(stream, text, part.start, &spaced);
        }
    }
    stream.errors[mark.errors..].sort_by_key(|error| error.range);
    stream.comments[mark.comments..].sort();
    stream.close_documents(mark.documents, &part);
}

/// Reads `source`, which stands at byte `base` of `text`, and goes on after errors.
fn attempt(stream: &mut Stream, text: &str, base: usize, source: &str) {
    let mut builder = Builder::new(stream, text, base);
    let mut parser = Parser::new_from_str_with_options(source, options());
    let mut furthest = None;
    while let Some(next) = parser.next_event() {
        match next {
            Ok((Event::StreamEnd, _)) => break,
            Ok((event, span)) => builder.take(event, &span),
            Err(error) => {
                builder.fail(base + byte(&error), message::explain(&error, source));
                // Every recovery has to get further: nothing may loop on hostile input.
                let recovered = matches!(parser.proceed_next_document(), Ok(true));
                if !recovered || furthest >= Some(byte(&error)) {
                    break;
                }
                furthest = Some(byte(&error));
            }
        }
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
