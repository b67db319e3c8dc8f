//! Text in Markdown: what stands in a file is shown, and does nothing.
//!
//! Our own messages put names between backticks, and these stay code. Everything else that a code
//! host would act on is written as a character reference: HTML, links, mentions, references to
//! issues and emphasis.

use crate::report::sanitise::clean;
use crate::report::wrap::append;

/// The text with its code spans, and with nothing else that a code host acts on.
pub(super) fn escaped(text: &str) -> String {
    let text = clean(text);
    let parts: Vec<&str> = text.split('`').collect();
    // An odd number of backticks opens what nobody closes.
    let spans = parts.len() % 2 == 1;
    let mut out = String::with_capacity(text.len() + 16);
    for (index, part) in parts.iter().enumerate() {
        match (spans, index % 2) {
            (true, 1) if part.trim().is_empty() => out.push_str("&#96;&#96;"),
            (true, 1) => out.extend(["`", part, "`"]),
            (false, _) if index > 0 => {
                out.push_str("&#96;");
                push(&mut out, part);
            }
            _ => push(&mut out, part),
        }
    }
    out
}

/// The text as a code span, whatever it holds.
pub(super) fn code(text: &str) -> String {
    let text = clean(text);
    let longest = text.split(|it| it != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    let pad = if text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The text for an HTML element, with code spans as such.
pub(super) fn html(text: &str) -> String {
    let escaped = escaped(text);
    let mut out = String::with_capacity(escaped.len() + 16);
    for (index, part) in escaped.split('`').enumerate() {
        match index % 2 {
            1 => {
                out.push_str("<code>");
                push(&mut out, part);
                out.push_str("</code>");
            }
            _ => out.push_str(part),
        }
    }
    out
}

fn push(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '@' | '#' | '[' | ']' | '*' | '_' | '~' | '\\' | '!' | '$' => {
                let number = u32::from(character);
                append(out, format_args!("&#{number};"));
            }
            // An address is made a link wherever it stands.
            '/' if out.ends_with(":/") => {
                out.truncate(out.len() - 2);
                out.push_str("&#58;//");
            }
            '.' if out.ends_with("www") => out.push_str("&#46;"),
            _ => out.push(character),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{code, escaped, html};

    #[test]
    fn code_spans_stay() {
        assert_eq!(escaped("the role `a_b` is open"), "the role `a_b` is open");
        assert_eq!(escaped("one ` alone_"), "one &#96; alone&#95;");
        assert_eq!(escaped("`` nothing"), "&#96;&#96; nothing");
    }

    #[test]
    fn a_code_span_holds_anything() {
        assert_eq!(code("a.tf"), "`a.tf`");
        assert_eq!(code("a``b"), "```a``b```");
        assert_eq!(code("`a"), "`` `a ``");
    }

    #[test]
    fn html_has_elements_for_code() {
        assert_eq!(html("the `a<b>` is <b>"), "the <code>a&lt;b&gt;</code> is &lt;b&gt;");
    }
}
