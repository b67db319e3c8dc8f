//! The links between a pod and its credentials, one a line: a mark, what it is, and where.

use crate::finding::Hop;
use crate::report::entry::entry;
use crate::report::look::Look;
use crate::report::place_name;
use crate::report::sanitise::clean;
use crate::source::Texts;

/// Columns that the name of a link takes, with the blank behind it.
const NAME: usize = 9;

/// The lines of a chain, below a drawing that is indented by `indent` columns.
pub(super) fn draw(texts: &Texts, chain: &[Hop], indent: usize, look: Look) -> Vec<String> {
    if chain.is_empty() {
        return Vec::new();
    }
    let head = format!("{}= {}:", " ".repeat(indent), look.bold("chain"));
    std::iter::once(head).chain(links(texts, chain, indent + 2, look)).collect()
}

/// The links of a chain, `indent` columns from the left. The place stands behind the words where it
/// fits, else below them, with as much room as it needs.
pub(super) fn links(texts: &Texts, chain: &[Hop], indent: usize, look: Look) -> Vec<String> {
    let one = |hop: &Hop| {
        let mark = look.mark(hop.holds);
        let head = format!("{}{mark} {:<NAME$}", " ".repeat(indent), hop.link.name());
        let place = hop.place.and_then(|place| place_name(texts, place));
        let words = clean(&hop.text);
        entry((&head, indent + 2 + NAME), (&words, place.as_deref()), indent + 2, look)
    };
    chain.iter().flat_map(one).collect()
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
