//! Broken files: one error for each broken block, everything else is read.

use super::at;
use crate::syntax::hcl::{File, parse};

/// What each block is, and what each error points at and says.
fn read(text: &str) -> (Vec<String>, Vec<(usize, String)>) {
    let file = parse(text);
    let line = |start: u32| text[..start as usize].matches('\n').count() + 1;
    let errors = file.errors.iter().map(|it| (line(it.range.start), it.message.clone())).collect();
    (blocks(&file, text), errors)
}

fn blocks(file: &File, text: &str) -> Vec<String> {
    file.body.blocks.iter().map(|block| at(text, block.header).to_owned()).collect()
}

const GOOD: &str = "variable \"good\" {\n  default = 1\n}\n";

fn broken(block: &str) -> (usize, String) {
    let (blocks, errors) =
        read(&format!("{GOOD}{block}\nmodule \"also\" {{\n  a = <<EOF\nx\nEOF\n}}\n"));
    assert_eq!(blocks, ["variable \"good\"", "module \"also\""], "around {block}");
    assert_eq!(errors.len(), 1, "{errors:?}");
    errors[0].clone()
}

#[test]
fn a_broken_block_costs_only_itself() {
    let (line, message) = broken("resource \"a\" \"b\" {\n  x = 1\n  y = = 2\n}");
    assert_eq!((line, &*message), (6, "expected a value, found `=`"));
    let (line, message) = broken("resource \"a\" \"b\" {\n  x 1\n}");
    assert_eq!((line, &*message), (5, "expected `=` or `{` after the name, found `1`"));
    let (line, message) = broken("resource \"a\" \"b\" {\n  x = 1 2\n}");
    assert_eq!((line, &*message), (5, "expected the end of the line, found `2`"));
}

#[test]
fn what_is_wrong_inside_of_a_value_is_pointed_at_there() {
    for (value, line, message) in [
        ("{\n    <key> = {\n      a = 1\n    }\n  }", 6, "unexpected `<`"),
        ("{\n    a = 1\n    b = {\n      c = <x>\n    }\n  }", 8, "unexpected `<`"),
        ("<x> # why", 5, "unexpected `<`"),
        ("[\n    1,\n    <x>,\n  ]", 7, "unexpected `<`"),
    ] {
        let found = broken(&format!("module \"a\" {{\n  b = 1\n  addons = {value}\n}}"));
        assert_eq!(found, (line + 1, message.to_owned()), "{value}");
    }
}

#[test]
fn what_is_left_open_does_not_swallow_its_neighbours() {
    let (line, message) = broken("resource \"a\" \"b\" {\n  x = [1,\n  y = 2\n}");
    assert_eq!((line, &*message), (5, "`[` is not closed"));
    let (line, message) = broken("resource \"a\" \"b\" {\n  x = \"1\n  y = \"2\"\n}");
    assert_eq!((line, &*message), (5, "the string is not closed on its line"));
    let (line, message) = broken("resource \"a\" \"b\" {\n  x = \"${1\"\n  y = \"2\"\n}");
    assert_eq!((line, &*message), (5, "the string is not closed on its line"));
    let (line, message) = broken("resource \"a\" \"b\" {\n  x = <<EOT\n  y = \"2\"\n}");
    assert_eq!((line, &*message), (5, "the heredoc `<<EOT` is not closed"));
    let (line, _) = broken("resource \"a\" \"b\" {\n  x {\n    y = 2\n}\n");
    assert_eq!(line, 5, "the brace that is missing is the inner one");
}

#[test]
fn a_stray_brace_is_one_error() {
    let (blocks, errors) = read(&format!("{GOOD}}}\n{GOOD}"));
    assert_eq!(blocks.len(), 2);
    assert_eq!(errors, [(4, "`}` closes nothing".to_owned())]);
}

#[test]
fn a_file_of_mistakes_takes_as_long_as_it_is() {
    // Looking at all of them for each of them would take minutes.
    let text = "}\n".repeat(20_000);
    let errors = parse(&text).errors;
    assert_eq!(errors.len(), 20_000);
    assert_eq!(errors[19_999].range.start, 39_998);
}

#[test]
fn a_repeated_argument_is_an_error_but_its_block_is_read() {
    let text = "module \"a\" {\n  b = 1\n  c = 2\n  b = 3\n}\n";
    let file = parse(text);
    assert_eq!(file.errors.len(), 1);
    assert_eq!(file.errors[0].message, "the argument `b` is set more than once");
    assert_eq!(at(text, file.errors[0].range), "b");
    assert_eq!(file.body.blocks[0].body.attributes.len(), 3);
    assert_eq!(file.body.blocks[0].body.attributes[2].name, "b");
}

#[test]
fn what_is_too_large_or_too_deep_is_refused() {
    let entries: Vec<_> = (0..5_000).map(|number| format!("    k{number} = {number}\n")).collect();
    let entries = entries.concat();
    let (line, message) = broken(&format!("locals {{\n  x = {{\n{entries}  }}\n}}"));
    assert_eq!((line, &*message), (5, "the object has too many keys to be read (more than 4000)"));
    for (open, close) in
        [("[", "]"), ("(", ")"), ("{a=", "}"), ("\"${", "}\""), ("!", ""), ("f(", ")")]
    {
        let deep = format!("{}1{}", open.repeat(5_000), close.repeat(5_000));
        let (line, message) = broken(&format!("locals {{\n  x = {deep}\n}}"));
        assert_eq!((line, &*message), (5, "nested more than 64 levels deep"), "{open}");
    }
    let (_, message) = broken(&format!("locals {{\n  x = 1{}\n}}", " + 1".repeat(100_000)));
    assert_eq!(message, "more than 128 operators in one expression");
}
