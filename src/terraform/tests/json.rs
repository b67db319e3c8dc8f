//! The JSON form, `.tofu` files, and what names files.

use super::show;
use crate::source::Texts;
use crate::syntax::hcl;
use crate::terraform::{Directory, Evaluation, Inputs, Source};

fn loaded(texts: &Texts, files: &[(&str, &str)]) -> Directory {
    let source = |(path, content): &(&str, &str)| {
        let json = path.rsplit('.').next() == Some("json");
        let file = if json { hcl::parse_json(content) } else { hcl::parse(content) };
        assert!(file.errors.is_empty(), "{path}: {:?}", file.errors);
        Source { path: (*path).into(), text: texts.add_file(*path, *content), file: file.into() }
    };
    Directory::load("", files.iter().map(source).collect(), Vec::new())
}

const JSON: &str = r#"{
  "//": "written by a program",
  "variable": {
    "names": { "type": "list(string)", "default": ["a", "${b}"] },
    "size": { "type": "number", "default": "3" }
  },
  "locals": {
    "out": "x-${join(\"-\", var.names)}-${var.size + 1}",
    "nested": { "k": ["${var.size}", 1.5, true, null], "text": "plain" }
  },
  "resource": {
    "aws_eks_cluster": {
      "main": [{
        "for_each": "${toset(var.names)}",
        "name": "${each.key}",
        "vpc_config": { "public_access_cidrs": ["0.0.0.0/0"] },
        "tags": { "a": "b" },
        "dynamic": { "set": { "for_each": [1, 2], "content": { "value": "${set.value}" } } }
      }]
    }
  }
}
"#;

#[test]
fn json_is_read_as_the_same_configuration() {
    let texts = Texts::default();
    let directory = loaded(&texts, &[("main.tf.json", JSON)]);
    let inputs = Inputs::default();
    let evaluation = Evaluation::new(&directory, &inputs);
    assert_eq!(show(&evaluation.local("out").unwrap()), "\"x-a-${b}-4\"");
    let nested = "{k: [3, 1.5, true, null], text: \"plain\"}";
    assert_eq!(show(&evaluation.local("nested").unwrap()), nested);
    let cluster = evaluation.resources().next().unwrap();
    let instance = &evaluation.instances(cluster)[1];
    assert_eq!(instance.written(), "[\"a\"]");
    let expected = "{name: \"a\", tags: {a: \"b\"}, vpc_config: [{public_access_cidrs: \
                    [\"0.0.0.0/0\"]}], set: [{value: 1}, {value: 2}]}";
    assert_eq!(show(&evaluation.body(cluster, instance)), expected);
}

#[test]
fn what_json_says_stands_where_it_is_written() {
    let texts = Texts::default();
    let directory = loaded(&texts, &[("main.tf.json", JSON)]);
    let inputs = Inputs::default();
    let evaluation = Evaluation::new(&directory, &inputs);
    let nested = evaluation.local("nested").unwrap();
    assert_eq!(texts.slice(nested.get("text").unwrap().origin.span), "\"plain\"");
    let first = &nested.get("k").unwrap().as_list().unwrap().items[0];
    assert_eq!(texts.slice(first.origin.steps().next().unwrap().span), "var.size");
    let cluster = evaluation.resources().next().unwrap();
    assert_eq!(texts.slice(cluster.header), "\"main\"");
}

#[test]
fn broken_json_is_an_error_and_not_a_panic() {
    for text in ["", "[]", "{", "{\"resource\": 1}", "{\"locals\": {\"a\": \"${\"}}", "a: b"] {
        let file = hcl::parse_json(text);
        assert!(file.errors.len() <= 2, "{text}");
    }
    assert_eq!(hcl::parse_json("[]").errors.len(), 1);
}

#[test]
fn a_tofu_file_takes_the_place_of_its_namesake() {
    let local = |value: &str| format!("locals {{\n  out = {value}\n}}\n");
    let (one, two, three) = (local("1"), local("2"), "locals {\n  other = 3\n}\n");
    let texts = Texts::default();
    let files = [("main.tf", one.as_str()), ("main.tofu", &two), ("z.tf", three)];
    let directory = loaded(&texts, &files);
    let inputs = Inputs::default();
    let evaluation = Evaluation::new(&directory, &inputs);
    assert_eq!(show(&evaluation.local("out").unwrap()), "2");
    assert_eq!(show(&evaluation.local("other").unwrap()), "3");
}
