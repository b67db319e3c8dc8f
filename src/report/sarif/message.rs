//! The words of a result.

use crate::engine::Reported;
use crate::report::Report;
use crate::report::sanitise::clean;
use crate::report::words::details;

/// What is said of a finding: first what is wrong, then links to the other places, then everything
/// else. `related` are what is said of those, in the order of their ids from 1.
pub(super) fn of(report: &Report<'_>, reported: &Reported, related: &[String]) -> String {
    let mut parts = vec![sentence(&plain(&clean(&reported.finding.message)))];
    let link = |(index, text): (usize, &String)| format!("[{}]({})", unlinked(text), index + 1);
    let links: Vec<_> = related.iter().enumerate().map(link).collect();
    if !links.is_empty() {
        parts.push(sentence(&format!("see {}", links.join(", "))));
    }
    for detail in details(report, reported).iter().filter(|it| it.name != "see") {
        let text = plain(&detail.text);
        parts.push(match detail.name.as_str() {
            "here" | "note" => sentence(&text),
            name => sentence(&format!("{name}: {text}")),
        });
    }
    parts.join("\n\n")
}

/// A sentence of words that begin in lower case and have no full stop.
pub(super) fn sentence(text: &str) -> String {
    let word = text.split([' ', ',', ':']).next().unwrap_or_default();
    // A name of something stays as it is.
    let ordinary = word.chars().all(|letter| letter.is_ascii_lowercase());
    let mut letters = text.chars();
    let first = letters.next().filter(|_| ordinary).map(|first| first.to_ascii_uppercase());
    let text = match first {
        Some(first) => format!("{first}{}", letters.as_str()),
        None => text.to_owned(),
    };
    if text.ends_with(['.', '!', '?', '…']) { text } else { text + "." }
}

/// Text of which a viewer makes no link.
fn plain(text: &str) -> String {
    if text.contains("](") { unlinked(text) } else { text.to_owned() }
}

fn unlinked(text: &str) -> String {
    text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

#[cfg(test)]
mod tests {
    use super::{plain, sentence};

    #[test]
    fn sentences_begin_and_end_as_sentences_do() {
        assert_eq!(sentence("the role `a` trusts nobody"), "The role `a` trusts nobody.");
        assert_eq!(sentence("`a` is open"), "`a` is open.");
        assert_eq!(sentence("aws_eks_cluster.main is open"), "aws_eks_cluster.main is open.");
        assert_eq!(sentence("is it?"), "Is it?");
        assert_eq!(sentence(""), ".");
    }

    #[test]
    fn a_file_makes_no_links() {
        assert_eq!(plain("a [b](https://evil.example)"), "a \\[b\\](https://evil.example)");
        assert_eq!(plain("cidrs[0] is open"), "cidrs[0] is open");
    }
}
