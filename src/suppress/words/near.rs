//! What is nearly a suppression, and what was meant.

use super::Verb;
use crate::rule::closest;

/// What a comment calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::suppress) enum Call {
    /// It speaks to ekslint; what it says starts here.
    Clear(usize),
    /// It means to, but for the bytes between these.
    Nearly(usize, usize),
}

const NAME: &str = "ekslint";

/// Whether a line of a comment speaks to ekslint: with `ekslint:` at the start of the comment, or
/// behind another sign for comments in it.
pub(in crate::suppress) fn call(line: &str) -> Option<Call> {
    let at = |at: &usize| {
        let before = line[..*at].trim_end();
        before.is_empty() || before.ends_with(['#', '/', '*'])
    };
    let lower = line.to_ascii_lowercase();
    let called: Vec<usize> = lower.match_indices(NAME).map(|(at, _)| at).filter(at).collect();
    let clear =
        |at: &usize| line[*at..].starts_with(NAME) && line[*at + NAME.len()..].starts_with(':');
    if let Some(at) = called.iter().copied().find(clear) {
        return Some(Call::Clear(at + NAME.len() + 1));
    }
    let nearly = |at: usize| {
        let behind = &lower[at + NAME.len()..];
        let sign = behind.trim_start();
        let words = sign.strip_prefix(':').unwrap_or(sign);
        let end = line.len() - words.len();
        let words = words.trim_start();
        let verb = words.trim_start_matches(|it: char| it.is_ascii_lowercase() || it == '-');
        (words.starts_with("ignore") && verb.starts_with('[')).then(|| {
            let end = if sign.len() == words.len() { at + NAME.len() } else { end };
            Call::Nearly(at, end)
        })
    };
    called.into_iter().find_map(nearly)
}

/// The verb that was meant by another word; never one that covers more than what was written.
pub(super) fn verb(written: &str) -> Option<&'static str> {
    const HIDING: [&str; 7] = ["ignore", "disable", "suppress", "skip", "allow", "nolint", "noqa"];
    let written = written.to_ascii_lowercase();
    let (head, tail) = written.split_once('-').unwrap_or((&written, ""));
    let known = HIDING.iter().map(|it| (*it).to_owned());
    if !head.starts_with("ignor") && !HIDING.contains(&head) && closest(head, known).is_none() {
        return None;
    }
    let wider = [(Verb::Block, "block"), (Verb::File, "file")];
    let wider = wider.into_iter().find(|(_, name)| are_alike(tail, name));
    Some(wider.map_or(Verb::Line, |(verb, _)| verb).name())
}

/// Whether two words have the same letters, but for one too many or too few.
fn are_alike(one: &str, other: &str) -> bool {
    let mut left: Vec<char> = other.chars().collect();
    let mut more = 0;
    for letter in one.chars() {
        match left.iter().position(|it| *it == letter) {
            Some(at) => drop(left.remove(at)),
            None => more += 1,
        }
    }
    more + left.len() <= 1
}

#[cfg(test)]
mod tests {
    use super::{Call, call, verb};

    #[test]
    fn nothing_wider_than_what_was_written_is_suggested() {
        for narrow in [
            "ignore-next-line",
            "ignore-line",
            "disable",
            "disable-next-line",
            "ignore-below",
            "ingore",
        ] {
            assert_eq!(verb(narrow), Some("ignore"), "{narrow}");
        }
        assert_eq!(verb("ingore-block"), Some("ignore-block"));
        assert_eq!(verb("ignore-blok"), Some("ignore-block"));
        assert_eq!(verb("disable-file"), Some("ignore-file"));
        assert_eq!((verb("see"), verb("")), (None, None));
    }

    #[test]
    fn comments_that_talk_about_ekslint_are_left_alone() {
        assert_eq!(call(" ekslint: ignore[a]"), Some(Call::Clear(9)));
        assert_eq!(call(" 443 only # ekslint:ignore[a]"), Some(Call::Clear(20)));
        assert_eq!(call(" checked by ekslint: no findings"), None);
        assert_eq!(call(" ekslint ignores [these]"), None);
        assert_eq!(call(" EKSLINT: settings"), None);
    }

    #[test]
    fn comments_that_nearly_speak_to_ekslint_are_known() {
        assert_eq!(call(" ekslint ignore[a]"), Some(Call::Nearly(1, 8)));
        assert_eq!(call("# EKSLINT: ignore-file[a]"), Some(Call::Nearly(2, 10)));
        assert_eq!(call("# ekslint : ignore[a]"), Some(Call::Nearly(2, 11)));
    }
}
