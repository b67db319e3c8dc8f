//! The links between a pod and its credentials, one a line: a mark, what it is, and where.

use crate::finding::Hop;
use crate::report::look::Look;
use crate::report::place::located;
use crate::report::sanitise::clean;
use crate::report::wrap::wrap;
use crate::source::Texts;

/// Columns that the name of a link takes, with the blank behind it.
const NAME: usize = 9;

/// The lines of a chain, below a drawing that is indented by `indent` columns.
pub(super) fn draw(texts: &Texts, chain: &[Hop], indent: usize, look: Look) -> Vec<String> {
    if chain.is_empty() {
        return Vec::new();
    }
    let pad = " ".repeat(indent);
    let head = format!("{pad}= {}:", look.bold("chain"));
    let hops = chain.iter().flat_map(|hop| one(texts, hop, indent + 2, look));
    std::iter::once(head).chain(hops).collect()
}

/// One link: the place stands behind the words where it fits, else below them, with as much room as
/// it needs.
fn one(texts: &Texts, hop: &Hop, indent: usize, look: Look) -> Vec<String> {
    let pad = " ".repeat(indent);
    let inner = indent + 2 + NAME;
    let room = look.width.saturating_sub(inner).max(24);
    let place = hop.place.and_then(|place| located(texts, place)).map(|place| place.name());
    let mut words = wrap(&clean(&hop.text), room);
    let place = place.filter(|place| match words.last_mut() {
        Some(last) if columns(last) + 2 + columns(place) <= room => {
            *last = format!("{last}  {}", look.accent(place));
            false
        }
        _ => true,
    });
    let line = |(index, text): (usize, &String)| match index {
        0 => format!("{pad}{} {:<NAME$}{text}", look.mark(hop.holds), hop.link.name()),
        _ => format!("{}{text}", " ".repeat(inner)),
    };
    let mut lines: Vec<String> = words.iter().enumerate().map(line).collect();
    if let Some(place) = place {
        let start = if columns(&place) <= room { inner } else { indent + 2 };
        let cut = wrap(&place, look.width.saturating_sub(start).max(24));
        lines.extend(cut.iter().map(|it| format!("{}{}", " ".repeat(start), look.accent(it))));
    }
    lines
}

fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use unicode_width::UnicodeWidthStr;

    use super::draw;
    use crate::finding::{Hop, Link};
    use crate::report::look::Look;
    use crate::source::{Span, Texts};
    use crate::value::Truth;

    fn drawn(path: &str, look: Look) -> Vec<String> {
        let texts = Texts::default();
        let file = texts.add_file(path, "kind: Pod\nname: ledger\n");
        let place = Some(Span::new(file, 16, 22).into());
        let hop = |link, holds, place, text: &str| Hop { link, holds, place, text: text.into() };
        let chain = [
            hop(Link::Pod, Truth::True, place, "Deployment `ledger` runs as `payments/ledger`"),
            hop(Link::Subject, Truth::False, place, "the role trusts `reports`"),
            hop(Link::Provider, Truth::Unknown, None, "not in these files"),
        ];
        draw(&texts, &chain, 4, look)
    }

    #[test]
    fn a_link_a_line() {
        let expected = "    = chain:
      ✓ pod      Deployment `ledger` runs as `payments/ledger`  a.yaml:2:7
      ✗ subject  the role trusts `reports`  a.yaml:2:7
      ? provider not in these files";
        assert_eq!(drawn("a.yaml", Look::default()).join("\n"), expected);
    }

    #[test]
    fn nothing_is_wider_than_the_terminal() {
        for path in [40, 61, 66, 71, 200].map(|length| "p".repeat(length)) {
            for look in [Look::default(), Look { ascii: true, ..Look::default() }] {
                let lines = drawn(&path, look);
                assert!(lines.iter().all(|line| line.width() <= 80), "{lines:?}");
                assert!(!look.ascii || lines.iter().all(|line| line.is_ascii()), "{lines:?}");
            }
        }
    }
}
