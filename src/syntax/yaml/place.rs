//! Where things stand that the parser places a little off.

use std::ops::Range;

/// A block scalar from `|` or `>` to the end of its last line that is not blank.
///
/// The parser gives the content from after the first indentation to before the next token.
pub(super) fn block_scalar(text: &str, after: usize, content: &Range<usize>) -> Range<usize> {
    let start = indicators(text, after..content.end)
        .find(|at| matches!(text.as_bytes()[*at], b'|' | b'>'))
        .unwrap_or(content.start);
    let all = &text[start..content.end.max(start)];
    let trimmed = all.trim_end_matches([' ', '\t', '\r', '\n']).len();
    let header = all.find(|letter: char| letter.is_ascii_whitespace()).unwrap_or(all.len());
    if !all[..trimmed].contains(['\n', '\r']) {
        return start..start + header;
    }
    // Blanks at the end of the last line are content.
    let line = all[trimmed..].find(['\r', '\n']).map_or(all.len(), |rest| trimmed + rest);
    start..start + line
}

/// The dash right before the first item of a sequence; the ones before it are other sequences'.
pub(super) fn last_dash(text: &str, between: Range<usize>) -> Option<usize> {
    if between.is_empty() {
        return None;
    }
    indicators(text, between).filter(|at| text.as_bytes()[*at] == b'-').last()
}

/// Positions in a stretch between two tokens that are no blank, comment, tag or anchor.
fn indicators(text: &str, between: Range<usize>) -> impl Iterator<Item = usize> {
    let bytes = &text.as_bytes()[..between.end.min(text.len())];
    let mut at = between.start;
    std::iter::from_fn(move || {
        while let Some(byte) = bytes.get(at) {
            let here = at;
            at += 1;
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' => {}
                b'#' => at = end(bytes, at, |byte| byte == b'\n' || byte == b'\r'),
                b'!' | b'&' => at = end(bytes, at, |byte| byte.is_ascii_whitespace()),
                _ => return Some(here),
            }
        }
        None
    })
}

fn end(bytes: &[u8], from: usize, stop: impl Fn(u8) -> bool) -> usize {
    bytes[from..].iter().position(|byte| stop(*byte)).map_or(bytes.len(), |length| from + length)
}
