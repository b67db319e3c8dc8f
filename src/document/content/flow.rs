//! Plain and quoted scalars: escapes, doubled quotes and folded lines.

use std::ops::Range;

use super::Match;
use crate::syntax::yaml::Style;

/// Pairs the content with the bytes between the quotes; none where they do not add up.
pub(super) fn matches(source: &str, content: &str, style: Style) -> Option<Vec<Match>> {
    let mut matches: Vec<Match> = Vec::new();
    let (mut from, mut made) = (0, 0);
    while from < source.len() {
        let rest = &source[from..];
        let decoded = step(rest, &content[made..], style)?;
        let (length, width, copied) = decoded;
        let next = (made..made + width, from..from + length);
        match matches.last_mut() {
            Some((before, host)) if copied && before.len() == host.len() => {
                (before.end, host.end) = (next.0.end, next.1.end);
            }
            _ => matches.push(next),
        }
        from += length;
        made += width;
        content.get(made..)?;
    }
    (made == content.len()).then_some(matches)
}

/// How many bytes the next unit takes, how many it gives, and whether they are the same.
fn step(rest: &str, content: &str, style: Style) -> Option<(usize, usize, bool)> {
    let first = rest.chars().next()?;
    if first.is_ascii_whitespace() {
        let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n']).len();
        let breaks = rest[..blanks].matches('\n').count();
        return match breaks {
            0 => Some((blanks, blanks, true)),
            1 => Some((blanks, 1, false)),
            // A line break alone is folded into a blank, more of them lose one.
            more => Some((blanks, more - 1, false)),
        };
    }
    match (style, first) {
        (Style::Double, '\\') => {
            let length = escape(rest.as_bytes())?;
            let lines = rest[1..].starts_with(['\r', '\n']);
            let width = if lines { 0 } else { content.chars().next()?.len_utf8() };
            Some((length, width, false))
        }
        (Style::Single, '\'') => Some((2, 1, false)),
        _ => {
            let stop = |letter: char| letter.is_ascii_whitespace() || "\\'".contains(letter);
            let after = first.len_utf8();
            let length = rest[after..].find(stop).map_or(rest.len(), |end| after + end);
            content.starts_with(&rest[..length]).then_some((length, length, true))
        }
    }
}

/// The length of an escape in double quotes.
fn escape(rest: &[u8]) -> Option<usize> {
    Some(match rest.get(1)? {
        b'x' => 4,
        b'u' if is_surrogate(rest, 2..6) && rest.get(6..8) == Some(b"\\u") => 12,
        b'u' => 6,
        b'U' => 10,
        // The line goes on; the blanks at the start of the next one do not count.
        b'\r' | b'\n' => {
            let blank = |byte: &u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n');
            1 + rest[1..].iter().take_while(|byte| blank(byte)).count()
        }
        byte if byte.is_ascii() => 2,
        _ => return None,
    })
    .filter(|length| *length <= rest.len())
}

fn is_surrogate(rest: &[u8], digits: Range<usize>) -> bool {
    rest.get(digits).is_some_and(|digits| {
        digits[0].eq_ignore_ascii_case(&b'd') && b"89abAB".contains(&digits[1])
    })
}
