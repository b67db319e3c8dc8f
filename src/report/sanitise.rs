//! Makes text that comes from linted files harmless to a terminal and to a CI log.
//!
//! A pull request must not drive its reviewer's terminal, nor the runner that prints the report:
//! control characters become pictures, what is invisible or turns the direction of writing becomes
//! its number, and the openings of workflow commands are broken up. GitHub's runner ignores blanks
//! before `::` and looks for `##[` anywhere in a line, as Azure's does for `##vso[`.

use std::borrow::Cow;
use std::fmt::Write;

/// Appends a character as it can be shown safely after what `out` already holds.
pub(super) fn push(out: &mut String, character: char) {
    match character {
        '\0'..='\u{1f}' => {
            out.push(char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'));
        }
        '\u{7f}' => out.push('\u{2421}'),
        '[' if opens_command(out) => push_number(out, character),
        _ if is_hidden(character) => push_number(out, character),
        _ => out.push(character),
    }
}

/// The text on one line, with nothing in it that a terminal or a runner would act on.
pub fn clean(text: &str) -> Cow<'_, str> {
    let harmless =
        |character: char| !character.is_control() && !is_hidden(character) && character != '[';
    if text.chars().all(harmless) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 8);
    text.chars().for_each(|character| push(&mut out, character));
    Cow::Owned(out)
}

/// [`clean`], for text that starts a line: a runner must not take it for a command.
pub fn clean_start(text: &str) -> Cow<'_, str> {
    let text = clean(text);
    if !text.trim_start().starts_with("::") {
        return text;
    }
    Cow::Owned(text.replacen(':', "<U+003A>", 1))
}

/// Whether a character is invisible or changes how its neighbours are laid out.
pub(super) fn is_hidden(character: char) -> bool {
    matches!(character,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}'
        | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{3164}' | '\u{feff}' | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}')
}

/// Whether `[` after this text would open a workflow command.
pub(super) fn opens_command(before: &str) -> bool {
    let ends_with = |tail: &str| {
        let start = before.len().checked_sub(tail.len());
        let end = start.and_then(|start| before.get(start..));
        end.is_some_and(|end| end.eq_ignore_ascii_case(tail))
    };
    ends_with("##") || ends_with("##vso")
}

fn push_number(out: &mut String, character: char) {
    write!(out, "<U+{:04X}>", u32::from(character)).expect("a string takes any text");
}

#[cfg(test)]
mod tests {
    use super::{clean, clean_start};

    #[test]
    fn ordinary_text_is_left_alone() {
        for text in ["", "values = [\"é☃日本\"]", "a::b ## [x]", "arn:aws:iam::111122223333:role/x"]
        {
            assert_eq!(clean(text), text);
        }
    }

    #[test]
    fn control_characters_become_pictures() {
        assert_eq!(clean("a\u{1b}[31mb\u{7}\u{7f}\n"), "a␛[31mb␇␡␊");
        assert_eq!(clean("\u{9b}31m"), "<U+009B>31m");
    }

    #[test]
    fn what_hides_or_turns_text_becomes_its_number() {
        assert_eq!(clean("a\u{202e}b\u{200b}c\u{2066}"), "a<U+202E>b<U+200B>c<U+2066>");
        assert_eq!(clean("x\u{e0041}\u{feff}"), "x<U+E0041><U+FEFF>");
    }

    #[test]
    fn workflow_commands_are_broken_up() {
        assert_eq!(clean("x ##[error]y"), "x ##<U+005B>error]y");
        assert_eq!(clean("##VSO[task.x]"), "##VSO<U+005B>task.x]");
        assert_eq!(clean_start("  ::error::x"), "  <U+003A>:error::x");
        assert_eq!(clean_start("a::b"), "a::b");
        assert_eq!(clean("x\n::error::y"), "x␊::error::y");
    }
}
