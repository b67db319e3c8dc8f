//! A document written inside a string: a policy in a heredoc, JSON between quotes.
//!
//! The string's text becomes a derived text whose pieces map back to the file, so that what is found
//! inside is underlined where it stands. A hole becomes one private character; after parsing it is
//! the hole again.

use smol_str::SmolStr;

use super::{Options, Placeholders, value};
use crate::source::{Piece, Span, Texts};
use crate::value::{Entry, Kind, List, Map, Origin, Segment, Value};

/// The first of the characters that stand for holes.
const FIRST_HOLE: u32 = 0xE000;

/// More holes in one string are not told apart.
const HOLES: usize = 6000;

/// The document that a string holds; none if it holds none.
pub fn parsed(string: &Value, texts: &Texts, placeholders: Placeholders) -> Option<Value> {
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
    let id = texts.derive(content, pieces);
    let stream = crate::syntax::yaml::parse(texts.text(id).content());
    let document = stream.documents.first()?;
    let options = Options { placeholders, incomplete: !document.complete };
    let root = value(texts, &stream, id, document.root?, options);
    matches!(root.kind, Kind::Map(_) | Kind::List(_)).then(|| filled(&root, &holes))
}

/// How the bytes of a decoded text map to its source at `span`, from `at` of the derived text on.
fn copied(texts: &Texts, span: Span, text: &str, at: usize) -> Vec<Piece> {
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
    let by_line = lines(source, text);
    if let Some(matches) = by_line {
        return matches.into_iter().map(|(made, from)| piece(made, from)).collect();
    }
    escaped(source, text).map_or_else(
        || vec![piece(0..text.len(), 0..source.len())],
        |matches| matches.into_iter().map(|(made, from)| piece(made, from)).collect(),
    )
}

type Matches = Vec<(std::ops::Range<usize>, std::ops::Range<usize>)>;

/// Matches the lines of a heredoc, whose indentation was taken off.
fn lines(source: &str, text: &str) -> Option<Matches> {
    let mut matches = Vec::new();
    let mut start = 0;
    let mut lines = source.split_inclusive('\n');
    if source.starts_with("<<") {
        start += lines.next()?.len();
    }
    let mut made = 0;
    for line in text.split_inclusive('\n') {
        let outer = lines.next()?;
        let bare = outer.trim_end_matches(['\n', '\r']);
        let inner = line.trim_end_matches(['\n', '\r']);
        let lead = bare.strip_suffix(inner)?;
        let from = start + lead.len();
        matches.push((made..made + inner.len(), from..from + inner.len()));
        made += line.len();
        start += outer.len();
    }
    (matches.len() > 1).then_some(matches)
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

/// The value with holes in the place of their characters.
fn filled(value: &Value, holes: &[Value]) -> Value {
    let kind = match &value.kind {
        Kind::Text(text) if text.contains(is_hole) => return with_holes(text, value, holes),
        Kind::List(list) => {
            let items = list.items.iter().map(|item| filled(item, holes)).collect();
            Kind::List(List { items, ..(**list).clone() }.into())
        }
        Kind::Map(map) => Kind::Map(filled_map(map, holes).into()),
        _ => return value.clone(),
    };
    Value::new(kind, value.origin.clone())
}

fn filled_map(map: &Map, holes: &[Value]) -> Map {
    let mut filled_map = Map { entries: Vec::new(), partial: Vec::new(), ..map.clone() };
    for entry in &map.entries {
        let value = filled(&entry.value, holes);
        if entry.key.contains(is_hole) {
            let key = Value::string(entry.key.clone(), Origin::new(entry.key_span));
            filled_map.partial.push((with_holes(&entry.key, &key, holes), value));
        } else {
            filled_map.entries.push(Entry { value, ..entry.clone() });
        }
    }
    let partial = map.partial.iter();
    filled_map
        .partial
        .extend(partial.map(|(key, value)| (filled(key, holes), filled(value, holes))));
    filled_map
}

fn is_hole(character: char) -> bool {
    (FIRST_HOLE..FIRST_HOLE + 6400).contains(&u32::from(character))
}

/// A string whose private characters stand for holes; a hole alone is the hole itself.
fn with_holes(text: &str, value: &Value, holes: &[Value]) -> Value {
    let hole = |character: char| holes.get((u32::from(character) - FIRST_HOLE) as usize).cloned();
    let mut characters = text.chars();
    if let (Some(only), None) = (characters.next(), characters.next())
        && let Some(hole) = hole(only)
    {
        return match &hole.kind {
            Kind::Document(document) => document.root.clone(),
            _ => hole,
        };
    }
    let mut segments = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_hole) {
        let character = rest[at..].chars().next().expect("a character was found here");
        segments.push(literal(&rest[..at], value));
        segments.extend(hole(character).map(Segment::Hole));
        rest = &rest[at + character.len_utf8()..];
    }
    segments.push(literal(rest, value));
    Value::segments(segments, value.origin.clone())
}

fn literal(text: &str, value: &Value) -> Segment {
    Segment::Literal { text: SmolStr::from(text), origin: value.origin.clone() }
}

fn whole(number: usize) -> u32 {
    u32::try_from(number).expect("texts are under 4 GiB")
}
