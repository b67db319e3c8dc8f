//! What the actions of a template write, where that is known.

use std::collections::BTreeMap;

use smol_str::SmolStr;

use super::{Place, Placeholders, Reader, placeholder};
use crate::source::Span;
use crate::syntax::Range;
use crate::syntax::yaml::{self, Content, NodeId, Style};
use crate::value::{Kind, Number, Origin, Segment, Step, Text, Value, Why};

/// The actions of a template that write something, by where they start.
#[derive(Debug, Default)]
pub struct Fills(BTreeMap<u32, (Range, Option<Fill>)>);

/// What one action writes.
#[derive(Clone, Debug)]
pub struct Fill {
    /// The value.
    pub value: Value,
    /// How it is written.
    pub form: Form,
}

/// How an action writes a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// As it is printed.
    Plain,
    /// In quotes of a kind.
    Quoted(char),
    /// As lines of YAML.
    Lines {
        /// How far they are indented.
        indent: u32,
        /// Whether a new line is begun before them.
        is_below: bool,
    },
}

/// A part of a scalar of a template.
enum Piece<'a> {
    Text(&'a str),
    Action(Range, Option<&'a Fill>),
}

impl Fills {
    /// Nothing is known.
    pub(super) const NONE: Self = Self(BTreeMap::new());

    /// Adds an action, or a block in one line; nothing is known of what it writes if there is no fill.
    pub fn add(&mut self, range: Range, fill: Option<Fill>) {
        self.0.insert(range.start, (range, fill));
    }

    /// How many are known.
    pub fn known(&self) -> usize {
        self.0.values().filter(|(_, fill)| fill.is_some()).count()
    }

    /// What the action that starts at a place writes.
    pub(crate) fn at(&self, start: u32) -> Option<&Fill> {
        self.0.get(&start)?.1.as_ref()
    }

    /// The parts of a scalar that is written as `raw`; none where no action in it is known, or one
    /// takes away space on the outside.
    fn pieces<'a>(&'a self, raw: &'a str, start: u32) -> Option<Vec<Piece<'a>>> {
        let end = start + u32::try_from(raw.len()).ok()?;
        let within = self.0.range(start..end);
        if !within.clone().any(|(_, (_, fill))| fill.is_some()) {
            return None;
        }
        let (mut pieces, mut at, mut trims) = (Vec::new(), start, false);
        let text = |from: u32, to: u32| raw.get((from - start) as usize..(to - start) as usize);
        for (_, (range, fill)) in within {
            let (before, action) = (text(at, range.start)?, text(range.start, range.end)?);
            let before = if trims { before.trim_start() } else { before };
            let trims_before = ["{{- ", "{{-\t"].iter().any(|it| action.starts_with(it));
            let before = if trims_before { before.trim_end() } else { before };
            if trims_before && pieces.is_empty() && before.is_empty() {
                return None;
            }
            pieces.push(Piece::Text(before));
            pieces.push(Piece::Action(*range, fill.as_ref()));
            trims = [" -}}", "\t-}}"].iter().any(|it| action.ends_with(it));
            at = range.end;
        }
        let last = text(at, end)?;
        let last = if trims { last.trim_start() } else { last };
        if trims && last.is_empty() {
            return None;
        }
        pieces.push(Piece::Text(last));
        Some(pieces)
    }
}

impl Fill {
    /// The text that is written; none if not all of it is known, or it has several lines.
    fn text(&self) -> Option<String> {
        let text = printed(&self.value)?;
        match self.form {
            Form::Plain => Some(text),
            Form::Quoted('"') => {
                let plain = text.chars().all(|it| it == ' ' || it.is_ascii_graphic());
                plain.then(|| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"")))
            }
            Form::Quoted(_) => (!text.contains('\'')).then(|| format!("'{text}'")),
            Form::Lines { .. } => None,
        }
    }

    /// What it says by itself, if that is the same however it is written.
    fn alone(&self, quoted: bool) -> Option<Value> {
        let whole = match &self.value.kind {
            Kind::Segments(_) | Kind::Reference(_) => true,
            Kind::OneOf(choice) => choice.values.iter().all(|it| it.as_str().is_some()),
            Kind::Null | Kind::Bool(_) | Kind::Number(_) | Kind::Text(_) => {
                matches!(self.form, Form::Lines { is_below: false, .. })
            }
            Kind::Map(map) => map.entries.is_empty() && map.is_closed(),
            Kind::List(list) => list.items.is_empty() && list.rest.is_closed(),
            _ => false,
        };
        let structure = matches!(self.value.kind, Kind::Map(_) | Kind::List(_));
        let inline = matches!(self.form, Form::Lines { is_below: false, .. });
        let fits = if structure { inline && !quoted } else { !(inline && quoted) };
        (whole && fits).then(|| self.value.clone())
    }
}

/// A value as a template prints it; none where that is not the same in all versions of Helm, which
/// keep large numbers in different ways, or not known.
///
/// Sources: pkg.go.dev/fmt, "Printing"; helm.sh, "Values files", on large integers. What is not there
/// leaves nothing.
pub fn printed(value: &Value) -> Option<String> {
    match &value.kind {
        Kind::Null => Some(String::new()),
        Kind::Bool(flag) => Some(flag.to_string()),
        Kind::Text(text) => Some(text.to_string()),
        Kind::Number(Number::Integer(number)) if number.unsigned_abs() < 1_000_000 => {
            Some(number.to_string())
        }
        Kind::Number(Number::Float(number)) if (0.001..1e6).contains(&number.abs()) => {
            Some(number.to_string())
        }
        _ => None,
    }
}

impl Reader<'_> {
    /// A scalar with what its actions write, if anything of that is known.
    pub(super) fn filled(&self, id: NodeId, place: Place) -> Option<Value> {
        let span = self.span(id);
        let raw = self.written.get(span.range())?;
        let pieces = self.fills.pieces(raw, span.start)?;
        let quoted = raw.starts_with(['"', '\'']);
        if let Some(fill) = only(&pieces)
            && let Some(value) = fill.alone(quoted)
        {
            return Some(value);
        }
        let texts: Option<Vec<String>> = pieces.iter().map(Piece::text).collect();
        let Some(texts) = texts else { return self.partly(id, &pieces) };
        let kind = self.reread(&texts.concat(), place)?;
        let origin = match only(&pieces) {
            Some(fill) => fill.value.origin.clone(),
            None => parts(&pieces).fold(Origin::new(span), |origin, (name, span)| {
                origin.through(Step::Part(name), span)
            }),
        };
        Some(Value::new(kind, origin))
    }

    /// What a scalar is whose text is known.
    fn reread(&self, text: &str, place: Place) -> Option<Kind> {
        if ["---", "...", "%"].iter().any(|mark| text.starts_with(mark)) {
            return None;
        }
        let stream = yaml::parse(text);
        let [document] = stream.documents.as_slice() else {
            return text.trim().is_empty().then_some(Kind::Null);
        };
        let Some(root) = document.root else { return Some(Kind::Null) };
        if !stream.errors.is_empty() || stream.node(root).anchored {
            return None;
        }
        let origin = Origin::new(Span::NOWHERE);
        match stream.node(root).content {
            Content::Scalar { .. } => {
                let reader = Reader::new(&stream, (text, text), self.text, self.options);
                let content = stream.scalar(root, text);
                let all = self.options.placeholders;
                let whole = placeholder::find(content, all, place.expanded).is_empty();
                whole.then(|| reader.kind(root))
            }
            Content::List { flow: true, .. } if stream.items(root).is_empty() => {
                Some(Value::list(Vec::new(), origin).kind)
            }
            Content::Map { flow: true, .. } if stream.pairs(root).is_empty() => {
                Some(Value::map(Vec::new(), origin).kind)
            }
            _ => None,
        }
    }

    /// A text of which some parts are known.
    fn partly(&self, id: NodeId, pieces: &[Piece<'_>]) -> Option<Value> {
        let node = self.stream.node(id);
        let Content::Scalar { style, decoded: None } = &node.content else { return None };
        let quotes = usize::from(matches!(style, Style::Single | Style::Double));
        if matches!(style, Style::Literal | Style::Folded) {
            return None;
        }
        let span = self.span(id);
        let mut segments = Vec::new();
        let last = pieces.len().checked_sub(1)?;
        for (index, piece) in pieces.iter().enumerate() {
            match piece {
                Piece::Text(text) => {
                    let text = text.get(if index == 0 { quotes } else { 0 }..)?;
                    let text = text.get(..text.len() - if index == last { quotes } else { 0 })?;
                    if !placeholder::find(text, Placeholders::All, false).is_empty() {
                        return None;
                    }
                    segments
                        .push(Segment::Literal { text: text.into(), origin: Origin::new(span) });
                }
                Piece::Action(range, fill) => {
                    segments.extend(fill.and_then(segments_of).unwrap_or_else(|| {
                        let action = self.written.get(range.indices()).unwrap_or("");
                        let why = Why::Placeholder(action.into());
                        let origin = Origin::new(range.of(self.text));
                        vec![Segment::Hole(Value::unknown(why, origin))]
                    }));
                }
            }
        }
        Some(Value::segments(segments, Origin::new(span)))
    }
}

impl Piece<'_> {
    fn text(&self) -> Option<String> {
        match self {
            Self::Text(text) => Some((*text).to_owned()),
            Self::Action(_, fill) => (*fill)?.text(),
        }
    }
}

/// What an action writes in the middle of a text.
fn segments_of(fill: &Fill) -> Option<Vec<Segment>> {
    if fill.form != Form::Plain {
        return None;
    }
    if let Some(text) = printed(&fill.value) {
        let (text, origin) = (text.into(), fill.value.origin.clone());
        return Some(vec![Segment::Literal { text, origin }]);
    }
    match fill.value.kind {
        Kind::Segments(_) | Kind::Reference(_) => Some(Text::of(&fill.value)?.segments().to_vec()),
        _ => None,
    }
}

/// The action that writes all of a scalar but its quotes.
fn only<'a>(pieces: &[Piece<'a>]) -> Option<&'a Fill> {
    match pieces {
        [Piece::Text(before), Piece::Action(_, Some(fill)), Piece::Text(behind)]
            if before == behind && ["", "\"", "'"].contains(before) =>
        {
            Some(fill)
        }
        _ => None,
    }
}

/// The values that parts of a text come from, by their names, with where they are set.
fn parts<'a>(pieces: &'a [Piece<'_>]) -> impl Iterator<Item = (SmolStr, Span)> + use<'a> {
    pieces.iter().rev().filter_map(|piece| {
        let Piece::Action(_, Some(fill)) = piece else { return None };
        let steps = fill.value.origin.steps();
        let mut names = steps.filter_map(|via| match &via.step {
            Step::Value(name) => Some(name.clone()),
            _ => None,
        });
        Some((names.next()?, fill.value.origin.span))
    })
}
