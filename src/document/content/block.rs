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
        let rest = &source[from..];
        let written = rest.split_inclusive('\n').next()?;
        let bare = written.trim_end_matches(['\r', '\n']);
        let lead = bare.len().checked_sub(text.len()).filter(|lead| bare[*lead..] == *text)?;
        let start = from + lead;
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
    let mut made = 0;
    let mut indent = None;
    for line in source[from..].split_inclusive('\n') {
        let bare = line.trim_end_matches(['\r', '\n']);
        let blanks = bare.len() - bare.trim_start_matches(' ').len();
        if blanks < bare.len() {
            let indent = *indent.get_or_insert(blanks);
            let text = bare.get(indent..)?;
            let gap = (0..content.len() - made)
                .take_while(|gap| content[made..made + gap].bytes().all(|it| b" \n".contains(&it)))
                .find(|gap| content[made + gap..].starts_with(text))?;
            if let Some((_, host)) = matches.last().filter(|_| gap > 0) {
                let between = host.end..from + indent;
                matches.push((made..made + gap, between));
            }
            let start = made + gap;
            matches.push((start..start + text.len(), from + indent..from + bare.len()));
            made = start + text.len();
        }
        from += line.len();
    }
    content[made..].bytes().all(|byte| byte == b'\n').then_some(matches)
}
