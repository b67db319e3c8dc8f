//! The links between a pod and its credentials, one a line: a mark, what it is, and where.

use crate::finding::Hop;
use crate::report::look::Look;
use crate::report::place::located;
use crate::report::sanitise::clean;
use crate::report::wrap::wrap;
use crate::source::Texts;

/// Columns that the name of a link takes.
const NAME: usize = 8;

/// The lines of a chain, below a drawing that is indented by `indent` columns.
pub(super) fn draw(texts: &Texts, chain: &[Hop], indent: usize, look: Look) -> Vec<String> {
    let lead = format!("{}= {}: ", " ".repeat(indent), look.bold("chain"));
    let rest = " ".repeat(indent + "= chain: ".len());
    let mut lines = Vec::new();
    for hop in chain {
        let name = format!("{:<NAME$}", hop.link.name());
        let width = look.width.saturating_sub(rest.len() + 3 + NAME).max(24);
        for (index, text) in words(texts, hop, width).iter().enumerate() {
            let start = if lines.is_empty() { &lead } else { &rest };
            lines.push(match index {
                0 => format!("{start}{} {name} {text}", look.mark(hop.holds)),
                _ => format!("{start}{}{text}", " ".repeat(3 + NAME)),
            });
        }
    }
    lines
}

/// What is said of a hop, in lines of at most `width` columns; the place goes with the last words
/// where it fits, else below them.
fn words(texts: &Texts, hop: &Hop, width: usize) -> Vec<String> {
    let place = hop.place.and_then(|place| located(texts, place)).map(|place| place.name());
    let mut lines = wrap(&clean(&hop.text), width);
    let Some(place) = place else { return lines };
    match lines.last_mut() {
        Some(last) if last.chars().count() + 2 + place.chars().count() <= width => {
            last.push_str("  ");
            last.push_str(&place);
        }
        _ => lines.extend(wrap(&place, width)),
    }
    lines
}
