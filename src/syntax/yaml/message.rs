//! The parser's errors in words that help.

use granit_parser::{ErrorKind as Kind, ScanError};

use super::super::{Range, SyntaxError};
use super::arena::range;

/// The error with its range in the parsed part, what is wrong, and what to do about it.
pub(super) fn explain(error: &ScanError, source: &str) -> SyntaxError {
    let (message, help) = words(error.kind());
    let help = help.map(str::to_owned);
    SyntaxError { range: word(source, error.marker().byte_offset().unwrap_or(0)), message, help }
}

/// From an offset to the end of the word that starts there.
fn word(source: &str, at: usize) -> Range {
    let start = source.floor_char_boundary(at);
    let rest = &source[start..];
    let first = rest.chars().next().filter(|letter| !letter.is_whitespace());
    let length = first.map_or(0, |first| {
        let after = &rest[first.len_utf8()..];
        let stop = |letter: char| letter.is_whitespace() || ",:[]{}".contains(letter);
        first.len_utf8() + after.find(stop).unwrap_or(after.len())
    });
    range(&(start..start + length))
}

fn words(kind: &Kind) -> (String, Option<&'static str>) {
    match kind {
        Kind::UnclosedFlowCollection { open } => {
            (format!("`{open}` is never closed"), Some("add the closing bracket"))
        }
        Kind::MismatchedFlowCollectionEnd { open, close } => {
            (format!("`{open}` is closed by `{close}`"), Some("close it by its own bracket"))
        }
        Kind::UnexpectedCharacter { character } => {
            (format!("a value cannot start with `{character}`"), Some("put the value in quotes"))
        }
        Kind::RecursionLimitExceeded => ("nested more than 255 levels deep".to_owned(), None),
        other => match in_brackets(other).or_else(|| in_lines(other)) {
            Some((message, help)) => (message.to_owned(), Some(help)),
            None => (other.to_string(), None),
        },
    }
}

fn in_brackets(kind: &Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::BlockEntryInFlowCollection => {
            ("`-` inside brackets", "separate items by commas inside `[` and `]`")
        }
        Kind::UnexpectedEofFlowSequence => ("`[` is never closed", "add the closing bracket"),
        Kind::UnexpectedEofFlowMapping => ("`{` is never closed", "add the closing bracket"),
        Kind::ExpectedFlowMappingSeparator => {
            ("expected `,` or `}`", "separate entries by commas inside `{` and `}`")
        }
        Kind::ExpectedFlowSequenceSeparator => {
            ("expected `,` or `]`", "separate items by commas inside `[` and `]`")
        }
        Kind::UnclosedQuotedScalar | Kind::DocumentIndicatorInQuotedScalar => {
            ("a quoted text is never closed", "add the closing quote")
        }
        Kind::InvalidQuotedScalarIndent => (
            "a quoted text goes on in a line that is indented too little",
            "close the quotes above, or indent this line",
        ),
        Kind::InvalidTrailingSingleQuotedScalar | Kind::InvalidTrailingDoubleQuotedScalar => (
            "text after the closing quote",
            "put all of the value in quotes, or none of it; write `''` for `'` in single quotes",
        ),
        Kind::UnknownQuotedScalarEscape => (
            "an unknown escape in double quotes",
            "write `\\\\` for a backslash, or use single quotes",
        ),
        _ => return None,
    })
}

fn in_lines(kind: &Kind) -> Option<(&'static str, &'static str)> {
    Some(match kind {
        Kind::TabNotAllowed
        | Kind::TabInBlockIndentation
        | Kind::TabInIndentation
        | Kind::TabInPlainScalar
        | Kind::TabAtBlockScalarStart => ("a tab in the indentation", "indent with spaces"),
        Kind::MappingValueNotAllowed => (
            "a `:` that cannot start a value here",
            "quote the text around it if the colon belongs to it, or mend the indentation",
        ),
        Kind::ExpectedBlockMappingKey => {
            ("expected a key of the map above", "indent this line like the keys it belongs to")
        }
        Kind::ExpectedBlockSequenceEntry => (
            "expected `-` and an item of the list above",
            "indent this line like the items it belongs to",
        ),
        Kind::SimpleKeyExpected | Kind::InvalidSimpleKey => (
            "a key without `:`",
            "write `key: value`, or indent the line as part of the value above",
        ),
        Kind::ExpectedDocumentStart => (
            "text after the end of what stands above",
            "begin another document with a line `---`, or make the line a comment",
        ),
        Kind::InvalidIndentation => {
            ("unexpected indentation", "indent this line like its neighbours")
        }
        Kind::InvalidBlockScalarIndent => {
            ("a line of a block text is indented too little", "indent all lines of the text alike")
        }
        _ => return None,
    })
}
