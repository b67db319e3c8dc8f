//! Strings and heredocs; the expected characters are what `terraform console` shows.

use super::{at, first, template};
use crate::syntax::hcl::{ExprKind, Part, parse};

fn pieces(text: &str) -> Vec<(String, String)> {
    let file = parse(text);
    let ExprKind::Template { parts, .. } = &file.expression(first(&file)).kind else {
        panic!("a template");
    };
    let literals = parts.iter().filter_map(|part| match part {
        Part::Literal { text: decoded, range } => {
            Some((decoded.to_string(), at(text, *range).into()))
        }
        _ => None,
    });
    literals.collect()
}

fn pair(decoded: &str, source: &str) -> (String, String) {
    (decoded.to_owned(), source.to_owned())
}

#[test]
fn a_plain_string_is_one_part_and_an_empty_one_none() {
    assert_eq!(pieces(r#"x = "a $ b %""#), [pair("a $ b %", "a $ b %")]);
    assert_eq!(pieces(r#"x = """#), []);
}

#[test]
fn escapes_are_parts_of_their_own() {
    let found = pieces(r#"x = "a\nb\"$${c}%%{d}\u00e9\U0001F600e""#);
    let decoded: String = found.iter().map(|(decoded, _)| &**decoded).collect();
    assert_eq!(decoded, "a\nb\"${c}%{d}é😀e");
    assert_eq!(found[1], pair("\n", "\\n"));
    assert_eq!(found[4], pair("${", "$${"));
    assert_eq!(found[5], pair("c}", "c}"));
}

#[test]
fn a_plain_heredoc_is_one_part() {
    let found = pieces("x = <<EOF\n  a\n\\n b\nEOF\n");
    assert_eq!(found, [pair("  a\n\\n b\n", "  a\n\\n b\n")]);
    assert_eq!(pieces("x = <<EOF\nEOF\n"), []);
}

#[test]
fn an_indented_heredoc_has_a_part_for_each_line() {
    let found = pieces("x = <<-EOF\n    a\n      b\n    EOF\n");
    assert_eq!(found, [pair("a\n", "a\n"), pair("  b\n", "  b\n")]);
}

#[test]
fn blank_lines_neither_count_nor_change() {
    assert_eq!(template("x = <<-EOF\n    a\n \n\n    b\n    EOF\n"), "a\n \n\nb\n");
}

#[test]
fn carriage_returns_stay() {
    assert_eq!(template("x = <<-EOF\r\n    a\r\n  \r\n      b\r\n  EOF\r\n"), "a\r\n  \r\n  b\r\n");
}

#[test]
fn directives_are_dedented() {
    let text =
        "x = <<-EOF\n    %{ if y }\n      a\n    %{ else }\n      b\n    %{ endif }\n    EOF\n";
    assert_eq!(template(text), "(\n  a\n|\n  b\n)\n");
}

#[test]
fn strip_markers_strip_before_indentation_is_removed() {
    assert_eq!(template("x = \"a  ${~ y ~}  b\""), "a·b");
    assert_eq!(template("x = \"a\\n ${~ y }\""), "a·");
    let text = "x = <<-EOF\n    %{ for a in b ~}\n    c\n    %{ endfor ~}\n    d\n    EOF\n";
    assert_eq!(template(text), "[    c\n]    d\n");
    let text = "x = <<-EOF\n    a\n    ${~ y }\n    EOF\n";
    assert_eq!(template(text), "    a\n·\n");
}

#[test]
fn a_marker_inside_of_a_line_does_not_end_a_heredoc() {
    assert_eq!(template("x = <<EOF\nEOF)\nEOF a\n  EOF\n"), "EOF)\nEOF a\n");
}

#[test]
fn an_interpolation_knows_its_bytes() {
    let text = "x = \"a-${var.b}\"";
    let file = parse(text);
    let ExprKind::Template { parts, .. } = &file.expression(first(&file)).kind else {
        panic!("a template");
    };
    let Part::Interpolation { range, value } = &parts[1] else { panic!("an interpolation") };
    assert_eq!(at(text, *range), "${var.b}");
    assert_eq!(at(text, file.expression(*value).range), "var.b");
}
