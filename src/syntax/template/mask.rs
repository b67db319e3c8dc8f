//! A template without its actions, byte for byte where it was.

mod line;

use super::super::Range;
use super::{Action, Block, BlockKind, HALF_HOLE, HOLE, Template, Verb};
use line::Lines;

/// A text of which some parts are masked: of the same length, with the same ends of lines.
#[derive(Clone, Debug, Default)]
pub struct Masked {
    /// The text: holes and blanks where actions stand.
    pub text: String,
    /// Where something may be written that is not seen.
    pub openings: Vec<Opening>,
    /// Where something was made blank: a string around such a place is not known.
    pub cuts: Vec<u32>,
}

/// A place at which an action writes lines, or goes on with the line above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Where the action starts.
    pub at: u32,
    /// In which column, counted in characters from 0, what it writes stands; none if that is not
    /// known.
    pub column: Option<u32>,
}

/// An action, or a whole block in one line, that writes something.
#[derive(Clone, Copy)]
struct Writer {
    range: Range,
    trims: bool,
}

impl Masked {
    /// The text of a template with all branches of its blocks in it.
    pub fn of(text: &str, template: &Template) -> Self {
        let lines = &Lines::of(text, template);
        let mut masking = Masking {
            lines,
            bytes: text.as_bytes().to_vec(),
            openings: Vec::new(),
            cuts: Vec::new(),
        };
        let mut done = 0;
        for action in &template.actions {
            if action.range.start < done {
                continue;
            }
            let whole = taken_whole(template, action);
            done = whole.map_or(action.range.end, |block| block.range.end);
            match (whole, action.verb) {
                (Some(block), _) if matches!(block.kind, BlockKind::Define | BlockKind::Block) => {
                    masking.definition(block);
                }
                (Some(Block { range, .. }), _) => {
                    masking.write(Writer { range: *range, trims: action.trims });
                }
                (None, Verb::Write) => {
                    masking.write(Writer { range: action.range, trims: action.trims });
                }
                (None, _) => masking.nothing(action),
            }
        }
        let loops = template.blocks.iter().filter(|block| block.kind == BlockKind::Range);
        for block in loops.filter(|block| !block.is_whole) {
            masking.repeated(block);
        }
        masking.finish()
    }

    /// The text of which only some lines are left; what the others say is not known.
    #[must_use]
    pub fn only(&self, part: Range, mut wanted: impl FnMut(&str) -> bool) -> Self {
        let mut masked = self.clone();
        let mut bytes = self.text.as_bytes().to_vec();
        let mut at = part.start;
        for line in self.text.get(part.indices()).unwrap_or("").split_inclusive('\n') {
            let end = at + u32::try_from(line.len()).unwrap_or(0);
            if !wanted(line) {
                blank(&mut bytes, Range::new(at, end));
                masked.openings.retain(|it| it.at < at || end <= it.at);
                masked.cuts.retain(|it| *it < at || end <= *it);
            }
            at = end;
        }
        masked.text = string(bytes);
        masked.openings.push(Opening { at: part.end, column: Some(0) });
        masked
    }

    /// The text with one branch of each block, or none; `chosen` has an entry for each block.
    #[must_use]
    pub fn chosen(&self, template: &Template, chosen: &[Option<usize>]) -> Self {
        let mut bytes = self.text.as_bytes().to_vec();
        let mut gone: Vec<Range> = Vec::new();
        for (block, choice) in template.blocks.iter().zip(chosen) {
            if block.is_whole {
                continue;
            }
            let others = block.branches.iter().enumerate().filter(|(at, _)| Some(*at) != *choice);
            gone.extend(others.map(|(_, branch)| branch.body));
        }
        let gone = outermost(gone);
        for range in &gone {
            blank(&mut bytes, *range);
        }
        let stays = |at: u32| {
            let before = gone.partition_point(|it| it.start <= at).checked_sub(1);
            before.and_then(|it| gone.get(it)).is_none_or(|it| it.end <= at)
        };
        let openings = self.openings.iter().filter(|it| stays(it.at)).copied().collect();
        let cuts = self.cuts.iter().filter(|at| stays(**at)).copied().collect();
        Self { text: string(bytes), openings, cuts }
    }
}

/// Ranges that lie in no other one, in order; ranges lie in each other or apart.
fn outermost(mut ranges: Vec<Range>) -> Vec<Range> {
    ranges.sort_by_key(|it| (it.start, std::cmp::Reverse(it.end)));
    let mut end = 0;
    ranges.retain(|it| {
        let is_outside = it.end > end;
        end = end.max(it.end);
        is_outside
    });
    ranges
}

/// The block that an action opens, if that is masked as one.
fn taken_whole<'t>(template: &'t Template, action: &Action) -> Option<&'t Block> {
    if !matches!(action.verb, Verb::Open(_)) {
        return None;
    }
    let index = template.blocks.binary_search_by_key(&action.range.start, |it| it.range.start);
    template.blocks.get(index.ok()?).filter(|block| block.is_whole)
}

/// A text while it is masked.
struct Masking<'t> {
    lines: &'t Lines<'t>,
    bytes: Vec<u8>,
    openings: Vec<Opening>,
    cuts: Vec<u32>,
}

impl Masking<'_> {
    /// Takes out something that writes nothing of its own.
    fn nothing(&mut self, action: &Action) {
        let line = self.lines.around(action.range);
        self.cuts.push(action.range.start);
        if action.verb == Verb::Nothing && line.is_between() {
            self.hole(action.range);
        } else {
            blank(&mut self.bytes, action.range);
        }
        // What follows in its line goes on with the line above.
        if action.trims && line.is_first() && !line.is_alone() {
            self.open(action.range, None);
        }
    }

    fn definition(&mut self, block: &Block) {
        blank(&mut self.bytes, block.range);
        if block.kind == BlockKind::Block {
            self.cuts.push(block.range.start);
            self.open(block.range, None);
        }
    }

    fn write(&mut self, writer: Writer) {
        let line = self.lines.around(writer.range);
        if line.is_comment() {
            return self.hole(writer.range);
        }
        let new_line = self.lines.new_line_column(writer.range);
        if line.is_alone() {
            self.cuts.push(writer.range.start);
            blank(&mut self.bytes, writer.range);
            let here = || (!writer.trims).then(|| self.lines.column(writer.range)).flatten();
            let column = new_line.or_else(here);
            return self.open(writer.range, column);
        }
        if let Some(column) = new_line.filter(|_| line.is_value()) {
            blank(&mut self.bytes, writer.range);
            return self.open(writer.range, Some(column));
        }
        if writer.trims && line.is_first() {
            self.open(writer.range, None);
        }
        self.hole(writer.range);
    }

    /// What is written in a loop is written any number of times.
    fn repeated(&mut self, block: &Block) {
        let Some(branch) = block.branches.first() else { return };
        let text = std::str::from_utf8(&self.bytes).unwrap_or("");
        let body = text.get(branch.body.indices()).unwrap_or("");
        let first = body.find(|it: char| !it.is_whitespace());
        let column = first.map(|at| line::column(text, branch.body.start as usize + at));
        if column.is_some() {
            self.open(block.range, column);
        }
    }

    fn open(&mut self, range: Range, column: Option<u32>) {
        self.openings.push(Opening { at: range.start, column });
    }

    /// Puts holes in the place of something; of several lines all but the first become blank, with
    /// what follows in the last.
    fn hole(&mut self, range: Range) {
        let indices = range.indices();
        let bytes = self.bytes.get(indices.clone()).unwrap_or_default();
        let is_end = |byte: &u8| matches!(byte, b'\n' | b'\r');
        let Some(length) = bytes.iter().position(is_end) else {
            return self.fill(indices);
        };
        let first = indices.start + length;
        let behind = self.bytes.get(indices.end..).unwrap_or_default();
        let rest = behind.iter().position(is_end).unwrap_or(behind.len());
        self.cuts.push(range.start);
        self.fill(indices.start..first);
        let end = indices.end + rest;
        blank(&mut self.bytes, super::action::range(first, end));
    }

    fn fill(&mut self, range: std::ops::Range<usize>) {
        let (threes, twos) = match (range.len() / 3, range.len() % 3) {
            (threes, 0) => (threes, 0),
            (threes, 2) => (threes, 1),
            (threes, _) => (threes.saturating_sub(1), 2),
        };
        let halves = std::iter::repeat_n(HALF_HOLE, twos);
        let holes: String = std::iter::repeat_n(HOLE, threes).chain(halves).collect();
        match self.bytes.get_mut(range) {
            Some(place) if place.len() == holes.len() => place.copy_from_slice(holes.as_bytes()),
            Some(place) => place.fill(b' '),
            None => {}
        }
    }

    fn finish(mut self) -> Masked {
        self.openings.sort_by_key(|it| it.at);
        self.cuts.sort_unstable();
        Masked { text: string(self.bytes), openings: self.openings, cuts: self.cuts }
    }
}

/// Makes bytes blank; ends of lines stay.
fn blank(bytes: &mut [u8], range: Range) {
    for byte in bytes.get_mut(range.indices()).into_iter().flatten() {
        if !matches!(byte, b'\n' | b'\r') {
            *byte = b' ';
        }
    }
}

/// Whole characters were replaced by whole characters, so this is always text.
fn string(bytes: Vec<u8>) -> String {
    String::from_utf8(bytes).unwrap_or_default()
}
