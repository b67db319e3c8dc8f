//! A document written inside a string: a policy in a heredoc, JSON between quotes.
//!
//! The string's text becomes a derived text whose pieces map back to the file, so that what is found
//! inside is underlined where it stands. A hole becomes one private character; after parsing it is
//! the hole again.

mod fault;
mod split;
mod template;

use smol_str::SmolStr;

use super::{Options, Placeholders, value};
use crate::source::{Piece, Span, TextId, Texts};
use crate::value::{Entry, Kind, List, Map, Origin, Segment, Value};

pub use fault::{Fault, fault};
pub use split::split;

/// The first of the characters that stand for holes.
const FIRST_HOLE: u32 = 0xE000;

/// More holes in one string are not told apart.
const HOLES: usize = 6000;

/// The document that a string holds; none if it holds none.
pub fn parsed(string: &Value, texts: &Texts, placeholders: Placeholders) -> Option<Value> {
    let first = |mut all: Vec<Value>| (!all.is_empty()).then(|| all.swap_remove(0));
    within(string, texts, placeholders, 1).and_then(first)
}

/// Every document that a string holds; none where one of them is no structure, or cannot be read.
pub fn all_parsed(string: &Value, texts: &Texts, placeholders: Placeholders) -> Option<Vec<Value>> {
    within(string, texts, placeholders, usize::MAX)
}

fn within(
    string: &Value,
    texts: &Texts,
    placeholders: Placeholders,
    most: usize,
) -> Option<Vec<Value>> {
    let (id, holes) = derived(string, texts)?;
    let stream = crate::syntax::yaml::parse(texts.text(id).content());
    let filling = Filling { holes: &holes, way: &string.origin };
    let one = |document: &crate::syntax::yaml::Document| {
        let options = Options { placeholders, incomplete: !document.complete };
        let root = value(texts, &stream, id, document.root?, options);
        matches!(root.kind, Kind::Map(_) | Kind::List(_)).then(|| filling.value(&root))
    };
    let written = stream.documents.iter().filter(|document| document.root.is_some());
    written.take(most).map(one).collect()
}

/// The text of a string, with what stands in it as holes.
fn derived(string: &Value, texts: &Texts) -> Option<(TextId, Vec<Value>)> {
    let text = string.text()?;
    let mut content = String::new();
    let (mut pieces, mut holes) = (Vec::new(), Vec::new());
    for segment in text.segments() {
        match segment {
            Segment::Literal { text, origin } => {
                pieces.extend(copied(texts, origin.span, text, content.len()));
                content.push_str(text);
            }
            Segment::Hole(hole) => {
                let index = u32::try_from(holes.len()).ok().filter(|_| holes.len() < HOLES)?;
                content.push(char::from_u32(FIRST_HOLE + index)?);
                holes.push(hole.clone());
            }
        }
    }
    Some((texts.derive(content, pieces), holes))
}

/// How the bytes of a decoded text map to its source at `span`, from `at` of the derived text on.
fn copied(texts: &Texts, span: Span, text: &str, at: usize) -> Vec<Piece> {
    if span == Span::NOWHERE {
        return Vec::new();
    }
    let source = texts.slice(span);
    let piece = |made: std::ops::Range<usize>, from: std::ops::Range<usize>| Piece {
        start: whole(at + made.start),
        end: whole(at + made.end),
        host: Some(Span::new(
            span.text,
            span.start + whole(from.start),
            span.start + whole(from.end),
        )),
    };
    if source == text {
        return vec![piece(0..text.len(), 0..source.len())];
    }
    if source.len() == text.len() + 2 && source.get(1..=text.len()) == Some(text) {
        return vec![piece(0..text.len(), 1..text.len() + 1)];
    }
    let matches = template::matches(source, text)
        .or_else(|| lines(source, text))
        .or_else(|| escaped(source, text))
        .unwrap_or_else(|| vec![(0..text.len(), 0..source.len())]);
    matches.into_iter().map(|(made, from)| piece(made, from)).collect()
}

/// Stretches of a decoded text, each with the bytes that it was made from.
type Matches = Vec<(std::ops::Range<usize>, std::ops::Range<usize>)>;

/// Matches the lines of a template, and of a heredoc or a block of YAML, whose indentation was taken
/// off.
fn lines(source: &str, text: &str) -> Option<Matches> {
    let mut matches = Vec::new();
    let mut start = 0;
    let mut lines = source.split_inclusive('\n');
    let block = source.starts_with('|');
    if block || source.starts_with("<<") {
        start += lines.next()?.len();
    }
    let mut made = 0;
    for line in text.split_inclusive('\n') {
        let outer = lines.next()?;
        let bare = outer.trim_end_matches(['\n', '\r']);
        let inner = line.trim_end_matches(['\n', '\r']);
        let pieces = match bare.strip_suffix(inner) {
            Some(lead) => vec![(0..inner.len(), lead.len()..bare.len())],
            None => interpolated(bare, inner)?,
        };
        let moved = pieces.into_iter().map(|(text, source)| {
            (made + text.start..made + text.end, start + source.start..start + source.end)
        });
        matches.extend(moved);
        made += line.len();
        start += outer.len();
    }
    (block || matches.len() > 1).then_some(matches)
}

/// Matches a line with what was made of its interpolations: what stands before the first and behind
/// the last was copied, and what is between them was decoded as a whole.
fn interpolated(source: &str, text: &str) -> Option<Matches> {
    let (first, final_one) = (source.find("${")?, source.rfind("${")?);
    let last = final_one + source[final_one..].find('}')? + 1;
    let indent = source.len() - source.trim_start().len();
    let copied = |lead: &usize| text.starts_with(&source[*lead..first]);
    let lead = (0..=indent.min(first)).find(copied)?;
    let (before, behind) = (first - lead, source.len() - last);
    let end = text.len().checked_sub(behind).filter(|end| before <= *end)?;
    if text.get(end..)? != &source[last..] {
        return None;
    }
    // Bytes of equal number would count as copied.
    let same = end - before == last - first;
    let decoded = (before..end, first..last - usize::from(same));
    Some(vec![(0..before, lead..first), decoded, (end..text.len(), last..source.len())])
}

/// Matches a quoted string run by run between its escapes.
fn escaped(source: &str, text: &str) -> Option<Matches> {
    let inner = source.strip_prefix('"')?.strip_suffix('"')?;
    let mut matches: Matches = Vec::new();
    let (mut from, mut made) = (0, 0);
    while from < inner.len() {
        let run = inner[from..].find('\\').unwrap_or(inner.len() - from);
        if text.get(made..made + run)? != &inner[from..from + run] {
            return None;
        }
        matches.push((made..made + run, 1 + from..1 + from + run));
        (from, made) = (from + run, made + run);
        if let Some(mark) = inner.get(from + 1..).and_then(|rest| rest.chars().next()) {
            let width = 1 + match mark {
                'u' => 5,
                'U' => 9,
                _ => mark.len_utf8(),
            };
            let made_width = text.get(made..)?.chars().next()?.len_utf8();
            matches.push((made..made + made_width, 1 + from..1 + from + width));
            (from, made) = (from + width, made + made_width);
        } else {
            break;
        }
    }
    (made == text.len()).then_some(matches)
}

/// What the values of a document that is written inside a string are completed with.
struct Filling<'a> {
    /// What the characters for holes stand for.
    holes: &'a [Value],
    /// The way that the string took, which all of its parts took with it.
    way: &'a Origin,
}

impl Filling<'_> {
    /// The value with holes in the place of their characters.
    fn value(&self, value: &Value) -> Value {
        let origin = value.origin.along(self.way);
        let kind = match &value.kind {
            Kind::Text(text) if text.contains(is_hole) => return self.text(text, origin),
            Kind::List(list) => {
                let items = list.items.iter().map(|item| self.value(item)).collect();
                Kind::List(List { items, ..(**list).clone() }.into())
            }
            Kind::Map(map) => Kind::Map(self.map(map).into()),
            other => other.clone(),
        };
        Value::new(kind, origin)
    }

    fn map(&self, map: &Map) -> Map {
        let mut filled = Map { entries: Vec::new(), partial: Vec::new(), ..map.clone() };
        for entry in &map.entries {
            let value = self.value(&entry.value);
            if entry.key.contains(is_hole) {
                let key = self.text(&entry.key, Origin::new(entry.key_span).along(self.way));
                filled.partial.push((key, value));
            } else {
                filled.entries.push(Entry { value, ..entry.clone() });
            }
        }
        let partial = map.partial.iter();
        filled.partial.extend(partial.map(|(key, value)| (self.value(key), self.value(value))));
        filled
    }

    /// A string whose private characters stand for holes; a hole alone is the hole itself.
    fn text(&self, text: &str, origin: Origin) -> Value {
        let hole =
            |character: char| self.holes.get((u32::from(character) - FIRST_HOLE) as usize).cloned();
        let mut characters = text.chars();
        if let (Some(only), None) = (characters.next(), characters.next())
            && let Some(hole) = hole(only)
        {
            return match &hole.kind {
                Kind::Document(document) => document.root.clone(),
                _ => hole,
            };
        }
        let literal = |text: &str| literal(text, &origin);
        let mut segments = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(is_hole) {
            let character = rest[at..].chars().next().expect("a character was found here");
            segments.push(literal(&rest[..at]));
            segments.extend(hole(character).map(Segment::Hole));
            rest = &rest[at + character.len_utf8()..];
        }
        segments.push(literal(rest));
        Value::segments(segments, origin)
    }
}

fn is_hole(character: char) -> bool {
    (FIRST_HOLE..FIRST_HOLE + 6400).contains(&u32::from(character))
}

fn literal(text: &str, origin: &Origin) -> Segment {
    Segment::Literal { text: SmolStr::from(text), origin: origin.clone() }
}

fn whole(number: usize) -> u32 {
    u32::try_from(number).expect("texts are under 4 GiB")
}
