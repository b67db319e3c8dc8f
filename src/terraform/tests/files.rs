//! Variables, files of variables, override files.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{directory, evaluated, show};
use crate::source::{Texts, Tree};
use crate::syntax::hcl;
use crate::terraform::{Directory, Evaluation, Inputs, Source};
use crate::value::Step;

const MAIN: &str = "variable \"a\" { default = \"default\" }\nlocals { out = var.a }\n";

fn read(files: &[(&str, &str)]) -> String {
    evaluated(files, &BTreeMap::new())
}

#[test]
fn files_of_variables_by_rank() {
    assert_eq!(read(&[("main.tf", MAIN)]), "\"default\"");
    let terraform = ("terraform.tfvars", "a = \"terraform\"\n");
    assert_eq!(read(&[("main.tf", MAIN), terraform]), "\"terraform\"");
    let (b, c) = (("b.auto.tfvars", "a = \"b\"\n"), ("c.auto.tfvars", "a = \"c\"\n"));
    assert_eq!(read(&[("main.tf", MAIN), c, b, terraform]), "\"c\"");
    let unread = ("prod.tfvars", "a = \"prod\"\n");
    assert_eq!(read(&[("main.tf", MAIN), unread]), "\"default\"");
}

#[test]
fn only_files_below_the_scanned_folders_are_read() {
    let mut tree = Tree::default();
    tree.insert("live/prod/users.yaml", "- ada\n- bob\n");
    tree.insert("live/prod/policy.tpl", "%{ for name in names ~}\n${name};\n%{ endfor ~}\n");
    let rows = [
        ("yamldecode(file(\"users.yaml\"))[1]", "\"bob\""),
        (
            "templatefile(\"${path.module}/policy.tpl\", { names = [\"a\", var.a] })",
            "\"a;\\n${?var.a};\\n\"",
        ),
        (
            "templatefile(\"policy.tpl\", {})",
            "?error: templatefile(): `names` is not among the values of the template",
        ),
        ("fileset(\".\", \"*.yaml\")", "set[\"users.yaml\"]"),
        ("fileexists(\"none.txt\")", "false"),
        ("try(file(\"none.txt\"), \"default\")", "\"default\""),
        (
            "file(\"../../../etc/passwd\")",
            "?`live/prod/../../../etc/passwd` is not a file that may be read here",
        ),
        ("file(\"/etc/passwd\")", "?`/etc/passwd` is not a file that may be read here"),
        ("file(var.a)", "?var.a"),
    ];
    let tree = Arc::new(tree);
    for (expression, expected) in rows {
        let main = format!("variable \"a\" {{}}\nlocals {{\n  out = {expression}\n}}\n");
        let texts = Texts::default();
        let text = texts.add_file("live/prod/main.tf", main.as_str());
        let file = Arc::new(hcl::parse(&main));
        let source = Source { path: "live/prod/main.tf".into(), text, file };
        let directory = Directory::load("live/prod", vec![source], Vec::new());
        let inputs = Inputs { tree: Arc::clone(&tree), ..Inputs::default() };
        assert_eq!(show(&Evaluation::new(&directory, &inputs).local("out").unwrap()), expected);
    }
    let reads = tree.reads();
    assert!(reads.contains(&"live/prod/none.txt".to_owned()), "{reads:?}");
    assert!(reads.contains(&"live/prod/**".to_owned()), "{reads:?}");
}

#[test]
fn unreadable_files_of_variables_hide_defaults() {
    let encrypted = ("terraform.tfvars", "\0GITCRYPT");
    assert_eq!(read(&[("main.tf", MAIN), encrypted]), "?`terraform.tfvars` could not be read");
    let later = ("z.auto.tfvars", "a = \"z\"\n");
    assert_eq!(read(&[("main.tf", MAIN), encrypted, later]), "\"z\"");
}

#[test]
fn callers_set_the_variables_of_modules() {
    let texts = Texts::default();
    let directory = directory(&texts, &[("main.tf", MAIN)]);
    let inputs = Inputs { called: true, ..Inputs::default() };
    assert_eq!(show(&Evaluation::new(&directory, &inputs).local("out").unwrap()), "?var.a");
    let inputs = Inputs::default();
    assert_eq!(show(&Evaluation::new(&directory, &inputs).local("out").unwrap()), "\"default\"");
}

#[test]
fn steps_say_who_set_a_variable() {
    let texts = Texts::default();
    let files = [("main.tf", MAIN), ("terraform.tfvars", "a = \"x\"\n")];
    let directory = directory(&texts, &files);
    let inputs = Inputs::default();
    let value = Evaluation::new(&directory, &inputs).local("out").unwrap();
    let steps: Vec<Step> = value.origin.steps().map(|via| via.step.clone()).collect();
    assert_eq!(steps, [Step::Tfvars("a".into())]);
}

#[test]
fn types_convert_and_fill_in() {
    let rows = [
        ("string", "1", "\"1\""),
        ("number", "\"1.5\"", "1.5"),
        ("bool", "\"true\"", "true"),
        ("list(string)", "[1, true]", "[\"1\", \"true\"]"),
        ("set(string)", "[\"b\", \"a\", \"b\"]", "set[\"a\", \"b\"]"),
        ("map(string)", "{ a = 1 }", "{a: \"1\"}"),
        ("any", "{ a = 1 }", "{a: 1}"),
        (
            "object({ a = string, b = optional(number, 3), c = optional(string) })",
            "{ a = 1, z = 2 }",
            "{a: \"1\", b: 3, c: null}",
        ),
        (
            "map(object({ a = optional(bool, true) }))",
            "{ x = {}, y = { a = null } }",
            "{x: {a: true}, y: {a: true}}",
        ),
        ("number", "\"x\"", "?error: a number is required"),
        ("list(string)", "null", "null"),
    ];
    for (kind, default, expected) in rows {
        let file = format!(
            "variable \"a\" {{\n  type = {kind}\n  default = {default}\n}}\nlocals {{ out = var.a }}\n"
        );
        assert_eq!(read(&[("main.tf", &file)]), expected, "{kind} = {default}");
    }
}

#[test]
fn null_takes_the_default_where_it_is_refused() {
    let file = "variable \"a\" {\n  default = 1\n  nullable = false\n}\nlocals { out = var.a }\n";
    assert_eq!(read(&[("main.tf", file), ("terraform.tfvars", "a = null\n")]), "1");
    let file = "variable \"a\" {\n  default = 1\n}\nlocals { out = var.a }\n";
    assert_eq!(read(&[("main.tf", file), ("terraform.tfvars", "a = null\n")]), "null");
}

#[test]
fn overrides_replace_arguments_and_blocks() {
    let main = "resource \"x\" \"y\" {\n  a = 1\n  b = 2\n  c { d = 1 }\n  c { d = 2 }\n  e { f = 1 }\n}\nlocals {\n  one = 1\n  two = 2\n}\n";
    let over = "resource \"x\" \"y\" {\n  a = 9\n  c { d = 9 }\n}\nlocals {\n  one = 9\n}\n";
    let texts = Texts::default();
    let directory = directory(&texts, &[("z_override.tf", over), ("zz.tf", main)]);
    let inputs = Inputs::default();
    let evaluation = Evaluation::new(&directory, &inputs);
    let resource = evaluation.resources().next().unwrap();
    let body = evaluation.body(resource, &evaluation.instances(resource)[0]);
    assert_eq!(show(&body), "{a: 9, b: 2, e: [{f: 1}], c: [{d: 9}]}");
    assert_eq!(show(&evaluation.local("one").unwrap()), "9");
    assert_eq!(show(&evaluation.local("two").unwrap()), "2");
}
