//! Instances and bodies.

use super::{directory, show};
use crate::source::Texts;
use crate::terraform::{Evaluation, Inputs};

/// Every instance of every resource: key, existence, body.
fn bodies(hcl: &str) -> Vec<String> {
    let texts = Texts::default();
    let directory = directory(&texts, &[("main.tf", hcl)]);
    let inputs = Inputs::default();
    let evaluation = Evaluation::new(&directory, &inputs);
    let mut all = Vec::new();
    for resource in evaluation.resources() {
        for instance in evaluation.instances(resource).iter() {
            let body = show(&evaluation.body(resource, instance));
            all.push(format!(
                "{}{} {:?} {body}",
                resource.address(),
                instance.written(),
                instance.existence
            ));
        }
    }
    all
}

const REPEATED: &str = r#"
        variable "u" {}
        resource "x" "single" { a = 1 }
        resource "x" "twice" {
          count = 2
          a     = count.index
        }
        resource "x" "none" { count = 0 }
        resource "x" "any" {
          count = var.u
          a     = count.index
        }
        resource "x" "maybe" {
          count = var.u ? 1 : 0
          a     = count.index
        }
        resource "x" "keyed" {
          for_each = toset(["b", "a"])
          a        = each.key
        }
        resource "x" "some" {
          for_each = merge({ a = 1 }, var.u ? { b = 2 } : {})
          a        = each.value
        }
        resource "x" "unseen" {
          for_each = merge({ a = 1 }, var.u)
          a        = each.key
        }
"#;

#[test]
fn count_and_for_each() {
    let expected = [
        "x.single True {a: 1}",
        "x.twice[0] True {a: 0}",
        "x.twice[1] True {a: 1}",
        "x.any[?] Unknown {a: ?var.u}",
        "x.maybe[0] Unknown {a: 0}",
        "x.keyed[\"a\"] True {a: \"a\"}",
        "x.keyed[\"b\"] True {a: \"b\"}",
        "x.some[\"a\"] True {a: 1}",
        "x.some[\"b\"] Unknown {a: 2}",
        "x.unseen[\"a\"] True {a: \"a\"}",
        "x.unseen[?] Unknown {a: ?var.u}",
    ];
    assert_eq!(bodies(REPEATED), expected);
}

#[test]
fn nested_and_dynamic_blocks() {
    let file = r#"
        variable "u" {}
        resource "x" "y" {
          depends_on = [x.z]
          one { a = 1 }
          dynamic "two" {
            for_each = ["p", "q"]
            content {
              name = two.value
              at   = two.key
            }
          }
          dynamic "three" {
            for_each = { k = [1, 2] }
            iterator = it
            content {
              dynamic "inner" {
                for_each = it.value
                content { n = "${it.key}${inner.value}" }
              }
            }
          }
          dynamic "four" {
            for_each = var.u
            content { a = 1 }
          }
          dynamic "five" {
            for_each = var.u ? [1] : []
            content { a = five.value }
          }
          lifecycle { prevent_destroy = true }
        }
    "#;
    let expected = "x.y True {one: [{a: 1}], \
        two: [{name: \"p\", at: 0}, {name: \"q\", at: 1}], \
        three: [{inner: [{n: \"k1\"}, {n: \"k2\"}]}], \
        four: […], five: ([{a: 1}] | [])}";
    assert_eq!(bodies(file), [expected]);
}

#[test]
fn values_know_where_they_are_written() {
    let file = "variable \"public\" {\n  default = true\n}\nlocals {\n  open = var.public\n}\n\
                resource \"x\" \"y\" {\n  a = local.open\n  b { c = \"d\" }\n}\n";
    let texts = Texts::default();
    let directory = directory(&texts, &[("main.tf", file)]);
    let inputs = Inputs::default();
    let evaluation = Evaluation::new(&directory, &inputs);
    let resource = evaluation.resources().next().unwrap();
    let instance = &evaluation.instances(resource)[0];
    let body = evaluation.body(resource, instance);
    let value = body.get("a").unwrap();
    assert_eq!(texts.slice(value.origin.span), "true");
    let way: Vec<&str> = value.origin.steps().map(|via| texts.slice(via.span)).collect();
    assert_eq!(way, ["local.open", "var.public"]);
    assert_eq!(texts.slice(body.entry("a").unwrap().key_span), "a");
    assert_eq!(texts.slice(body.entry("b").unwrap().key_span), "b");
    let block = &body.get("b").unwrap().as_list().unwrap().items[0];
    assert_eq!(texts.slice(block.origin.span), "b { c = \"d\" }");
    assert_eq!(texts.slice(resource.header), "resource \"x\" \"y\"");
}

#[test]
fn holes_of_heredocs_leave_each_line_its_place() {
    let file =
        "variable \"u\" {}\nlocals {\n  out = <<-EOT\n    a\n    b ${var.u}\n    c\n  EOT\n}\n";
    let texts = Texts::default();
    let directory = directory(&texts, &[("main.tf", file)]);
    let inputs = Inputs::default();
    let value = Evaluation::new(&directory, &inputs).local("out").unwrap();
    let text = value.text().unwrap();
    let lines: Vec<(String, &str)> = text
        .segments()
        .iter()
        .filter_map(|segment| match segment {
            crate::value::Segment::Literal { text, origin } => {
                Some((text.to_string(), texts.slice(origin.span)))
            }
            crate::value::Segment::Hole(_) => None,
        })
        .collect();
    let expected = [("a\n", "a\n"), ("b ", "b "), ("\n", "\n"), ("c\n", "c\n")];
    assert_eq!(lines, expected.map(|(text, source)| (text.to_owned(), source)));
}
