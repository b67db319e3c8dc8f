//! The last day of a suppression, and what was meant to be one.

use jiff::civil::Date;

use super::Malformed;

/// Reads the day and the reason behind the rules.
///
/// A day that is written otherwise than as `until=2027-01-31` would become part of the reason, and
/// the exception would never end: that is refused.
pub(super) fn tail(text: &str) -> Result<(Option<Date>, String), Malformed> {
    let mut until = None;
    let mut reason = Vec::new();
    let words: Vec<&str> = text.split_whitespace().collect();
    for (index, word) in words.iter().enumerate() {
        match word.strip_prefix("until=").map(bare).filter(|day| !day.is_empty()) {
            Some(_) if until.is_some() => {
                return Err(Malformed::new("`until=` is written twice"));
            }
            Some(day) => until = Some(day.parse().map_err(|_| no_day(day))?),
            None => match other_spelling(&words[index..]) {
                Some(day) => return Err(misspelt(&day)),
                None => reason.push(*word),
            },
        }
    }
    let reason = reason.join(" ");
    let reason = reason.trim_start_matches(['-', ':', '\u{2013}', '\u{2014}', ' ']);
    Ok((until, reason.to_owned()))
}

/// A word without the punctuation of its sentence.
fn bare(word: &str) -> &str {
    word.trim_matches([',', ';', ':', '.', '(', ')', '"', '\'', '`'])
}

fn no_day(day: &str) -> Malformed {
    Malformed::new(format!("`{day}` is no day such as 2027-01-31"))
}

fn misspelt(day: &str) -> Malformed {
    let day = day.parse::<Date>().map_or_else(|_| "2027-01-31".to_owned(), |day| day.to_string());
    Malformed {
        help: Some(format!("write `until={day}`, without blanks")),
        ..Malformed::new("this last day is not read as one: it has another spelling")
    }
}

/// The day, if words begin with another spelling of `until=2027-01-31`: other letters, blanks, a
/// colon or no sign. Without an equals sign it has to look like a day: reasons are prose.
fn other_spelling(words: &[&str]) -> Option<String> {
    let word = words.first()?.trim_start_matches(['(', '[', '"', '\'', '-', ',']);
    let behind = word.get(..5).filter(|it| it.eq_ignore_ascii_case("until")).map(|_| &word[5..])?;
    if !behind.is_empty() && !behind.starts_with(['=', ':']) {
        return None;
    }
    let rest = std::iter::once(behind).chain(words.iter().skip(1).copied()).take(3);
    let rest = rest.collect::<Vec<_>>().join(" ");
    let rest = rest.trim_start();
    let (sign, value) = match rest.strip_prefix(['=', ':']) {
        Some(value) => (rest.chars().next(), value),
        None => (None, rest),
    };
    let value = bare(value.split_whitespace().next().unwrap_or(""));
    (sign == Some('=') || looks_like_day(value)).then(|| value.to_owned())
}

/// Whether a word is three numbers, as `31.01.2027` is.
fn looks_like_day(word: &str) -> bool {
    let parts: Vec<&str> = word.split(['-', '.', '/']).collect();
    let number = |part: &&str| !part.is_empty() && part.bytes().all(|it| it.is_ascii_digit());
    parts.len() == 3 && parts.iter().all(number)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::tail;

    #[test]
    fn another_spelling_of_a_last_day_is_never_part_of_the_reason() {
        for text in [
            "until = 2020-01-01 because",
            "until =2020-01-01",
            "until= 2020-01-01 because",
            "until 2020-01-01 because",
            "Until=2020-01-01 because",
            "UNTIL: 2020-01-01",
            "until:2020-01-01.",
            "because of January (until 2020-01-01)",
        ] {
            let malformed = tail(text).unwrap_err();
            let wanted = "write `until=2020-01-01`, without blanks";
            assert_eq!(malformed.help.as_deref(), Some(wanted), "{text}");
        }
        for text in ["until=", "Until=soon", "until 31.01.2027", "until 2027/01/31 x", "until = "] {
            assert!(tail(text).is_err(), "{text}");
        }
    }

    #[test]
    fn prose_and_punctuation_are_left_alone() {
        let day = Some(date(2027, 1, 31));
        assert_eq!(tail("until=2027-01-31, then mended"), Ok((day, "then mended".to_owned())));
        for text in ["until the migration is done", "until: see the ticket", "untilled 2020-01-01"]
        {
            assert_eq!(tail(text), Ok((None, text.to_owned())));
        }
        assert_eq!(tail("mended 2020-01-01").unwrap().0, None);
    }
}
