//! The words of a suppression: `ignore[rule, rule] until=2027-01-31 reason`.

mod day;
mod near;

use jiff::civil::Date;

pub(super) use near::{Call, call};

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
    const ALL: [Self; 3] = [Self::Line, Self::Block, Self::File];

    /// As it is written.
    fn name(self) -> &'static str {
        match self {
            Self::Line => "ignore",
            Self::Block => "ignore-block",
            Self::File => "ignore-file",
        }
    }
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
    /// What to do, where there is more to say than how a suppression looks.
    pub(super) help: Option<String>,
    /// Bytes to replace, and what was probably meant.
    pub(super) meant: Option<(usize, usize, &'static str)>,
}

impl Malformed {
    pub(super) fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: None, meant: None }
    }

    /// A line that means to speak to ekslint, but for the bytes between these.
    pub(super) fn uncalled(start: usize, end: usize) -> Self {
        let message = "this is read as any other comment: it does not begin with `ekslint:`";
        Self { meant: Some((start, end, "ekslint:")), ..Self::new(message) }
    }
}

impl Call {
    /// Where the name starts that is called.
    pub(super) fn start(self) -> usize {
        match self {
            Self::Clear(behind) => behind - "ekslint:".len(),
            Self::Nearly(start, _) => start,
        }
    }
}

/// Reads what follows `ekslint:`; positions count from the start of `text`.
pub(super) fn read(text: &str) -> Result<Words, Malformed> {
    let start = text.len() - text.trim_start().len();
    let length = text[start..].find(|it: char| !(it.is_ascii_alphanumeric() || it == '-'));
    let end = length.map_or(text.len(), |length| start + length);
    let written = &text[start..end];
    let Some(verb) = Verb::ALL.into_iter().find(|verb| verb.name() == written) else {
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
    let (until, reason) = day::tail(&list[length + 1..])?;
    Ok(Words { verb, names, until, reason })
}

/// Reads the value of an annotation: rules, separated by commas, then the day and the reason.
pub(super) fn read_annotation(text: &str) -> Result<Words, Malformed> {
    if text.trim_start().starts_with('[') {
        return Err(Malformed {
            help: Some("write the rules without brackets".to_owned()),
            ..Malformed::new("the rules of an annotation stand in no brackets")
        });
    }
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
    let (until, reason) = day::tail(&text[end..])?;
    Ok(Words { verb: Verb::Block, names, until, reason })
}

/// Words between blanks, with their positions.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let base = text.as_ptr() as usize;
    text.split_whitespace().map(move |word| (word.as_ptr() as usize - base, word))
}

fn unknown_verb(written: &str, start: usize, end: usize) -> Malformed {
    let message = if written.is_empty() {
        "nothing is said to ekslint here; `ignore[RULE]` says what does not count".to_owned()
    } else {
        format!("`{written}` is nothing that ekslint understands in a comment")
    };
    let meant = near::verb(written).map(|name| (start, end, name));
    Malformed { message, help: None, meant }
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

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::{Verb, read, read_annotation};

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
        assert!(read_annotation("[a] not ours").unwrap_err().help.is_some());
    }
}
