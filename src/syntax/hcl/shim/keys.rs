//! Finding keys that are written twice between the same braces.

use std::collections::HashSet;

use crate::syntax::Range;
use crate::syntax::hcl::lex::Token;

/// The keys between one pair of braces.
#[derive(Debug, Default)]
pub(super) struct Keys<'a> {
    holds: Holds,
    seen: HashSet<&'a str>,
    /// Where a key may start: behind a line end or a comma.
    fresh: bool,
    /// The first token of what may be a key.
    start: Option<usize>,
    names: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Holds {
    #[default]
    Nothing,
    Arguments,
    Items,
}

/// A key that stood there before.
pub(super) struct Key {
    pub(super) tokens: std::ops::Range<usize>,
    pub(super) range: Range,
    /// Whether it is the name of an argument.
    pub(super) argument: bool,
}

impl<'a> Keys<'a> {
    /// Between braces that hold neither.
    pub(super) fn none() -> Self {
        Self::default()
    }

    /// Of a block or a file.
    pub(super) fn of_body() -> Self {
        Self { holds: Holds::Arguments, fresh: true, ..Self::default() }
    }

    /// Of an object.
    pub(super) fn of_object() -> Self {
        Self { holds: Holds::Items, fresh: true, ..Self::default() }
    }

    /// The token `at` stands directly between the braces.
    pub(super) fn begin(&mut self, at: usize) {
        if std::mem::take(&mut self.fresh) {
            self.start = Some(at);
        }
    }

    /// A line ends.
    pub(super) fn end(&mut self) {
        self.fresh = self.holds != Holds::Nothing;
        self.start = None;
    }

    /// Takes a word or a symbol; gives the key that it ends, if that key was there before.
    pub(super) fn token(
        &mut self,
        at: usize,
        sign: &str,
        text: &'a str,
        tokens: &[Token],
    ) -> Option<Key> {
        match sign {
            "," => self.end(),
            "=" | ":" => return self.assigned(at, sign, text, tokens),
            _ => self.begin(at),
        }
        None
    }

    fn assigned(&mut self, at: usize, sign: &str, text: &'a str, tokens: &[Token]) -> Option<Key> {
        let start = self.start.take()?;
        let argument = self.holds == Holds::Arguments;
        if argument && sign == ":" {
            return None;
        }
        let range = Range::new(tokens[start].range.start, tokens[at - 1].range.end);
        let repeated = !self.seen.insert(&text[range.indices()]);
        repeated.then_some(Key { tokens: start..at, range, argument })
    }

    /// A name of `length` letters that nothing else here has; none if all are taken.
    pub(super) fn fresh(&mut self, length: usize) -> Option<String> {
        loop {
            let name = letters(self.names, length)?;
            self.names += 1;
            let known = |it: &&str| it.trim_matches(['"', '(', ')']) == name;
            if !matches!(&*name, "if" | "in" | "for" | "null" | "true")
                && !self.seen.iter().any(known)
            {
                return Some(name);
            }
        }
    }
}

/// The `number`th word of `length` letters.
fn letters(number: usize, length: usize) -> Option<String> {
    let mut rest = number;
    let mut name = vec![b'a'; length];
    for letter in name.iter_mut().rev() {
        *letter += u8::try_from(rest % 26).ok()?;
        rest /= 26;
    }
    if rest > 0 { None } else { String::from_utf8(name).ok() }
}
