//! The verbs of a format, such as `%-5s`.

/// One `%` of a format.
#[derive(Clone, Copy, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each flag of a verb stands for itself")]
pub(super) struct Verb {
    pub(super) minus: bool,
    pub(super) plus: bool,
    pub(super) space: bool,
    pub(super) sharp: bool,
    pub(super) zero: bool,
    pub(super) width: Option<usize>,
    pub(super) precision: Option<usize>,
    /// The argument it takes, from 1, where it says which.
    pub(super) argument: Option<usize>,
    pub(super) letter: char,
}

/// A stretch of a format.
#[derive(Clone, Copy, Debug)]
pub(super) enum Stretch<'f> {
    Literal(&'f str),
    Verb(Verb),
}

/// Wider fields are refused: nobody writes them.
const WIDEST: usize = 1024;

/// The stretches of a format; none if it is not one.
pub(super) fn parse(pattern: &str) -> Option<Vec<Stretch<'_>>> {
    let mut stretches = Vec::new();
    let mut rest = pattern;
    while let Some(at) = rest.find('%') {
        stretches.push(Stretch::Literal(&rest[..at]));
        rest = &rest[at + 1..];
        if let Some(after) = rest.strip_prefix('%') {
            stretches.push(Stretch::Literal("%"));
            rest = after;
            continue;
        }
        let verb;
        (verb, rest) = read(rest)?;
        stretches.push(Stretch::Verb(verb));
    }
    stretches.push(Stretch::Literal(rest));
    Some(stretches)
}

/// A verb behind its `%`, and what follows it.
fn read(text: &str) -> Option<(Verb, &str)> {
    let flags = text.find(|it: char| !"-+0# ".contains(it))?;
    let has = |flag: char| text[..flags].contains(flag);
    let (width, rest) = number(&text[flags..])?;
    let (precision, rest) = match rest.strip_prefix('.') {
        Some(after) => number(after).map(|(digits, rest)| (Some(digits.unwrap_or(0)), rest))?,
        None => (None, rest),
    };
    let (argument, rest) = match rest.strip_prefix('[') {
        Some(after) => {
            let (digits, rest) = number(after)?;
            (Some(digits.filter(|it| *it > 0)?), rest.strip_prefix(']')?)
        }
        None => (None, rest),
    };
    let letter = rest.chars().next().filter(|it| "vtbdoxXeEfgGsq".contains(*it))?;
    let verb = Verb {
        minus: has('-'),
        plus: has('+'),
        space: has(' '),
        sharp: has('#'),
        zero: has('0'),
        width,
        precision,
        argument,
        letter,
    };
    Some((verb, &rest[1..]))
}

fn number(text: &str) -> Option<(Option<usize>, &str)> {
    let digits = text.find(|it: char| !it.is_ascii_digit()).unwrap_or(text.len());
    let (number, rest) = text.split_at(digits);
    let number = if number.is_empty() { None } else { Some(number.parse().ok()?) };
    number.is_none_or(|number| number <= WIDEST).then_some((number, rest))
}
