//! Where a comment that hides a finding would have to be written.

use super::outline::Outline;
use crate::source::Text;

/// A place for a comment on a line of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The byte at which the line below the comment starts.
    pub at: u32,
    /// The white space that this line starts with.
    pub indent: String,
}

/// The place above a byte of a file; none where no comment can stand, as in JSON.
pub fn spot(text: &Text, byte: u32) -> Option<Spot> {
    let path = text.file()?;
    let content = text.content();
    let outline = Outline::takes_comments(path).then(|| Outline::of(path, content)).flatten()?;
    let start_of = |byte: u32| {
        let starts = text.line_starts();
        starts.get(starts.partition_point(|start| *start <= byte).max(1) - 1).copied()
    };
    let mut at = start_of(byte)?;
    // Strings can lie in each other's lines: a template in a heredoc's interpolation.
    while let Some(string) = outline.strings.iter().find(|it| it.start < at && at < it.end) {
        at = start_of(string.start)?;
    }
    if at == 0 && content.starts_with('\u{feff}') {
        at = 3;
    }
    let line = content.get(at as usize..)?;
    let length = line.find(|it: char| !matches!(it, ' ' | '\t')).unwrap_or(line.len());
    Some(Spot { at, indent: line[..length].to_owned() })
}

/// The words of a comment that hides rules, without its sign.
///
/// # Errors
/// If the reason cannot stand there: it has several lines, or a day in it that is none.
pub fn wording<'a>(
    rules: impl IntoIterator<Item = &'a str>,
    reason: &str,
) -> Result<String, String> {
    let reason = reason.trim();
    if reason.chars().any(char::is_control) {
        return Err("a reason is one line of text".to_owned());
    }
    let rules: Vec<&str> = rules.into_iter().collect();
    let words = format!(" ignore[{}] {reason}", rules.join(", "));
    super::words::read(&words).map_err(|malformed| malformed.message)?;
    Ok(format!("ekslint:{}", words.trim_end()))
}
