//! The content of strings.

use super::{Source, render};
use crate::fix::layout::{indent, indented, line_start, next_line};
use crate::fix::{Splice, Splices, refuse};
use crate::syntax::Range;
use crate::syntax::hcl::{ExprKind, Part};

impl Source<'_> {
    /// Replaces the content of a string, or a part of it that is copied byte for byte.
    pub(super) fn set_text(&self, range: Range, new: &str) -> Splices {
        let Some(string) = self.expression(range) else { return self.set_part(range, new) };
        let ExprKind::Template { heredoc, .. } = string.kind else {
            return refuse("the value is not a string");
        };
        if !self.is_constant(string) {
            return refuse("the string has parts that are computed");
        }
        if !heredoc {
            let inner = Range::new(range.start + 1, range.end - 1);
            return Ok(vec![Splice::new(inner, render::escaped(new))]);
        }
        if !new.is_empty() && !new.ends_with('\n') {
            return refuse("a heredoc ends with a line end, the new text does not");
        }
        let inner = Range::new(next_line(self.text, range.start), line_start(self.text, range.end));
        let flush = self.text[range.indices()].starts_with("<<-");
        let space = if flush { indent(self.text, inner.start) } else { "" };
        let new = render::unquoted(new);
        let lead = if new.is_empty() { "" } else { space };
        Ok(vec![Splice::new(inner, format!("{lead}{}", indented(&new, space)))])
    }

    /// Replaces a part of one literal.
    fn set_part(&self, range: Range, new: &str) -> Splices {
        for expression in self.file.expressions().filter(|it| it.range.contains(range)) {
            let ExprKind::Template { parts, heredoc } = &expression.kind else { continue };
            let inside = |part: &&Part| {
                matches!(part, Part::Literal { range: own, text }
                if own.contains(range) && text.len() == own.len() as usize)
            };
            if parts.iter().any(|part| inside(&part)) {
                if *heredoc && new.contains('\n') {
                    return refuse("the new text has several lines");
                }
                let content = if *heredoc { render::unquoted(new) } else { render::escaped(new) };
                return Ok(vec![Splice::new(range, content)]);
            }
        }
        refuse("the place is not part of one string")
    }
}
