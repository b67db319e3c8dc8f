//! Block scalars: lines without their indentation.

use super::Match;

/// Pairs the lines of a text after `|`; `source` starts at the indicator, whose scalar ends at
/// `end`.
pub(super) fn literal(source: &str, end: usize, content: &str) -> Option<Vec<Match>> {
    let mut matches = Vec::new();
    let mut from = source[..end].find('\n')? + 1;
    let mut made = 0;
    for line in content.split_inclusive('\n') {
        if from >= end {
            break;
        }
        let text = line.trim_end_matches('\n');
        let written = source[from..].split_inclusive('\n').next()?;
        let bare = written.trim_end_matches(['\r', '\n']);
        let start = from + bare.strip_suffix(text)?.len();
        let breaks = written.len() - bare.len();
        if line.len() > text.len() && breaks == 1 {
            matches.push((made..made + line.len(), start..start + line.len()));
        } else {
            matches.push((made..made + text.len(), start..start + text.len()));
            if line.len() > text.len() {
                let host = start + text.len();
                matches.push((made + text.len()..made + line.len(), host..host + breaks));
            }
        }
        made += line.len();
        from += written.len();
    }
    Some(matches)
}

/// Pairs the lines of a text after `>`.
pub(super) fn folded(source: &str, content: &str) -> Option<Vec<Match>> {
    let mut matches: Vec<Match> = Vec::new();
    let mut from = source.find('\n')? + 1;
    let mut rest = content;
    let mut indent = None;
    for line in source[from..].split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        let blanks = bare.len() - bare.trim_start_matches(' ').len();
        if blanks < bare.len() {
            let indent = *indent.get_or_insert(blanks);
            let text = bare.get(indent..)?;
            let gap = gap(rest, text)?;
            let made = content.len() - rest.len();
            if let Some((_, host)) = matches.last().filter(|_| gap > 0) {
                let between = host.end..from + indent;
                matches.push((made..made + gap, between));
            }
            let start = made + gap;
            matches.push((start..start + text.len(), from + indent..from + bare.len()));
            rest = &rest[gap + text.len()..];
        }
        from += line.len();
    }
    rest.bytes().all(|byte| byte == b'\n').then_some(matches)
}

/// The number of line breaks and blanks before a line in the folded text.
///
/// A line that is indented further starts with blanks of its own, which are not part of the gap.
fn gap(rest: &str, text: &str) -> Option<usize> {
    let blanks = |text: &str| text.len() - text.trim_start_matches([' ', '\n']).len();
    let gap = blanks(rest).checked_sub(blanks(text))?;
    rest[gap..].starts_with(text).then_some(gap)
}
