//! What `terraform show -json` says, and how it fills in what the files leave open.

use super::{directory, show};
use crate::source::Texts;
use crate::terraform::{Evaluation, Inputs, Modules, Plan, filled, placed, without_keys};
use crate::value::{Origin, Value};

fn plan(texts: &Texts, json: &str) -> Plan {
    let text = texts.add_file("plan.json", json);
    Plan::read("plan.json", text, texts).expect("it is JSON")
}

/// A plan of one resource with these values, what is unknown of them, and what is secret.
fn of_one(values: &str, unknown: &str, secret: &str) -> String {
    format!(
        r#"{{"format_version": "1.2", "terraform_version": "1.11.4", "planned_values":
        {{"root_module": {{"resources": [{{"address": "a.b[\"c\"]", "mode": "managed", "type": "a",
        "name": "b", "index": "c", "values": {values}, "sensitive_values": {secret}}}]}}}},
        "resource_changes": [{{"address": "a.b[\"c\"]", "change": {{"after_unknown": {unknown}}}}}]}}"#
    )
}

#[test]
fn what_is_left_open_or_secret_is_unknown() {
    let texts = Texts::default();
    let values = r#"{"x": "a\u003cb", "list": [1, null], "block": [{"y": true, "pass": "p"}]}"#;
    let unknown = r#"{"id": true, "list": [false, true], "block": [{"z": true}]}"#;
    let plan = plan(&texts, &of_one(values, unknown, r#"{"block": [{"pass": true}]}"#));
    let [resource] = plan.resources.as_slice() else { panic!("{:?}", plan.resources) };
    assert_eq!(resource.address(), r#"a.b["c"]"#);
    let open = |part: &str| format!("?`a.b[\"c\"].{part}` is known only once it is created");
    let expected = format!(
        "{{x: \"a<b\", list: [1, {}], block: [{{y: true, \
         pass: ?what the plan marks as sensitive is not evaluated, z: {}}}], id: {}}}",
        open("list[1]"),
        open("block[0].z"),
        open("id")
    );
    assert_eq!(show(&resource.body), expected);
    let place = resource.body.get("x").map(|it| texts.slice(it.origin.span));
    assert_eq!(place, Some(r#""a\u003cb""#));
}

#[test]
fn keys_are_taken_out_of_addresses() {
    let cases =
        [("module.a", "module.a"), (r#"module.a["x.]\"y"].module.b[0]"#, "module.a.module.b")];
    for (address, expected) in cases {
        assert_eq!(without_keys(address), expected);
    }
}

/// What becomes of `local.out`, given the JSON that the plan has in its place.
fn fill(hcl: &str, planned: &str) -> String {
    let texts = Texts::default();
    let file = format!("variable \"u\" {{}}\nlocals {{\n  out = {hcl}\n}}\n");
    let directory = directory(&texts, &[("main.tf", &file)]);
    let inputs = Inputs::default();
    let value = Evaluation::new(&directory, &inputs).local("out").expect("it is declared");
    let json = serde_json::from_str(planned).expect("it is JSON");
    let planned = Value::from_json(&json, &Origin::new(crate::source::Span::NOWHERE));
    let filled = filled(&value, &planned);
    assert_eq!(filled.origin.span, value.origin.span, "a hole is filled where it is");
    show(&filled)
}

#[test]
fn holes_are_filled_and_nothing_else() {
    let rows = [
        // What the files decide is not taken from a plan that may be older.
        ("true", "false", "true"),
        ("[1, 2]", "[3, 4]", "[1, 2]"),
        ("var.u", "[1]", "[1]"),
        ("var.u", "null", "null"),
        (r#""a-${var.u}""#, r#""a-b""#, r#""a-b""#),
        // A policy keeps its places.
        (r#""{\"a\": ${var.u}}""#, r#""{\"a\": 1}""#, "\"{\\\"a\\\": ${?var.u}}\""),
        ("[1, var.u]", "[1, 2]", "[1, 2]"),
        // A set has its order from the provider.
        (r#"["b", var.u]"#, r#"["a", "b"]"#, r#"["b", "a"]"#),
        ("[var.u, var.u, 5]", "[1, 5]", "[?var.u, ?var.u, 5]"),
        ("concat([1], var.u)", "[1, 2, 3]", "[1, 2, 3]"),
        ("{ a = var.u, b = 1 }", r#"{"a": 2, "b": 3, "c": 4}"#, "{a: 2, b: 1}"),
        ("merge({ a = 1 }, var.u)", r#"{"a": 2, "c": 4, "d": null}"#, "{a: 2, c: 4}"),
        ("{ a = [{ b = var.u }] }", r#"{"a": [{"b": "x"}]}"#, r#"{a: [{b: "x"}]}"#),
        ("jsonencode({ a = var.u, b = 1 })", r#""{\"a\":2,\"b\":1}""#, "json({a: 2, b: 1})"),
    ];
    for (hcl, planned, expected) in rows {
        assert_eq!(fill(hcl, planned), expected, "{hcl} and {planned}");
    }
}

#[test]
fn variables_are_those_that_the_plan_was_made_with() {
    let texts = Texts::default();
    let plan = plan(
        &texts,
        r#"{"format_version": "1.2", "variables": {"same": {"value": "1"}, "other": {"value": 3},
            "none": {"value": ["a"]}, "typed": {"value": {"a": "1"}}, "secret": {"value": "s"}, "gone": {"value": 1}}}"#,
    );
    let file = "variable \"same\" { default = 1 }\nvariable \"other\" { default = 2 }\n\
                variable \"none\" { type = list(string) }\n\
                variable \"typed\" {\n  type = object({ a = number, b = optional(number, 2) })\n  \
                default = { a = 1 }\n}\n\
                variable \"secret\" { sensitive = true }\n\
                locals { out = [var.same, var.other, var.none, var.secret] }\n";
    let directory = directory(&texts, &[("main.tf", file)]);
    let modules = Modules::default();
    let inputs = plan.inputs(&modules, &directory, &Inputs::default());
    // `other` is 2 by the files: of several environments this is not the plan's.
    assert!(!plan.is_made_with(&modules, &directory, &Inputs::default()));
    assert!(plan.is_made_with(&modules, &directory, &inputs));
    let names: Vec<_> = inputs.variables.keys().map(smol_str::SmolStr::as_str).collect();
    assert_eq!(names, ["none", "other"]);
    let evaluation = Evaluation::new(&directory, &inputs);
    let out = evaluation.local("out").expect("it is declared");
    assert_eq!(show(&out), "[1, 3, [\"a\"], ?var.secret]");
    let other = evaluation.variable("other").expect("it is declared");
    assert_eq!(texts.slice(other.origin.span), "variable \"other\"");
}

#[test]
fn a_plan_belongs_to_the_root_that_declares_what_it_was_made_of() {
    let texts = Texts::default();
    let json = r#"{"format_version": "1.2", "configuration": {"root_module": {
        "resources": [{"address": "data.x.y"}, {"address": "a.b"}],
        "module_calls": {"m": {"module": {"resources": [{"address": "c.d"}]}}}}}}"#;
    let plan = plan(&texts, json);
    let main = "resource \"a\" \"b\" {}\ndata \"x\" \"y\" {}\nmodule \"m\" { source = \"./m\" }\n";
    let own = |more: &str| directory(&texts, &[("main.tf", &format!("{main}{more}"))]);
    assert!(plan.is_exactly_of(&own("")));
    let more = own("resource \"a\" \"new\" {}\n");
    assert!(plan.is_of(&more) && !plan.is_exactly_of(&more));
    assert!(!plan.is_of(&directory(&texts, &[("main.tf", "resource \"a\" \"b\" {}\n")])));
    assert!(plan.declares("module.m", "c.d") && !plan.declares("", "c.d"));
}

#[test]
fn a_part_of_a_plan_can_stand_at_one_place() {
    let texts = Texts::default();
    let text = texts.add_file("a.tf", "module \"m\"");
    let place = Origin::new(crate::source::Span::new(text, 0, 10));
    let plan = plan(&texts, &of_one(r#"{"x": [{"y": 1}]}"#, "{}", "{}"));
    let body = placed(&plan.resources[0].body, &place);
    let inner = body.get("x").and_then(Value::as_list).map(|list| &list.items[0]);
    assert_eq!(inner.map(|it| texts.slice(it.origin.span)), Some("module \"m\""));
}
