//! Texts inside of others.

use serde_json::json;

use super::{Bench, name};
use crate::source::{Piece, TextId};
use crate::syntax::edit::{Change, Slot};
use crate::syntax::hcl::{self, ExprKind, Part};

/// The text that the string of the only argument of a file stands for.
fn inner(bench: &Bench) -> TextId {
    let parsed = hcl::parse(bench.texts.text(bench.file).content());
    let string = parsed.expression(parsed.body.attributes[0].value);
    let ExprKind::Template { parts, .. } = &string.kind else { panic!("a string") };
    let mut content = String::new();
    let mut pieces = Vec::new();
    for part in parts {
        let offset = |at: usize| u32::try_from(at).expect("short");
        let start = offset(content.len());
        let host = if let Part::Literal { text, range } = part {
            content.push_str(text);
            Some(range.of(bench.file))
        } else {
            content.push_str("HOLE");
            None
        };
        pieces.push(Piece { start, end: offset(content.len()), host });
    }
    bench.texts.derive(content, pieces)
}

/// Sets what is written as `value` in the text inside of a file.
fn set(file: &str, value: &str, change: Change) -> Result<String, &'static str> {
    let bench = Bench::new("a.tf", file);
    let value = bench.find(inner(&bench), value);
    bench.edit(Slot::Present { value, key: None }, change)
}

#[test]
fn yaml_in_a_heredoc_keeps_its_indentation() {
    let file = "a = <<-EOF\n    b:\n      c: 1 # one\n    d: ${e}\n    EOF\n";
    let after = set(file, "1", Change::Set(json!("${x}: 2"))).unwrap();
    assert_eq!(after, file.replace('1', "\"$${x}: 2\""));
    let bench = Bench::new("a.tf", file);
    let parent = bench.find(inner(&bench), "c: 1");
    let slot = Slot::Missing { parent, keys: vec![name("f"), name("g")] };
    let after = bench.edit(slot, Change::Set(json!(true))).unwrap();
    assert_eq!(after, file.replace("one\n", "one\n      f:\n        g: true\n"));
}

#[test]
fn lines_of_a_heredoc_are_removed_whole() {
    let file = "a = <<-EOF\n    b:\n      - c\n      - d\n    EOF\n";
    let after = set(file, "c", Change::Remove).unwrap();
    assert_eq!(after, file.replace("      - c\n", ""));
    let after = set(file, "d", Change::Remove).unwrap();
    assert_eq!(after, file.replace("      - d\n", ""));
}

#[test]
fn json_in_a_string_is_escaped() {
    let file = r#"a = "{\"b\": \"c\", \"d\": [1]}""#;
    let after = set(file, "\"c\"", Change::Set(json!("x"))).unwrap();
    assert_eq!(after, r#"a = "{\"b\": \"x\", \"d\": [1]}""#);
    let after = set(file, "[1]", Change::Append(json!("y"))).unwrap();
    assert_eq!(after, r#"a = "{\"b\": \"c\", \"d\": [1, \"y\"]}""#);
}

#[test]
fn a_hole_is_not_written_over() {
    let file = "a = <<EOF\nb: x-${c}\nEOF\n";
    let reason = set(file, "x-HOLE", Change::Set(json!("y")));
    assert_eq!(reason, Err("part of the text around it is computed"));
}

#[test]
fn json_in_a_block_scalar_is_changed_in_place() {
    let file = "data:\n  conf: |\n    {\n      \"a\": 1\n    }\n  other: 2\n";
    let bench = Bench::new("a.yaml", file);
    let lines = ["{\n", "  \"a\": 1\n", "}\n"];
    let mut pieces = Vec::new();
    let mut start = 0;
    for line in lines {
        let end = start + u32::try_from(line.len()).expect("short");
        pieces.push(Piece { start, end, host: Some(bench.find(bench.file, line)) });
        start = end;
    }
    let inner = bench.texts.derive(lines.concat(), pieces);
    let parent = bench.find(inner, "{\n  \"a\": 1\n}");
    let slot = Slot::Missing { parent, keys: vec![name("b")] };
    let after = bench.edit(slot, Change::Set(json!("c"))).unwrap();
    assert_eq!(after, file.replace("1\n", "1,\n      \"b\": \"c\"\n"));
}
