//! JSON with numbers of any size, which no digit of is lost.

use super::{Places, Problem};
use crate::syntax::{Number, Range};
use crate::value::{Entry, Kind, Origin, Value};

/// Deeper nesting is not read.
const DEPTH: u32 = 128;

/// The value of a whole text.
pub(super) fn decoded(text: &str, places: Places<'_>) -> Result<Value, Problem> {
    let mut reader = Reader { rest: text, size: text.len(), places };
    let value = reader.value(0)?;
    reader.space();
    if reader.rest.is_empty() { Ok(value) } else { Err(Problem::Invalid) }
}

struct Reader<'t> {
    rest: &'t str,
    /// How long the whole text is.
    size: usize,
    places: Places<'t>,
}

impl Reader<'_> {
    /// How many bytes have been read.
    fn at(&self) -> u32 {
        u32::try_from(self.size - self.rest.len()).unwrap_or(u32::MAX)
    }

    /// The place of what was read from `start` on.
    fn since(&self, start: u32) -> Origin {
        self.places.origin(Range::new(start, self.at()))
    }

    fn space(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\t', '\n', '\r']);
    }

    fn eat(&mut self, sign: &str) -> bool {
        let after = self.rest.strip_prefix(sign);
        self.rest = after.unwrap_or(self.rest);
        after.is_some()
    }

    fn value(&mut self, depth: u32) -> Result<Value, Problem> {
        if depth > DEPTH {
            return Err(Problem::Limit);
        }
        self.space();
        let start = self.at();
        let kind = match self.rest.bytes().next() {
            Some(b'{') => return self.object(depth),
            Some(b'[') => return self.list(depth),
            Some(b'"') => Kind::Text(super::super::normal(self.string()?)),
            Some(b'-' | b'0'..=b'9') => Kind::Number(self.number()?),
            _ if self.eat("null") => Kind::Null,
            _ if self.eat("true") => Kind::Bool(true),
            _ if self.eat("false") => Kind::Bool(false),
            _ => return Err(Problem::Invalid),
        };
        Ok(Value::new(kind, self.since(start)))
    }

    fn list(&mut self, depth: u32) -> Result<Value, Problem> {
        let start = self.at();
        self.eat("[");
        let mut items = Vec::new();
        self.space();
        if self.eat("]") {
            return Ok(Value::list(items, self.since(start)));
        }
        loop {
            items.push(self.value(depth + 1)?);
            self.space();
            if self.eat("]") {
                return Ok(Value::list(items, self.since(start)));
            }
            if !self.eat(",") {
                return Err(Problem::Invalid);
            }
        }
    }

    /// Of entries with one key, the last one counts.
    fn object(&mut self, depth: u32) -> Result<Value, Problem> {
        let start = self.at();
        self.eat("{");
        let mut entries: Vec<Entry> = Vec::new();
        self.space();
        if self.eat("}") {
            return Ok(Value::map(entries, self.since(start)));
        }
        loop {
            self.space();
            let from = self.at();
            let key = super::super::normal(self.string()?);
            let key_span = self.places.span(Range::new(from, self.at()));
            self.space();
            if !self.eat(":") {
                return Err(Problem::Invalid);
            }
            let value = self.value(depth + 1)?;
            match entries.iter_mut().find(|entry| entry.key == key) {
                Some(entry) => (entry.key_span, entry.value) = (key_span, value),
                None => entries.push(Entry { key, key_span, value }),
            }
            self.space();
            if self.eat("}") {
                return Ok(Value::map(entries, self.since(start)));
            }
            if !self.eat(",") {
                return Err(Problem::Invalid);
            }
        }
    }

    fn number(&mut self) -> Result<Number, Problem> {
        let end = |it: char| !it.is_ascii_digit() && !matches!(it, '+' | '-' | '.' | 'e' | 'E');
        let (text, rest) = self.rest.split_at(self.rest.find(end).unwrap_or(self.rest.len()));
        // serde_json knows the grammar.
        let shaped = serde_json::from_str::<Box<serde_json::value::RawValue>>(text).is_ok();
        if !shaped {
            return Err(Problem::Invalid);
        }
        self.rest = rest;
        Number::parse(text).ok_or(Problem::Limit)
    }

    /// A string in quotes; half of a surrogate pair is a replacement character.
    fn string(&mut self) -> Result<String, Problem> {
        if !self.eat("\"") {
            return Err(Problem::Invalid);
        }
        let mut units: Vec<u16> = Vec::new();
        loop {
            let mut letters = self.rest.chars();
            let letter = letters.next().ok_or(Problem::Invalid)?;
            self.rest = letters.as_str();
            match letter {
                '"' => return Ok(String::from_utf16_lossy(&units)),
                '\\' => units.push(self.escape()?),
                '\0'..='\u{1f}' => return Err(Problem::Invalid),
                letter => units.extend(letter.encode_utf16(&mut [0; 2]).iter()),
            }
        }
    }

    fn escape(&mut self) -> Result<u16, Problem> {
        let mut letters = self.rest.chars();
        let letter = letters.next().ok_or(Problem::Invalid)?;
        self.rest = letters.as_str();
        Ok(match letter {
            '"' | '\\' | '/' => u16::try_from(u32::from(letter)).unwrap_or(0),
            'b' => 8,
            'f' => 12,
            'n' => 10,
            'r' => 13,
            't' => 9,
            'u' => {
                let digits = self.rest.get(..4).ok_or(Problem::Invalid)?;
                let plain = digits.bytes().all(|byte| byte.is_ascii_hexdigit());
                self.rest = &self.rest[4..];
                let code = u16::from_str_radix(digits, 16).ok().filter(|_| plain);
                code.ok_or(Problem::Invalid)?
            }
            _ => return Err(Problem::Invalid),
        })
    }
}
