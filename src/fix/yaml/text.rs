//! The content of scalars.

use super::{Source, render};
use crate::fix::layout::{indent, indented, line_start, next_line};
use crate::fix::{CannotEdit, Splice, Splices, refuse};
use crate::syntax::Range;
use crate::syntax::yaml::{Content, NodeId, Style};

impl Source<'_> {
    /// Replaces the content of a scalar, or a part of it.
    pub(super) fn set_text(&self, range: Range, new: &str) -> Splices {
        if let Some(node) = self.node_at(range, |it| matches!(it, Content::Scalar { .. })) {
            self.plain(node)?;
            return self.set_scalar(node, range, new);
        }
        match self.parsed.scalar_around(range) {
            Some((node, style)) => {
                Ok(vec![Splice::new(range, encoded(self.text, node, style, new)?)])
            }
            None => refuse("the place is not part of one scalar"),
        }
    }

    fn set_scalar(&self, node: NodeId, range: Range, new: &str) -> Splices {
        match self.style(node) {
            Some(Style::Folded) => refuse("the text is folded"),
            Some(Style::Literal) => {
                let Some(space) = block_indent(self.text, range) else {
                    return refuse("the block has no line to take the indentation from");
                };
                let start = next_line(self.text, range.start);
                let lines = indented(new.trim_end_matches('\n'), &space);
                Ok(vec![Splice::new(Range::new(start, range.end), format!("{space}{lines}"))])
            }
            style => {
                let flow = self.in_flow(node);
                let content =
                    if self.json { render::quoted(new) } else { render::string(new, style, flow) };
                Ok(vec![Splice::new(range, content)])
            }
        }
    }
}

/// `new` as it has to be written inside of a scalar.
pub(in crate::fix) fn encoded(
    text: &str,
    scalar: Range,
    style: Style,
    new: &str,
) -> Result<String, CannotEdit> {
    let several = new.contains('\n');
    match style {
        Style::Folded => refuse("the text around it is folded"),
        Style::Literal => match block_indent(text, scalar) {
            Some(space) => Ok(indented(new, &space)),
            None => refuse("the block has no line to take the indentation from"),
        },
        Style::Double => {
            let quoted = render::quoted(new);
            Ok(quoted[1..quoted.len() - 1].to_owned())
        }
        Style::Single if !several => Ok(new.replace('\'', "''")),
        Style::Plain if !several && (new.is_empty() || render::is_plain(new, true)) => {
            Ok(new.to_owned())
        }
        Style::Single | Style::Plain => {
            refuse("the new text does not fit into the scalar around it")
        }
    }
}

/// The indentation of a block scalar: that of its first line that is not blank, unless the header
/// gives another.
fn block_indent(text: &str, scalar: Range) -> Option<String> {
    let start = next_line(text, scalar.start);
    let header = &text[scalar.start as usize..start as usize];
    if start >= scalar.end || header.split('#').next()?.contains(|it: char| it.is_ascii_digit()) {
        return None;
    }
    let mut at = start;
    while at < scalar.end {
        let next = next_line(text, at);
        if !text[at as usize..next as usize].trim().is_empty() {
            return Some(indent(text, line_start(text, at)).to_owned());
        }
        at = next;
    }
    None
}
