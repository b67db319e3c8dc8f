//! Calls of modules in other directories.

use std::collections::BTreeMap;

use super::show;
use crate::source::{Texts, folder};
use crate::terraform::{Directory, Evaluation, Inputs, Modules, Source};
use crate::value::Step;

/// Directories from files by path; the root is `""`.
fn modules(texts: &Texts, files: &[(&str, &str)]) -> Modules {
    let mut folders: BTreeMap<&str, Vec<Source>> = BTreeMap::new();
    for (path, content) in files {
        let text = texts.add_file(*path, *content);
        let file = crate::syntax::hcl::parse(content);
        assert!(file.errors.is_empty(), "{path}: {:?}", file.errors);
        let source = Source { path: (*path).into(), text, file: file.into() };
        folders.entry(folder(path)).or_default().push(source);
    }
    let load = |(path, sources)| Directory::load(path, sources, Vec::new());
    Modules::new(folders.into_iter().map(load))
}

/// What an expression in the root is.
fn out(files: &[(&str, &str)], expression: &str) -> String {
    let texts = Texts::default();
    let main = format!("{}\nlocals {{\n  out = {expression}\n}}\n", files[0].1);
    let mut files = files.to_vec();
    files[0].1 = &main;
    let modules = modules(&texts, &files);
    let inputs = Inputs::default();
    let root = modules.get("").unwrap();
    show(&Evaluation::with_modules(&modules, root, &inputs).local("out").unwrap())
}

/// Checks lines of `expression => what it shows as`.
fn table(files: &[(&str, &str)], rows: &str) {
    for row in rows.lines().filter(|row| !row.is_empty()) {
        let (expression, expected) = row.rsplit_once(" => ").unwrap();
        assert_eq!(out(files, expression), *expected, "{expression}");
    }
}

const INNER: &str = r#"
variable "name" {}
variable "size" {
  type    = number
  default = 3
}
resource "x" "y" {
  name = "n-${var.name}"
}
output "name" { value = x.y.name }
output "id" { value = x.y.id }
output "size" { value = var.size }
"#;

#[test]
fn outputs_are_evaluated_for_each_call() {
    let main = r#"
module "a" {
  source = "./inner"
  name   = "a"
}
module "b" {
  source = "./inner"
  name   = module.a.name
  size   = "4"
}
module "gone" {
  source = "../outside"
}
module "registry" {
  source = "a/b/c"
}
module "lacking" {
  source = "./inner"
}
"#;
    table(
        &[("main.tf", main), ("inner/main.tf", INNER)],
        r#"
module.a.name => "n-a"
module.b.name => "n-n-a"
[module.a.size, module.b.size] => [3, 4]
module.a.id => module.a.x.y.id
module.a.id == module.b.id => ?`module.a.x.y.id` is known only once it is created
module.a.id == module.a.id => true
module.gone.name => module.gone.name
module.registry.name => module.registry.name
try(module.a.name, "failed") => "n-a"
try(module.a.nothing, "failed") => "failed"
module.lacking.name => "n-${?error: the module call lacks the argument `name`}"
"#,
    );
}

#[test]
fn calls_have_instances() {
    let main = r#"
variable "u" {}
module "twice" {
  source = "./inner"
  count  = 2
  name   = count.index
}
module "keyed" {
  source   = "./inner"
  for_each = { p = "prod", s = "stage" }
  name     = each.value
}
module "maybe" {
  source = "./inner"
  count  = var.u ? 1 : 0
  name   = "m"
}
module "any" {
  source   = "./inner"
  for_each = var.u
  name     = each.key
}
"#;
    table(
        &[("main.tf", main), ("inner/main.tf", INNER)],
        r#"
module.twice[*].name => ["n-0", "n-1"]
module.twice[1].id => module.twice[1].x.y.id
module.keyed["s"].name => "n-stage"
{ for k, m in module.keyed : k => m.name } => {p: "n-prod", s: "n-stage"}
values(module.keyed)[*].id => [module.keyed["p"].x.y.id, module.keyed["s"].x.y.id]
module.keyed["p"].id == module.keyed["s"].id => ?`module.keyed["p"].x.y.id` is known only once it is created
try(module.maybe[0].name, "none") => ("n-m" | "none")
module.any["a"].size => 3
module.any["a"].id == module.any["b"].id => ?`module.any[?].x.y.id` is known only once it is created
"#,
    );
}

#[test]
fn values_cross_several_modules() {
    let main = "module \"outer\" {\n  source = \"./outer\"\n  vpc    = x.net\n}\nresource \"x\" \"net\" {\n  cidr = \"10.0.0.0/16\"\n}\n";
    let outer = "variable \"vpc\" {}\nmodule \"inner\" {\n  source = \"../inner\"\n  name   = var.vpc.cidr\n}\noutput \"name\" { value = module.inner.name }\noutput \"path\" { value = path.module }\noutput \"id\" { value = var.vpc.id }\n";
    table(
        &[("main.tf", main), ("outer/main.tf", outer), ("inner/main.tf", INNER)],
        r#"
module.outer.name => "n-10.0.0.0/16"
module.outer.path => "outer"
module.outer.id => x.net.id
path.module => "."
"#,
    );
}

#[test]
fn circles_through_modules_are_unknown_and_terminate() {
    let main = "module \"a\" {\n  source = \"./inner\"\n  name   = module.a.name\n}\nmodule \"self\" {\n  source = \"./self\"\n}\n";
    let own = "module \"again\" {\n  source = \"../self\"\n}\noutput \"name\" { value = module.again.name }\n";
    table(
        &[("main.tf", main), ("inner/main.tf", INNER), ("self/main.tf", own)],
        r"
module.a.name => ?cycle: module.a.name
module.a.size => 3
module.self.name => ?cycle: module.self.module.again
",
    );
}

#[test]
fn the_way_of_a_value_goes_through_calls() {
    let texts = Texts::default();
    let main = "variable \"n\" { default = \"deep\" }\nmodule \"a\" {\n  source = \"./inner\"\n  name   = var.n\n}\nlocals { out = module.a.given }\n";
    let inner = "variable \"name\" {}\noutput \"given\" { value = var.name }\n";
    let modules = modules(&texts, &[("main.tf", main), ("inner/main.tf", inner)]);
    let inputs = Inputs::default();
    let root = modules.get("").unwrap();
    let value = Evaluation::with_modules(&modules, root, &inputs).local("out").unwrap();
    assert_eq!(texts.slice(value.origin.span), "\"deep\"");
    let steps: Vec<Step> = value.origin.steps().map(|via| via.step.clone()).collect();
    let expected = [
        Step::Output("module.a.given".into()),
        Step::ModuleArgument("name".into()),
        Step::VariableDefault("n".into()),
    ];
    assert_eq!(steps, expected);
}

#[test]
fn too_many_calls_are_a_limit() {
    let main = "module \"a\" {\n  source = \"./inner\"\n  count  = 100\n  name   = \"x\"\n}\n";
    let rows = "module.a[63].name => \"n-x\"\nmodule.a[64].name => ?a limit was reached: too many module instances\n";
    table(&[("main.tf", main), ("inner/main.tf", INNER)], rows);
}
