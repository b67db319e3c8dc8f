//! Expressions for property tests.

use proptest::prelude::*;

/// Expressions of every construct, closed or not, sensible or not.
pub(super) fn expressions() -> impl Strategy<Value = String> {
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
