//! Tabs at the start of lines.

use std::borrow::Cow;

/// The text with spaces for those leading tabs of lines whose offset is wanted.
pub(super) fn replaced(text: &str, wanted: impl Fn(usize) -> bool) -> Cow<'_, str> {
    if !text.contains('\t') {
        return Cow::Borrowed(text);
    }
    let mut spaced: Option<String> = None;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let lead = line.len() - line.trim_start_matches([' ', '\t']).len();
        let tab = |at: usize| line.as_bytes()[at] == b'\t';
        if (0..lead).any(|at| tab(at) && wanted(start + at)) {
            let done = spaced.get_or_insert_with(|| text[..start].to_owned());
            let keep = |at: usize| tab(at) && !wanted(start + at);
            done.extend((0..lead).map(|at| if keep(at) { '\t' } else { ' ' }));
            done.push_str(&line[lead..]);
        } else if let Some(done) = &mut spaced {
            done.push_str(line);
        }
        start += line.len();
    }
    spaced.map_or(Cow::Borrowed(text), Cow::Owned)
}
