//! Puts text together, in lines that fit the terminal.

use std::fmt::{Arguments, Write};

use unicode_width::UnicodeWidthChar;
use unicode_width::UnicodeWidthStr;

/// Appends what `format_args!` makes; writing to a string cannot fail.
pub(crate) fn append(out: &mut String, text: Arguments<'_>) {
    out.write_fmt(text).expect("a string takes any text");
}

/// Breaks cleaned text at blanks into lines of at most `width` columns; longer words are cut.
///
/// No line but the first starts with `::`: GitHub's runner would take it for a command.
pub(crate) fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let length = word.width();
        if used > 0 && used + 1 + length > width {
            lines.push(String::new());
            used = 0;
        }
        let line = lines.last_mut().expect("there is always a line");
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        if used + length <= width {
            line.push_str(word);
            used += length;
        } else {
            used = cut(word, width.max(1), &mut lines);
        }
    }
    lines.iter_mut().skip(1).for_each(break_up);
    lines
}

/// Spreads a word over as many lines as it needs, and gives the width of the last.
///
/// A closing quote or stop does not stand on a line alone.
fn cut(word: &str, width: usize, lines: &mut Vec<String>) -> usize {
    let first = lines.len();
    let used = spread(word, width, lines);
    let alone = |line: &String| !line.contains(char::is_alphanumeric) && used + 1 < width;
    if lines.len() > first && lines.last().is_some_and(alone) {
        let before = lines.len() - 2;
        let moved = if lines[before].chars().count() > 1 { lines[before].pop() } else { None };
        if let (Some(moved), Some(last)) = (moved, lines.last_mut()) {
            last.insert(0, moved);
            return used + moved.width().unwrap_or(0);
        }
    }
    used
}

fn spread(word: &str, width: usize, lines: &mut Vec<String>) -> usize {
    let mut used = 0;
    for character in word.chars() {
        let wide = character.width().unwrap_or(0);
        if used + wide > width {
            lines.push(String::new());
            used = 0;
        }
        lines.last_mut().expect("there is always a line").push(character);
        used += wide;
    }
    used
}

fn break_up(line: &mut String) {
    if line.starts_with("::") {
        line.replace_range(..1, "<U+003A>");
    }
}

/// Cuts text to `width` columns, with an ellipsis if anything was cut.
pub(crate) fn shorten(text: &str, width: usize, ellipsis: &str) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let room = width.saturating_sub(ellipsis.width());
    let mut used = 0;
    let fits = |character: &char| {
        used += character.width().unwrap_or(0);
        used <= room
    };
    let kept: String = text.chars().take_while(fits).collect();
    format!("{}{ellipsis}", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{shorten, wrap};

    #[test]
    fn breaks_at_blanks_and_cuts_long_words() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("日本語日本", 4), ["日本", "語日", "本"]);
        assert_eq!(wrap("", 4), [""]);
    }

    #[test]
    fn a_closing_quote_takes_a_letter_along() {
        assert_eq!(wrap("is `abcdefgh`", 9), ["is", "`abcdefg", "h`"]);
        assert_eq!(wrap("`abcdefghi`", 10), ["`abcdefgh", "i`"]);
    }

    #[test]
    fn no_line_opens_a_workflow_command() {
        assert_eq!(wrap("xxxx ::error::y", 10), ["xxxx", "<U+003A>:error::y"]);
        assert_eq!(wrap("xxxx::error", 4), ["xxxx", "<U+003A>:er", "ror"]);
    }

    #[test]
    fn shortens_with_an_ellipsis() {
        assert_eq!(shorten("one two three", 9, "…"), "one two…");
        assert_eq!(shorten("short", 5, "…"), "short");
    }
}
