//! Quoted texts that go on in lines which are indented too little.
//!
//! YAML forbids them, go-yaml reads them, and kubectl itself prints them. Blanks at the start of
//! such lines do not count, so more of them are put there; offsets are mapped back.

/// A text with blanks put into it.
#[derive(Default)]
pub(super) struct Inserts {
    /// Where in the new text each run of blanks starts, in order.
    starts: Vec<usize>,
}

/// Blanks that go deeper than any indentation the parser takes.
const BLANKS: usize = 1024;
/// After so many lines, and in larger texts than this, the error stands.
const LINES: usize = 64;
const LARGEST: usize = 256 * 1024;

impl Inserts {
    /// The offset in the original text of an offset in the new one.
    pub(super) fn original(&self, at: usize) -> usize {
        let before = self.starts.partition_point(|start| *start < at);
        at.saturating_sub(before * BLANKS)
    }

    /// Indents the rest of the line at `at`, unless that cannot be what the error is about.
    fn indent(&mut self, text: &mut String, at: usize) -> Option<()> {
        let line = text[..at].rfind('\n')? + 1;
        let marker = text[line..].starts_with("---") || text[line..].starts_with("...");
        let further = self.starts.last().is_none_or(|last| last + BLANKS < at);
        if marker || !further || self.starts.len() == LINES {
            return None;
        }
        text.insert_str(at, &" ".repeat(BLANKS));
        self.starts.push(at);
        Some(())
    }
}

/// The text without lines that are indented too little, if nothing else is wrong with it.
///
/// `attempt` reads a text and says at which offset it stops being read for that reason (`Err`), or
/// whether it can be read (`Ok`).
pub(super) fn indented(
    source: &str,
    first: usize,
    attempt: impl Fn(&str, &Inserts) -> Result<bool, usize>,
) -> Option<(String, Inserts)> {
    if source.len() > LARGEST {
        return None;
    }
    let (mut text, mut inserts) = (source.to_owned(), Inserts::default());
    let mut next = Err(first);
    while let Err(at) = next {
        inserts.indent(&mut text, at)?;
        next = attempt(&text, &inserts);
    }
    (next == Ok(true)).then_some((text, inserts))
}
