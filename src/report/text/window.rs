//! The lines of a file that a drawing shows, as miette reads them.

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::source::Position;

/// Prepared lines of one file.
///
/// miette's own sources count lines from the start of the file for every label; these lines were
/// found through the line index of the text, once, so that a finding in a file of a megabyte costs
/// what one in a small file costs.
#[derive(Debug)]
pub(super) struct Window {
    /// The file's path, harmless to print.
    pub(super) name: String,
    /// The lines, each with its end.
    pub(super) lines: String,
    /// The number of the first line, from 0.
    pub(super) first: usize,
    /// How many lines there are.
    pub(super) count: usize,
    /// The place that the drawing is about.
    pub(super) head: Position,
}

impl SourceCode for Window {
    /// Always the whole window, so that miette draws all labels into one snippet; without context
    /// it asks only for the place to name.
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let data = self.lines.as_bytes();
        let (span, line, column) = if before == 0 && after == 0 {
            (*span, self.head.line as usize - 1, self.head.column as usize - 1)
        } else {
            ((0, data.len()).into(), self.first, 0)
        };
        let name = self.name.clone();
        let contents = MietteSpanContents::new_named(name, data, span, line, column, self.count);
        Ok(Box::new(contents))
    }
}
