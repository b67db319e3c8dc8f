//! YAML.

use serde_json::json;

use super::{insert, name, remove};
use crate::syntax::edit::Change;

fn change(content: &str, value: &str, change: Change) -> Result<String, &'static str> {
    super::change("a.yaml", content, value, change)
}

const CLUSTER: &str = "# who\nmetadata:\n  name: x # the name\n\nnodes:\n  - name: a\n    size: 3\n  # the second\n  - name: b\n";

#[test]
fn a_scalar_keeps_its_quotes() {
    let set = |text: &str, value: &str, new| change(text, value, Change::Set(new)).unwrap();
    assert_eq!(set("a: b # c\n", "b", json!("d e")), "a: d e # c\n");
    assert_eq!(set("a: 'b'\n", "'b'", json!("it's")), "a: 'it''s'\n");
    assert_eq!(set("a: \"b\"\n", "\"b\"", json!("c")), "a: \"c\"\n");
    assert_eq!(set("a: true\n", "true", json!(false)), "a: false\n");
}

#[test]
fn a_string_that_would_be_something_else_is_quoted() {
    for text in [
        "true",
        "no",
        "1.30",
        "1e3",
        "0x1f",
        "2024-01-01",
        "12:30",
        "~",
        "",
        "a: b",
        "- x",
        "*",
        ".inf",
        "null",
    ] {
        let after = change("a: b\n", "b", Change::Set(json!(text))).unwrap();
        assert_eq!(after, format!("a: {}\n", json!(text)));
    }
    for text in ["t3.large", "gp3", "10.0.0.0/16", "arn:aws:iam::1:role/x", "us-east-1a"] {
        let after = change("a: b\n", "b", Change::Set(json!(text))).unwrap();
        assert_eq!(after, format!("a: {text}\n"));
    }
}

#[test]
fn structures_are_written_below_their_key() {
    let after = change("a:\n  b: c # d\n", "c", Change::Set(json!({"e": [1, {"f": 2}]}))).unwrap();
    assert_eq!(after, "a:\n  b:\n    e:\n      - 1\n      - f: 2 # d\n");
    let after = change("a: [b, c]\n", "b", Change::Set(json!({"e": [1]}))).unwrap();
    assert_eq!(after, "a: [{ e: [1] }, c]\n");
}

#[test]
fn references_are_not_changed() {
    for (text, value) in [("a: &x b\n", "b"), ("a: &x b\nc: *x\n", "*x"), ("a: !t b\n", "b")] {
        assert!(change(text, value, Change::Set(json!(1))).is_err(), "{text}");
    }
}

#[test]
fn an_entry_is_written_after_the_last_one() {
    let after = insert("a.yaml", CLUSTER, "name: x", &[name("region")], json!("r")).unwrap();
    assert_eq!(after, CLUSTER.replace("the name\n", "the name\n  region: r\n"));
    let item = "name: a\n    size: 3";
    let after = insert("a.yaml", CLUSTER, item, &[name("iam"), name("new")], json!(true)).unwrap();
    assert_eq!(after, CLUSTER.replace("size: 3\n", "size: 3\n    iam:\n      new: true\n"));
    let after = insert("a.yaml", "a: {}\n", "{}", &[name("b")], json!("c:d")).unwrap();
    assert_eq!(after, "a: { b: \"c:d\" }\n");
    let after = insert("a.yaml", "a: b\r\n", "a: b", &[name("c")], json!([1])).unwrap();
    assert_eq!(after, "a: b\r\nc:\r\n  - 1\r\n");
    let after =
        insert("a.yaml", "a:\n  b: |\n    x\n\n# end\n", "b: |\n    x", &[name("c")], json!(1))
            .unwrap();
    assert_eq!(after, "a:\n  b: |\n    x\n  c: 1\n\n# end\n");
}

#[test]
fn a_list_gets_another_item_in_its_style() {
    let add = |text: &str, list: &str, new| change(text, list, Change::Append(new)).unwrap();
    assert_eq!(add("a: [b]\n", "[b]", json!("c")), "a: [b, c]\n");
    assert_eq!(add("a: []\n", "[]", json!("c")), "a: [c]\n");
    assert_eq!(
        add("a:\n- b # c\n\nd: 1\n", "- b", json!({"e": 1, "f": 2})),
        "a:\n- b # c\n- e: 1\n  f: 2\n\nd: 1\n"
    );
}

#[test]
fn what_is_removed_takes_its_line_and_comment() {
    let text = "a:\n  b: 1 # one\n  c: 2\n";
    assert_eq!(remove("a.yaml", text, "b", "1").unwrap(), "a:\n  c: 2\n");
    assert_eq!(remove("a.yaml", "a:\n  b: 1 # one\n", "b", "1").unwrap(), "a:\n  {} # one\n");
    assert_eq!(remove("a.yaml", CLUSTER, "name: a", "").ok(), None);
    let text = "x:\n  - k: 1\n    v: 2\n";
    assert_eq!(remove("a.yaml", text, "k", "1").unwrap(), "x:\n  - v: 2\n");
    assert_eq!(remove("a.yaml", "a: {b: 1, c: 2}\n", "b", "1").unwrap(), "a: {c: 2}\n");
}

#[test]
fn items_are_removed_with_their_dash() {
    let gone = |text: &str, item: &str| change(text, item, Change::Remove).unwrap();
    assert_eq!(gone("a:\n- b\n- c # d\n", "c"), "a:\n- b\n");
    assert_eq!(gone("a:\n- b\n- c # d\n", "b"), "a:\n- c # d\n");
    assert_eq!(gone("a:\n- b\n", "b"), "a:\n []\n");
    assert_eq!(gone("a: [b, c]\n", "c"), "a: [b]\n");
    assert_eq!(gone("a:\n  - - b\n    - c\n", "b"), "a:\n  - - c\n");
    assert_eq!(
        gone(CLUSTER, "name: a\n    size: 3"),
        CLUSTER.replace("  - name: a\n    size: 3\n", "")
    );
}

#[test]
fn text_is_replaced_in_its_style() {
    let text = |text: &str, value: &str, new: &str| change(text, value, Change::Text(new.into()));
    assert_eq!(text("a: b\n", "b", "true").unwrap(), "a: \"true\"\n");
    assert_eq!(
        text("a: |\n  b\n  c\nd: 1\n", "|\n  b\n  c", "e\nf\n").unwrap(),
        "a: |\n  e\n  f\nd: 1\n"
    );
    assert_eq!(text("a: >\n  b\n  c\n", ">\n  b\n  c", "e"), Err("the text is folded"));
    assert_eq!(text("a: 'b-c'\n", "c", "d'e").unwrap(), "a: 'b-d''e'\n");
}
