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
    let last = parts.len().checked_sub(1)?;
    for (index, part) in parts.iter().enumerate() {
        match part {
            Part::Literal { text, range } => {
                aligned.literal(text, range.indices(), index == last)?;
            }
            Part::Interpolation { .. } | Part::If { .. } | Part::For { .. } => aligned.open(),
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
        self.hole.get_or_insert(behind);
    }

    /// What follows is written at `from`.
    fn literal(&mut self, literal: &str, from: Range<usize>, last: bool) -> Option<()> {
        if literal.is_empty() {
            return Some(());
        }
        let rest = self.text.get(self.made..)?;
        let skipped = match self.hole {
            None => rest.starts_with(literal).then_some(0)?,
            Some(_) if last => rest.strip_suffix(literal)?.len(),
            Some(_) => {
                let mut all = rest.match_indices(literal);
                let first = all.next()?.0;
                all.next().is_none().then_some(first)?
            }
        };
        let at = self.made + skipped;
        self.close(at, from.start);
        self.made = at + literal.len();
        self.matches.push((at..self.made, from));
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
