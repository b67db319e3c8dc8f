//! Columns of places in long lines.

use std::sync::OnceLock;

/// Bytes between two counts.
const PAGE: usize = 1024;

/// How many characters of a text stand before the start of each page of it.
///
/// A minified file is one line, and a finding at its end would count every character before it: a
/// report of such a file would take the square of its size.
#[derive(Debug, Default)]
pub(super) struct Columns {
    pages: OnceLock<Box<[u32]>>,
}

impl Columns {
    /// The number of characters between two bytes of a text, which both start characters.
    ///
    /// `text` has to be the same in every call.
    pub(super) fn between(&self, text: &str, start: usize, end: usize) -> usize {
        let bytes = text.as_bytes();
        if end.saturating_sub(start) <= 2 * PAGE {
            return characters(bytes.get(start..end).unwrap_or_default());
        }
        let pages = self.pages.get_or_init(|| pages(bytes));
        let before = |at: usize| {
            let page = at / PAGE;
            pages.get(page).map_or(0, |count| *count as usize)
                + characters(bytes.get(page * PAGE..at).unwrap_or_default())
        };
        before(end).saturating_sub(before(start))
    }
}

/// The characters before each page, and before the end.
fn pages(bytes: &[u8]) -> Box<[u32]> {
    let mut before = vec![0];
    let mut total = 0;
    for page in bytes.chunks(PAGE) {
        total += characters(page);
        before.push(u32::try_from(total).expect("texts are under 4 GiB"));
    }
    before.into()
}

/// Bytes that start a character.
fn characters(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
}

#[cfg(test)]
mod tests {
    use super::{Columns, PAGE};

    #[test]
    fn characters_are_counted_across_pages() {
        let text = "a\u{e9}\u{2603}\u{1f980}".repeat(PAGE);
        let columns = Columns::default();
        let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let places: Vec<usize> = places.into_iter().chain([text.len()]).collect();
        for (number, at) in places.iter().enumerate() {
            assert_eq!(columns.between(&text, 0, *at), number);
            assert_eq!(columns.between(&text, places[number / 3], *at), number - number / 3);
        }
    }

    #[test]
    fn nothing_is_counted_where_nothing_stands() {
        let text = "a".repeat(3 * PAGE);
        let columns = Columns::default();
        assert_eq!(columns.between(&text, 0, text.len()), 3 * PAGE);
        assert_eq!(columns.between(&text, text.len(), text.len()), 0);
        assert_eq!(columns.between(&text, 5, 4), 0);
    }
}
