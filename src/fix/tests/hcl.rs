//! Terraform.

use serde_json::json;

use super::{block, insert, name, remove};
use crate::syntax::edit::Change;

const CLUSTER: &str = "resource \"aws_eks_cluster\" \"a\" {\n  name = \"x\" # the name\n  # before the role\n  role_arn = \"r\"\n\n  vpc_config {\n    public = true\n  }\n}\n";

fn change(content: &str, value: &str, change: Change) -> Result<String, &'static str> {
    super::change("a.tf", content, value, change)
}

/// The whole first block of a file.
fn whole(content: &str) -> &str {
    content.trim_end()
}

#[test]
fn a_value_is_replaced_in_place() {
    let after = change(CLUSTER, "true", Change::Set(json!(false))).unwrap();
    assert_eq!(after, CLUSTER.replace("true", "false"));
    let after = change(CLUSTER, "\"x\"", Change::Set(json!("a \"${b}\"\n"))).unwrap();
    assert_eq!(after, CLUSTER.replace("\"x\"", "\"a \\\"$${b}\\\"\\n\""));
    let after = change(CLUSTER, "\"r\"", Change::Set(json!({"aa": 1, "b c": [true]}))).unwrap();
    let object = "{\n    aa    = 1\n    \"b c\" = [true]\n  }";
    assert_eq!(after, CLUSTER.replace("\"r\"", object));
}

#[test]
fn an_expression_is_not_replaced() {
    let reason = change("a = var.b\n", "var.b", Change::Set(json!(1)));
    assert_eq!(reason, Err("the value is an expression"));
    let reason = change("a = \"x${b}\"\n", "\"x${b}\"", Change::Text("y".into()));
    assert_eq!(reason, Err("the string has parts that are computed"));
}

#[test]
fn an_argument_is_written_after_the_last_one() {
    let after = insert("a.tf", CLUSTER, whole(CLUSTER), &[name("tag")], json!(1)).unwrap();
    assert_eq!(after, CLUSTER.replace("\"r\"\n", "\"r\"\n  tag      = 1\n"));
    let after =
        insert("a.tf", CLUSTER, whole(CLUSTER), &[name("t"), name("u")], json!("v")).unwrap();
    assert_eq!(after, CLUSTER.replace("\"r\"\n", "\"r\"\n  t = {\n    u = \"v\"\n  }\n"));
}

#[test]
fn a_block_is_written_before_the_closing_brace() {
    let keys = [block("logs"), block("inner"), name("on")];
    let after = insert("a.tf", CLUSTER, whole(CLUSTER), &keys, json!(true)).unwrap();
    let expected = "  }\n\n  logs {\n    inner {\n      on = true\n    }\n  }\n}\n";
    assert_eq!(after, CLUSTER.replace("  }\n}\n", expected));
}

#[test]
fn one_line_bodies_are_opened() {
    let after = insert("a.tf", "a \"b\" {}\n", "{}", &[name("c")], json!(1)).unwrap();
    assert_eq!(after, "a \"b\" {\n  c = 1\n}\n");
    let after = insert("a.tf", "a { b = 2 }\n", "{ b = 2 }", &[name("c")], json!(1)).unwrap();
    assert_eq!(after, "a {\n  b = 2\n  c = 1\n}\n");
    let text = "a {\r\n\tb {\r\n\t}\r\n}\r\n";
    let after = insert("a.tf", text, "{\r\n\t}", &[name("c")], json!(1)).unwrap();
    assert_eq!(after, "a {\r\n\tb {\r\n\t  c = 1\r\n\t}\r\n}\r\n");
}

#[test]
fn a_file_of_variables_gets_another_one() {
    let after = insert("a.tfvars", "a = 1\n", "a = 1\n", &[name("b")], json!([])).unwrap();
    assert_eq!(after, "a = 1\nb = []\n");
}

#[test]
fn an_object_gets_another_item() {
    let text = "a = {\n  b   = 1 # one\n  ccc = 2 # two\n}\n";
    let parent = text.trim_start_matches("a = ").trim_end();
    let after = insert("a.tf", text, parent, &[name("d")], json!("e")).unwrap();
    assert_eq!(after, text.replace("two\n", "two\n  d   = \"e\"\n"));
    let after = insert("a.tf", "a = { b : 1 }", "{ b : 1 }", &[name("c/d")], json!(2)).unwrap();
    assert_eq!(after, "a = { b : 1, \"c/d\": 2 }");
    let after = insert("a.tf", "a = {}", "{}", &[name("b")], json!(2)).unwrap();
    assert_eq!(after, "a = { b = 2 }");
}

#[test]
fn a_list_gets_another_item_in_its_style() {
    let add = || Change::Append(json!("z"));
    assert_eq!(change("a = []", "[]", add()).unwrap(), "a = [\"z\"]");
    assert_eq!(change("a = [1, b]", "[1, b]", add()).unwrap(), "a = [1, b, \"z\"]");
    let with = "a = [\n  1,\n  2, # two\n]\n";
    assert_eq!(
        change(with, &with[4..with.len() - 1], add()).unwrap(),
        "a = [\n  1,\n  2, # two\n  \"z\",\n]\n"
    );
    let without = "a = [\n  1,\n  2 # two\n]\n";
    let after = change(without, &without[4..without.len() - 1], add()).unwrap();
    assert_eq!(after, "a = [\n  1,\n  2, # two\n  \"z\"\n]\n");
}

#[test]
fn what_is_removed_takes_its_line_and_comment() {
    assert_eq!(
        remove("a.tf", CLUSTER, "name", "\"x\"").unwrap(),
        CLUSTER.replace("  name = \"x\" # the name\n", "")
    );
    let object = "a = {\n  b = 1, # one\n  c = 2\n}\n";
    assert_eq!(remove("a.tf", object, "b", "1").unwrap(), "a = {\n  c = 2\n}\n");
    assert_eq!(remove("a.tf", "a = { b = 1, c = 2 }", "c", "2").unwrap(), "a = { b = 1 }");
    assert_eq!(remove("a.tf", "a { b = 1 }", "b", "1").unwrap(), "a {}");
    let block = "vpc_config {\n    public = true\n  }";
    let after = change(CLUSTER, block, Change::Remove).unwrap();
    assert_eq!(after, CLUSTER.replace(&format!("  {block}\n"), ""));
}

#[test]
fn items_are_removed_with_their_commas() {
    let gone = |text: &str, item: &str| change(text, item, Change::Remove).unwrap();
    assert_eq!(gone("a = [1, 2, 3]", "1"), "a = [2, 3]");
    assert_eq!(gone("a = [1, 2, 3]", "3"), "a = [1, 2]");
    assert_eq!(gone("a = [1]", "1"), "a = []");
    assert_eq!(gone("a = [\n  1, # one\n  2\n]", "2"), "a = [\n  1 # one\n]");
    assert_eq!(gone("a = [\n  1, # one\n  2\n]", "1"), "a = [\n  2\n]");
}

#[test]
fn text_is_replaced_inside_of_its_quotes() {
    assert_eq!(change("a = \"b\"", "\"b\"", Change::Text("c\"".into())).unwrap(), "a = \"c\\\"\"");
    assert_eq!(change("a = \"x-${b}\"", "x", Change::Text("y".into())).unwrap(), "a = \"y-${b}\"");
    let heredoc = "a = <<-EOF\n    b\n    EOF\n";
    let after =
        change(heredoc, heredoc[4..].trim_end(), Change::Text("c\n  ${d}\n".into())).unwrap();
    assert_eq!(after, "a = <<-EOF\n    c\n      $${d}\n    EOF\n");
}

#[test]
fn a_reference_is_continued() {
    let after = change("a = \"x-${b.c}\"", "b.c", Change::After(".arn".into())).unwrap();
    assert_eq!(after, "a = \"x-${b.c.arn}\"");
    assert!(change("a = 1", "1", Change::After(".arn".into())).is_err());
}
