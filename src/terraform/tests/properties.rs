//! What holds for any expression: nothing panics, and knowing more never contradicts.

use std::collections::BTreeMap;
use std::sync::Arc;

use proptest::prelude::*;

use super::admits::admits;
use super::{directory, show};
use crate::source::{Span, Texts};
use crate::syntax::hcl;
use crate::terraform::body::Expression;
use crate::terraform::objects::is_known;
use crate::terraform::{Evaluation, Inputs, Source};
use crate::value::{Origin, Value};

/// Expressions in which `var.u` is not known, of every construct.
const LAUNCH_TEMPLATE_PATHS: &[&str] = &[
    "\"a-${var.u}-b\"",
    "var.u == \"x\"",
    "var.u != null",
    "var.u == \"x\" ? 1 : \"y\"",
    "var.u == null ? [] : [var.u]",
    "try(length(var.u), 0)",
    "can(var.u.x)",
    "try(var.u.x, var.u[0], \"none\")",
    "[for x in [\"x\", \"y\"] : x if x != var.u]",
    "{ for x in [\"x\", \"y\"] : \"${x}${try(tostring(var.u), \"\")}\" => x }",
    "toset([\"x\", try(tostring(var.u), \"t\")])",
    "length(toset([\"x\", try(tostring(var.u), \"t\")]))",
    "tolist(toset([\"x\", try(tostring(var.u), \"t\")]))",
    "compact([\"x\", try(tostring(var.u), \"\")])",
    "distinct([\"x\", try(tostring(var.u), \"\"), \"y\"])",
    "reverse(distinct([\"x\", try(tostring(var.u), \"\")]))",
    "merge({ a = 1 }, try(tomap(var.u), {}), { b = 2 })",
    "merge({ x = 1 }, { (try(tostring(var.u), \"k\")) = 2 })",
    "keys({ x = 1, (try(tostring(var.u), \"k\")) = 2 })",
    "values({ x = 1, (try(tostring(var.u), \"k\")) = 2 })",
    "lookup({ x = 1, y = 2 }, try(tostring(var.u), \"\"), 3)",
    "concat([\"a\"], try(tolist(var.u), []), [\"b\"])",
    "flatten([[\"a\"], var.u, [[\"b\"]]])",
    "coalesce(try(tostring(var.u), null), \"d\")",
    "coalescelist(try(tolist(var.u), []), [\"d\"])",
    "contains([\"x\", \"y\"], var.u)",
    "contains(try(tolist(var.u), []), \"x\")",
    "element([\"a\", \"b\", \"c\"], try(tonumber(var.u), 0))",
    "slice([\"a\", \"b\", \"c\"], 0, try(length(var.u), 1))",
    "join(\",\", [\"a\", try(tostring(var.u), \"t\")])",
    "join(\",\", try(tolist(var.u), [\"z\"]))",
    "format(\"%s/%5s|%v\", try(tostring(var.u), \"t\"), \"a\", \"b\")",
    "replace(\"x-${try(tostring(var.u), \"t\")}\", \"x\", \"y\")",
    "trimprefix(\"x${try(tostring(var.u), \"t\")}\", \"x\")",
    "split(\"x\", try(tostring(var.u), \"t\"))",
    "upper(\"a${try(tostring(var.u), \"t\")}\")",
    "startswith(\"a${try(tostring(var.u), \"t\")}\", \"ax\")",
    "endswith(\"${try(tostring(var.u), \"t\")}\", \"x\")",
    "strcontains(\"a${try(tostring(var.u), \"t\")}b\", \"xb\")",
    "\"${try(tostring(var.u), \"t\")}:sub\" == \"x:sub\"",
    "\"${try(tostring(var.u), \"t\")}:sub\" == \"x:aud\"",
    "jsonencode({ a = var.u })",
    "jsondecode(jsonencode({ a = [var.u] })).a[0]",
    "jsonencode([\"a\"]) == \"[\\\"a\\\"]\" && var.u == null",
    "alltrue([true, try(tobool(var.u), false)])",
    "anytrue([true, try(tobool(var.u), false)])",
    "one(try(tolist(var.u), []))",
    "zipmap([\"x\", try(tostring(var.u), \"t\")], [1, 2])",
    "setunion([\"x\"], try(toset(var.u), []))",
    "setsubtract([\"x\", \"y\"], [try(tostring(var.u), \"t\")])",
    "max(1, try(tonumber(var.u), 5))",
    "try(tonumber(var.u), 5) + 1",
    "try(tobool(var.u), true) && false",
    "var.u[*]",
    "length(var.u[*])",
    "lower(var.u) == var.u",
    "tostring(try(tonumber(var.u), 3)) == var.u",
    "cidrsubnet(\"10.${try(tonumber(var.u), 1)}.0.0/16\", 8, 2)",
    "[for k, v in try(tomap(var.u), { z = 1 }) : \"${k}=${try(tostring(v), \"\")}\"]",
    "{ for k, v in { a = \"x\", b = \"y\" } : v == var.u ? \"same\" : k => v... }",
    "\"%{ if var.u == \"x\" }yes%{ else }no%{ endif }\"",
    "\"%{ for x in try(tolist(var.u), [\"q\"]) }${x},%{ endfor }\"",
];

/// What `var.u` may turn out to be.
const CHOICES: &[&str] = &[
    "null",
    "\"\"",
    "\"x\"",
    "\"y\"",
    "\"12\"",
    "0",
    "1",
    "2",
    "true",
    "false",
    "[]",
    "[\"x\"]",
    "[\"x\", \"y\", \"x\"]",
    "{}",
    "{ x = \"y\" }",
    "{ a = 5, b = 6 }",
    "\"true\"",
];

fn evaluate(expression: &str, choice: Option<&Value>) -> Value {
    let texts = Texts::default();
    let directory = directory(&texts, &[("main.tf", "variable \"u\" {}\n")]);
    let chosen = choice.map(|value| ("u".into(), value.clone()));
    let inputs = Inputs { variables: chosen.into_iter().collect(), ..Inputs::default() };
    let evaluation = Evaluation::new(&directory, &inputs);
    let (file, id) = hcl::parse_expression(expression).expect("the expression is well-formed");
    let text = texts.add_file("expression", expression);
    let source = Source { path: "expression".into(), text, file: Arc::new(file) };
    evaluation.expression(Expression { source: &source, id })
}

#[test]
fn knowing_a_variable_never_contradicts() {
    for template in LAUNCH_TEMPLATE_PATHS {
        let unknown = evaluate(template, None);
        for choice in CHOICES {
            let value = evaluate(choice, None);
            let known = evaluate(template, Some(&value));
            assert!(
                !is_known(&known) || admits(&unknown, &known),
                "{template}\n with {choice}: {}\n without: {}",
                show(&known),
                show(&unknown)
            );
        }
    }
}

/// Expressions of every construct, closed or not, sensible or not.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        Just("null".to_owned()),
        any::<bool>().prop_map(|flag| flag.to_string()),
        (-20_i32..2000).prop_map(|number| number.to_string()),
        "[a-zé/.0-9 ]{0,6}".prop_map(|text| format!("{text:?}")),
        Just("var.u".to_owned()),
        Just("aws_vpc.main.id".to_owned()),
        Just("aws_subnet.many[*].id".to_owned()),
        Just("\"10.0.0.0/16\"".to_owned()),
        Just("[]".to_owned()),
        Just("{}".to_owned()),
    ];
    leaf.prop_recursive(4, 40, 4, |inner| {
        let many = prop::collection::vec(inner.clone(), 0..4);
        let operator =
            prop::sample::select(vec!["+", "-", "*", "/", "%", "==", "!=", "<", ">=", "&&", "||"]);
        prop_oneof![
            many.clone().prop_map(|items| format!("[{}]", items.join(", "))),
            many.clone().prop_map(|items| format!("[{}]", items.join(", "))),
            (inner.clone(), inner.clone())
                .prop_map(|(key, value)| format!("{{ ({key}) = {value}, b = 1 }}")),
            (inner.clone(), operator, inner.clone())
                .prop_map(|(one, operator, two)| format!("({one} {operator} {two})")),
            (inner.clone(), inner.clone(), inner.clone())
                .prop_map(|(test, yes, no)| format!("({test} ? {yes} : {no})")),
            (inner.clone(), inner.clone()).prop_map(|(base, key)| format!("{base}[{key}]")),
            inner.clone().prop_map(|base| format!("({base})[*].a")),
            inner.clone().prop_map(|value| format!("\"x${{{value}}}y\"")),
            (inner.clone(), inner.clone())
                .prop_map(|(list, value)| format!("[for k, v in {list} : v if {value}]")),
            (inner.clone(), inner.clone())
                .prop_map(|(map, value)| format!("{{ for k, v in {map} : k => {value}... }}")),
            (prop::sample::select(FUNCTIONS), many)
                .prop_map(|(name, arguments)| format!("{name}({})", arguments.join(", "))),
        ]
    })
}

const FUNCTIONS: &[&str] = &[
    "abs",
    "alltrue",
    "base64decode",
    "base64encode",
    "basename",
    "can",
    "chunklist",
    "cidrhost",
    "cidrnetmask",
    "cidrsubnet",
    "cidrsubnets",
    "coalesce",
    "coalescelist",
    "compact",
    "concat",
    "contains",
    "dirname",
    "distinct",
    "element",
    "endswith",
    "flatten",
    "format",
    "formatlist",
    "indent",
    "index",
    "join",
    "jsondecode",
    "jsonencode",
    "keys",
    "length",
    "lookup",
    "lower",
    "matchkeys",
    "max",
    "merge",
    "one",
    "parseint",
    "pow",
    "range",
    "regex",
    "regexall",
    "replace",
    "reverse",
    "setintersection",
    "setproduct",
    "setsubtract",
    "setunion",
    "slice",
    "sort",
    "split",
    "startswith",
    "strcontains",
    "strrev",
    "substr",
    "sum",
    "title",
    "tobool",
    "tolist",
    "tomap",
    "tonumber",
    "toset",
    "tostring",
    "transpose",
    "trim",
    "trimprefix",
    "trimspace",
    "trimsuffix",
    "try",
    "upper",
    "urlencode",
    "values",
    "yamldecode",
    "yamlencode",
    "zipmap",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_panics(expression in expressions()) {
        let texts = Texts::default();
        let main = format!(
            "variable \"u\" {{}}\nresource \"aws_vpc\" \"main\" {{}}\n\
             resource \"aws_subnet\" \"many\" {{ count = var.u }}\n\
             locals {{\n  out = {expression}\n}}\n"
        );
        let directory = directory(&texts, &[("main.tf", &main)]);
        let inputs = Inputs::default();
        let value = Evaluation::new(&directory, &inputs).local("out");
        prop_assert!(value.is_some());
    }

    #[test]
    fn knowing_a_variable_never_contradicts_in_any_expression(
        expression in expressions(),
        choice in prop::sample::select(CHOICES),
    ) {
        let unknown = evaluate(&expression, None);
        let value = evaluate(choice, None);
        let known = evaluate(&expression, Some(&value));
        prop_assert!(
            !is_known(&known) || admits(&unknown, &known),
            "{}\n with {}: {}\n without: {}", expression, choice, show(&known), show(&unknown)
        );
    }
}

#[test]
fn variables_outrank_files() {
    let value = Value::string("x", Origin::new(Span::NOWHERE));
    let inputs: BTreeMap<_, _> = [("a".into(), value)].into();
    let files = [
        ("main.tf", "variable \"a\" {}\nlocals { out = var.a }\n"),
        ("terraform.tfvars", "a = 1\n"),
    ];
    assert_eq!(super::evaluated(&files, &inputs), "\"x\"");
}
