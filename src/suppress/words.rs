//! The words of a suppression: `ignore[rule, rule] until=2027-01-31 reason`.

use jiff::civil::Date;

use crate::rule::closest;

/// What a suppression covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Verb {
    /// The line, and the one below.
    Line,
    /// A block, mapping or document.
    Block,
    /// The file.
    File,
}

impl Verb {
    const ALL: [(&'static str, Self); 3] =
        [("ignore", Self::Line), ("ignore-block", Self::Block), ("ignore-file", Self::File)];
}

/// A name in the brackets and its bytes in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Name {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A suppression as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Words {
    pub(super) verb: Verb,
    /// The rules in order; at least one.
    pub(super) names: Vec<Name>,
    pub(super) until: Option<Date>,
    /// Empty if none is given.
    pub(super) reason: String,
}

/// Why a text is no suppression, though it means to be one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Malformed {
    /// What is wrong; lower case, no full stop.
    pub(super) message: String,
    /// Bytes to replace, and what was probably meant.
    pub(super) meant: Option<(usize, usize, &'static str)>,
}

impl Malformed {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), meant: None }
    }
}

/// Where the words start in a line of a comment that speaks to ekslint: behind `ekslint:` at the
/// start of the comment, or behind another sign for comments in it.
pub(super) fn addressed(line: &str) -> Option<usize> {
    const CALL: &str = "ekslint:";
    let found = line.match_indices(CALL).map(|(at, _)| at);
    let mut called = found.filter(|at| {
        let before = line[..*at].trim_end();
        before.is_empty() || before.ends_with(['#', '/', '*'])
    });
    called.next().map(|at| at + CALL.len())
}

/// Reads what follows `ekslint:`; positions count from the start of `text`.
pub(super) fn read(text: &str) -> Result<Words, Malformed> {
    let start = text.len() - text.trim_start().len();
    let length = text[start..].find(|it: char| !(it.is_ascii_alphanumeric() || it == '-'));
    let end = length.map_or(text.len(), |length| start + length);
    let written = &text[start..end];
    let Some((_, verb)) = Verb::ALL.iter().find(|(name, _)| *name == written) else {
        return Err(unknown_verb(written, start, end));
    };
    let usage = || format!("the rules are missing, as in `{written}[public-endpoint-open]`");
    let rest = text[end..].trim_start();
    let Some(list) = rest.strip_prefix('[') else { return Err(Malformed::new(usage())) };
    let Some(length) = list.find(']') else {
        return Err(Malformed::new("a `]` is missing behind the rules"));
    };
    let names = names(&list[..length], text.len() - list.len());
    if names.is_empty() {
        return Err(Malformed::new(usage()));
    }
    let (until, reason) = tail(&list[length + 1..])?;
    Ok(Words { verb: *verb, names, until, reason })
}

/// Reads the value of an annotation: rules, separated by commas, then the day and the reason.
pub(super) fn read_annotation(text: &str) -> Result<Words, Malformed> {
    // The list ends with the first word that no comma leads to.
    let mut end = 0;
    let mut expects = true;
    for (at, word) in words(text) {
        if !expects && !word.starts_with(',') {
            break;
        }
        expects = word.ends_with(',');
        end = at + word.len();
    }
    let names = names(&text[..end], 0);
    if names.is_empty() {
        return Err(Malformed::new("the annotation names no rule"));
    }
    let (until, reason) = tail(&text[end..])?;
    Ok(Words { verb: Verb::Block, names, until, reason })
}

/// Words between blanks, with their positions.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

fn unknown_verb(written: &str, start: usize, end: usize) -> Malformed {
    let known = Verb::ALL.iter().map(|(name, _)| (*name).to_owned());
    let near = closest(written, known);
    let meant = Verb::ALL.iter().find(|(name, _)| Some(*name) == near.as_deref());
    let message = if written.is_empty() {
        "nothing is said to ekslint here; `ignore[RULE]` says what does not count".to_owned()
    } else {
        format!("`{written}` is nothing that ekslint understands in a comment")
    };
    Malformed { message, meant: meant.map(|(name, _)| (start, end, *name)) }
}

/// The names of a list, without empty ones.
fn names(list: &str, base: usize) -> Vec<Name> {
    let mut names = Vec::new();
    let mut at = base;
    for part in list.split(',') {
        let text = part.trim();
        let start = at + (part.len() - part.trim_start().len());
        if !text.is_empty() {
            names.push(Name { text: text.to_owned(), start, end: start + text.len() });
        }
        at += part.len() + 1;
    }
    names
}

/// The day and the reason behind the rules.
fn tail(text: &str) -> Result<(Option<Date>, String), Malformed> {
    let mut until = None;
    let mut reason = Vec::new();
    for word in text.split_whitespace() {
        match word.strip_prefix("until=") {
            Some(day) if until.is_none() => {
                let parsed = day.parse::<Date>();
                until = Some(parsed.map_err(|_| {
                    Malformed::new(format!("`{day}` is no day such as 2027-01-31"))
                })?);
            }
            Some(_) => return Err(Malformed::new("`until=` is written twice")),
            None => reason.push(word),
        }
    }
    let reason = reason.join(" ");
    let reason = reason.trim_start_matches(['-', ':', '\u{2013}', '\u{2014}', ' ']);
    Ok((until, reason.to_owned()))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Verb, addressed, read, read_annotation};

    fn names(words: &super::Words) -> Vec<&str> {
        words.names.iter().map(|name| name.text.as_str()).collect()
    }

    #[test]
    fn rules_a_day_and_a_reason_are_read() {
        let words = read(" ignore[irsa-*, network/] until=2027-01-31 moved in January").unwrap();
        assert_eq!((words.verb, names(&words)), (Verb::Line, vec!["irsa-*", "network/"]));
        assert_eq!(words.until, Some(date(2027, 1, 31)));
        assert_eq!(words.reason, "moved in January");
        let text = "ignore-file [a ,b,]: because, until=2027-01-31";
        let words = read(text).unwrap();
        assert_eq!((words.verb, names(&words)), (Verb::File, vec!["a", "b"]));
        assert_eq!((words.reason.as_str(), words.until), ("because,", Some(date(2027, 1, 31))));
        for name in &words.names {
            assert_eq!(&text[name.start..name.end], name.text, "names know where they stand");
        }
    }

    #[test]
    fn what_is_written_wrong_is_told() {
        let wrong = |text| read(text).unwrap_err();
        assert!(wrong("ignore").message.starts_with("the rules are missing"));
        assert!(wrong("ignore[ , ]").message.starts_with("the rules are missing"));
        assert_eq!(wrong("ignore[a").message, "a `]` is missing behind the rules");
        assert_eq!(wrong("ignore[a] until=soon").message, "`soon` is no day such as 2027-01-31");
        assert_eq!(wrong(" ingore-block[a]").meant, Some((1, 13, "ignore-block")));
        assert_eq!(wrong("see the manual").meant, None);
    }

    #[test]
    fn annotations_need_no_brackets() {
        let words = read_annotation("a, b-* ,c until=2027-01-31 not ours").unwrap();
        assert_eq!(names(&words), ["a", "b-*", "c"]);
        assert_eq!((words.until, words.reason.as_str()), (Some(date(2027, 1, 31)), "not ours"));
        assert!(read_annotation(" ").is_err());
    }

    #[test]
    fn comments_that_talk_about_ekslint_are_left_alone() {
        assert_eq!(addressed(" ekslint: ignore[a]"), Some(9));
        assert_eq!(addressed(" 443 only # ekslint:ignore[a]"), Some(20));
        assert_eq!(addressed(" checked by ekslint: no findings"), None);
    }
}
