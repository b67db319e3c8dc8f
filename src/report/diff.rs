//! What `--fix` would change, as a unified diff that `git apply` and `patch -p1` take.

use std::fmt::Write as _;

use similar::{Algorithm, DiffOp, capture_diff_slices, group_diff_ops};

use super::look::Look;
use super::sanitise::clean;
use super::wrap::append;

/// Lines that are shown before and after each change.
const CONTEXT: usize = 3;

/// The change of one file, as bytes that a program can apply; empty if there is none.
pub fn unified(path: &str, before: &str, after: &str) -> String {
    draw(path, before, after, &|_, line| line.to_owned())
}

/// The same for a terminal: coloured, and with nothing in it that a terminal would act on.
pub fn shown(path: &str, before: &str, after: &str, look: Look) -> String {
    draw(path, before, after, &|sign, line| {
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        let text = clean(text);
        let text = match sign {
            '-' => look.removed(&text),
            '+' => look.added(&text),
            _ => text.into_owned(),
        };
        text + end
    })
}

/// Draws each line by its sign.
fn draw(path: &str, before: &str, after: &str, line: &dyn Fn(char, &str) -> String) -> String {
    let (old, new) = (lines(before), lines(after));
    let changes = capture_diff_slices(Algorithm::Myers, &old, &new);
    let hunks = group_diff_ops(changes, CONTEXT);
    let mut out = String::new();
    if !hunks.is_empty() {
        append(&mut out, format_args!("--- {}\n+++ {}\n", name("a", path), name("b", path)));
    }
    for hunk in &hunks {
        let side = |range: &dyn Fn(&DiffOp) -> std::ops::Range<usize>| {
            let start = hunk.first().map_or(0, |first| range(first).start);
            let end = hunk.last().map_or(0, |last| range(last).end);
            // Of no lines, the one before them is told.
            match end - start {
                0 => format!("{start},0"),
                1 => format!("{}", start + 1),
                count => format!("{},{count}", start + 1),
            }
        };
        let (removed, added) = (side(&|it| it.old_range()), side(&|it| it.new_range()));
        append(&mut out, format_args!("@@ -{removed} +{added} @@\n"));
        for change in hunk {
            let mut put = |sign: char, lines: &[&str]| {
                for text in lines {
                    out.push_str(&line(sign, &format!("{sign}{text}")));
                    if !text.ends_with('\n') {
                        out.push_str("\n\\ No newline at end of file\n");
                    }
                }
            };
            if let DiffOp::Equal { .. } = change {
                put(' ', &old[change.old_range()]);
            } else {
                put('-', &old[change.old_range()]);
                put('+', &new[change.new_range()]);
            }
        }
    }
    out
}

/// Lines with their ends; a carriage return is a part of its line.
fn lines(text: &str) -> Vec<&str> {
    text.split_inclusive('\n').collect()
}

/// A path as git writes it: in quotes if it holds what is not printable ASCII, with a tab behind it
/// if it holds blanks.
fn name(side: &str, path: &str) -> String {
    let path = path.trim_start_matches('/');
    let plain =
        |byte: u8| (byte.is_ascii_graphic() || byte == b' ') && !matches!(byte, b'"' | b'\\');
    if path.bytes().all(plain) {
        let end = if path.contains(' ') { "\t" } else { "" };
        return format!("{side}/{path}{end}");
    }
    let mut out = format!("\"{side}/");
    for byte in path.bytes() {
        match byte {
            b'"' | b'\\' => append(&mut out, format_args!("\\{}", char::from(byte))),
            _ if plain(byte) => out.push(char::from(byte)),
            _ => write!(out, "\\{byte:03o}").unwrap_or_default(),
        }
    }
    out + "\""
}

#[cfg(test)]
mod tests {
    use super::{shown, unified};
    use crate::report::look::Look;

    #[test]
    fn hunks_have_three_lines_around_them() {
        let before = "1\n2\n3\n4\n5\n6\n7\n8\n9\n";
        let after = before.replace('5', "five");
        let expected =
            "--- a/x.tf\n+++ b/x.tf\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n";
        assert_eq!(unified("x.tf", before, &after), expected);
        assert_eq!(unified("x.tf", before, before), "");
    }

    #[test]
    fn line_ends_are_told() {
        let expected = "--- a/x\n+++ b/x\n@@ -1,2 +1 @@\n a\r\n-b\n\\ No newline at end of file\n";
        assert_eq!(unified("x", "a\r\nb", "a\r\n"), expected);
        let expected = "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\r\n\\ No newline at end of file\n+b\r\n\\ No newline at end of file\n";
        assert_eq!(unified("x", "a\r", "b\r"), expected);
        let expected = "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n";
        assert_eq!(unified("x", "", "a\n"), expected);
    }

    #[test]
    fn paths_are_written_as_git_does() {
        let head = |path: &str| unified(path, "a", "b").lines().next().map(str::to_owned);
        assert_eq!(head("a b.tf").as_deref(), Some("--- a/a b.tf\t"));
        assert_eq!(head("\u{e9}\"\n.tf").as_deref(), Some("--- \"a/\\303\\251\\\"\\012.tf\""));
        assert_eq!(head("/x.tf").as_deref(), Some("--- a/x.tf"));
    }

    #[test]
    fn a_terminal_is_not_steered() {
        let drawn = shown("x", "a\u{1b}[2J\n", "b\u{1b}[2J\n", Look::default());
        assert!(drawn.contains("-a␛[2J\n+b␛[2J\n"), "{drawn}");
    }
}
