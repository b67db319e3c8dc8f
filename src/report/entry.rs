//! One entry of a list: words, and the place that they are about behind or below them.

use unicode_width::UnicodeWidthStr;

use super::look::Look;
use super::wrap::wrap;

/// Columns that words get at least, however narrow the terminal is.
const LEAST: usize = 24;

/// The lines of an entry. Words stand behind `head`, which takes `inner` columns, and go on below
/// each other; the place stands behind them where it fits, else below, and from column `hang` on if
/// it needs the room.
pub(crate) fn entry(
    (head, inner): (&str, usize),
    (words, place): (&str, Option<&str>),
    hang: usize,
    look: Look,
) -> Vec<String> {
    let room = look.width.saturating_sub(inner).max(LEAST);
    let mut lines = wrap(words, room);
    let place = place.filter(|place| match lines.last_mut() {
        Some(last) if last.width() + 2 + place.width() <= room => {
            *last = format!("{last}  {}", look.accent(place));
            false
        }
        _ => true,
    });
    let line = |(index, text): (usize, &String)| match index {
        0 => format!("{head}{text}"),
        _ => format!("{}{text}", " ".repeat(inner)),
    };
    let mut lines: Vec<String> = lines.iter().enumerate().map(line).collect();
    if let Some(place) = place {
        let start = if place.width() <= room { inner } else { hang };
        let cut = wrap(place, look.width.saturating_sub(start).max(LEAST));
        lines.extend(cut.iter().map(|it| format!("{}{}", " ".repeat(start), look.accent(it))));
    }
    lines
}
