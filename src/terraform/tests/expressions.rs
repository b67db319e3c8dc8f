//! Closed expressions: what Terraform itself would say.

use super::{of, out, table};

const LITERALS_AND_OPERATORS: &str = r#"
null => null
[1, "a", true] => [1, "a", true]
{ b = 1, a = { c = null } } => {b: 1, a: {c: null}}
1 + 2 * 3 => 7
"1" + 1 => 2
0.25 + 0.5 => 0.75
0.1 + 0.2 => 0.3
7 / 2 => 3.5
-7 % 3 => -1
floor(10 / 3) => 3
"${10 / 3}" == "3.3333333333333335" => false
1 / 0 > 5 => true
0 / 0 => ?error: the operation has no result
12345678901234567890 + 1 => 12345678901234567891
"10" > 9 => true
!"true" => false
1 == "1" => false
false && nothing.at_all => false
true ? 1 : "x" => "1"
false ? [1] : ["a", 2] => ["a", "2"]
null == null => true
1 + null => ?error: an operand is null
"#;

#[test]
fn literals_and_operators() {
    table("", LITERALS_AND_OPERATORS);
}

const LAUNCH_TEMPLATE_PATHS: &str = r#"
"a${1 + 1}b" => "a2b"
"${local.list}" => ["a", "b"]
"x-${local.list}" => ?error: a string is required
"%{ for x in local.list }<${x}>%{ endfor }" => "<a><b>"
"%{ if true }yes%{ else }no%{ endif }" => "yes"
"#;

#[test]
fn templates() {
    table("locals { list = [\"a\", \"b\"] }", LAUNCH_TEMPLATE_PATHS);
    let heredoc = "locals {\n  out = <<-EOT\n    a: ${1}\n      b\n  EOT\n}\n";
    assert_eq!(out(heredoc), "\"a: 1\\n  b\\n\"");
}

const COMPREHENSIONS_AND_SPLATS: &str = r#"
[for p in local.people : p.name] => ["b", "a"]
[for i, p in local.people : i if p.age > 1] => [0]
{ for p in local.people : p.name => p.age } => {b: 2, a: 1}
[for k, v in { z = 1, y = 2 } : k] => ["y", "z"]
{ for p in local.people : "all" => p.name... } => {all: ["b", "a"]}
local.people[*].name => ["b", "a"]
local.people.*.age[0] => 2
local.people.0.name => "b"
null[*] => []
"x"[*] => ["x"]
local.people[2] => ?error: the index is out of range
"#;

#[test]
fn comprehensions_and_splats() {
    let people = "[{ name = \"b\", age = 2 }, { name = \"a\", age = 1 }]";
    table(&format!("locals {{ people = {people} }}"), COMPREHENSIONS_AND_SPLATS);
}

const ERRORS_ARE_CAUGHT_BY_TRY_AND_CAN: &str = r#"
try(local.map.b, local.map.a) => 1
try([1, local.map.b], "none") => "none"
can(local.map.b) => false
can(local.map.a) => true
try(local.map.b) => ?error: try(): no argument succeeds
try(1 + "x", "fallback") => "fallback"
"#;

#[test]
fn errors_are_caught_by_try_and_can() {
    table("locals { map = { a = 1 } }", ERRORS_ARE_CAUGHT_BY_TRY_AND_CAN);
}

#[test]
fn what_goes_round_in_a_circle_is_not_followed() {
    let circle =
        "locals {\n a = \"x${local.b}\"\n b = \"y${local.out}\"\n out = \"z${local.a}\"\n}";
    assert_eq!(out(circle), "?cycle: local.a");
    assert_eq!(out("locals {\n  out = try(local.out, 1)\n}"), "?cycle: local.out");
}

#[test]
fn deep_chains_end_at_a_limit() {
    let link = |at| format!("  a{at} = [local.a{}]\n", at + 1);
    let links = (0..2000).map(link).collect::<Vec<String>>().concat();
    let shown = out(&format!("locals {{\n{links}  out = local.a0\n}}"));
    assert!(shown.contains("a limit was reached"), "{}", &shown[..40]);
}

#[test]
fn doubling_ends_at_a_limit() {
    let pair = |at| format!("  a{} = [local.a{at}, local.a{at}]\n", at + 1);
    let links = (0..60).map(pair).collect::<Vec<String>>().concat();
    assert_eq!(out(&format!("locals {{\n a0 = 1\n{links}  out = length(local.a60)\n}}")), "2");
    let twice = |at| format!("  a{} = \"${{local.a{at}}}${{local.a{at}}}\"\n", at + 1);
    let links = (0..60).map(twice).collect::<Vec<String>>().concat();
    let shown = out(&format!("locals {{\n a0 = \"x\"\n{links}  out = local.a60\n}}"));
    assert!(shown.contains("a limit was reached") && shown.len() < 10_000);
}

#[test]
fn functions_that_are_not_evaluated_say_so() {
    for call in [
        "timestamp()",
        "plantimestamp()",
        "uuid()",
        "bcrypt(\"a\")",
        "pathexpand(\"~/a\")",
        "abspath(\"a\")",
        "rsadecrypt(\"a\", \"b\")",
    ] {
        let (name, _) = call.split_once('(').unwrap();
        assert_eq!(of(call), format!("?{name}()"));
    }
    assert_eq!(of("provider::aws::arn_parse(\"a\")"), "?provider::aws::arn_parse()");
    assert_eq!(of("uuid(1)"), "?error: uuid(): wrong number of arguments");
    assert_eq!(of("try(timestamp(), \"x\")"), "(?timestamp() | \"x\")");
}
