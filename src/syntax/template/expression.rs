//! What the code of an action computes: the part of the language of templates that values are
//! written in.
//!
//! Source: pkg.go.dev/text/template, "Actions", "Arguments" and "Pipelines".

use smol_str::SmolStr;

use super::super::Range;

/// Something that has a value. Ranges are those of the text that the code stands in.
#[derive(Clone, Debug, PartialEq)]
pub enum Expression {
    /// `"text"`, `` `text` ``, `5`, `true` or `nil`.
    Literal {
        /// What it is.
        literal: Literal,
        /// Where it stands.
        range: Range,
    },
    /// Keys of what something names: `.Values.size`, `$.Values.size`, `$name.size`, `(..).size`.
    Path {
        /// Where the way starts.
        start: Start,
        /// The keys, of which there may be none.
        keys: Vec<SmolStr>,
    },
    /// A function with its arguments, of which a pipeline gives the last.
    Call {
        /// Its name.
        function: SmolStr,
        /// What it is given, in order.
        arguments: Vec<Expression>,
    },
}

/// A constant.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// A string.
    Text(SmolStr),
    /// A whole number.
    Integer(i64),
    /// A boolean.
    Bool(bool),
    /// `nil`.
    Nil,
}

/// What the keys of a path are looked up in.
#[derive(Clone, Debug, PartialEq)]
pub enum Start {
    /// `.`: what the block around is about.
    Dot,
    /// `$`: all that the template is given.
    Root,
    /// `$name`.
    Variable(SmolStr),
    /// What an expression in parentheses gives.
    Of(Box<Expression>),
}

/// Deeper parentheses are not read.
const DEPTH: u32 = 24;

/// Reads the code at a range of a text; none where it is more than values and functions.
pub fn expression(text: &str, range: Range) -> Option<Expression> {
    let code = text.get(range.indices())?;
    let mut parser = Parser { code, at: 0, offset: range.start, depth: 0 };
    let found = parser.pipeline()?;
    parser.space();
    parser.is_at_end().then_some(found)
}

struct Parser<'t> {
    code: &'t str,
    at: usize,
    /// Where the code starts in its text.
    offset: u32,
    depth: u32,
}

impl Parser<'_> {
    fn pipeline(&mut self) -> Option<Expression> {
        let mut value = self.command(None)?;
        while self.taken('|') {
            value = self.command(Some(value))?;
        }
        Some(value)
    }

    /// One command of a pipeline; `piped` is what the one before it gives.
    fn command(&mut self, piped: Option<Expression>) -> Option<Expression> {
        self.space();
        let function = self.function();
        let mut arguments = Vec::new();
        while let Some(argument) = self.operand()? {
            arguments.push(argument);
        }
        arguments.extend(piped);
        match function {
            Some(function) => Some(Expression::Call { function, arguments }),
            None if arguments.len() == 1 => arguments.pop(),
            None => None,
        }
    }

    /// The name of a function; constants are none.
    fn function(&mut self) -> Option<SmolStr> {
        let word = self.word_here();
        let is_name = word.starts_with(|it: char| it.is_alphabetic() || it == '_');
        let function = SmolStr::from(word);
        if !is_name || matches!(function.as_str(), "true" | "false" | "nil") {
            return None;
        }
        self.at += function.len();
        Some(function)
    }

    /// The next operand; none inside where the command ends, and none where it cannot be read.
    #[expect(clippy::option_option, reason = "an end is not a failure")]
    fn operand(&mut self) -> Option<Option<Expression>> {
        self.space();
        let start = self.at;
        let Some(first) = self.rest().chars().next() else { return Some(None) };
        let path = |start, keys| Some(Some(Expression::Path { start, keys }));
        match first {
            '|' | ')' => Some(None),
            '.' => {
                let keys = self.keys()?;
                path(Start::Dot, keys)
            }
            '$' => {
                self.at += 1;
                let name = SmolStr::from(self.word_here());
                self.at += name.len();
                let start = if name.is_empty() { Start::Root } else { Start::Variable(name) };
                let keys = self.keys()?;
                path(start, keys)
            }
            '(' => {
                let inner = self.inside()?;
                let keys = self.keys()?;
                match keys.as_slice() {
                    [] => Some(Some(inner)),
                    _ => path(Start::Of(Box::new(inner)), keys),
                }
            }
            _ => {
                let literal = self.literal()?;
                let short = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
                let range = Range::new(self.offset + short(start), self.offset + short(self.at));
                Some(Some(Expression::Literal { literal, range }))
            }
        }
    }

    fn inside(&mut self) -> Option<Expression> {
        self.at += 1;
        self.depth += 1;
        let inner = if self.depth < DEPTH { self.pipeline() } else { None };
        self.depth -= 1;
        let inner = inner?;
        self.taken(')').then_some(inner)
    }

    /// Keys behind one another, `.a.b`; a dot alone is no key.
    fn keys(&mut self) -> Option<Vec<SmolStr>> {
        let mut keys = Vec::new();
        while self.rest().starts_with('.') {
            self.at += 1;
            let key = SmolStr::from(self.word_here());
            self.at += key.len();
            match (key.is_empty(), keys.is_empty()) {
                (true, true) => break,
                (true, false) => return None,
                (false, _) => keys.push(key),
            }
        }
        // What follows without a space belongs to something else.
        let ends =
            self.rest().chars().next().is_none_or(|it| it.is_whitespace() || "|)".contains(it));
        ends.then_some(keys)
    }

    fn literal(&mut self) -> Option<Literal> {
        let rest = self.rest();
        if let Some(raw) = rest.strip_prefix('`') {
            let end = raw.find('`')?;
            let text = raw.get(..end)?.into();
            self.at += end + 2;
            return Some(Literal::Text(text));
        }
        if rest.starts_with('"') {
            let (text, length) = quoted(rest)?;
            self.at += length;
            return Some(Literal::Text(text.into()));
        }
        let end = rest.find(|it: char| it.is_whitespace() || "|)(".contains(it));
        let word = rest.get(..end.unwrap_or(rest.len()))?;
        let literal = match word {
            "true" => Literal::Bool(true),
            "false" => Literal::Bool(false),
            "nil" => Literal::Nil,
            // Go reads a leading zero as octal.
            _ if word.len() > 1 && word.starts_with('0') => return None,
            _ => Literal::Integer(word.parse().ok()?),
        };
        self.at += word.len();
        Some(literal)
    }

    fn word_here(&self) -> &str {
        let rest = self.rest();
        let end = rest.find(|it: char| !it.is_alphanumeric() && it != '_');
        rest.get(..end.unwrap_or(rest.len())).unwrap_or("")
    }

    fn taken(&mut self, wanted: char) -> bool {
        self.space();
        let found = self.rest().starts_with(wanted);
        self.at += if found { wanted.len_utf8() } else { 0 };
        found
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    fn rest(&self) -> &str {
        self.code.get(self.at..).unwrap_or("")
    }

    fn is_at_end(&self) -> bool {
        self.at >= self.code.len()
    }
}

/// The content of a string in double quotes at the start of some code, and how long it is there.
fn quoted(code: &str) -> Option<(String, usize)> {
    let mut text = String::new();
    let mut characters = code.char_indices().skip(1);
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return Some((text, at + 1)),
            '\\' => text.push(match characters.next()?.1 {
                'n' => '\n',
                't' => '\t',
                same @ ('"' | '\\') => same,
                _ => return None,
            }),
            other => text.push(other),
        }
    }
    None
}

#[cfg(test)]
mod tests;
