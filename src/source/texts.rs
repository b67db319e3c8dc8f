//! Every text of a run: files as read, and texts derived from them.

use std::sync::OnceLock;

use super::columns::Columns;
use super::span::{Place, Span, TextId};

/// An append-only store: texts can be derived while others are pointed into.
#[derive(Debug, Default)]
pub struct Texts {
    texts: boxcar::Vec<Text>,
}

/// One text and where it comes from.
#[derive(Debug)]
pub struct Text {
    content: Box<str>,
    home: Home,
    lines: OnceLock<Box<[u32]>>,
    columns: Columns,
}

#[derive(Debug)]
enum Home {
    File(Box<str>),
    Derived(Box<[Piece]>),
}

/// A stretch of a derived text.
#[derive(Clone, Copy, Debug)]
pub struct Piece {
    /// First byte in the derived text.
    pub start: u32,
    /// One past the last byte in the derived text.
    pub end: u32,
    /// The bytes it was made from: of equal length if it was copied, of another length if it was
    /// decoded as a whole; none where the derived text has a hole.
    pub host: Option<Span>,
}

/// A 1-based line and a 1-based column in Unicode code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// Line, from 1.
    pub line: u32,
    /// Column in code points, from 1.
    pub column: u32,
}

impl Texts {
    /// Adds a file; `path` is relative to the root of the run, with `/`.
    pub fn add_file(&self, path: impl Into<Box<str>>, content: impl Into<Box<str>>) -> TextId {
        self.push(content.into(), Home::File(path.into()))
    }

    /// Adds a text made from others; `pieces` are sorted and do not overlap.
    pub fn derive(&self, content: impl Into<Box<str>>, pieces: impl Into<Box<[Piece]>>) -> TextId {
        self.push(content.into(), Home::Derived(pieces.into()))
    }

    fn push(&self, content: Box<str>, home: Home) -> TextId {
        let text = Text { content, home, lines: OnceLock::new(), columns: Columns::default() };
        TextId(u32::try_from(self.texts.push(text)).expect("fewer than four billion texts"))
    }

    /// The text of an id that this store gave out.
    pub fn text(&self, id: TextId) -> &Text {
        &self.texts[id.0 as usize]
    }

    /// The bytes that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        &self.text(span.text).content[span.range()]
    }

    /// The path of the file that a span lies in, directly or through derived texts; empty for
    /// [`Span::NOWHERE`].
    pub fn path(&self, span: Span) -> &str {
        match self.home(self.in_file(span)) {
            Some(Home::File(path)) => path,
            Some(Home::Derived(_)) | None => "",
        }
    }

    fn home(&self, span: Span) -> Option<&Home> {
        self.texts.get(span.text.0 as usize).map(|text| &text.home)
    }

    /// The place in a file that a span of any text stands for.
    ///
    /// Where a hole or a decoded piece is touched, the whole host of that piece is meant.
    pub fn in_file(&self, span: Span) -> Span {
        let mut here = span;
        while let Some(Home::Derived(pieces)) = self.home(here) {
            match host(pieces, here) {
                Some(outer) => here = outer,
                None => return here,
            }
        }
        here
    }

    /// The place in a file to edit, if every byte of the span was copied from one stretch of it.
    pub fn editable(&self, span: Span) -> Option<Span> {
        let mut here = span;
        while let Some(Home::Derived(pieces)) = self.home(here) {
            let piece = pieces.iter().find(|it| it.start <= here.start && here.end <= it.end)?;
            here = shifted(*piece, here)?;
        }
        Some(here)
    }

    /// The bytes one text further out, if nothing between the ends is a hole: both ends lie in
    /// bytes that were copied, or at the edge of something decoded. None for a file.
    pub fn outward(&self, span: Span) -> Option<Span> {
        let Some(Home::Derived(pieces)) = self.home(span) else { return None };
        let touched = |piece: &&Piece| {
            piece.start < span.end && span.start < piece.end
                || span.is_empty() && piece.start <= span.start && span.end <= piece.end
        };
        let touched: Vec<Piece> = pieces.iter().filter(touched).copied().collect();
        if span.is_empty() {
            return touched.iter().find_map(|piece| shifted(*piece, span));
        }
        let whole = touched.windows(2).all(|pair| pair[0].end == pair[1].start);
        let (first, last) = (touched.first()?, touched.last()?);
        let covers = first.start <= span.start && span.end <= last.end;
        let home = first.host?.text;
        let known = touched.iter().all(|it| it.host.is_some_and(|host| host.text == home));
        let start = match shifted(*first, span) {
            Some(host) => host.start,
            None => first.host.filter(|_| first.start == span.start)?.start,
        };
        let end = match shifted(*last, span) {
            Some(host) => host.end,
            None => last.host.filter(|_| last.end == span.end)?.end,
        };
        (whole && covers && known && start <= end).then(|| Span::new(home, start, end))
    }

    /// The bytes of a file that a place stands for.
    pub fn locate(&self, place: Place) -> Span {
        let part = place.within.filter(|_| place.span != Span::NOWHERE);
        let part = part.and_then(|within| self.part(place.span, within));
        self.in_file(part.unwrap_or(place.span))
    }

    /// Maps bytes of a scalar's content to its source, if nothing before them is escaped.
    fn part(&self, span: Span, (start, end): (u32, u32)) -> Option<Span> {
        let source = self.slice(span);
        let quote = source.chars().next().filter(|first| matches!(first, '"' | '\''));
        let lead = u32::from(quote.is_some());
        let known = source.get(lead as usize..(lead + end) as usize)?;
        let escaped = match quote {
            Some('"') => known.contains(['\\', '\n']) || known.contains("$${"),
            Some(_) => known.contains(['\'', '\n']),
            None => known.contains('\n') || source.starts_with(['|', '>']),
        };
        (!escaped && start <= end)
            .then(|| Span::new(span.text, span.start + lead + start, span.start + lead + end))
    }

    /// The files of the store with their paths, in the order in which they were added.
    pub fn files(&self) -> impl Iterator<Item = (TextId, &str)> {
        self.texts.iter().filter_map(|(index, text)| {
            let id = TextId(u32::try_from(index).ok()?);
            Some((id, text.file()?))
        })
    }

    /// Number of texts so far.
    pub fn len(&self) -> usize {
        self.texts.count()
    }

    /// Whether there is no text yet.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}

/// The host bytes of all pieces that a span touches.
fn host(pieces: &[Piece], span: Span) -> Option<Span> {
    let first = pieces.partition_point(|piece| piece.end <= span.start && piece.start < span.start);
    let touched = pieces[first..]
        .iter()
        .take_while(|piece| piece.start < span.end || (span.is_empty() && piece.start <= span.end));
    let mut hosts = touched.filter_map(|piece| shifted(*piece, span).or(piece.host));
    let Some(first_host) = hosts.next() else {
        // Nothing but holes: the nearest known bytes before, else after.
        let before = pieces[..first].iter().rev().find_map(|piece| piece.host);
        return before.or_else(|| pieces[first..].iter().find_map(|piece| piece.host));
    };
    let same = hosts.filter(|host| host.text == first_host.text);
    Some(same.fold(first_host, |all, host| {
        Span::new(all.text, all.start.min(host.start), all.end.max(host.end))
    }))
}

/// The part of `span` that lies in a copied piece, in the piece's host.
fn shifted(piece: Piece, span: Span) -> Option<Span> {
    let host = piece.host?;
    if host.len() != piece.end - piece.start {
        return None;
    }
    let start = span.start.clamp(piece.start, piece.end) - piece.start;
    let end = span.end.clamp(piece.start, piece.end) - piece.start;
    Some(Span::new(host.text, host.start + start, host.start + end))
}

impl Text {
    /// The whole content.
    pub fn content(&self) -> &str {
        &self.content
    }

    /// The path, if this text is a file.
    pub fn file(&self) -> Option<&str> {
        match &self.home {
            Home::File(path) => Some(path),
            Home::Derived(_) => None,
        }
    }

    /// Byte offsets at which lines start; the first is 0.
    ///
    /// # Panics
    /// If the text is 4 GiB long or longer, which reading refuses.
    pub fn line_starts(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = self.content.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
            let next = ends.map(|(at, _)| u32::try_from(at + 1).expect("texts are under 4 GiB"));
            std::iter::once(0).chain(next).collect()
        })
    }

    /// Line and column of a byte; a byte order mark takes no column.
    ///
    /// # Panics
    /// If the text is 4 GiB long or longer, which reading refuses.
    pub fn position(&self, byte: u32) -> Position {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= byte).max(1) - 1;
        let start = starts[line] as usize;
        let before = self.content.get(start..byte as usize).unwrap_or("");
        let marks = before.len() - before.trim_start_matches('\u{feff}').len();
        let end = start + before.len();
        let columns = self.columns.between(&self.content, start + marks, end);
        let whole = |number: usize| u32::try_from(number + 1).expect("texts are under 4 GiB");
        Position { line: whole(line), column: whole(columns) }
    }
}
