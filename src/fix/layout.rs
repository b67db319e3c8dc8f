//! Lines and their indentation.

use crate::syntax::Range;

/// A byte offset; texts that are parsed are shorter than 4 GiB.
pub(super) fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Where the line of a byte starts.
pub(super) fn line_start(text: &str, at: u32) -> u32 {
    offset(text[..at as usize].rfind('\n').map_or(0, |newline| newline + 1))
}

/// Where the line of a byte ends, before its line end.
pub(super) fn line_end(text: &str, at: u32) -> u32 {
    let rest = &text[at as usize..];
    let line = rest.split('\n').next().unwrap_or("");
    at + offset(line.strip_suffix('\r').unwrap_or(line).len())
}

/// Where the next line starts, or the text ends.
pub(super) fn next_line(text: &str, at: u32) -> u32 {
    let rest = &text[at as usize..];
    at + offset(rest.find('\n').map_or(rest.len(), |newline| newline + 1))
}

/// The white space that the line of a byte starts with.
pub(super) fn indent(text: &str, at: u32) -> &str {
    let line = &text[line_start(text, at) as usize..];
    &line[..line.find(|it| !matches!(it, ' ' | '\t')).unwrap_or(line.len())]
}

/// Whether nothing but white space stands on its line before a byte.
pub(super) fn leads(text: &str, at: u32) -> bool {
    text[line_start(text, at) as usize..at as usize].trim().is_empty()
}

/// Whether both bytes are on one line.
pub(super) fn same_line(text: &str, range: Range) -> bool {
    !text[range.indices()].contains('\n')
}

/// The whole lines of something, with the line end, if nothing else but a comment stands on them.
pub(super) fn own_lines(text: &str, range: Range, comments: &[Range]) -> Option<Range> {
    let end = comment_end(text, range.end, comments);
    let alone = leads(text, range.start)
        && text[end as usize..line_end(text, end) as usize].trim().is_empty();
    alone.then(|| lines(text, Range::new(range.start, end)))
}

/// The lines that a range touches; at the end of a text without a last line end, the one before.
pub(super) fn lines(text: &str, range: Range) -> Range {
    let start = line_start(text, range.start);
    let end = next_line(text, range.end);
    if text[..end as usize].ends_with('\n') || start == 0 {
        return Range::new(start, end);
    }
    let before = text[..start as usize].trim_end_matches('\n').trim_end_matches('\r').len();
    Range::new(offset(before), end)
}

/// The end of the comment that follows a byte on its line, or the byte.
pub(super) fn comment_end(text: &str, at: u32, comments: &[Range]) -> u32 {
    let next = comments.get(comments.partition_point(|comment| comment.start < at));
    match next {
        Some(comment)
            if text[at as usize..comment.start as usize]
                .chars()
                .all(|it| matches!(it, ' ' | '\t' | ','))
                && same_line(text, *comment) =>
        {
            comment.end
        }
        _ => at,
    }
}

/// A byte or the first one behind the comments and white space that follow it, whichever is a
/// `sign`: where the separator behind an item is.
pub(super) fn find_behind(
    text: &str,
    at: u32,
    end: u32,
    comments: &[Range],
    sign: u8,
) -> Option<u32> {
    let mut here = at;
    while here < end {
        let behind = comments.partition_point(|comment| comment.start <= here);
        let before = behind.checked_sub(1).map(|index| comments[index]);
        if let Some(comment) = before.filter(|comment| here < comment.end) {
            here = comment.end;
            continue;
        }
        match text.as_bytes()[here as usize] {
            byte if byte == sign => return Some(here),
            byte if byte.is_ascii_whitespace() => here += 1,
            _ => return None,
        }
    }
    None
}

/// `content` with carriage returns before its line ends.
pub(super) fn with_carriage_returns(content: &str) -> String {
    content.replace("\r\n", "\n").replace('\n', "\r\n")
}

/// `block` with `indent` before every line but the first and empty ones.
pub(super) fn indented(block: &str, indent: &str) -> String {
    let mut lines = block.split('\n');
    let mut all = lines.next().unwrap_or("").to_owned();
    for line in lines {
        all.push('\n');
        if !line.is_empty() {
            all.push_str(indent);
            all.push_str(line);
        }
    }
    all
}
