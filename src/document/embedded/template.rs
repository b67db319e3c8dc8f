//! How a heredoc or a quoted template of Terraform became the text that it is.

use std::ops::Range;

use super::Matches;
use crate::syntax::hcl::{self, ExprKind, Part};

/// Matches a template literal by literal: what stands between two of them was made by an
/// interpolation or a directive, as a whole. None where that could be done in several ways.
pub(super) fn matches(source: &str, text: &str) -> Option<Matches> {
    if !source.starts_with("<<") && !source.starts_with('"') {
        return None;
    }
    let (file, id) = hcl::parse_expression(source).ok()?;
    let ExprKind::Template { parts, .. } = &file.expression(id).kind else { return None };
    let mut aligned = Aligned { text, made: 0, hole: None, matches: Matches::new() };
    let is_literal = |part: &Part| matches!(part, Part::Literal { .. });
    // Literals that follow each other are found together: a line end alone is nowhere unique.
    let mut runs = parts.chunk_by(|one, two| is_literal(one) == is_literal(two)).peekable();
    while let Some(run) = runs.next() {
        let literals = run.iter().filter_map(|part| match part {
            Part::Literal { text, range } => Some((text.as_str(), range.indices())),
            Part::Interpolation { .. } | Part::If { .. } | Part::For { .. } => None,
        });
        let literals: Vec<(&str, Range<usize>)> = literals.collect();
        match literals.first() {
            Some((_, first)) => {
                aligned.start(&literals, first.start, runs.peek().is_none())?;
                literals.into_iter().try_for_each(|(text, from)| aligned.literal(text, from))?;
            }
            None => aligned.open(),
        }
    }
    aligned.close(text.len(), source.len());
    (aligned.made == text.len()).then_some(aligned.matches)
}

/// A text that is matched from its start on.
struct Aligned<'t> {
    text: &'t str,
    /// How much of it is matched.
    made: usize,
    /// Where in the source something begins that was decoded.
    hole: Option<usize>,
    matches: Matches,
}

impl Aligned<'_> {
    /// Something follows of which the result is not written.
    fn open(&mut self) {
        let behind = self.matches.last().map_or(0, |(_, from)| from.end);
        self.hole = Some(behind);
    }

    /// Finds where literals go on, which stand at `source`, behind what was decoded.
    fn start(&mut self, all: &[(&str, Range<usize>)], source: usize, last: bool) -> Option<()> {
        if self.hole.is_none() {
            return Some(());
        }
        let wanted: String = all.iter().map(|(text, _)| *text).collect();
        let rest = self.text.get(self.made..)?;
        let skipped = if last {
            rest.strip_suffix(wanted.as_str())?.len()
        } else {
            let mut found = rest.match_indices(wanted.as_str());
            let first = found.next()?.0;
            found.next().is_none().then_some(first)?
        };
        self.close(self.made + skipped, source);
        Some(())
    }

    /// What follows is written at `from`.
    fn literal(&mut self, literal: &str, from: Range<usize>) -> Option<()> {
        self.text.get(self.made..)?.starts_with(literal).then_some(())?;
        let end = self.made + literal.len();
        if !literal.is_empty() {
            self.matches.push((self.made..end, from));
        }
        self.made = end;
        Some(())
    }

    /// What was decoded ends here, in the text and in the source.
    fn close(&mut self, made: usize, source: usize) {
        let Some(start) = self.hole.take() else { return };
        // Bytes of equal number would count as copied.
        let same = made - self.made == source - start;
        if made > self.made {
            self.matches.push((self.made..made, start..source - usize::from(same)));
        }
        self.made = made;
    }
}
