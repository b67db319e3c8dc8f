//! Blocks, arguments and expressions with their bytes.

use super::{at, first};
use crate::syntax::Number;
use crate::syntax::hcl::{
    BinaryOperator, ExprKind, ItemKey, StepKind, parse, parse_expression, parse_template,
};

#[test]
fn a_block_knows_its_parts() {
    let text =
        "\u{feff}# who\nresource \"aws_eks_cluster\" main { // why\n  name = \"x\" # it\n}\n";
    let file = parse(text);
    assert_eq!(file.errors, []);
    let block = &file.body.blocks[0];
    assert_eq!(at(text, block.header), "resource \"aws_eks_cluster\" main");
    assert_eq!(at(text, block.kind_range), "resource");
    assert_eq!(at(text, block.labels[0].range), "\"aws_eks_cluster\"");
    assert_eq!((&*block.labels[0].text, &*block.labels[1].text), ("aws_eks_cluster", "main"));
    assert_eq!(at(text, block.body.range), "{ // why\n  name = \"x\" # it\n}");
    assert_eq!(at(text, block.body.attributes[0].range), "name = \"x\"");
    let comments: Vec<_> = file.comments.iter().map(|range| at(text, *range)).collect();
    assert_eq!(comments, ["# who", "// why", "# it"]);
    assert_eq!(file.body.range.end as usize, text.len());
}

#[test]
fn empty_and_one_line_blocks_have_their_braces() {
    let text = "a {}\nb \"{\" /* { */ { c = 1 }\nd {\n  e {}\n}\n";
    let file = parse(text);
    let bodies: Vec<_> = file.body.blocks.iter().map(|it| at(text, it.body.range)).collect();
    assert_eq!(bodies, ["{}", "{ c = 1 }", "{\n  e {}\n}"]);
    assert_eq!(at(text, file.body.blocks[2].body.blocks[0].body.range), "{}");
}

#[test]
fn a_traversal_is_a_base_and_steps() {
    let text = "x = aws_subnet.a[0].*.b[*].c.0[\"k\"]";
    let file = parse(text);
    let ExprKind::Traversal { base, steps } = &file.expression(first(&file)).kind else {
        panic!("a traversal");
    };
    assert!(matches!(&file.expression(*base).kind, ExprKind::Variable(it) if it == "aws_subnet"));
    let written: Vec<_> = steps.iter().map(|step| at(text, step.range)).collect();
    assert_eq!(written, [".a", "[0]", ".*", ".b", "[*]", ".c", ".0", "[\"k\"]"]);
    assert!(matches!(steps[2].kind, StepKind::AttributeSplat));
    assert!(matches!(steps[6].kind, StepKind::LegacyIndex(0)));
}

#[test]
fn parentheses_are_dropped_but_keys_in_them_stay_expressions() {
    let text = "x = { (a) = (1 + 2), b : 3, \"c\" = 4, d.e = 5 }";
    let file = parse(text);
    let ExprKind::Object(items) = &file.expression(first(&file)).kind else { panic!("an object") };
    assert_eq!(at(text, items[0].key_range), "(a)");
    assert!(matches!(items[0].key, ItemKey::Expression(_)));
    assert_eq!(at(text, file.expression(items[0].value).range), "1 + 2");
    assert!(matches!(&items[1].key, ItemKey::Name(name) if name == "b"));
    assert!(matches!(items[2].key, ItemKey::Expression(_)));
}

#[test]
fn operators_bind_as_in_terraform() {
    let (file, root) = parse_expression(" 1 + 2 * 3 == 7 && !false ").expect("valid");
    let ExprKind::Binary(BinaryOperator::And, left, _) = file.expression(root).kind else {
        panic!("`&&` binds least");
    };
    assert!(matches!(file.expression(left).kind, ExprKind::Binary(BinaryOperator::Equal, ..)));
}

#[test]
fn whole_numbers_are_integers() {
    for (text, expected) in [("1", 1), ("-7", -7), ("1e3", 1000), ("2.0", 2)] {
        let (file, root) = parse_expression(text).expect("valid");
        let ExprKind::Number(number) = &file.expression(root).kind else { panic!("{text}") };
        assert_eq!(*number, Number::Integer(expected));
    }
}

#[test]
fn calls_keep_their_namespace() {
    let (file, root) = parse_expression("provider::aws::arn_parse(x, y...)").expect("valid");
    let ExprKind::Call { name, expands, arguments, .. } = &file.expression(root).kind else {
        panic!("a call");
    };
    assert_eq!((&**name, *expands, arguments.len()), ("provider::aws::arn_parse", true, 2));
}

#[test]
fn duplicate_keys_keep_both_items() {
    let text = "x = {\n  min = 1\n  \"min\" = 2\n  min = 3\n  \"${a}\" = 1\n  \"${a}\" = 2\n}";
    let file = parse(text);
    let ExprKind::Object(items) = &file.expression(first(&file)).kind else { panic!("an object") };
    let keys: Vec<_> = items.iter().map(|item| at(text, item.key_range)).collect();
    assert_eq!(keys, ["min", "\"min\"", "min", "\"${a}\"", "\"${a}\""]);
    assert!(matches!(&items[2].key, ItemKey::Name(name) if name == "min"));
    let pairs: Vec<_> =
        file.duplicates.iter().map(|it| (it.first.start, it.second.start)).collect();
    assert_eq!(pairs, [(8, 18), (18, 30)]);
}

#[test]
fn what_terraform_allows_inside_of_for_is_read() {
    let text = "x = { # why\r\n  for k, v in m : # each\r\n  k => v ?\r\n  1 :\r\n  { a = 1\r\n b = 2 }\r\n}\n";
    let file = parse(text);
    let ExprKind::For(each) = &file.expression(first(&file)).kind else { panic!("a for") };
    assert_eq!(each.key_name.as_deref(), Some("k"));
    assert!(matches!(file.expression(each.value).kind, ExprKind::Conditional { .. }));
    assert_eq!(file.comments.len(), 2);
}

#[test]
fn a_bare_template_is_read() {
    let (file, root) = parse_template("a \"b\" \\n $${c} ${d}\n").expect("valid");
    let ExprKind::Template { parts, .. } = &file.expression(root).kind else {
        panic!("a template")
    };
    assert_eq!(super::characters(parts), "a \"b\" \\n ${c} ·\n");
    assert!(parse_template("%{ if x }").is_err());
    assert!(parse_expression("1 +").is_err());
}
