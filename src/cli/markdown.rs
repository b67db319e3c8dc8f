//! Markdown as a terminal shows it: headings stand out, text is wrapped, code is set in.

use crate::report::Look;
use crate::report::wrap::{append, wrap};

/// Columns beyond which running text is tiring to read.
const WIDEST: usize = 88;

/// Renders a page.
pub(super) fn render(page: &str, look: Look) -> String {
    let mut printer = Printer { look, out: String::new(), paragraph: String::new() };
    let mut fence = None;
    for line in page.lines() {
        let marks = line.trim_start();
        match fence {
            Some(end) if marks.starts_with(end) => fence = None,
            Some(_) => printer.code(line),
            None => match ["```", "~~~"].into_iter().find(|mark| marks.starts_with(mark)) {
                Some(mark) => {
                    printer.flush();
                    fence = Some(mark);
                }
                None => printer.text(line),
            },
        }
    }
    printer.flush();
    printer.out
}

struct Printer {
    look: Look,
    out: String,
    /// Lines of a paragraph or list item that is not printed yet.
    paragraph: String,
}

impl Printer {
    fn code(&mut self, line: &str) {
        let line = format!("    {line}");
        self.out.push_str(line.trim_end());
        self.out.push('\n');
    }

    fn text(&mut self, line: &str) {
        if line.starts_with('#') {
            self.flush();
            // Without colour, the marks tell a heading from a paragraph.
            let bare = line.trim_start_matches('#').trim();
            let heading = if self.look.color { self.look.bold(bare) } else { line.to_owned() };
            self.out.push_str(&heading);
            self.out.push('\n');
        } else if line.trim().is_empty() {
            self.flush();
            self.out.push('\n');
        } else if line.starts_with('|') {
            self.flush();
            self.out.push_str(line);
            self.out.push('\n');
        } else {
            if is_item(line) {
                self.flush();
            }
            self.paragraph.push_str(line);
            self.paragraph.push('\n');
        }
    }

    /// Prints the paragraph that was collected.
    fn flush(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        let blanks = paragraph.len() - paragraph.trim_start().len();
        let hanging = if is_item(&paragraph) { blanks + 2 } else { blanks };
        let width = self.look.width.min(WIDEST).saturating_sub(hanging);
        let words = links(&paragraph.split_whitespace().collect::<Vec<_>>().join(" "));
        let mut in_code = false;
        for (index, line) in wrap(&words, width).iter().enumerate() {
            let indent = if index == 0 { blanks } else { hanging };
            let line = self.inline(line, &mut in_code);
            append(&mut self.out, format_args!("{}{line}\n", " ".repeat(indent)));
        }
    }

    /// Colours code, and drops the marks of emphasis.
    fn inline(&self, line: &str, in_code: &mut bool) -> String {
        let mut out = String::new();
        for (index, part) in line.split('`').enumerate() {
            if index > 0 {
                *in_code = !*in_code;
                out.push_str(if self.look.color { "" } else { "`" });
            }
            match *in_code {
                true if !part.is_empty() => out.push_str(&self.look.accent(part)),
                true => {}
                false => out.push_str(&part.replace("**", "")),
            }
        }
        out
    }
}

fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with("- ") || line.starts_with("* ")
}

/// `[text](address)` as `text (address)`.
fn links(text: &str) -> String {
    let (mut out, mut rest) = (String::new(), text);
    while let Some((before, after)) = rest.split_once("](") {
        let opening = before.rfind('[');
        let (Some(opening), Some((address, tail))) = (opening, after.split_once(')')) else {
            out.push_str(before);
            out.push_str("](");
            rest = after;
            continue;
        };
        out.push_str(&before[..opening]);
        append(&mut out, format_args!("{} ({address})", &before[opening + 1..]));
        rest = tail;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::render;
    use crate::report::Look;

    #[test]
    fn pages_are_wrapped_and_code_is_set_in() {
        let page = "# Title\n\n## Why\nSome **long** text with `code` that\nis [wrapped](https://a.b/c) here.\n\n- one item that is long enough to wrap\n- two\n\n```yaml\na:\n\n  b: 1 # error\n```\n";
        let expected = "\
# Title

## Why
Some long text with `code` that is
wrapped (https://a.b/c) here.

- one item that is long enough to wrap
- two

    a:

      b: 1 # error
";
        assert_eq!(render(page, Look { width: 40, ..Look::default() }), expected);
    }
}
