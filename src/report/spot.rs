//! Places as code hosts name them: paths from the root of the repository, regions within lines.

use std::borrow::Cow;

use super::Report;
use super::place::{Located, located};
use crate::source::{Place, Position};

/// A place in a file of the repository.
#[derive(Clone, Debug)]
pub(super) struct Spot<'a> {
    /// The path from the root of the project, with `/`; of a file outside of it, as the run shows
    /// it.
    pub(super) path: Cow<'a, str>,
    /// Where it starts; columns count code points.
    pub(super) start: Position,
    /// Where it ends, exclusive: never on a line of which it has no byte.
    pub(super) end: Position,
    located: Located<'a>,
}

/// Finds the file that a place stands for; none for what stands in no file.
pub(super) fn spot<'a>(report: &Report<'a>, place: Place) -> Option<Spot<'a>> {
    let located = located(report.texts, place)?;
    let covered = located.text.content().get(located.span.range()).unwrap_or_default();
    let kept = covered.trim_end_matches(['\n', '\r']).len();
    let kept = u32::try_from(kept).unwrap_or_default();
    Some(Spot {
        path: report.summary.root.relative(located.path),
        start: located.start,
        end: located.text.position(located.span.start + kept),
        located,
    })
}

/// A place with its last line ends, as an edit needs it.
pub(super) fn exactly<'a>(report: &Report<'a>, place: Place) -> Option<Spot<'a>> {
    let spot = spot(report, place)?;
    Some(Spot { end: spot.located.end, ..spot })
}

impl<'a> Spot<'a> {
    /// The content of the file.
    pub(super) fn content(&self) -> &'a str {
        self.located.text.content()
    }

    /// The columns of start and end in bytes of their lines, from 1.
    pub(super) fn byte_columns(&self) -> (u32, u32) {
        let starts = self.located.text.line_starts();
        let column = |line: u32, byte: u32| {
            let start = starts.get(line as usize - 1).copied().unwrap_or_default();
            byte.saturating_sub(start) + 1
        };
        let (start, end) = (self.located.span.start, self.end_byte());
        (column(self.start.line, start), column(self.end.line, end))
    }

    /// One past the last byte.
    fn end_byte(&self) -> u32 {
        let covered = self.content().get(self.located.span.range()).unwrap_or_default();
        let ends = covered.len() - covered.trim_end_matches(['\n', '\r']).len();
        let cut = if self.end == self.located.end { 0 } else { ends };
        self.located.span.end - u32::try_from(cut).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{exactly, spot};
    use crate::report::fixture::Run;
    use crate::source::Root;

    #[test]
    fn paths_are_told_from_the_root_of_the_repository() {
        let mut run = Run::default();
        let file = run.file("main.tf", "a = 1\n");
        run.summary.root =
            Root { folder: "/repo".into(), here: "/repo/live".into(), ..Root::default() };
        let place = run.find(file, "1").into();
        assert_eq!(spot(&run.report(), place).expect("in a file").path, "live/main.tf");
    }

    #[test]
    fn a_region_ends_on_its_last_line_and_an_edit_where_it_ends() {
        let run = Run::default();
        let file = run.file("a.yaml", "é: \"日\"\r\nb: 2\n");
        let place = run.find(file, "\"日\"\r\n").into();
        let (report, at) = (run.report(), |line, column| (line, column));
        let region = spot(&report, place).expect("in a file");
        assert_eq!((region.end.line, region.end.column), at(1, 7));
        assert_eq!(region.byte_columns(), (5, 10));
        let edit = exactly(&report, place).expect("in a file");
        assert_eq!((edit.end.line, edit.end.column), at(2, 1));
        assert_eq!(edit.byte_columns(), (5, 1));
    }
}
